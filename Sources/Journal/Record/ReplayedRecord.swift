public import Bytes
import Syndication

/// A record that was read from the journal: its head, and the parts of its item that identity needs.
public struct ReplayedRecord: Sendable {
    public var head: RecordHead
    public var guid: String?
    /// `_feedd.text_hash`: the hash of the text that the item is recognised by, where that is not the journaled text.
    public var textHash: UInt64?
    /// The URLs of `_feedd.links`, among which is the item's address as the feed has it.
    public var links: [String]
    public var url: String?
    public var externalURL: String?
    public var title: String?
    public var contentHTML: String?
    public var contentText = ""
    public var summary: String?
    public var published: Timestamp?
    public var modified: Timestamp?
    /// The line's length in bytes, its `\n` included.
    public var lineLength: Int

    /// Parses a line without its `\n`. `nil` where it is not whole JSON, or a member that every record has is missing.
    public init?(line: UnsafeBufferPointer<UInt8>) {
        var scanner = JSONScanner(line)
        var head = HeadMembers()
        var feed = FeedMembers()
        var item = ItemMembers()
        do throws(JSONError) {
            try scanner.object { scanner, name throws(JSONError) in
                switch name {
                case "_feedd": try Self.readExtension(&scanner, into: &head, &feed)
                case "id": head.id = try scanner.optionalString()
                default: try item.read(name, from: &scanner)
                }
            }
            try scanner.end()
        } catch {
            return nil
        }
        guard let head = head.complete else { return nil }
        self.head = head
        guid = feed.guid
        textHash = feed.textHash
        links = feed.links
        url = item.url
        externalURL = item.externalURL
        title = item.title
        contentHTML = item.contentHTML
        contentText = item.contentText ?? ""
        summary = item.summary
        published = item.published
        modified = item.modified
        lineLength = line.count + 1
    }

    /// Parses a line without its `\n`.
    public init?(line: [UInt8]) {
        guard let record = line.withUnsafeBufferPointer({ ReplayedRecord(line: $0) }) else { return nil }
        self = record
    }

    private static func readExtension(
        _ scanner: inout JSONScanner, into head: inout HeadMembers, _ feed: inout FeedMembers
    ) throws(JSONError) {
        try scanner.object { scanner, name throws(JSONError) in
            switch name {
            case "guid": feed.guid = try scanner.optionalString()
            case "links": feed.links = try urls(&scanner)
            case "text_hash": feed.textHash = try scanner.optionalString().flatMap { UInt64(hexDigits: $0.utf8) }
            default: try head.read(name, from: &scanner)
            }
        }
    }

    /// The member `url` of each object of an array.
    private static func urls(_ scanner: inout JSONScanner) throws(JSONError) -> [String] {
        var urls: [String] = []
        guard try scanner.kind() == .array else {
            try scanner.skip()
            return []
        }
        try scanner.array { scanner throws(JSONError) in
            guard try scanner.kind() == .object else { return try scanner.skip() }
            try scanner.object { scanner, name throws(JSONError) in
                if name == "url" {
                    if let url = try scanner.optionalString() { urls.append(url) }
                } else {
                    try scanner.skip()
                }
            }
        }
        return urls
    }

    /// The value of `text_hash`: 16 hexadecimal digits.
    public static func written(textHash: UInt64) -> String { textHash.hexDigits }
}

/// The members of `_feedd` that come from the feed.
private struct FeedMembers {
    var guid: String?
    var textHash: UInt64?
    var links: [String] = []
}

/// The members of an item as they are read.
private struct ItemMembers {
    var url: String?
    var externalURL: String?
    var title: String?
    var contentHTML: String?
    var contentText: String?
    var summary: String?
    var published: Timestamp?
    var modified: Timestamp?

    mutating func read(_ name: JSONString, from scanner: inout JSONScanner) throws(JSONError) {
        switch name {
        case "url": url = try scanner.optionalString()
        case "external_url": externalURL = try scanner.optionalString()
        case "title": title = try scanner.optionalString()
        case "content_html": contentHTML = try scanner.optionalString()
        case "content_text": contentText = try scanner.optionalString()
        case "summary": summary = try scanner.optionalString()
        case "date_published": published = try scanner.optionalString().flatMap(Timestamp.init(rfc3339:))
        case "date_modified": modified = try scanner.optionalString().flatMap(Timestamp.init(rfc3339:))
        default: try scanner.skip()
        }
    }
}
