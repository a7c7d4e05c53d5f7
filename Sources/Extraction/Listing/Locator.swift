import Bytes
package import Markup

/// Where a value of an item stands: `h3`, `a@href`, `@data-id` of the item itself, or `xpath:./h2/a`.
package struct Locator: Sendable, Hashable {
    enum Path: Sendable, Hashable {
        /// The item itself.
        case own
        case selector(Selector)
        case xpath(XPathQuery)
    }

    /// As it was written.
    package let text: String
    let path: Path
    /// The name of the attribute in lower case; nil where the text of the element is meant.
    let attribute: String?

    private static let xpathPrefix = "xpath:"

    /// - Throws: a ``SelectorError`` with the place of the mistake in `text`.
    package init(_ text: String) throws(SelectorError) {
        self.text = text
        let bytes = Array(text.utf8)
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.count
        if bytes[start...].starts(with: Self.xpathPrefix.utf8) {
            let offset = start + Self.xpathPrefix.utf8.count
            attribute = nil
            do {
                path = .xpath(try XPathQuery(String(decoding: bytes[offset...], as: UTF8.self)))
            } catch {
                throw SelectorError(error.offset + offset, error.message, error.hint)
            }
            return
        }
        guard let sign = Self.attributeSign(bytes) else {
            path = .selector(try Selector(text))
            attribute = nil
            return
        }
        attribute = try Self.attributeName(bytes, after: sign)
        let before = bytes[..<sign]
        path = before.allSatisfy { $0 <= 0x20 } ? .own : .selector(try Selector(String(decoding: before, as: UTF8.self)))
    }

    /// The place of the last `@` outside of strings and brackets.
    private static func attributeSign(_ bytes: [UInt8]) -> Int? {
        var found: Int?
        var quote: UInt8?
        var depth = 0
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\\"): at += 1
            case quote: quote = nil
            case UInt8(ascii: "\""), UInt8(ascii: "'"): if quote == nil { quote = bytes[at] }
            case UInt8(ascii: "["), UInt8(ascii: "("): if quote == nil { depth += 1 }
            case UInt8(ascii: "]"), UInt8(ascii: ")"): if quote == nil { depth -= 1 }
            case UInt8(ascii: "@"): if quote == nil, depth <= 0 { found = at }
            default: break
            }
            at += 1
        }
        return found
    }

    private static func attributeName(_ bytes: [UInt8], after sign: Int) throws(SelectorError) -> String {
        let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? bytes.count
        let name = bytes[min(sign + 1, end)..<end]
        if name.isEmpty {
            throw SelectorError(sign, "no name of an attribute follows '@'", "write one such as @href or @datetime")
        }
        if let wrong = name.firstIndex(where: { !ASCII.isAlphanumeric($0) && !"-_:.".utf8.contains($0) && $0 < 0x80 }) {
            throw SelectorError(
                wrong, "'\(String(UnicodeScalar(bytes[wrong])).printable)' cannot stand in the name of an attribute",
                bytes[wrong] == UInt8(ascii: ",") ? "write a list of two strings in place of a comma" : "write @attribute at the very end")
        }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    /// Whether it selects elements, and no attributes of them.
    package var isElement: Bool { attribute == nil }

    /// Whether it selects what does not stand in the item, such as the row after it.
    var leavesItem: Bool {
        if case .selector(let selector) = path { selector.usesScope } else { false }
    }

    /// The locators that would match where this one does not: with one part less. Those that leave out the least come first.
    var looser: [Locator] {
        guard case .selector(let selector) = path else { return [] }
        return selector.looser.map {
            Locator(text: $0.description + (attribute.map { "@\($0)" } ?? ""), path: .selector($0), attribute: attribute)
        }
    }

    private init(text: String, path: Path, attribute: String?) {
        (self.text, self.path, self.attribute) = (text, path, attribute)
    }
}
