package import Bytes

/// Where time and chance come from. Tests pass their own.
package struct TimeSource: Sendable {
    /// The wall clock.
    package var now: @Sendable () -> Timestamp = { .now() }
    /// The monotonic clock.
    package var instant: @Sendable () -> ContinuousClock.Instant = { .now }
    /// A number in 0 ..< 1.
    package var chance: @Sendable () -> Double = { .random(in: 0..<1) }

    package init() {}

    var moment: Moment { Moment(instant: instant(), wall: now()) }
}
