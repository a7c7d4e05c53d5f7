/// An array of a TOML document.
final class TOMLArray {
    struct Element {
        var value: TOMLValue
        var position: TextPosition
    }

    /// Whether the array consists of `[[name]]` tables. An array in brackets cannot be extended by such a table.
    let isOfTables: Bool
    private(set) var elements: [Element] = []

    init(isOfTables: Bool) {
        self.isOfTables = isOfTables
    }

    func append(_ value: TOMLValue, at position: TextPosition) {
        elements.append(Element(value: value, position: position))
    }
}
