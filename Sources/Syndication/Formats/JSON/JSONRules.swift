/// How the items of a source are found in a JSON document that is no feed.
public struct JSONRules: Sendable, Hashable {
    /// The fields of an item. For each, the first path that gives a value.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        case title, link, id, date, summary, image, author, tags, content
    }

    /// The array of the items, or an object whose values are the items.
    public var items: JSONPath
    public var fields: [Field: [JSONPath]]

    public init(items: JSONPath, fields: [Field: [JSONPath]]) {
        self.items = items
        self.fields = fields
    }

    /// All of the rules on one line, the same for equal rules.
    public var text: String {
        let paths = Field.allCases.map { field in "\(field)=\((fields[field] ?? []).map(\.description).joined(separator: "|"))" }
        return "items=\(items) " + paths.joined(separator: " ")
    }
}
