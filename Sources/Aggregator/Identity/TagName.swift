/// The name of a tag of safe HTML, as far as dividing a text into blocks looks at it.
struct TagName: Equatable {
    /// Up to eight bytes, the first lowest; longer names are blocks' all.
    private let packed: UInt64

    enum Kind {
        case link
        /// Part of a line.
        case inline
        /// Of a table: part of a line, and a word of its own.
        case cell
        case heading
        /// Of a list, standing in lines of its own.
        case item
        /// Stands in lines of its own.
        case block
    }

    init(_ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var packed: UInt64 = 0
        if range.count <= 8 {
            for at in range.reversed() { packed = packed << 8 | UInt64(html[at]) }
        }
        self.packed = packed
    }

    private init(_ name: String) {
        packed = name.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    var kind: Kind {
        if packed < 0x100 {
            return packed == UInt64(UInt8(ascii: "a")) ? .link : packed == UInt64(UInt8(ascii: "p")) || packed == 0 ? .block : .inline
        }
        if packed < 0x10000 {
            let (first, second) = (UInt8(truncatingIfNeeded: packed), UInt8(packed >> 8))
            if first == UInt8(ascii: "h"), (0x31...0x36).contains(second) { return .heading }
            if first == UInt8(ascii: "l") && second == UInt8(ascii: "i")
                || first == UInt8(ascii: "d") && (second == UInt8(ascii: "d") || second == UInt8(ascii: "t"))
            {
                return .item
            }
            if self == Self.td || self == Self.th { return .cell }
            return self == Self.em || self == Self.rt || self == Self.rp ? .inline : .block
        }
        return Self.inline.contains(packed) ? .inline : .block
    }

    private static let td = TagName("td")
    private static let th = TagName("th")
    private static let em = TagName("em")
    private static let rt = TagName("rt")
    private static let rp = TagName("rp")

    private static let inline = Set(
        [
            "strong", "span", "img", "code", "time", "sup", "sub", "small", "abbr", "cite", "mark", "del", "ins", "kbd", "samp", "var",
            "dfn",
            "bdi", "bdo", "big", "strike", "ruby", "wbr", "picture", "source", "math", "mrow", "msup", "msub", "mfrac", "mi", "mn", "mo",
        ].map { TagName($0).packed })
}
