/// A JSON object's members in their order. A name may stand more than once.
public struct JSONObject: Sendable, Equatable {
    public var members: [Member] = []

    public struct Member: Sendable, Equatable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    public init() {}

    /// The last member of that name. Takes time in the number of members.
    public subscript(_ key: String) -> JSONValue? { members.last { $0.key == key }?.value }
}
