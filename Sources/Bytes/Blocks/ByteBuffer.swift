/// Bytes that grow at the end. Appending checks the capacity and nothing else, where an array also checks on each byte that it is not shared.
public struct ByteBuffer: ~Copyable {
    @usableFromInline var storage: UnsafeMutablePointer<UInt8>
    @usableFromInline var used = 0
    @usableFromInline var capacity: Int
    /// A block may always be written behind the capacity.
    @inlinable static var slack: Int { ByteBlock.count }

    @inlinable
    public init(capacity: Int) {
        self.capacity = max(capacity, 64)
        storage = .allocate(capacity: self.capacity + Self.slack)
    }

    /// An empty buffer: memory is allocated with the first byte.
    @inlinable
    public init() {
        capacity = 0
        // A place of no bytes, which is neither read nor written: each change finds that there is no room.
        storage = UnsafeMutablePointer(mutating: ("" as StaticString).utf8Start)
    }

    deinit {
        if capacity > 0 { storage.deallocate() }
    }

    // MARK: Appending

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if used == capacity { grow(1) }
        storage[used] = byte
        used &+= 1
    }

    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        if capacity &- used < length { grow(length) }
        (storage + used).initialize(from: bytes, count: length)
        used &+= length
    }

    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let base = bytes.baseAddress { append(base, bytes.count) }
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    @inlinable
    public mutating func append(string: String) {
        var text = string
        text.withUTF8 { append($0) }
    }

    /// Appends the first `length` bytes of two words, the lowest byte of each first.
    ///
    /// - Parameter length: 16 at most.
    @inlinable @inline(__always)
    public mutating func append(words low: UInt64, _ high: UInt64, length: Int) {
        if capacity &- used < 16 { grow(16) }
        let end = UnsafeMutableRawPointer(storage + used)
        end.storeBytes(of: low.littleEndian, as: UInt64.self)
        end.storeBytes(of: high.littleEndian, toByteOffset: 8, as: UInt64.self)
        used &+= min(length, 16)
    }

    /// Appends the bytes from `place` on up to the first that `stops` marks, or to the end.
    ///
    /// - Returns: the place of that byte.
    @inlinable @inline(__always)
    public mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, until stops: (ByteBlock) -> ByteBlock.Mask
    ) -> Int {
        let rest = bytes.count &- place
        if capacity &- used < rest { grow(rest) }
        let room = UnsafeMutableBufferPointer(start: storage + used, count: rest &+ Self.slack)
        let run = bytes.copyRun(from: place, to: room, until: stops)
        used &+= run
        return place &+ run
    }

    /// Makes room for `length` more bytes, so that the next ones are appended without a move of those before.
    @inlinable
    public mutating func reserve(_ length: Int) {
        if capacity &- used < length { grow(length) }
    }

    /// Makes room for `length` bytes behind the last one, and returns where it is. More bytes may be written behind it, a block at most. What is written
    /// there counts after ``extend(by:)`` only.
    @inlinable @inline(__always)
    public mutating func room(for length: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity &- used < length { grow(length) }
        return storage + used
    }

    /// Counts bytes that were written into the room that ``room(for:)`` made for at least as many.
    @inlinable @inline(__always)
    public mutating func extend(by length: Int) {
        precondition(length >= 0 && length <= capacity &- used)
        used &+= length
    }

    /// Appends a Unicode scalar in UTF-8.
    public mutating func append(scalar: UInt32) {
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

    // MARK: Removing

    /// Cuts back to the first `length` bytes.
    @inlinable @inline(__always)
    public mutating func truncate(_ length: Int) {
        if length < used { used = max(length, 0) }
    }

    @inlinable @inline(__always)
    public mutating func removeAll() {
        used = 0
    }

    /// Removes everything. Memory of more than `most` bytes is given back, and `smaller` bytes allocated in its place.
    @inlinable @inline(__always)
    public mutating func removeAll(keepingAtMost most: Int, else smaller: Int) {
        used = 0
        if capacity > most { self = ByteBuffer(capacity: smaller) }
    }

    // MARK: Reading

    @inlinable @inline(__always)
    public var count: Int { used }

    /// Where the bytes are. Valid until the next change.
    @inlinable @inline(__always)
    public var start: UnsafeMutablePointer<UInt8> { storage }

    /// The byte written last, 0 if there is none.
    @inlinable @inline(__always)
    public var last: UInt8 { used == 0 ? 0 : storage[used &- 1] }

    /// 0 outside of what has been written.
    @inlinable @inline(__always)
    public subscript(index: Int) -> UInt8 { index >= 0 && index < used ? storage[index] : 0 }

    /// Valid until the next change.
    @inlinable @inline(__always)
    public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: storage, count: used) }

    /// The bytes from `offset` on. Valid until the next change.
    @inlinable @inline(__always)
    public func bytes(from offset: Int) -> UnsafeBufferPointer<UInt8> {
        let offset = min(offset, used)
        return UnsafeBufferPointer(start: storage + offset, count: used &- offset)
    }

    /// What has been written must be UTF-8.
    public var string: String { String(validUTF8: bytes) }

    @usableFromInline mutating func grow(_ extra: Int) {
        let larger = max(capacity &* 2, capacity &+ extra &+ 64)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.slack)
        moved.initialize(from: storage, count: used)
        if capacity > 0 { storage.deallocate() }
        storage = moved
        capacity = larger
    }
}
