/// The members of a JSON object in document order. Names may repeat.
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

    /// The value of the last member of this name; nil where there is none. Takes linear time.
    public subscript(_ key: String) -> JSONValue? { members.last { $0.key == key }?.value }
}
