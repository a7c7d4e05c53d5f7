import Glibc

/// What the declarations of a `style` attribute say about whether an element and the text in it can be seen.
///
/// Only the attribute is read: style sheets, and with them classes, are unknown.
package struct InlineStyle {
    /// Whether and how an element is hidden, the surest first.
    package enum Hiding: Sendable {
        /// `display:none`.
        case absent
        /// Present but not visible: `visibility:hidden`, `opacity:0`, of no height or width with `overflow:hidden`, clipped or scaled to
        /// nothing, or outside of the screen.
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

    /// Whether a declaration is among them that may hide. It looks at the end of the name before each colon and at the beginning of the value,
    /// as most elements with a style have none that does.
    private static func mayMatter(_ bytes: UnsafeBufferPointer<UInt8>, _ isTextInvisible: Bool) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var at = 0
        while at < bytes.count, let found = memchr(base + at, Int32(UInt8(ascii: ":")), bytes.count &- at) {
            let colon = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            at = colon &+ 1
            var end = colon
            while end > 0, bytes[end &- 1] <= 0x20 { end &-= 1 }
            var value = at
            while value < bytes.count, bytes[value] <= 0x20 { value &+= 1 }
            guard end >= 3, value < bytes.count else { continue }
            let first = bytes[value] | 0x20
            let mayHide: Bool =
                switch (bytes[end &- 2] | 0x20, bytes[end &- 1] | 0x20) {
                case (UInt8(ascii: "a"), UInt8(ascii: "y")):
                    // display:none
                    first == UInt8(ascii: "n")
                case (UInt8(ascii: "t"), UInt8(ascii: "y")):
                    // visibility:hidden, visibility:collapse, opacity:0
                    first == UInt8(ascii: "h") || first == UInt8(ascii: "c") || isSmall(bytes, value)
                case (UInt8(ascii: "z"), UInt8(ascii: "e")):
                    // font-size:0
                    isTextInvisible || isSmall(bytes, value)
                case (UInt8(ascii: "d"), UInt8(ascii: "e")):
                    // mso-hide:all
                    first == UInt8(ascii: "a")
                case (UInt8(ascii: "h"), UInt8(ascii: "t")):
                    // max-height:0, right:-9999px
                    isSmall(bytes, value) || first == UInt8(ascii: "-")
                case (UInt8(ascii: "t"), UInt8(ascii: "h")):
                    // width:0, clip-path:inset(100%), clip-path:circle(0), clip-path:ellipse(0 0), clip-path:polygon(0 0,0 0)
                    isSmall(bytes, value) || bytes[end &- 3] | 0x20 == UInt8(ascii: "a") && first != UInt8(ascii: "n")
                case (UInt8(ascii: "i"), UInt8(ascii: "p")):
                    // clip:rect(0,0,0,0)
                    first == UInt8(ascii: "r")
                case (UInt8(ascii: "f"), UInt8(ascii: "t")), (UInt8(ascii: "n"), UInt8(ascii: "t")), (UInt8(ascii: "o"), UInt8(ascii: "p")),
                    (UInt8(ascii: "o"), UInt8(ascii: "m")):
                    // left:-9999px, text-indent:-9999px, top:-9999px, bottom:-9999px
                    first == UInt8(ascii: "-")
                case (UInt8(ascii: "i"), UInt8(ascii: "n")):
                    // margin:0 0 0 -9999px
                    hasMinus(bytes, value)
                case (UInt8(ascii: "r"), UInt8(ascii: "m")):
                    // transform:scale(0), transform:translateX(-9999px)
                    first == UInt8(ascii: "s") || first == UInt8(ascii: "t") && hasMinus(bytes, value)
                default: false
                }
            if mayHide { return true }
        }
        return false
    }

    /// Whether the number that begins at `place` may be 1 or less.
    private static func isSmall(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        switch bytes[place] {
        case UInt8(ascii: "0"), UInt8(ascii: "."): true
        case UInt8(ascii: "1"): place &+ 1 == bytes.count || bytes[place &+ 1] &- 0x30 >= 10
        default: false
        }
    }

    /// Whether a value has a minus sign in it.
    private static func hasMinus(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var at = place
        while at < bytes.count, bytes[at] != UInt8(ascii: ";") {
            if bytes[at] == UInt8(ascii: "-") { return true }
            at &+= 1
        }
        return false
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
        static let right = PackedName("right")
        static let bottom = PackedName("bottom")
        static let margin = PackedName("margin")
        static let marginLeft = PackedName("margin-left")
        static let marginTop = PackedName("margin-top")
        static let transform = PackedName("transform")
        static let clip = PackedName("clip")
        static let clipPath = PackedName("clip-path")
    }

    /// Keywords of values.
    private enum Keyword {
        static let none = PackedName("none")
        static let all = PackedName("all")
        static let hidden = PackedName("hidden")
        static let clip = PackedName("clip")
        static let unseen = [hidden, PackedName("collapse")]
        static let moved = ["absolute", "fixed", "relative"].map { PackedName($0) }
        /// Sizes that do not relate to the size around.
        static let sizes = ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "initial"].map {
            PackedName($0)
        }
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
        var isShifted = false
        var isScaledAway = false
        var isClippedAway = false
        var isHiddenFromMail = false
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: ";") { end &+= 1 }
            var at = start
            start = end &+ 1
            var name = PackedName()
            while at < end, bytes[at] != UInt8(ascii: ":") {
                if bytes[at] > 0x20 { name.append(bytes[at]) }
                at &+= 1
            }
            while at < end, bytes[at] == UInt8(ascii: ":") || bytes[at] <= 0x20 { at &+= 1 }
            let value = Value(bytes, at, end)
            // The last of several declarations of one property counts.
            switch name {
            case Property.display: isAbsent = value.word == Keyword.none
            case Property.visibility: isInvisible = Keyword.unseen.contains(value.word)
            case Property.opacity: isTransparent = value.thousandths.map { $0 < 20 } ?? false
            case Property.fontSize: readFontSize(value)
            case Property.maxHeight, Property.height, Property.maxWidth, Property.width:
                if let length = value.thousandths, length == 0 || length <= 1000 && !value.isRelative { isNarrow = true }
            case Property.overflow: isClipping = value.word == Keyword.hidden || value.word == Keyword.clip
            case Property.position: isMoved = Keyword.moved.contains(value.word)
            case Property.left, Property.top, Property.right, Property.bottom: isFarOff = isFarOff || value.isFarOff
            case Property.marginLeft, Property.marginTop: isShifted = isShifted || value.isFarOff
            case Property.margin: isShifted = isShifted || StyleFunction.isMarginFarOff(bytes[at..<end])
            case Property.transform: isScaledAway = StyleFunction.removes(byTransform: bytes[at..<end])
            case Property.clip, Property.clipPath: isClippedAway = isClippedAway || StyleFunction.leavesNothing(bytes[at..<end])
            case Property.textIndent: isIndented = value.isFarOff
            case Property.msoHide: isHiddenFromMail = value.word == Keyword.all
            default: break
            }
        }
        if isAbsent {
            hiding = .absent
        } else if isInvisible || isTransparent || isNarrow && isClipping || isFarOff && isMoved || isIndented || isShifted || isScaledAway
            || isClippedAway
        {
            hiding = .unseen
        } else if isHiddenFromMail {
            hiding = .mail
        }
    }

    private mutating func readFontSize(_ value: Value) {
        guard let size = value.thousandths else {
            if Keyword.sizes.contains(value.word) { fontSize = .visible }
            return
        }
        if size == 0 || size <= 1000 && !value.isRelative {
            fontSize = .invisible
        } else if !value.isRelative || value.unit == Self.rootSize {
            fontSize = .visible
        }
    }

    private static let rootSize = PackedName("rem")

    /// The beginning of a declaration's value: a number with its unit, or a word.
    struct Value {
        /// The number in thousandths; nil without a number.
        private(set) var thousandths: Int?
        private(set) var unit = PackedName()
        private(set) var word = PackedName()

        init(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
            var at = start
            let isNegative = at < end && bytes[at] == UInt8(ascii: "-")
            if isNegative || at < end && bytes[at] == UInt8(ascii: "+") { at &+= 1 }
            var number = 0
            var digits = 0
            while at < end, bytes[at] &- 0x30 < 10 {
                if digits < 9 { number = number &* 10 &+ Int(bytes[at] &- 0x30) }
                digits &+= 1
                at &+= 1
            }
            number = number &* 1000
            if at < end, bytes[at] == UInt8(ascii: ".") {
                at &+= 1
                var place = 100
                while at < end, bytes[at] &- 0x30 < 10 {
                    number = number &+ Int(bytes[at] &- 0x30) &* place
                    place /= 10
                    digits &+= 1
                    at &+= 1
                }
            }
            if digits == 0 { at = start } else { thousandths = isNegative ? 0 &- number : number }
            while at < end, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "!") {
                if digits > 0 { unit.append(bytes[at]) } else { word.append(bytes[at]) }
                at &+= 1
            }
        }

        /// Whether the unit is one that relates to the size of something else.
        var isRelative: Bool { unit.length > 0 && !Self.absoluteUnits.contains(unit) }

        /// Whether it is outside of any screen.
        var isFarOff: Bool { thousandths.map { $0 <= -999_000 } ?? false }

        private static let absoluteUnits = ["px", "pt"].map { PackedName($0) }
    }
}
