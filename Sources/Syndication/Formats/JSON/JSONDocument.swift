/// The outermost object of a JSON document. A truncated or malformed document is read up to its error, so that its complete items are not
/// lost.
struct JSONDocument {
    /// The members except an array `items`.
    private(set) var members = JSONObject()
    /// The elements of `items`, up to the limit.
    private(set) var items: [JSONValue] = []
    /// Whether there are more items than the limit.
    private(set) var itemsSkipped = false
    /// Where the document is malformed or truncated; nil where it is well-formed.
    private(set) var problem: JSONError?

    init(_ bytes: [UInt8], itemLimit: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes, tolerating: .feeds)
            do throws(JSONError) {
                try scanner.object { scanner, name throws(JSONError) in
                    guard name == "items", try scanner.kind() == .array else {
                        members.members.append(JSONObject.Member(key: try name.decoded(), value: try JSONValue(&scanner)))
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
            } catch {
                problem = error
            }
        }
    }
}
