/// The 128 bits that an item is given once and keeps. A consumer that stores records by key and revision may read them twice.
public struct ItemKey: Sendable, Hashable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Parameter hex: 32 hexadecimal digits.
    public init?(hex: String) {
        let digits = hex.utf8
        guard digits.count == 32, let high = UInt64(hexDigits: digits.prefix(16)), let low = UInt64(hexDigits: digits.suffix(16)) else {
            return nil
        }
        self.init(high: high, low: low)
    }

    /// 32 hexadecimal digits, in lower case.
    public var hex: String { high.hexDigits + low.hexDigits }
}
