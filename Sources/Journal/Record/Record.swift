public import Syndication

/// A line of the journal: a JSON Feed 1.1 item with feedd's own members first.
public struct Record: Sendable {
    public var head: RecordHead
    public var item: EncodedItem

    public init(head: RecordHead, item: EncodedItem) {
        self.head = head
        self.item = item
    }

    /// The line up to the item's own members.
    var start: [UInt8] {
        var writer = JSONWriter(reserving: 384 + item.extensionMembers.count)
        writer.beginObject()
        writer.key("_feedd")
        writer.beginObject()
        writeHead(to: &writer)
        writer.rawMembers(item.extensionMembers)
        writeDuplicate(to: &writer)
        writer.endObject()
        writer.key("id")
        writer.string(head.id)
        return writer.bytes
    }

    /// The end of every line.
    static let end = Array("}\n".utf8)

    private func writeHead(to writer: inout JSONWriter) {
        writer.key("seq")
        writer.integer(head.seq)
        writer.key("at")
        writer.timestamp(head.at)
        writer.key("op")
        writer.string(head.operation.rawValue)
        writer.key("source")
        writer.string(head.source)
        writer.key("key")
        writer.hex(head.key)
        writer.key("revision")
        writer.integer(head.revision)
        writer.key("version")
        writer.hex(head.version)
        guard head.feedTitle != nil || head.feedURL != nil else { return }
        writer.key("feed")
        writer.beginObject()
        if let title = head.feedTitle {
            writer.key("title")
            writer.string(title)
        }
        if let url = head.feedURL {
            writer.key("url")
            writer.string(url)
        }
        writer.endObject()
    }

    private func writeDuplicate(to writer: inout JSONWriter) {
        if let original = head.duplicateOf {
            writer.key("duplicate_of")
            writer.hex(original)
        }
        if let similarity = head.similarity {
            writer.key("similarity")
            writer.double(similarity)
        }
    }
}

extension JSONWriter {
    /// `ItemKey.hex`, without making a string of it.
    fileprivate mutating func hex(_ key: ItemKey) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
            key.high.writeHexDigits(into: digits[..<16])
            key.low.writeHexDigits(into: digits[16...])
            string(utf8: UnsafeBufferPointer(digits))
        }
    }

    fileprivate mutating func hex(_ number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
            number.writeHexDigits(into: digits[...])
            string(utf8: UnsafeBufferPointer(digits))
        }
    }
}
