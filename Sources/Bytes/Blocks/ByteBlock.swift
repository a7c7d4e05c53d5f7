public import CBytes

/// A vector of sixteen bytes; one instruction compares all of them. Bit n of a mask is the result for byte n.
public struct ByteBlock: Sendable {
    public typealias Mask = UInt16

    public static let count = 16

    @usableFromInline let vector: feedd_block

    @inlinable @inline(__always)
    init(_ vector: feedd_block) { self.vector = vector }

    /// - Parameter bytes: at least sixteen.
    @inlinable @inline(__always)
    public init(_ bytes: UnsafePointer<UInt8>) { self.init(feedd_load(bytes)) }

    /// The first `count` bytes, 15 at most, then zeros. No byte beyond them is read.
    @inlinable @inline(__always)
    public init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        assert(count >= 0 && count < Self.count)
        let raw = UnsafeRawPointer(bytes)
        var low: UInt64 = 0
        var high: UInt64 = 0
        // Two loads that overlap: the bytes that both have are shifted out of the second, or are the same in both.
        if count >= 8 {
            low = raw.loadUnaligned(as: UInt64.self)
            high = (raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) &>> 8) &>> UInt64(8 &* (15 &- count))
        } else if count >= 4 {
            low =
                UInt64(raw.loadUnaligned(as: UInt32.self))
                | UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) &<< UInt64(8 &* (count &- 4))
        } else if count > 0 {
            let middle = count / 2
            low =
                UInt64(bytes[0]) | UInt64(bytes[middle]) &<< UInt64(8 &* middle) | UInt64(bytes[count &- 1]) &<< UInt64(8 &* (count &- 1))
        }
        self.init(feedd_block_of(low, high))
    }

    /// - Parameter bytes: has room for sixteen.
    @inlinable @inline(__always)
    public func store(to bytes: UnsafeMutablePointer<UInt8>) { feedd_store(vector, bytes) }

    // MARK: Masks

    @inlinable @inline(__always)
    public func equal(_ byte: UInt8) -> Mask { feedd_equal(vector, byte) }

    @inlinable @inline(__always)
    public func atMost(_ byte: UInt8) -> Mask { feedd_at_most(vector, byte) }

    @inlinable @inline(__always)
    public func within(_ range: ClosedRange<UInt8>) -> Mask { feedd_within(vector, range.lowerBound, range.upperBound) }

    /// Bytes below 0x20.
    @inlinable @inline(__always)
    public var controls: Mask { atMost(0x1F) }

    /// Bytes that are not ASCII.
    @inlinable @inline(__always)
    public var highs: Mask { within(0x80...0xFF) }

    /// The mask of the first `count` bytes, 16 at most.
    @inlinable @inline(__always)
    public static func first(_ count: Int) -> Mask { Mask(truncatingIfNeeded: (1 &<< count) &- 1) }

    // MARK: Changing bits

    /// With `bits` set in every byte, so that one comparison finds bytes that differ in nothing else.
    @inlinable @inline(__always)
    public func setting(_ bits: UInt8) -> ByteBlock { ByteBlock(feedd_or(vector, bits)) }

    /// With `bits` flipped in every byte.
    @inlinable @inline(__always)
    public func turning(_ bits: UInt8) -> ByteBlock { ByteBlock(feedd_xor(vector, bits)) }

    /// With ASCII letters in lower case.
    @inlinable @inline(__always)
    public var lowercased: ByteBlock { ByteBlock(feedd_lowercased(vector)) }
}

/// Runs of bytes up to one that `stops` marks. The last block is filled up with zeros; what `stops` says of those does not matter.
extension UnsafeBufferPointer<UInt8> {
    /// The place of the first byte from `start` on that `stops` marks, or the end.
    @inlinable @inline(__always)
    public func firstPlace(from start: Int = 0, of stops: (ByteBlock) -> ByteBlock.Mask) -> Int {
        guard let base = baseAddress else { return 0 }
        var place = start
        while count &- place >= ByteBlock.count {
            let found = stops(ByteBlock(base + place))
            if found != 0 { return place &+ found.trailingZeroBitCount }
            place &+= ByteBlock.count
        }
        let rest = count &- place
        guard rest > 0 else { return count }
        return place &+ (stops(ByteBlock(base + place, rest)) | ~ByteBlock.first(rest)).trailingZeroBitCount
    }

    /// Copies the bytes from `start` on, up to the first that `stops` marks, to the end, or until less than a block's room is left.
    ///
    /// - Returns: their number. More bytes may have been written behind them, as far as there is room.
    @inlinable @inline(__always)
    public func copyRun(from start: Int, to output: UnsafeMutableBufferPointer<UInt8>, until stops: (ByteBlock) -> ByteBlock.Mask) -> Int {
        guard let source = baseAddress, let target = output.baseAddress else { return 0 }
        let limit = Swift.min(count &- start, output.count)
        var copied = 0
        while limit &- copied >= ByteBlock.count {
            let block = ByteBlock(source + start + copied)
            block.store(to: target + copied)
            let found = stops(block)
            if found != 0 { return copied &+ found.trailingZeroBitCount }
            copied &+= ByteBlock.count
        }
        let rest = limit &- copied
        guard rest > 0, output.count &- copied >= ByteBlock.count else { return copied }
        let block = ByteBlock(source + start + copied, rest)
        block.store(to: target + copied)
        return copied &+ (stops(block) | ~ByteBlock.first(rest)).trailingZeroBitCount
    }
}
