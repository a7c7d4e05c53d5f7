package import Bytes
import Syndication

/// How often one item's updates are journaled (DESIGN.md, Identity): two as they come, then one after an hour, two, four, … a day.
///
/// What comes in between is held back, and the last version of it is journaled when its time comes. A day in which the content does not change
/// is quiet: behind it counting begins anew.
package struct UpdatePace: Sendable, Equatable {
    /// Updates journaled since the last quiet day.
    package var updates = 0
    /// When the last of them was.
    package var journaled: Timestamp
    /// When the content was last seen to be another than before.
    package var changed: Timestamp

    package enum Decision: Sendable, Equatable {
        case journal
        case hold(until: Timestamp)
    }

    /// Updates that are journaled as they come.
    private static let free = 2
    private static let shortestWait = Duration.seconds(60 * 60)
    package static let longestWait = Duration.seconds(24 * 60 * 60)
    private static let quiet = Duration.seconds(24 * 60 * 60)

    /// Of an item that has not been updated lately.
    package init(_ now: Timestamp) {
        journaled = now
        changed = now
    }

    package init(updates: Int, journaled: Timestamp, changed: Timestamp) {
        self.updates = updates
        self.journaled = journaled
        self.changed = changed
    }

    /// The content is another than before, and none that was journaled.
    package mutating func change(at now: Timestamp) -> Decision {
        note(now)
        guard updates >= Self.free else { return .journal }
        // The sixth wait would be longer than the longest.
        let wait = min(Self.shortestWait * (1 << min(updates - Self.free, 5)), Self.longestWait)
        // A clock that was set back keeps nothing for longer.
        let due = min(journaled, now) + wait
        return due <= now ? .journal : .hold(until: due)
    }

    /// The content changed, if only to what it was before.
    package mutating func note(_ now: Timestamp) {
        if isQuiet(at: now) { updates = 0 }
        changed = now
    }

    /// An update was journaled.
    package mutating func journal(at now: Timestamp) {
        updates = min(updates + 1, 1_000)
        journaled = now
    }

    package func isQuiet(at now: Timestamp) -> Bool { now.since(changed) >= Self.quiet }
}
