import Bytes
internal import Glibc

extension ByteBuffer {
    /// - Parameter name: NUL-terminated.
    mutating func append(name: UnsafePointer<UInt8>) {
        append(name, strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
    }

    /// Appends characters so that HTML reads them as such.
    mutating func appendEscaped(_ characters: UnsafeBufferPointer<UInt8>, quotes: Bool = false) {
        for byte in characters {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where quotes: append("&quot;")
            default: append(byte)
            }
        }
    }

    /// Cuts back to the first `length` bytes. One huge text does not keep its memory.
    @inline(__always)
    mutating func truncate(to length: Int) {
        truncate(length)
        if count == 0 { removeAll(keepingAtMost: 1 << 22, else: 1 << 16) }
    }
}
