package import Bytes
import Syndication

/// Limits how often updates of one item are journaled (docs/IDENTITY.md): two as they come, then one after an hour, two, four, up to a
/// day.
///
/// Changes in between are held, and the last version is journaled when its time comes. After a day without a change the count begins
/// anew.
package struct UpdatePace: Sendable, Equatable {
    /// Number of updates journaled since the last quiet day.
    package var updates = 0
    /// When the last update was journaled.
    package var journaled: Timestamp
    /// When the content last changed.
    package var changed: Timestamp

    package enum Decision: Sendable, Equatable {
        case journal
        case hold(until: Timestamp)
    }

    /// Number of updates that are journaled without waiting.
    private static let free = 2
    private static let shortestWait = Duration.seconds(60 * 60)
    package static let longestWait = Duration.seconds(24 * 60 * 60)
    private static let quiet = Duration.seconds(24 * 60 * 60)

    /// The pace of an item that has not been updated lately.
    package init(_ now: Timestamp) {
        journaled = now
        changed = now
    }

    package init(updates: Int, journaled: Timestamp, changed: Timestamp) {
        self.updates = updates
        self.journaled = journaled
        self.changed = changed
    }

    /// Decides about a change to content that was never journaled.
    package mutating func change(at now: Timestamp) -> Decision {
        note(now)
        guard updates >= Self.free else { return .journal }
        // Five doublings exceed the longest wait.
        let wait = min(Self.shortestWait * (1 << min(updates - Self.free, 5)), Self.longestWait)
        // The earlier of the two, so that a clock that was set back does not prolong the wait.
        let due = min(journaled, now) + wait
        return due <= now ? .journal : .hold(until: due)
    }

    /// Records a change, including one back to earlier content.
    package mutating func note(_ now: Timestamp) {
        if isQuiet(at: now) { updates = 0 }
        changed = now
    }

    /// Records that an update was journaled.
    package mutating func journal(at now: Timestamp) {
        updates = min(updates + 1, 1_000)
        journaled = now
    }

    package func isQuiet(at now: Timestamp) -> Bool { now.since(changed) >= Self.quiet }
}
