import Bytes
import Syndication

@testable import Journal

/// Records for tests: number `seq`, told apart by it.
func record(_ seq: UInt64, source: String = "wire", text: String = "Text") -> Record {
    let head = RecordHead(
        seq: seq, at: Timestamp(milliseconds: 1_795_341_600_000 + Int64(seq % 1_000_000)), operation: .new, source: source,
        key: key(seq), revision: 1, version: seq, feedTitle: "Wire", feedURL: "https://wire.example/feed", id: "urn:feedd:wire:\(seq)")
    var members = JSONWriter()
    members.string(text)
    let item = EncodedItem(
        extensionMembers: Array(",\"guid\":\"\(seq)\"".utf8),
        members: Array(",\"url\":\"https://wire.example/\(seq)\",\"title\":\"Title \(seq)\",\"content_text\":".utf8) + members.bytes)
    return Record(head: head, item: item)
}

func key(_ seq: UInt64) -> ItemKey { ItemKey(high: 0xABC, low: seq) }

func position(_ seq: UInt64) -> JournalPosition { JournalPosition(seq: seq, key: key(seq)) }

/// The lines of those records.
func lines(_ seqs: some Sequence<UInt64>) -> [UInt8] {
    var bytes: [UInt8] = []
    for seq in seqs { record(seq).append(to: &bytes) }
    return bytes
}

extension Record {
    func append(to bytes: inout [UInt8]) {
        var lines = RecordLines()
        lines.append(self)
        bytes += lines.pieces.joined()
    }
}

extension JournalWriter {
    @discardableResult
    func append(_ bytes: [UInt8], seqs: ClosedRange<UInt64>) throws(JournalError) -> [JournalNotice] {
        try append(RecordLines(bytes), seqs: seqs)
    }

    /// - Parameter firstSeq: of as many records as there are lines.
    @discardableResult
    func append(_ bytes: [UInt8], firstSeq: UInt64) throws(JournalError) -> [JournalNotice] {
        try append(bytes, seqs: firstSeq...firstSeq + UInt64(bytes.count { $0 == 0x0A }) - 1)
    }
}

/// The numbers of the records in a journal's bytes; 0 for a line that is none.
func seqs(_ bytes: [UInt8]) -> [UInt64] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { ReplayedRecord(line: Array($0))?.head.seq ?? 0 }
}
