import Bytes
import Glibc

/// Bytes that grow at the end, without the checks of an array: what the cleaner writes into.
struct ByteBuffer: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int
    /// Behind the capacity a block may always be written.
    private static let slack = ByteBlock.count

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity + Self.slack)
    }

    deinit {
        start.deallocate()
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(1) }
        start[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        if capacity &- count < length { grow(length) }
        memcpy(start + count, bytes, length)
        count &+= length
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let base = bytes.baseAddress { append(base, bytes.count) }
    }

    @inline(__always)
    mutating func append(_ name: PackedName) {
        if capacity &- count < 16 { grow(16) }
        let end = UnsafeMutableRawPointer(start + count)
        end.storeBytes(of: name.low.littleEndian, as: UInt64.self)
        end.storeBytes(of: name.high.littleEndian, toByteOffset: 8, as: UInt64.self)
        count &+= min(name.length, 16)
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    mutating func append(string: String) {
        var text = string
        text.withUTF8 { append($0) }
    }

    /// Appends a byte of text as it stands in markup, an attribute's value too.
    mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\""): append("&quot;")
        default: append(byte)
        }
    }

    /// Appends the bytes from `place` on up to the first that `stops` tells of, or to the end.
    ///
    /// - Returns: the place of that byte.
    @inline(__always)
    mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, until stops: (ByteBlock) -> ByteBlock.Mask
    ) -> Int {
        let rest = bytes.count &- place
        if capacity &- count < rest { grow(rest) }
        let room = UnsafeMutableBufferPointer(start: start + count, count: rest &+ Self.slack)
        let run = bytes.copyRun(from: place, to: room, until: stops)
        count &+= run
        return place &+ run
    }

    mutating func append(scalar: UInt32) {
        switch scalar {
        case ..<0x80: append(UInt8(scalar))
        case ..<0x800:
            append(UInt8(0xC0 | scalar >> 6))
            append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x10000:
            append(UInt8(0xE0 | scalar >> 12))
            append(UInt8(0x80 | scalar >> 6 & 0x3F))
            append(UInt8(0x80 | scalar & 0x3F))
        default:
            append(UInt8(0xF0 | scalar >> 18 & 0x07))
            append(UInt8(0x80 | scalar >> 12 & 0x3F))
            append(UInt8(0x80 | scalar >> 6 & 0x3F))
            append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    /// Cuts back to the first `length` bytes.
    mutating func truncate(_ length: Int) {
        if length < count { count = max(length, 0) }
    }

    mutating func removeAll() {
        count = 0
    }

    /// The byte written last, 0 if there is none.
    @inline(__always)
    var last: UInt8 { count == 0 ? 0 : start[count &- 1] }

    @inline(__always)
    subscript(index: Int) -> UInt8 { index >= 0 && index < count ? start[index] : 0 }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// What has been written must be UTF-8.
    var string: String { String(validUTF8: bytes) }

    private mutating func grow(_ extra: Int) {
        let larger = max(capacity &* 2, capacity &+ extra &+ 64)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.slack)
        memcpy(moved, start, count)
        start.deallocate()
        start = moved
        capacity = larger
    }
}
