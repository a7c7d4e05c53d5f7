import Bytes

extension Timestamp {
    /// Whether the date is in year 1 or earlier: the zero value of a date in Go and .NET, which publishers write where there is no date.
    var isUnset: Bool {
        // 0002-01-01.
        milliseconds < -62_104_060_800_000
    }
}
