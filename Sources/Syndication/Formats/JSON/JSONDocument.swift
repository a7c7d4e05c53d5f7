/// A JSON document's outermost object, its `items` apart, read as far as it goes: one that breaks off still gives the items that are whole.
struct JSONDocument {
    private(set) var members = JSONObject()
    private(set) var items: [JSONValue] = []
    private(set) var itemsSkipped = false
    /// Why the reading ended early, if it did.
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
