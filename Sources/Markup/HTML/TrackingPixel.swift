/// Tells images that count readers from images that are to be seen, by their size and by the form of their URL.
enum TrackingPixel {
    /// - Parameters: `width` and `height` in pixels, as the tag says them; `style` is its `style` attribute.
    static func isOne(url: String, width: Int?, height: Int?, style: String?) -> Bool {
        if let width, width <= 2, (height ?? 1) <= 2 || width <= 1 { return true }
        if let height, height <= 1, width == nil || (width ?? 0) <= 2 { return true }
        if let style, hides(style) { return true }
        return isBeacon(url)
    }

    /// Whether the declarations make it a pixel at most.
    private static func hides(_ style: String) -> Bool {
        var isNarrow = false
        var isLow = false
        for declaration in style.utf8.split(separator: UInt8(ascii: ";")) {
            guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = declaration[..<colon].filter { $0 > 0x20 }
            let value = declaration[declaration.index(after: colon)...].filter { $0 > 0x20 }
            guard value.elementsEqual("0".utf8) || value.elementsEqual("0px".utf8) || value.elementsEqual("1px".utf8) else { continue }
            if name.elementsEqual("width".utf8) { isNarrow = true }
            if name.elementsEqual("height".utf8) { isLow = true }
        }
        return isNarrow && isLow
    }

    /// What counters call their file, without its extension.
    private static let files: Set<String> = [
        "pixel", "px", "1x1", "beacon", "b", "track", "tracking", "tracker", "tracking-pixel", "trackingpixel", "count", "counter", "open",
        "spacer", "blank", "clear", "mf", "transparent", "stat", "impression", "__utm",
    ]
    /// The extensions that such a file has: a photograph has another.
    private static let extensions: Set<String> = ["", "gif", "png", "php", "aspx", "ashx", "cgi"]
    /// The first label of hosts that do nothing but count.
    private static let hosts: Set<String> = ["pixel", "pixels", "beacon", "beacons", "tracking", "tracker", "counter"]
    private static let longestName = 15

    private static func isBeacon(_ url: String) -> Bool {
        var url = url
        return url.withUTF8 { bytes in
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 3 < bytes.count else { return false }
            let host = bytes[(colon + 3)...].prefix { $0 != UInt8(ascii: "/") }
            let end = bytes[host.endIndex...].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.count
            let path = bytes[host.endIndex..<end]
            let file = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
            let stem = file.prefix { $0 != UInt8(ascii: ".") }
            let hasQuery = end < bytes.count
            if stem.count <= longestName, file.count - stem.count <= 5 {
                let type = name(file[stem.endIndex...].dropFirst())
                let isNamed = files.contains(name(stem))
                // A picture of that name is one; a page of that name is one if it is told what to count.
                if isNamed, type == "gif" || type == "png" || hasQuery && extensions.contains(type) { return true }
            }
            let label = host.prefix { $0 != UInt8(ascii: ".") }
            return hasQuery && label.count <= longestName && hosts.contains(name(label))
        }
    }

    private static func name(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        String(decoding: bytes.lazy.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
