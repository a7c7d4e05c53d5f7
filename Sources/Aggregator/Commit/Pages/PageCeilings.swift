import Bytes
import Store

/// How many pages a source may have fetched that are not on its own site: feedd does not ask other people's servers for whatever a feed names. A value
/// without a clock: the time is passed in.
struct PageCeilings {
    /// For the items of one poll.
    static let perPoll = 100
    /// For the polls of an hour.
    static let perHour = 200

    private static let window = Duration.seconds(60 * 60)

    /// What the source's polls have taken. It outlives a restart with the source's state.
    private(set) var allowance: SourceState.PageAllowance

    init(_ allowance: SourceState.PageAllowance) {
        self.allowance = allowance
    }

    /// Takes one page of this hour; false where there are none left.
    mutating func take(at now: Timestamp) -> Bool {
        open(at: now)
        guard allowance.taken < Self.perHour else { return false }
        allowance.taken += 1
        return true
    }

    /// Whether it is to be said that pages were left out: once an hour.
    mutating func tells(at now: Timestamp) -> Bool {
        open(at: now)
        defer { allowance.isTold = true }
        return !allowance.isTold
    }

    private mutating func open(at now: Timestamp) {
        if let since = allowance.since, now >= since, now.since(since) < Self.window { return }
        allowance = SourceState.PageAllowance()
        allowance.since = now
    }
}
