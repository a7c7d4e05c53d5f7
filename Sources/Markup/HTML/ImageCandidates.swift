/// The images that a `srcset` offers (HTML standard section 4.8.4.2.1).
struct ImageCandidates {
    struct Candidate {
        var url: String
        /// `2x`, `640w` or nothing.
        var descriptor: String
        /// In pixels, a density of 1 taken for 800.
        var width: Double
    }

    private(set) var list: [Candidate] = []
    /// More are not worth carrying.
    private static let most = 16
    /// No screen needs a wider image in a text.
    private static let wideEnough = 1600.0

    init(_ srcset: String) {
        let bytes = Array(srcset.utf8)
        var position = 0
        while position < bytes.count, list.count < Self.most {
            while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: ",") { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] > 0x20 { position += 1 }
            var end = position
            var descriptor = ""
            if end > start, bytes[end - 1] == UInt8(ascii: ",") {
                while end > start, bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
            } else {
                let from = position
                while position < bytes.count, bytes[position] != UInt8(ascii: ",") { position += 1 }
                descriptor = String(decoding: bytes[from..<position].filter { $0 > 0x20 }, as: UTF8.self)
            }
            if end > start, let width = Self.width(descriptor) {
                list.append(Candidate(url: String(decoding: bytes[start..<end], as: UTF8.self), descriptor: descriptor, width: width))
            }
        }
    }

    /// The widest that is wide enough comes first, then the next narrower ones.
    var best: [Candidate] {
        list.sorted { a, b in
            let (fitsA, fitsB) = (a.width <= Self.wideEnough, b.width <= Self.wideEnough)
            if fitsA != fitsB { return fitsA }
            return fitsA ? a.width > b.width : a.width < b.width
        }
    }

    private static func width(_ descriptor: String) -> Double? {
        if descriptor.isEmpty { return 800 }
        guard let number = Double(descriptor.dropLast()), number > 0, number < 100_000 else { return nil }
        switch descriptor.utf8.last {
        case UInt8(ascii: "w"): return number
        case UInt8(ascii: "x"): return number * 800
        default: return nil
        }
    }
}
