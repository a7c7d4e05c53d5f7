import Bytes

/// Both clocks, read at the same time.
///
/// Due times in memory are kept by the monotonic clock, so that changes of the wall clock do not move them; due times in the store are wall-clock times.
struct Moment: Sendable {
    let instant: ContinuousClock.Instant
    let wall: Timestamp

    /// The instant of a wall-clock time.
    func instant(of wall: Timestamp) -> ContinuousClock.Instant { instant + wall.since(self.wall) }
}
