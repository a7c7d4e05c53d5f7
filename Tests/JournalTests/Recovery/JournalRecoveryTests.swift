import Bytes
import Glibc
import Syndication
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalRecoveryTests {
    private let directory: TemporaryDirectory
    private let live = "feedd.jsonl"
    private let torn = "feedd.jsonl.torn-20261122T100000Z"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var recovery: JournalRecovery {
        JournalRecovery(directory: directory.path, now: Timestamp(milliseconds: 1_795_341_600_000))
    }

    private func closed(_ seq: UInt64) -> String {
        let digits = String(seq)
        return "feedd-" + String(repeating: "0", count: 20 - digits.count) + digits + ".jsonl"
    }

    private func read(after position: JournalPosition?) throws -> (LogReading, [UInt64]) {
        var replayed: [UInt64] = []
        let reading = try recovery.read(after: position) { replayed.append($0.head.seq) }
        #expect(reading.count == replayed.count)
        return (reading, replayed)
    }

    @Test("without journal and store there is nothing to replay")
    func fresh() throws {
        #expect(try read(after: nil).0 == LogReading())
    }

    @Test("a store at the journal's very end has nothing to replay")
    func atEnd() throws {
        directory.write(live, lines(1...5))
        #expect(try read(after: position(5)).0 == LogReading())
    }

    @Test("what the store missed is replayed, over segments", arguments: 1...9 as ClosedRange<UInt64>)
    func behind(seq: UInt64) throws {
        directory.write(closed(1), lines(1...3))
        directory.write(closed(4), lines(4...6))
        directory.write(live, lines(7...9))
        let (reading, replayed) = try read(after: position(seq))
        #expect(replayed == Array((seq + 1)..<10))
        #expect(reading.last == (seq < 9 ? position(9) : nil))
        #expect(reading.torn == nil)
        #expect(reading.missing == nil)
    }

    @Test("a crash between renaming a segment and making the next one loses nothing")
    func noLive() throws {
        directory.write(closed(1), lines(1...3))
        #expect(try read(after: position(2)).1 == [3])
        #expect(try read(after: position(3)).0 == LogReading())
    }

    @Test("an empty live segment is like none")
    func emptyLive() throws {
        directory.write(closed(1), lines(1...3))
        directory.write(live, [])
        #expect(try read(after: position(2)).1 == [3])
    }

    @Test(
        "from the first line that is no record with a higher number, the rest is set aside and cut off",
        arguments: [
            ("no end", Array("{\"_feedd\":{\"se".utf8), "unended"),
            ("a whole record without its end", Array(lines([4]).dropLast()), "unended"),
            ("zeros", [UInt8](repeating: 0, count: 5000), "unended"),
            ("zeros and a line's end", [UInt8](repeating: 0, count: 100) + [0x0A], "damaged"),
            ("half a record, then whole ones", lines([4]).prefix(60) + [0x0A] + lines([5]), "damaged"),
            ("an empty line", [0x0A] + lines([4]), "damaged"),
            ("JSON that is no record", Array("{}\n".utf8) + lines([4]), "damaged"),
            ("the last number again", lines([3]), "order 4 3"),
            ("an earlier number", lines([1]), "order 4 1"),
        ])
    func tornEnd(name: String, end: [UInt8], reason: String) throws {
        directory.write(live, lines(1...3) + end)
        let (reading, replayed) = try read(after: position(2))
        #expect(replayed == [3])
        #expect(directory.read(live) == lines(1...3))
        #expect(directory.read(torn) == end)
        let cut = try #require(reading.torn)
        #expect(cut.path == directory.path + "/" + torn)
        #expect(cut.offset == Int64(lines(1...3).count))
        #expect(cut.length == Int64(end.count))
        switch cut.reason {
        case .unended: #expect(reason == "unended")
        case .damaged: #expect(reason == "damaged")
        case .outOfOrder(let expected, let found): #expect(reason == "order \(expected) \(found)")
        }
        #expect(cut.description.contains(torn))
    }

    @Test("a torn end is found too where the store is at the journal's last record")
    func tornBehindPosition() throws {
        directory.write(live, lines(1...3) + Array("{\"_fe".utf8))
        let (reading, replayed) = try read(after: position(3))
        #expect(replayed.isEmpty)
        #expect(reading.torn?.reason == .unended)
        #expect(directory.read(live) == lines(1...3))
    }

    @Test("every length that a crash can leave gives whole records, and no more")
    func everyLength() throws {
        let whole = lines(1...3)
        let ends = [lines([1]).count, lines(1...2).count, whole.count].flatMap { [$0 - 1, $0, $0 + 1] }
        let some = Array(stride(from: lines([1]).count, through: whole.count, by: 29)) + ends
        for length in some where (lines([1]).count...whole.count).contains(length) {
            directory.write(live, Array(whole.prefix(length)))
            let (reading, replayed) = try read(after: position(1))
            let rest = seqs(directory.read(live))
            #expect(rest == [1] + replayed)
            #expect((reading.torn == nil) == (length == lines(1...UInt64(rest.count)).count))
        }
    }

    @Test("torn in a closed segment, what follows it is set aside whole")
    func tornClosed() throws {
        directory.write(closed(1), lines(1...2) + Array("xx\n".utf8) + lines([3]))
        directory.write(closed(4), lines(4...5))
        directory.write(live, lines([6]))
        let (reading, replayed) = try read(after: position(1))
        #expect(replayed == [2])
        #expect(directory.names == [closed(1), live, torn].sorted())
        #expect(directory.read(closed(1)) == lines(1...2))
        #expect(directory.read(live).isEmpty)
        #expect(directory.read(torn) == Array("xx\n".utf8) + lines(3...6))
        #expect(reading.torn?.segmentPath == directory.path + "/" + closed(1))
        #expect(try read(after: position(2)).0 == LogReading())
    }

    @Test("a second torn end does not replace the first")
    func tornTwice() throws {
        directory.write(live, lines(1...2) + [0x78])
        _ = try read(after: position(2))
        directory.write(live, [0x79], mode: "a")
        let (reading, _) = try read(after: position(2))
        #expect(directory.read(torn) == [0x78])
        #expect(directory.read(torn + "-2") == [0x79])
        #expect(reading.torn?.path.hasSuffix("-2") == true)
    }

    @Test("nothing is cut off that could not be set aside")
    func cannotSetAside() throws {
        let faults = FaultyFiles()
        faults.plan(.write, .fail(ENOSPC))
        directory.write(live, lines(1...2) + [0x78])
        let recovery = JournalRecovery(directory: directory.path, files: faults.files)
        let error = #expect(throws: JournalError.self) { try recovery.read(after: position(2)) { _ in } }
        #expect(error?.action == .setAside)
        #expect(directory.read(live) == lines(1...2) + [0x78])
        #expect(directory.names == [live])
    }

    @Test(
        "a journal that ends before the position contradicts nothing: nothing is replayed or cut, and what is missing is reported",
        arguments: [([], 1), ([3], 4), ([1, 2, 3, 4], 5), ([1], 2)] as [([UInt64], UInt64)])
    func endsBefore(kept: [UInt64], firstMissing: UInt64) throws {
        directory.write(live, lines(kept))
        let (reading, _) = try read(after: position(9))
        #expect(reading == LogReading(missing: firstMissing...9))
        #expect(directory.read(live) == lines(kept))
    }

    @Test("a journal that is not there contradicts nothing")
    func gone() throws {
        #expect(try read(after: position(12)).0 == LogReading(missing: 1...12))
    }

    @Test("where closed segments are left, only what follows them is missing")
    func liveGone() throws {
        directory.write(closed(1), lines(1...3))
        #expect(try read(after: position(5)).0 == LogReading(missing: 4...5))
        directory.write(live, [])
        #expect(try read(after: position(5)).0 == LogReading(missing: 4...5))
    }

    @Test("segments before the position may be missing, or be no records any more")
    func earlierSegments() throws {
        directory.write(closed(4), [0x1F, 0x8B, 0x08, 0x0A, 0x00])
        directory.write(live, lines(7...9))
        #expect(try read(after: position(8)).1 == [9])
        #expect(try read(after: position(9)).0 == LogReading())
    }

    @Test("what is cut off at the end of a journal that ends before the position is set aside all the same")
    func endsBeforeTorn() throws {
        directory.write(live, lines(1...3) + lines([4]).prefix(50))
        let (reading, _) = try read(after: position(4))
        #expect(reading.torn?.reason == .unended)
        #expect(reading.missing == 4...4)
        #expect(directory.read(live) == lines(1...3))
    }

    @Test("records after a gap are replayed: they were published", arguments: [([5, 6], 3), ([11], 9)] as [([UInt64], UInt64)])
    func gap(seqs: [UInt64], after seq: UInt64) throws {
        directory.write(live, lines(seqs))
        let (reading, replayed) = try read(after: position(seq))
        #expect(replayed == seqs)
        #expect(reading.torn == nil)
        #expect(reading.missing == nil)
    }

    @Test("the position may be in a gap that the journal has had for long")
    func positionBeforeGap() throws {
        directory.write(live, lines([1, 2, 8, 9]))
        #expect(try read(after: position(7)).1 == [8, 9])
        #expect(try read(after: position(8)).1 == [9])
    }

    @Test("another key at the position is the journal of another store: nothing is replayed or cut", arguments: [3, 5] as [UInt64])
    func foreign(seq: UInt64) throws {
        directory.write(closed(2), lines(2...3))
        directory.write(live, lines(4...5) + [0x78])
        let (reading, replayed) = try read(after: JournalPosition(seq: seq, key: key(99)))
        #expect(reading == LogReading(isForeign: true))
        #expect(replayed.isEmpty)
        #expect(directory.read(live) == lines(4...5) + [0x78])
    }

    @Test("without a position everything is read, damage between records is skipped, and the torn end is cut off")
    func all() throws {
        directory.write(closed(1), lines(1...2) + Array("damage\n".utf8) + lines([4]))
        directory.write(live, lines(5...6) + Array("torn".utf8))
        let (reading, replayed) = try read(after: nil)
        #expect(replayed == [1, 2, 4, 5, 6])
        #expect(reading.last == position(6))
        #expect(reading.damaged == 1)
        #expect(reading.torn?.length == 4)
        #expect(directory.read(live) == lines(5...6))
        #expect(try read(after: nil).0.torn == nil)
    }

    @Test("an empty journal has nothing to read")
    func allOfNothing() throws {
        #expect(try read(after: nil).0 == LogReading())
        directory.write(live, [])
        #expect(try read(after: nil).0 == LogReading())
    }

    @Test("what is replayed has been synced before", arguments: [position(1), nil])
    func syncsFirst(position: JournalPosition?) throws {
        let faults = FaultyFiles()
        directory.write(live, lines(1...2))
        var countAtReplay = 0
        _ = try JournalRecovery(directory: directory.path, files: faults.files).read(after: position) { _ in
            countAtReplay = faults.count(.sync)
        }
        #expect(countAtReplay == 1)
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) {
            try JournalRecovery(directory: directory.path, files: faults.files).read(after: position) { _ in }
        }
    }

    @Test("the last record of a journal in disorder is the one with the highest number")
    func disorder() throws {
        directory.write(live, lines([1, 2, 5, 3]))
        #expect(try read(after: nil).0.last == position(5))
    }

    @Test("what the replay throws ends the recovery, and the journal stays as it is")
    func replayThrows() throws {
        struct Full: Error {}
        directory.write(live, lines(1...3) + [0x78])
        #expect(throws: Full.self) { try recovery.read(after: position(1)) { _ in throw Full() } }
        #expect(directory.read(live) == lines(1...3) + [0x78])
    }

    @Test("lines longer than any buffer are read in both directions")
    func longLines() throws {
        var bytes: [UInt8] = []
        for seq in 1...3 as ClosedRange<UInt64> { record(seq, text: String(repeating: "long ", count: 200_000)).append(to: &bytes) }
        directory.write(live, bytes)
        #expect(try read(after: position(1)).1 == [2, 3])
        #expect(try read(after: position(3)).1.isEmpty)
    }

    @Test("files that are no segments are left alone")
    func strangers() throws {
        let names = [
            "feedd-1.jsonl", "feedd-0000000000000000000x.jsonl", "notes.jsonl", "feedd.jsonl.bak", "feedd-99999999999999999999.jsonl",
        ]
        for name in names { directory.write(name, [0x78]) }
        directory.write(live, lines(1...2))
        #expect(try read(after: nil).1 == [1, 2])
        #expect(directory.names == (names + [live]).sorted())
    }

    @Test("a directory that cannot be read is an error with a reason")
    func unreadable() throws {
        directory.write("file", [])
        let recovery = JournalRecovery(directory: directory.path + "/file")
        #expect(throws: JournalError.self) { try recovery.read(after: nil) { _ in } }
    }
}
