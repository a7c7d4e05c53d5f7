import WebAddress

/// Makes the URLs in the fields of a feed or an item those that the output may have (``OutputURL``), and removes those that it may not.
///
/// This is the one way by which URLs of fields leave the parser: the extensions in `AddressPass+Fields.swift` name every such field. A field that is
/// missing there fails `AddressPassTests`.
struct AddressPass {
    /// The URL against which references are resolved that are still relative, because the document has no URL.
    private let site: SiteURL?
    /// One sentence for each kind of URL that was removed.
    private(set) var warnings: [String] = []

    private static let mostWarnings = 8

    /// - Parameter site: where the document has no URL.
    init(site: SiteURL?) {
        self.site = site
    }

    /// The URL that may be in the output; nil where there is none, with a warning.
    mutating func outputURL(of reference: String, for use: URLUse) -> OutputURL? {
        do {
            return try OutputURL(reference, for: use, base: site?.url)
        } catch {
            warn(error)
            return nil
        }
    }

    mutating func warn(_ refusal: URLRefusal) {
        let warning = refusal.description
        if warnings.count < Self.mostWarnings, !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: Fields

    mutating func settle(_ url: inout String?, for use: URLUse) {
        guard let written = url, !OutputURL.isOne(written, for: use) else { return }
        url = outputURL(of: written, for: use)?.string
    }

    mutating func settle(_ urls: inout [String], for use: URLUse) {
        settle(&urls, { _ in use }, { $0 }, { $0 = $1 })
    }

    /// Settles the URL of each element. An element whose URL is refused is removed.
    ///
    /// - Parameters:
    ///   - use: what the URL of an element is for.
    ///   - url: the URL of an element.
    ///   - set: gives an element another URL.
    mutating func settle<Element>(
        _ elements: inout [Element], _ use: (Element) -> URLUse, _ url: (Element) -> String, _ set: (inout Element, String) -> Void
    ) {
        // Most arrays need no change, and changing one copies it.
        if elements.allSatisfy({ OutputURL.isOne(url($0), for: use($0)) }) { return }
        elements = elements.compactMap { element in
            let use = use(element)
            let written = url(element)
            if OutputURL.isOne(written, for: use) { return element }
            guard let output = outputURL(of: written, for: use) else { return nil }
            var element = element
            set(&element, output.string)
            return element
        }
    }

    /// Settles the URL of each element that has one. An element whose URL is refused has none.
    mutating func settle<Element>(
        each elements: inout [Element], for use: URLUse, _ url: (Element) -> String?, _ set: (inout Element, String?) -> Void
    ) {
        if elements.allSatisfy({ url($0).map { OutputURL.isOne($0, for: use) } ?? true }) { return }
        for index in elements.indices {
            guard let written = url(elements[index]), !OutputURL.isOne(written, for: use) else { continue }
            set(&elements[index], outputURL(of: written, for: use)?.string)
        }
    }

    /// An identifier that may be a URL, and is then one of the output; any other stays as it is, unless its scheme is dangerous.
    mutating func settle(identifier: inout String?) {
        guard let written = identifier, written.utf8.contains(UInt8(ascii: ":")) else { return }
        if let scheme = AbsoluteURI.scheme(of: written.trimmingSpace()), WebURL.isWeb(scheme: scheme) {
            identifier = outputURL(of: written, for: .link)?.string
        } else if let scheme = URLUse.dangerousScheme(of: written) {
            identifier = nil
            warn(.scheme(scheme))
        }
    }

    /// An identifier that is compared byte for byte with others: it stays as published, unless its scheme is dangerous.
    mutating func refuse(_ identifier: inout String?) {
        guard let written = identifier, let scheme = URLUse.dangerousScheme(of: written) else { return }
        identifier = nil
        warn(.scheme(scheme))
    }

    /// The same for an identifier of each element.
    mutating func refuse<Element>(
        each elements: inout [Element], _ identifier: (Element) -> String?, _ set: (inout Element, String?) -> Void
    ) {
        for index in elements.indices {
            guard let written = identifier(elements[index]), let scheme = URLUse.dangerousScheme(of: written) else { continue }
            set(&elements[index], nil)
            warn(.scheme(scheme))
        }
    }
}
