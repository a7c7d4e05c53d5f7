/// Access to the parts of an element without regard to the case of their names.
extension ExtensionElement {
    /// The name without its prefix, in lower case.
    var localName: String { Self.localName(name) }

    private static func localName(_ name: String) -> String {
        (name.utf8.firstIndex(of: UInt8(ascii: ":")).map { name[name.utf8.index(after: $0)...] } ?? name[...]).lowercased()
    }

    private var prefix: Substring { name.utf8.firstIndex(of: UInt8(ascii: ":")).map { name[..<$0] } ?? "" }

    /// The value of an attribute without a prefix, with white space trimmed; nil where it is absent or blank.
    ///
    /// - Parameter attribute: the name in lower case.
    subscript(_ attribute: String) -> String? {
        attributes.first { $0.name == attribute || $0.name.lowercased() == attribute }?.value.trimmingSpace().nonEmpty
    }

    /// The value of an attribute as a finite number; nil where it is absent or none.
    func number(_ attribute: String) -> Double? {
        self[attribute].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The text as a finite number; nil where it is none.
    var numberText: Double? { text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }

    /// The value of an attribute as a whole number that is not negative; nil where it is absent or none.
    func count(_ attribute: String) -> Int? {
        number(attribute).flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The value of an attribute as an offset or a length of time in seconds.
    func seconds(_ attribute: String) -> Double? { self[attribute].flatMap(PodcastDuration.seconds) }

    /// The value of an attribute as yes or no.
    func flag(_ attribute: String) -> Bool? {
        switch self[attribute]?.lowercased() {
        case "true", "yes", "1": true
        case "false", "no", "0": false
        default: nil
        }
    }

    /// The first children of a name in the namespace of this element.
    ///
    /// - Parameter name: the local name in lower case.
    func children(_ name: String, atMost count: Int = 256) -> [ExtensionElement] {
        Array(children.lazy.filter { $0.localName == name && isSameNamespace($0) }.prefix(count))
    }

    /// The first of them; nil without any.
    func child(_ name: String) -> ExtensionElement? { children.first { $0.localName == name && isSameNamespace($0) } }

    private func isSameNamespace(_ other: ExtensionElement) -> Bool {
        other.namespace == namespace && (namespace != nil || other.prefix == prefix)
    }

    /// The first element of a name inside this one, whatever its namespace, to a depth of 8.
    func child(anywhere name: String) -> ExtensionElement? { all(name).first }

    /// All elements of a name inside this one, whatever their namespace, to a depth of 8.
    func all(_ name: String, depth: Int = 0) -> [ExtensionElement] {
        guard depth < 8 else { return [] }
        return children.flatMap { child in (child.localName == name ? [child] : []) + child.all(name, depth: depth + 1) }
    }
}
