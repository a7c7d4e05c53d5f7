import Bytes
import Syndication

/// The members of `_feedd` that are feedd's own, as they are read from a line.
struct HeadMembers {
    var seq: UInt64?
    var at: Timestamp?
    var operation: Operation?
    var source: String?
    var key: ItemKey?
    var revision: Int?
    var version: UInt64?
    var feedTitle: String?
    var feedURL: String?
    var id: String?
    var duplicateOf: ItemKey?
    var similarity: Double?

    mutating func read(_ name: JSONString, from scanner: inout JSONScanner) throws(JSONError) {
        switch name {
        case "seq": seq = try scanner.optionalInteger().flatMap(UInt64.init(exactly:))
        case "at": at = try scanner.optionalString().flatMap(Timestamp.init(rfc3339:))
        case "op": operation = try scanner.optionalString().flatMap(Operation.init(rawValue:))
        case "source": source = try scanner.optionalString()
        case "key": key = try scanner.optionalString().flatMap(ItemKey.init(hex:))
        case "revision": revision = try scanner.optionalInteger().flatMap(Int.init(exactly:))
        case "version": version = try scanner.optionalString().flatMap { UInt64(hexDigits: $0.utf8) }
        case "feed": try readFeed(&scanner)
        case "duplicate_of": duplicateOf = try scanner.optionalString().flatMap(ItemKey.init(hex:))
        case "similarity": similarity = try scanner.optionalNumber()?.double
        default: try scanner.skip()
        }
    }

    private mutating func readFeed(_ scanner: inout JSONScanner) throws(JSONError) {
        var title: String?
        var url: String?
        try scanner.object { scanner, name throws(JSONError) in
            switch name {
            case "title": title = try scanner.optionalString()
            case "url": url = try scanner.optionalString()
            default: try scanner.skip()
            }
        }
        feedTitle = title
        feedURL = url
    }

    /// The head; `nil` where a member that every record has is missing.
    var complete: RecordHead? {
        guard let seq, seq > 0, let at, let operation, let source, let key, let revision, let version, let id else { return nil }
        return RecordHead(
            seq: seq, at: at, operation: operation, source: source, key: key, revision: revision, version: version,
            feedTitle: feedTitle, feedURL: feedURL, id: id, duplicateOf: duplicateOf, similarity: similarity)
    }
}

extension JSONScanner {
    /// The next value if it is a string; other values are skipped.
    mutating func optionalString() throws(JSONError) -> String? {
        guard try kind() == .string else {
            try skip()
            return nil
        }
        return try string().decoded()
    }

    /// The next value if it is a number; other values are skipped.
    mutating func optionalNumber() throws(JSONError) -> JSONValue? {
        guard try kind() == .number else {
            try skip()
            return nil
        }
        return try number()
    }

    /// The next value if it is a whole number; other values are skipped.
    mutating func optionalInteger() throws(JSONError) -> Int64? { try optionalNumber()?.integer }
}
