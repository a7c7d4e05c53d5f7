internal import Markup

/// An Atom `category` (RFC 4287, 4.2.2), which occurs in RSS too.
struct AtomCategory {
    /// The name to show: its label (RFC 4287, 4.2.2.3: "a human-readable label for display in end-user applications"), else its term.
    let name: String
    /// nil where it has neither a scheme nor a label that differs from its term.
    let category: Category?

    /// - Returns: nil without the attributes `term` and `label`. The name is then the text of the element, if any.
    init?(_ attributes: XMLAttributes) {
        guard !attributes.isEmpty else { return nil }
        let label = attributes.string("label")
        guard let term = attributes.string("term") else {
            guard let label else { return nil }
            (name, category) = (label, nil)
            return
        }
        name = label ?? term
        let (scheme, otherLabel) = (attributes.string("scheme"), label == term ? nil : label)
        category = scheme == nil && otherLabel == nil ? nil : Category(term: term, scheme: scheme, label: otherLabel)
    }
}
