import WebAddress

/// An image candidate of a `srcset` attribute (HTML standard, 4.8.4.2.1).
struct ImageCandidate {
    /// The URL, as a slice of the attribute's value.
    let url: UnsafeBufferPointer<UInt8>
    /// The descriptor, `2x`, `640w` or empty, as a slice of the attribute's value. It may contain white space.
    let descriptor: UnsafeBufferPointer<UInt8>
    /// The width in pixels. A pixel density of 1 counts as 800 pixels.
    let width: Double

    /// Whether the descriptor states the width, as `640w` does.
    var isInPixels: Bool { descriptor.last == UInt8(ascii: "w") }

    /// The greatest number of candidates that are read.
    private static let most = 16
    /// The width in pixels beyond which a narrower candidate is preferred.
    private static let preferredWidth = 1600.0

    /// The candidates of a `srcset`. They are valid as long as its bytes.
    static func list(_ bytes: UnsafeBufferPointer<UInt8>) -> [ImageCandidate] {
        var list: [ImageCandidate] = []
        var position = 0
        while position < bytes.count, list.count < most {
            while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: ",") { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] > 0x20 { position += 1 }
            var end = position
            var descriptor = position..<position
            if end > start, bytes[end - 1] == UInt8(ascii: ",") {
                while end > start, bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
            } else {
                let from = position
                while position < bytes.count, bytes[position] != UInt8(ascii: ",") { position += 1 }
                descriptor = trimmed(bytes, from..<position)
            }
            if end > start, let width = width(UnsafeBufferPointer(rebasing: bytes[descriptor])) {
                list.append(
                    ImageCandidate(
                        url: UnsafeBufferPointer(rebasing: bytes[start..<end]),
                        descriptor: UnsafeBufferPointer(rebasing: bytes[descriptor]), width: width))
            }
        }
        return list
    }

    /// The candidates by preference: those up to 1,600 pixels from the widest to the narrowest, then the wider ones from the narrowest on.
    static func best(of list: [ImageCandidate]) -> [ImageCandidate] {
        list.sorted { a, b in
            let (fitsA, fitsB) = (a.width <= preferredWidth, b.width <= preferredWidth)
            if fitsA != fitsB { return fitsA }
            return fitsA ? a.width > b.width : a.width < b.width
        }
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let trimmed = WebURLParser.trimmed(UnsafeBufferPointer(rebasing: bytes[range]))
        return range.lowerBound + trimmed.lowerBound..<range.lowerBound + trimmed.upperBound
    }

    /// The width that a descriptor stands for; nil where it is malformed.
    private static func width(_ descriptor: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let unit = descriptor.last else { return 800 }
        guard let number = number(descriptor.dropLast()), number > 0, number < 100_000 else { return nil }
        switch unit {
        case UInt8(ascii: "w"): return number
        case UInt8(ascii: "x"): return number * 800
        default: return nil
        }
    }

    private static func number(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
        var whole = 0
        for byte in bytes {
            guard byte &- 0x30 < 10, whole < 1_000_000 else {
                return Double(String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self))
            }
            whole = whole * 10 + Int(byte &- 0x30)
        }
        return bytes.isEmpty ? nil : Double(whole)
    }
}
