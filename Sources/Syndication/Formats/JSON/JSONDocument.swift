/// The outermost object of a JSON document. A truncated or malformed document is read up to its error, so that its complete items are not
/// lost.
struct JSONDocument {
    /// The members except `items`. Of RSS in JSON, `rss` and `channel` are objects without `item`.
    private(set) var members = JSONObject()
    /// The elements of `items`, or of `item` in the `channel` of RSS in JSON, up to the limit.
    private(set) var items: [JSONValue] = []
    /// Whether there are more items than the limit.
    private(set) var itemsSkipped = false
    /// Where the document is malformed or truncated; nil where it is well-formed.
    private(set) var problem: JSONError?
    /// One sentence for each kind of error that was repaired.
    private(set) var repairs: [String] = []

    private let itemLimit: Int

    init(_ bytes: [UInt8], itemLimit: Int) {
        self.itemLimit = itemLimit
        bytes.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes, tolerating: .feeds)
            var members = JSONObject()
            do throws(JSONError) {
                try read(&scanner, into: &members, path: .document)
            } catch {
                problem = error
            }
            self.members = members
            repairs += scanner.deviations.repairs
        }
    }

    /// Where an object stands that may contain the items.
    private enum Path {
        case document, rss, channel

        /// The name of the member that contains the items.
        var items: StaticString? {
            switch self {
            case .document: "items"
            case .rss: nil
            case .channel: "item"
            }
        }

        /// The path of an object that is a member of this one; nil where it contains no items.
        func child(_ name: String) -> Path? {
            switch (self, name) {
            case (.document, "rss"): .rss
            case (.document, "channel"), (.rss, "channel"): .channel
            default: nil
            }
        }
    }

    /// Reads an object's members into `object`, which has those before the error where one is thrown.
    private mutating func read(_ scanner: inout JSONScanner, into object: inout JSONObject, path: Path) throws(JSONError) {
        try scanner.object { scanner, name throws(JSONError) in
            let kind = try scanner.kind()
            if let items = path.items, name == items, kind == .array || kind == .object {
                try readItems(&scanner, isArray: kind == .array, isJSONFeed: path == .document)
                return
            }
            let key = try name.decoded()
            guard kind == .object, let path = path.child(key) else {
                object.members.append(JSONObject.Member(key: key, value: try JSONValue(&scanner)))
                return
            }
            var child = JSONObject()
            var failure: JSONError?
            do throws(JSONError) {
                try read(&scanner, into: &child, path: path)
            } catch {
                failure = error
            }
            object.members.append(JSONObject.Member(key: key, value: .object(child)))
            if let failure { throw failure }
        }
    }

    private mutating func readItems(_ scanner: inout JSONScanner, isArray: Bool, isJSONFeed: Bool) throws(JSONError) {
        guard isArray else {
            // RSS in JSON, which is converted XML, has an object in place of an array of one.
            if isJSONFeed { repairs.append(JSONFeedReader.repair(ofSingle: "items")) }
            items.append(try JSONValue(&scanner))
            return
        }
        try scanner.array { scanner throws(JSONError) in
            if items.count < itemLimit {
                items.append(try JSONValue(&scanner))
            } else {
                itemsSkipped = true
                try scanner.skip()
            }
        }
    }
}

extension JSONTolerance {
    /// A sentence for each deviation, for the warnings of a feed.
    fileprivate var repairs: [String] {
        let sentences: [(JSONTolerance, String)] = [
            (.commas, "The JSON has superfluous commas, or lacks some; it was read as if it had the right ones."),
            (.comments, "The JSON has comments; they were skipped."),
            (.escapes, "The JSON has escapes that JSON does not have; their backslashes were left out."),
            (.controlCharacters, "The JSON has control characters in strings; they were read as if they were escaped."),
        ]
        return sentences.filter { contains($0.0) }.map(\.1)
    }
}
