extension MemberWriter {
    mutating func member(_ name: StaticString, _ elements: [ExtensionElement]) {
        guard !elements.isEmpty else { return }
        array(name, elements) { $0.writeMembers(of: $1) }
    }

    private mutating func writeMembers(of element: ExtensionElement) {
        member("name", element.name)
        member("namespace", element.namespace)
        member("attributes", element.attributes.map { ($0.name, $0.value) })
        member("text", element.text)
        member("children", element.children)
    }
}
