import WebAddress

/// Elements that are not read are written as the document has them. Only what a program that takes it for a URL must not follow is removed.
extension AddressPass {
    mutating func settle(_ elements: inout [ExtensionElement]) {
        for index in elements.indices { settle(&elements[index]) }
    }

    private mutating func settle(_ element: inout ExtensionElement) {
        element.attributes.removeAll { attribute in
            isDangerous(attribute.value, isURL: Self.urls.contains(Self.localName(attribute.name)))
        }
        if let text = element.text, isDangerous(text, isURL: false) { element.text = nil }
        settle(&element.children)
    }

    /// Whether a value is a URI of a dangerous scheme. Browsers ignore white space in a URL, and texts with white space are no URIs:
    /// `JavaScript: The Good Parts` is a title.
    ///
    /// - Parameter isURL: whether the value is known to be a URL.
    private mutating func isDangerous(_ value: String, isURL: Bool) -> Bool {
        let trimmed = value.trimmingSpace()
        let isSpaced = trimmed.utf8.contains { $0 <= 0x20 }
        if isSpaced, !isURL { return false }
        let compact = isSpaced ? String(decoding: trimmed.utf8.filter { $0 > 0x20 }, as: UTF8.self) : trimmed
        guard let scheme = AbsoluteURI.scheme(of: compact), URLUse.isDangerous(scheme: scheme) else { return false }
        warn(.scheme(scheme))
        return true
    }

    private static func localName(_ name: String) -> String {
        (name.firstIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...]).lowercased()
    }

    /// The names of attributes whose values are URLs in HTML and in the usual modules of feeds.
    private static let urls: Set<String> = [
        "href", "src", "url", "uri", "link", "action", "formaction", "data", "poster", "resource", "image", "img", "icon", "cite",
        "background",
    ]
}
