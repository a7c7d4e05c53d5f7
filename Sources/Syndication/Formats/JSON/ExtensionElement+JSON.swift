/// The extensions of JSON Feed: members whose names begin with an underscore (JSON Feed 1.1, "Extensions").
extension ExtensionElement {
    /// The extensions among the members of an object, as elements: the members of an object are its children, and each element of an array is an
    /// element of the array's name.
    static func list(in members: JSONObject) -> [ExtensionElement] {
        var budget = ElementCollector.Budget.extensions
        return members.members.flatMap { $0.key.utf8.first == UInt8(ascii: "_") ? elements($0, depth: 1, &budget) : [] }
    }

    private static func elements(_ member: JSONObject.Member, depth: Int, _ budget: inout ElementCollector.Budget) -> [ExtensionElement] {
        guard depth <= ElementCollector.deepest else { return [] }
        guard case .array(let values) = member.value else { return element(member.key, member.value, depth, &budget).map { [$0] } ?? [] }
        var elements: [ExtensionElement] = []
        for value in values {
            guard let element = element(member.key, value, depth, &budget) else { break }
            elements.append(element)
        }
        return elements
    }

    /// - Returns: nil where the budget is used up.
    private static func element(
        _ name: String, _ value: JSONValue, _ depth: Int, _ budget: inout ElementCollector.Budget
    ) -> ExtensionElement? {
        guard budget.elements > 0, budget.bytes >= name.utf8.count else { return nil }
        budget.elements -= 1
        budget.bytes -= name.utf8.count
        var element = ExtensionElement(name: name)
        switch value {
        case .object(let object): element.children = object.members.flatMap { elements($0, depth: depth + 1, &budget) }
        case .array(let values):
            element.children = values.flatMap { elements(JSONObject.Member(key: name, value: $0), depth: depth + 1, &budget) }
        case .bool(let bool): element.text = bool ? "true" : "false"
        default:
            if let text = JSONValue?.some(value).text, text.utf8.count <= budget.bytes {
                budget.bytes -= text.utf8.count
                element.text = text
            }
        }
        return element
    }
}
