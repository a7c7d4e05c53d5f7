import Bytes

extension ByteBuffer {
    @inline(__always)
    mutating func append(_ name: PackedName) {
        append(words: name.low, name.high, length: name.length)
    }

    /// Appends a byte of text as markup writes it, in an attribute's value too.
    mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\""): append("&quot;")
        default: append(byte)
        }
    }
}
