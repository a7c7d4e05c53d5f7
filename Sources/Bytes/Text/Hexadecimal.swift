/// Hexadecimal digits (RFC 4648, section 8).
public enum Hexadecimal {
    /// The value of a hexadecimal digit in either case; nil for any other byte.
    @inlinable @inline(__always)
    public static func value(of digit: UInt8) -> UInt8? {
        if ASCII.isDigit(digit) { return digit &- UInt8(ascii: "0") }
        let letter = (digit | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter &+ 10 : nil
    }

    /// - Parameter value: below 16.
    @inlinable @inline(__always)
    public static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ value &- 10
    }

    /// - Parameter value: below 16.
    @inlinable @inline(__always)
    public static func capitalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "A") &+ value &- 10
    }
}
