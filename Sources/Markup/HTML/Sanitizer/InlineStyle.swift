import Glibc

/// What the declarations of a `style` attribute say about whether an element and the text in it can be seen.
///
/// Only the attribute is read: style sheets, and with them classes, are unknown.
package struct InlineStyle {
    /// Whether and how an element is hidden, the surest first.
    package enum Hiding: Sendable {
        /// `display:none`.
        case absent
        /// Present but not visible: `visibility:hidden`, `opacity:0`, of no height or width with `overflow:hidden`, or outside of the screen.
        /// Scripts undo this where content is to fade in.
        case unseen
        /// `mso-hide:all`: hidden from mail programs by Microsoft. The text of a preheader is hidden so, but also what such programs cannot
        /// show and see in another form.
        case mail
    }

    /// How large the text is that directly follows.
    package enum FontSize: Sendable {
        /// No larger than a pixel.
        case invisible
        case visible
    }

    package private(set) var hiding: Hiding?
    /// nil where the style does not say it, or in relation to the size around it.
    package private(set) var fontSize: FontSize?

    /// The style that is written in `bytes`; nil where it hides nothing and makes no text visible, which most do not.
    ///
    /// - Parameter isTextInvisible: whether the text around is invisible, so that a size that is visible matters.
    package init?(_ bytes: UnsafeBufferPointer<UInt8>, isTextInvisible: Bool) {
        guard Self.mayMatter(bytes, isTextInvisible) else { return nil }
        read(bytes)
        if hiding == nil, fontSize == nil { return nil }
    }

    // MARK: A first look

    /// Whether a declaration is among them that hides: every property that can do so alone ends in `y`, `e`, `t` or `p`, and its value
    /// begins in a certain way.
    private static func mayMatter(_ bytes: UnsafeBufferPointer<UInt8>, _ isTextInvisible: Bool) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var at = 0
        while at < bytes.count, let found = memchr(base + at, Int32(UInt8(ascii: ":")), bytes.count &- at) {
            let colon = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            at = colon &+ 1
            var end = colon
            while end > 0, bytes[end &- 1] <= 0x20 { end &-= 1 }
            guard end > 0 else { continue }
            var value = at
            while value < bytes.count, bytes[value] <= 0x20 { value &+= 1 }
            guard value < bytes.count else { return false }
            let first = bytes[value] | 0x20
            let isHiding: Bool =
                switch bytes[end &- 1] | 0x20 {
                case UInt8(ascii: "y"):
                    // display:none, visibility:hidden and collapse, opacity:0
                    first == UInt8(ascii: "n") || first == UInt8(ascii: "h") || first == UInt8(ascii: "c") || isSmall(first)
                case UInt8(ascii: "e"):
                    // font-size:0, mso-hide:all
                    isTextInvisible || isSmall(first) || first == UInt8(ascii: "a")
                case UInt8(ascii: "t"), UInt8(ascii: "p"):
                    // max-height:0, left:-9999px, text-indent:-9999px, top:-9999px, font:0/0 a
                    isTextInvisible || isSmall(first) || first == UInt8(ascii: "-")
                case UInt8(ascii: "h"):
                    // width:0, max-width:0
                    isSmall(first)
                default: false
                }
            if isHiding { return true }
        }
        return false
    }

    private static func isSmall(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") || byte == UInt8(ascii: ".")
    }

    // MARK: Declarations

    private enum Property {
        static let display = PackedName("display")
        static let visibility = PackedName("visibility")
        static let opacity = PackedName("opacity")
        static let fontSize = PackedName("font-size")
        static let maxHeight = PackedName("max-height")
        static let height = PackedName("height")
        static let maxWidth = PackedName("max-width")
        static let width = PackedName("width")
        static let overflow = PackedName("overflow")
        static let position = PackedName("position")
        static let left = PackedName("left")
        static let top = PackedName("top")
        static let textIndent = PackedName("text-indent")
        static let msoHide = PackedName("mso-hide")
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var isAbsent = false
        var isInvisible = false
        var isTransparent = false
        var isNarrow = false
        var isClipping = false
        var isMoved = false
        var isFarOff = false
        var isIndented = false
        var isHiddenFromMail = false
        for declaration in bytes.split(separator: UInt8(ascii: ";")) {
            guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
            var name = PackedName()
            for byte in declaration[..<colon] where byte > 0x20 { name.append(byte) }
            let value = String(
                decoding: declaration[(colon + 1)...].prefix { $0 != UInt8(ascii: "!") }.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
                    .filter { $0 > 0x20 }, as: UTF8.self)
            // The last of several declarations of one property counts.
            switch name {
            case Property.display: isAbsent = value == "none"
            case Property.visibility: isInvisible = value == "hidden" || value == "collapse"
            case Property.opacity: isTransparent = Self.length(value).map { $0 < 0.02 } ?? false
            case Property.fontSize: readFontSize(value)
            case Property.maxHeight, Property.height, Property.maxWidth, Property.width:
                if let length = Self.length(value), length <= 1, !value.hasSuffix("%") || length == 0, !value.hasSuffix("em") || length == 0
                {
                    isNarrow = true
                }
            case Property.overflow: isClipping = value.hasPrefix("hidden") || value.hasPrefix("clip")
            case Property.position: isMoved = value == "absolute" || value == "fixed" || value == "relative"
            case Property.left, Property.top: isFarOff = isFarOff || Self.length(value).map { $0 <= -999 } ?? false
            case Property.textIndent: isIndented = Self.length(value).map { $0 <= -999 } ?? false
            case Property.msoHide: isHiddenFromMail = value == "all"
            default: break
            }
        }
        if isAbsent {
            hiding = .absent
        } else if isInvisible || isTransparent || isNarrow && isClipping || isFarOff && isMoved || isIndented {
            hiding = .unseen
        } else if isHiddenFromMail {
            hiding = .mail
        }
    }

    private mutating func readFontSize(_ value: String) {
        guard let length = Self.length(value) else {
            // Of the keywords, `smaller`, `larger` and `inherit` relate to the size around.
            if ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "initial"].contains(value) {
                fontSize = .visible
            }
            return
        }
        if length == 0 || length <= 1 && (value.hasSuffix("px") || value.hasSuffix("pt")) {
            fontSize = .invisible
        } else if value.hasSuffix("rem") || !value.hasSuffix("em") && !value.hasSuffix("%") && !value.hasSuffix("ex") {
            fontSize = .visible
        }
    }

    /// The number that a value begins with; nil where it begins with none.
    private static func length(_ value: String) -> Double? {
        let number = value.utf8.prefix(16).prefix {
            $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
        }
        return Double(String(decoding: number, as: UTF8.self))
    }
}
