/// An element of a feed that feedd does not read, as the document has it: neither sanitized nor resolved.
public struct ExtensionElement: Sendable, Hashable {
    /// The qualified name, `prefix:local`, as the document writes it.
    public var name: String
    /// The namespace URI; nil for a name in no namespace and for one whose prefix is not declared.
    public var namespace: String?
    /// In document order, each name once. Namespace declarations are not among them.
    public var attributes: [Attribute] = []
    /// The characters directly in the element, with white space trimmed; nil where it is blank.
    public var text: String?
    /// The elements directly in the element, in document order.
    public var children: [ExtensionElement] = []

    public init(name: String, namespace: String? = nil) {
        self.name = name
        self.namespace = namespace
    }

    public struct Attribute: Sendable, Hashable {
        /// The qualified name as the document writes it.
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
