import WebAddress

/// An image that a `srcset` offers (HTML standard section 4.8.4.2.1).
struct ImageCandidate {
    /// A slice of the `srcset`.
    let url: UnsafeBufferPointer<UInt8>
    /// `2x`, `640w` or nothing, with white space anywhere in it: a slice of the `srcset`, too.
    let descriptor: UnsafeBufferPointer<UInt8>
    /// In pixels, a density of 1 taken for 800.
    let width: Double

    /// More are not worth carrying.
    private static let most = 16
    /// No screen needs a wider image in a text.
    private static let wideEnough = 1600.0

    /// All that a `srcset` offers. They last as long as its bytes.
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

    /// The widest that is wide enough comes first, then the next narrower ones.
    static func best(of list: [ImageCandidate]) -> [ImageCandidate] {
        list.sorted { a, b in
            let (fitsA, fitsB) = (a.width <= wideEnough, b.width <= wideEnough)
            if fitsA != fitsB { return fitsA }
            return fitsA ? a.width > b.width : a.width < b.width
        }
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let trimmed = WebURLParser.trimmed(UnsafeBufferPointer(rebasing: bytes[range]))
        return range.lowerBound + trimmed.lowerBound..<range.lowerBound + trimmed.upperBound
    }

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
