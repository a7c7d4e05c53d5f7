internal import Markup

extension FeedReader {
    /// Notes how the text that begins is to be read, from Atom's `type` and `mode`.
    func beginText(_ attributes: XMLAttributes, otherwise usual: TextForm) {
        form = usual
        guard !attributes.isEmpty else { return }
        let type = attributes.string("type")?.lowercased()
        if attributes.string("mode")?.lowercased() == "base64" {
            form = .base64(isHTML: type?.contains("html") ?? true)
            return
        }
        if attributes.string("mode")?.lowercased() == "xml" {
            form = type == "text/plain" ? .plain : .xhtml
            return
        }
        guard let type else { return }
        switch type {
        case "text", "text/plain", "plain": form = .plain
        case "html", "text/html": form = .html
        case "xhtml", "application/xhtml+xml", "application/xhtml": form = .xhtml
        case _ where type.hasSuffix("+xml") || type.hasSuffix("/xml"): form = .xhtml
        case _ where type.hasPrefix("text/"): form = type == "text/x-html" ? .html : .plain
        case _ where type.contains("/"): form = .binary
        default: break
        }
    }

    /// The text of the element that ends; nil where there is none.
    func text(_ text: ElementText) -> Text? {
        guard !text.isBlank else { return nil }
        switch form {
        case .plain: return text.string.map { Text($0, form: .plain, base: base, language: language) }
        case .html, .xhtml: return text.string.map { Text($0, form: .html, base: base, language: language) }
        case .binary:
            guard let decoded = Base64.decode(text.bytes), let string = String(validating: decoded, as: UTF8.self)?.trimmingSpace(),
                !string.isEmpty, !string.utf8.contains(where: { $0 < 0x09 })
            else { return nil }
            return Text(string, form: .html, base: base, language: language)
        case .base64(let isHTML):
            guard let decoded = Base64.decode(text.bytes), !decoded.isEmpty else { return nil }
            return Text(
                String(decoding: decoded, as: UTF8.self).trimmingSpace(), form: isHTML ? .html : .plain, base: base, language: language)
        }
    }

    /// BCP 47, whose parts some join with `_`.
    func languageTag(_ text: ElementText) -> String? { text.string.map(Self.languageTag) }

    static func languageTag(_ said: String) -> String { said.contains("_") ? String(said.map { $0 == "_" ? "-" : $0 }) : said }

    /// An address, made absolute.
    func address(_ text: ElementText) -> String? { text.string.flatMap(address) }

    func address(_ reference: String) -> String? {
        FeedURL.absolute(reference, against: base)
    }

    func address(_ attributes: XMLAttributes, _ name: StaticString) -> String? {
        attributes.string(name).flatMap(address)
    }

    var isAtom: Bool { parsed.feed.format == .atom10 || parsed.feed.format == .atom03 }
}
