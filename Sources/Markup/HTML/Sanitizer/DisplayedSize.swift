import Bytes

/// The size at which an image or a video is shown, as far as its attributes and its `style` state it. Lengths are in CSS pixels.
struct DisplayedSize {
    /// nil where it is not stated.
    private(set) var width: Double?
    /// nil where it is not stated.
    private(set) var height: Double?
    /// Whether the style leaves one direction without any length.
    private(set) var isNothing = false

    /// - Parameters:
    ///   - width: the number of the `width` attribute.
    ///   - height: the number of the `height` attribute.
    init(width: Double?, height: Double?) {
        self.width = width
        self.height = height
    }

    /// Whether it is the size of a tracking pixel: at most 3 by 3 pixels, or not more than one where only one direction is stated or the other is
    /// of any length.
    var isPixel: Bool {
        if isNothing { return true }
        if let width, width <= 3, (height ?? 1) <= 3 || width <= 1 { return true }
        if let height, height <= 1, (width ?? 0) <= 3 { return true }
        return false
    }

    /// Whether both directions are stated to be of at most 3 pixels.
    var isSpot: Bool { (width ?? 4) <= 3 && (height ?? 4) <= 3 }

    // MARK: Styles

    /// Applies the declarations of a `style` attribute, which override the attributes.
    mutating func apply(_ style: UnsafeBufferPointer<UInt8>) {
        var declared = Declared()
        var start = 0
        while start < style.count {
            var end = start
            while end < style.count, style[end] != UInt8(ascii: ";") { end &+= 1 }
            declared.read(style, start, end)
            start = end &+ 1
        }
        guard declared.isAny else { return }
        width = Self.used(width, declared.width, least: declared.minWidth, most: declared.maxWidth)
        height = Self.used(height, declared.height, least: declared.minHeight, most: declared.maxHeight)
        isNothing = declared.width.isZero && width == 0 || declared.height.isZero && height == 0
    }

    /// The length that results from a declared one and its limits (CSS 2.2, 10.4 and 10.7).
    private static func used(_ attribute: Double?, _ declared: Length, least: Length, most: Length) -> Double? {
        var length = declared.pixels ?? attribute
        if let most = most.pixels, length.map({ $0 > most }) ?? (most <= 3) { length = most }
        if let least = least.pixels, let used = length, used < least { length = least }
        return length
    }

    /// A declared length.
    private struct Length {
        var pixels: Double?
        var isImportant = false

        var isZero: Bool { pixels == 0 }

        /// Takes a later declaration of the same property, unless only the earlier one is important.
        mutating func declare(_ pixels: Double?, isImportant: Bool) {
            if self.isImportant, !isImportant { return }
            self = Length(pixels: pixels, isImportant: isImportant)
        }
    }

    private struct Declared {
        var width = Length()
        var height = Length()
        var minWidth = Length()
        var minHeight = Length()
        var maxWidth = Length()
        var maxHeight = Length()
        var isAny = false
        private var fontSize = 16.0

        mutating func read(_ style: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
            var at = start
            var name = PackedName()
            while at < end, style[at] != UInt8(ascii: ":") {
                if style[at] > 0x20 { name.append(style[at]) }
                at &+= 1
            }
            guard at < end, let property = Self.properties.first(where: { $0.name == name }) else { return }
            at &+= 1
            while at < end, style[at] <= 0x20 { at &+= 1 }
            if style[at..<end].starts(with: "calc(".utf8) { at &+= 5 }
            let value = InlineStyle.Value(style, at, end)
            let pixels = value.thousandths.map { Double($0) / 1000 * factor(of: value.unit) }
            let isImportant = style[at..<end].contains(UInt8(ascii: "!"))
            switch property.kind {
            case .width: width.declare(pixels, isImportant: isImportant)
            case .height: height.declare(pixels, isImportant: isImportant)
            case .minWidth: minWidth.declare(pixels, isImportant: isImportant)
            case .minHeight: minHeight.declare(pixels, isImportant: isImportant)
            case .maxWidth: maxWidth.declare(pixels, isImportant: isImportant)
            case .maxHeight: maxHeight.declare(pixels, isImportant: isImportant)
            case .fontSize: return fontSize = pixels ?? fontSize
            }
            isAny = true
        }

        private enum Kind { case width, height, minWidth, minHeight, maxWidth, maxHeight, fontSize }

        private static let properties: [(name: PackedName, kind: Kind)] = [
            (PackedName("width"), .width), (PackedName("height"), .height), (PackedName("max-width"), .maxWidth),
            (PackedName("max-height"), .maxHeight), (PackedName("min-width"), .minWidth), (PackedName("min-height"), .minHeight),
            (PackedName("inline-size"), .width), (PackedName("block-size"), .height), (PackedName("max-inline-size"), .maxWidth),
            (PackedName("max-block-size"), .maxHeight), (PackedName("font-size"), .fontSize),
        ]

        /// How many pixels a unit has. Those that relate to something unknown are taken for what they mostly are; a hundredth of the width of
        /// the text, or of the window, may be taken for a pixel, as nobody shows a picture at that width.
        private func factor(of unit: PackedName) -> Double {
            if let absolute = Self.units.first(where: { $0.name == unit }) { return absolute.pixels }
            if unit == Self.em { return fontSize }
            if unit == Self.ex || unit == Self.ch { return fontSize / 2 }
            return 1
        }

        private static let units: [(name: PackedName, pixels: Double)] = [
            (PackedName("px"), 1), (PackedName("%"), 1), (PackedName("pt"), 4.0 / 3), (PackedName("rem"), 16), (PackedName("pc"), 16),
            (PackedName("in"), 96), (PackedName("cm"), 96 / 2.54), (PackedName("mm"), 9.6 / 2.54), (PackedName("q"), 2.4 / 2.54),
        ]
        private static let em = PackedName("em")
        private static let ex = PackedName("ex")
        private static let ch = PackedName("ch")
    }
}
