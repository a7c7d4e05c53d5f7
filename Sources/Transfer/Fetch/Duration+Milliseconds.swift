extension Duration {
    /// Whole milliseconds, rounded up, within 1 … 2³¹−1: libcurl takes 0 for "no limit" and a C long for the rest.
    var inMilliseconds: Int {
        let (seconds, attoseconds) = components
        if seconds < 0 || self <= .zero { return 1 }
        if seconds > 2_000_000 { return 2_000_000_000 }
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
