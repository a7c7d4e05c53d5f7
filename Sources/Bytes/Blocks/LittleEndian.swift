/// Numbers in the binary values that the store keeps: little-endian on every machine.
extension [UInt8] {
    @inlinable
    public mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// - Parameter offset: with as many bytes behind it as the number has.
    @inlinable @inline(__always)
    public func littleEndian<Number: FixedWidthInteger>(at offset: Int, as _: Number.Type = Number.self) -> Number {
        Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
