internal import Markup

/// Builds an element with everything in it from the events of its parts. What exceeds the limits is left out.
struct ElementCollector {
    /// What may still be collected.
    struct Budget {
        var elements: Int
        /// The bytes of names, attributes and texts that may still be collected.
        var bytes: Int

        /// For all elements of an item or of a feed that feedd does not read.
        static let extensions = Budget(elements: 512, bytes: 1 << 16)
        /// For one element that feedd reads.
        static let element = Budget(elements: 8192, bytes: 1 << 20)
    }

    /// Elements deeper than this inside the outermost one are left out.
    static let deepest = 16

    private(set) var budget: Budget
    /// The open elements, outermost first.
    private var open: [ExtensionElement] = []
    /// The number of open elements that are left out.
    private var leftOut = 0

    init(_ budget: Budget) {
        self.budget = budget
    }

    mutating func begin(_ name: XMLName, _ attributes: XMLAttributes) {
        guard leftOut == 0, open.count < Self.deepest, budget.elements > 0, budget.bytes > 0 else {
            leftOut += 1
            return
        }
        budget.elements -= 1
        var element = ExtensionElement(name: Self.qualified(name), namespace: name.namespace.map { String(cString: $0) })
        budget.bytes -= element.name.utf8.count + (element.namespace?.utf8.count ?? 0)
        for index in 0..<min(attributes.count, 64) {
            guard let attribute = attributes.attribute(index), attribute.value.count <= budget.bytes else { continue }
            let name = Self.qualified(attribute.name)
            guard !element.attributes.contains(where: { $0.name == name }) else { continue }
            budget.bytes -= name.utf8.count + attribute.value.count
            element.attributes.append(.init(name: name, value: String(decoding: attribute.value, as: UTF8.self)))
        }
        open.append(element)
    }

    /// Ends the innermost open element.
    ///
    /// - Returns: the collected element with everything in it, if it is the outermost one; nil for an element inside it.
    mutating func end(_ text: ElementText) -> ExtensionElement? {
        if leftOut > 0 {
            leftOut -= 1
            return nil
        }
        guard var element = open.popLast() else { return nil }
        if text.bytes.count <= budget.bytes, let string = text.string {
            budget.bytes -= string.utf8.count
            element.text = string
        }
        guard let last = open.indices.last else { return element }
        open[last].children.append(element)
        return nil
    }

    private static func qualified(_ name: XMLName) -> String {
        let local = String(cString: name.local)
        guard let prefix = name.prefix else { return local }
        return String(cString: prefix) + ":" + local
    }
}
