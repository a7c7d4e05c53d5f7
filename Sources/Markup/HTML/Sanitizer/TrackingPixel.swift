import Bytes

/// Recognizes images that only count readers, by their size and by the form of their URL.
enum TrackingPixel {
    /// Whether an image is a tracking pixel.
    ///
    /// - Parameters:
    ///   - url: the absolute URL.
    ///   - width: the `width` attribute in pixels.
    ///   - height: the `height` attribute in pixels.
    ///   - style: the `style` attribute.
    static func matches(url: UnsafeBufferPointer<UInt8>, width: Int?, height: Int?, style: UnsafeBufferPointer<UInt8>?) -> Bool {
        if let width, width <= 3, (height ?? 1) <= 3 || width <= 1 { return true }
        if let height, height <= 1, width == nil || (width ?? 0) <= 3 { return true }
        if let style, isPixelSize(style) { return true }
        return isBeacon(url)
    }

    /// Whether CSS declarations set both width and height to at most one pixel.
    static func isPixelSize(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        var isNarrow = false
        var isLow = false
        var name = Letters()
        var value = Letters()
        var isInValue = false
        /// `!important` follows.
        var isImportant = false
        for index in 0...style.count {
            let byte = index < style.count ? style[index] : UInt8(ascii: ";")
            switch byte {
            case UInt8(ascii: ";"):
                if isInValue, value == "0" || value == "0px" || value == "1px" {
                    if name == "width" { isNarrow = true }
                    if name == "height" { isLow = true }
                }
                name = Letters()
                value = Letters()
                isInValue = false
                isImportant = false
            case UInt8(ascii: ":") where !isInValue: isInValue = true
            case UInt8(ascii: "!") where isInValue: isImportant = true
            case ...0x20: break
            default: if isInValue { if !isImportant { value.append(byte) } } else { name.append(byte) }
            }
        }
        return isNarrow && isLow
    }

    /// A word of up to seven bytes in one integer. All longer words are equal to each other and to no shorter one.
    private struct Letters: Equatable, ExpressibleByStringLiteral {
        private var word: UInt64 = 0

        init() {}

        init(stringLiteral: StaticString) {
            for place in 0..<stringLiteral.utf8CodeUnitCount { append(stringLiteral.utf8Start[place]) }
        }

        mutating func append(_ byte: UInt8) {
            // All bits set marks a word of more than seven bytes.
            word = word &>> 48 == 0 ? word &<< 8 | UInt64(byte) : .max
        }
    }

    /// File names of tracking pixels, without their extensions.
    private static let files = [
        "pixel", "px", "1x1", "beacon", "b", "track", "tracking", "tracker", "tracking-pixel", "trackingpixel", "count", "counter", "open",
        "spacer", "blank", "clear", "mf", "transparent", "stat", "impression", "__utm",
    ].map { PackedName($0) }
    /// Extensions of pixel files. Photographs, which may have such a name too, are JPEG files.
    private static let pictures = ["gif", "png"].map { PackedName($0) }
    /// Extensions of programs that return a pixel and count its readers by a query.
    private static let programs = ["", "php", "aspx", "ashx", "cgi"].map { PackedName($0) }
    /// First labels of the names of hosts that only count readers.
    private static let hosts = ["pixel", "pixels", "beacon", "beacons", "tracking", "tracker", "counter"].map { PackedName($0) }
    private static let longestName = 15
    /// A name, a dot and an extension.
    private static let longestFile = longestName + 6

    /// Whether the URL has the form of a tracking pixel's, by its file name or by its host with a query.
    private static func isBeacon(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let host = bytes.firstPlace { $0.equal(UInt8(ascii: ":")) } + 3
        guard host < bytes.count else { return false }
        let hostEnd = bytes.firstPlace(from: host) { $0.equal(UInt8(ascii: "/")) }
        let end = bytes.firstPlace(from: hostEnd) { $0.equal(UInt8(ascii: "?")) | $0.equal(UInt8(ascii: "#")) }
        let hasQuery = end < bytes.count
        var file = end
        while file > hostEnd, end - file < longestFile, bytes[file - 1] != UInt8(ascii: "/") { file -= 1 }
        if file == hostEnd || bytes[file - 1] == UInt8(ascii: "/") {
            let dot = min(bytes.firstPlace(from: file) { $0.equal(UInt8(ascii: ".")) }, end)
            if dot - file <= longestName, end - dot <= 5 {
                let type = name(bytes[min(dot + 1, end)..<end])
                // A program of that name is a tracking pixel only with a query, which says what to count.
                if pictures.contains(type) || hasQuery && programs.contains(type), files.contains(name(bytes[file..<dot])) { return true }
            }
        }
        guard hasQuery else { return false }
        let label = bytes[host..<hostEnd].prefix(longestName + 1).prefix { $0 != UInt8(ascii: ".") }
        return label.count <= longestName && hosts.contains(name(label))
    }

    private static func name(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> PackedName {
        var name = PackedName()
        for byte in bytes { name.append(byte) }
        return name
    }
}
