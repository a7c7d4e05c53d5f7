extension Timestamp {
    /// To the millisecond.
    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds.addingClamped(duration.milliseconds))
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds.addingClamped(-duration.milliseconds))
    }

    /// The time from `earlier` to this moment.
    package func since(_ earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds.addingClamped(-earlier.milliseconds))
    }
}

extension Duration {
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    /// Rounded towards zero, and clamped to 292 million years.
    package var milliseconds: Int64 {
        let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? (components.seconds < 0 ? -.max : .max) : whole.addingClamped(components.attoseconds / 1_000_000_000_000_000)
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
