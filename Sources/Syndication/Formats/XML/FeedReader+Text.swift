internal import Markup

/// Texts, URLs and language tags.
extension FeedReader {
    /// Finds out how the text that begins is to be read, from the attributes `type` (RFC 4287, 3.1.1 and 4.1.3) and `mode` (Atom 0.3).
    ///
    /// - Parameter usual: the form where the attributes do not say it.
    func beginText(_ attributes: XMLAttributes, otherwise usual: TextForm) {
        form = usual
        if case .plain = usual { form = .unstated }
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

    /// The text of the element that ends; nil where it is blank or cannot be decoded.
    func text(_ text: ElementText) -> Text? {
        guard !text.isBlank else { return nil }
        switch form {
        case .plain, .unstated:
            let isStated = if case .plain = form { true } else { false }
            return text.string.map {
                Text(
                    EscapedReferences.decoded(WrappedCDATA.content(of: $0)), form: isStated ? .plain : .unstated, base: base,
                    language: language)
            }
        case .html: return text.string.map { Text(WrappedCDATA.content(of: $0), form: .html, base: base, language: language) }
        case .xhtml: return text.string.map { Text($0, form: .xhtml, base: base, language: language) }
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

    /// The text as a BCP 47 tag.
    func languageTag(_ text: ElementText) -> String? { text.string.flatMap(Self.languageTag) }

    /// The tag with hyphens in place of the underscores of POSIX locales; nil where it is too long to be one.
    static func languageTag(_ written: String) -> String? {
        guard written.utf8.count <= FieldLimits.language else { return nil }
        return written.contains("_") ? String(written.map { $0 == "_" ? "-" : $0 }) : written
    }

    /// The text as an absolute URL.
    func address(_ text: ElementText) -> String? { text.string.flatMap(address) }

    /// The reference as an absolute URL; relative where the document has no URL. Nil where it is blank, or is none that the output may have: then, with
    /// a warning.
    func address(_ reference: String) -> String? {
        switch FeedURL.read(reference, against: base, within: references) {
        case .nothing: return nil
        case .url(let url): return url
        case .refused(let refusal):
            warn(refusal.description)
            return nil
        }
    }

    /// An Atom link; nil without a URL that the output may have. Without the attribute `href`, the URL is the text of the element, if any.
    ///
    /// - Parameter site: the URL to use for a link of the relation `alternate` with an empty `href`; nil: such a link is ignored.
    func atomLink(_ attributes: XMLAttributes, site: String? = nil) -> AtomLink? {
        if let href = attributes.string("href") { return address(href).map { AtomLink(attributes, url: $0) } }
        guard attributes.bytes("href") != nil else { return nil }
        // An empty reference is the base itself (RFC 3986, 4.4).
        let own =
            switch attributes.string("rel").map(AtomLink.shortName) ?? "alternate" {
            case "self": base
            case "alternate": site
            default: String?.none
            }
        return own.map { AtomLink(attributes, url: $0) }
    }

    /// Adds a warning to the open item or the feed, unless it has the same already.
    func warn(_ warning: String) {
        if isInItem {
            if item.item.warnings.count < 32, !item.item.warnings.contains(warning) { item.item.warnings.append(warning) }
        } else if parsed.feed.warnings.count < 32, !parsed.feed.warnings.contains(warning) {
            parsed.feed.warnings.append(warning)
        }
    }

    func address(_ attributes: XMLAttributes, _ name: StaticString) -> String? {
        attributes.string(name).flatMap(address)
    }

    var isAtom: Bool { parsed.feed.format == .atom10 || parsed.feed.format == .atom03 }
}
