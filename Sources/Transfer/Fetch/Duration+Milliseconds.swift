extension Duration {
    /// Whole milliseconds, rounded up, from 1 to 2,000,000,000. To libcurl 0 means "no limit", and it counts in a C long.
    var inMilliseconds: Int {
        let (seconds, attoseconds) = components
        if seconds < 0 || self <= .zero { return 1 }
        if seconds > 2_000_000 { return 2_000_000_000 }
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
