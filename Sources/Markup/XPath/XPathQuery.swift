import Bytes
import CLibXML2
import Glibc

/// An XPath 1.0 expression, as browsers copy it (`//*[@id="news"]/ul/li`) or as it is written by hand (`./h2/a`, `@href`).
///
/// ``XPathDocument`` evaluates it.
package struct XPathQuery: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    /// The greatest length in bytes.
    static let longest = 4096

    /// - Throws: An ``XPathError`` with the place of the mistake.
    package init(_ text: String) throws(XPathError) {
        if text.utf8.count > Self.longest {
            throw XPathError(Self.longest, "the XPath is longer than \(Self.longest) bytes", "write a shorter one")
        }
        if text.utf8.allSatisfy({ $0 <= 0x20 }) { throw XPathError(0, "the XPath is empty", "write one such as //article or ./h2/a") }
        try XPathCheck.check(text)
        guard let context = xmlXPathNewContext(nil) else { throw XPathError(0, "there is no memory", nil) }
        defer { xmlXPathFreeContext(context) }
        // Without a receiver, libxml2 prints errors.
        context.pointee.error = { _, _ in }
        if let compiled = xmlXPathCtxtCompile(context, text) {
            xmlXPathFreeCompExpr(compiled)
        } else {
            throw XPathError(context.pointee.lastError, in: text)
        }
        self.text = text
    }

    package var description: String { text }

    /// The expression without its steps `tbody`; nil where it has none.
    ///
    /// Browsers insert a `tbody` into every table without one, and their paths have it; libxml2 inserts none.
    package var withoutTableBodies: XPathQuery? {
        var bytes = Array(text.utf8)[...]
        var kept: [UInt8] = []
        let step = Array("/tbody".utf8)
        var quote: UInt8?
        while let byte = bytes.first {
            if quote == nil, bytes.starts(with: step), bytes.dropFirst(step.count).first.map(XPathCheck.isNamePart) != true {
                bytes = bytes.dropFirst(step.count)
                if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")),
                    bytes[bytes.startIndex + 1..<end].allSatisfy(ASCII.isDigit)
                {
                    bytes = bytes[(end + 1)...]
                }
                continue
            }
            if byte == quote { quote = nil } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
            kept.append(byte)
            bytes.removeFirst()
        }
        let shorter = String(decoding: kept, as: UTF8.self)
        return shorter == text ? nil : try? XPathQuery(shorter)
    }
}

/// A mistake in an XPath: where it is, what it is, and what was probably meant.
package struct XPathError: Error, Sendable, Hashable, CustomStringConvertible {
    /// In bytes of UTF-8 from the beginning of the expression.
    package var offset: Int
    package var message: String
    /// What to write instead.
    package var hint: String?

    init(_ offset: Int, _ message: String, _ hint: String?) {
        self.offset = offset
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(message), at byte \(offset + 1)" + (hint.map { ": \($0)" } ?? "") }

    /// The error that libxml2 found.
    fileprivate init(_ error: xmlError, in text: String) {
        let count = text.utf8.count
        offset = min(max(0, Int(error.int1)), count)
        let rest = String(decoding: Array(text.utf8)[offset...], as: UTF8.self)
        let found = rest.isEmpty ? "its end" : "'\(String(rest.prefix(1)).printable)'"
        switch UInt32(bitPattern: error.code) {
        case XML_XPATH_NUMBER_ERROR.rawValue: (message, hint) = ("a number is malformed", "write it in digits")
        default:
            message = "the XPath cannot be read at \(found)"
            hint = rest.isEmpty ? "write what is missing at its end" : "check what stands there and before it"
        }
    }
}
