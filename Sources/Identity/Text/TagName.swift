import Bytes

/// The name of a tag of sanitized HTML, classified for dividing a text into blocks.
package struct TagName {
    /// Up to eight bytes, the first one lowest. Longer names all belong to blocks.
    private let packed: UInt64

    package enum Kind {
        case link
        /// Part of a line.
        case inline
        /// A table cell: part of a line, but words do not continue across it.
        case cell
        case heading
        /// A list item, with lines of its own.
        case item
        /// Has lines of its own.
        case block
    }

    /// Reads the name at `at` and moves `at` past it.
    package init(_ html: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
        var packed: UInt64 = 0
        var shift: UInt64 = 0
        while at < html.count, Self.isNameByte(html[at]) {
            packed |= UInt64(html[at]) &<< shift
            shift &+= 8
            at &+= 1
        }
        self.packed = shift > 64 ? 0 : packed
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
    }

    package var kind: Kind {
        switch packed {
        case 0, Self.name("p"): .block
        case Self.name("a"): .link
        case ..<0x100: .inline
        case Self.name("l", "i"), Self.name("d", "d"), Self.name("d", "t"): .item
        case Self.name("t", "d"), Self.name("t", "h"): .cell
        case Self.name("h", "1"), Self.name("h", "2"), Self.name("h", "3"), Self.name("h", "4"), Self.name("h", "5"), Self.name("h", "6"):
            .heading
        default: Self.inline.place(of: packed) == nil ? .block : .inline
        }
    }

    @inline(__always)
    private static func name(_ first: Unicode.Scalar, _ second: Unicode.Scalar = "\0") -> UInt64 {
        UInt64(second.value) << 8 | UInt64(first.value)
    }

    private static let inline = HashPlaces(
        [
            "em", "rt", "rp", "strong", "span", "img", "code", "time", "sup", "sub", "small", "abbr", "cite", "mark", "del", "ins", "kbd",
            "samp", "var", "dfn", "bdi", "bdo", "big", "strike", "ruby", "wbr", "picture", "source", "math", "mrow", "msup", "msub",
            "mfrac",
        ].map { $0.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) } })
}
