package import Bytes
package import Configuration
package import Foundation
package import Identity
package import Syndication
package import Transfer

/// What feedd has learnt of one source: everything that outlives a poll, but for the items.
package struct SourceState: Sendable, Equatable {
    /// The source's number in the store, 0 before its first commit; identity belongs to the name it was given for.
    package private(set) var id: Int64
    /// What was learnt of the document at the configured address; dropped when the source's configuration changes.
    package var document = DocumentState()
    package var schedule = ScheduleState()
    package var habits: Habits = []
    package var shown = ShownItems()
    package var recurring = RecurringBlocks()
    /// What its items are known to have in common: `ItemMemory`, stored. Unpacked only where items are read.
    package var itemMemory = Data()
    /// How long its items are remembered once it shows them no more; nil before anybody has said.
    package var remember: Duration?
    /// How many of its items were journaled.
    package var items: Int64 = 0
    /// A document of it has been read: what comes from now on is no backlog.
    package var hasBeenRead = false

    package struct DocumentState: Sendable, Equatable {
        /// `Source.digest` of the configuration that the rest was learnt under.
        package var configuration: UInt64 = 0
        package var validators = Validators()
        /// Of the last body that was read to its end.
        package var bodyDigest: UInt64?
        /// Where 301 or 308, seen twice running, have moved the source.
        package var movedURL: String?
        /// Where the last poll was sent by 301 or 308.
        package var movingURL: String?
        package var title: String?
        /// What the document asks of its pollers; a 304 repeats it.
        package var rhythm = Feed.Rhythm()
    }

    package struct ScheduleState: Sendable, Equatable {
        package var lastPoll: Timestamp?
        package var lastSuccess: Timestamp?
        package var nextDue: Timestamp?
        /// Retry-After: not even a poll by name comes sooner.
        package var notBefore: Timestamp?
        /// HTTP status of the last answer; nil where there was none.
        package var status: Int?
        /// Why the last poll failed; nil where it did not.
        package var error: String?
        /// Polls that failed, running.
        package var failures = 0
        /// Answers of 410, a day apart, running.
        package var goneCount = 0
        package var lastGone: Timestamp?
    }

    /// What a source turned out to do.
    package struct Habits: OptionSet, Sendable {
        package let rawValue: Int64

        package init(rawValue: Int64) { self.rawValue = rawValue }

        /// All its guids are alike, or they are new on every poll.
        package static let uselessGUIDs = Habits(rawValue: 1)
        /// Its guids were all new on the last poll though its items were known.
        package static let changedGUIDs = Habits(rawValue: 2)
        /// What the store knew of it was rebuilt from the journal, and it has not been polled since.
        package static let rebuilt = Habits(rawValue: 4)
    }

    package init(id: Int64 = 0) {
        self.id = id
    }

    /// The state of a source that the store did not know when the poll began.
    package func numbered(_ id: Int64) -> SourceState {
        var state = self
        state.id = id
        return state
    }

    /// Forgets what was learnt of a document at another address or under other settings.
    package mutating func adapt(to source: Source) {
        remember = source.remember
        guard document.configuration != source.digest else { return }
        document = DocumentState()
        document.configuration = source.digest
        itemMemory = Data()
        schedule.goneCount = 0
        schedule.lastGone = nil
        schedule.notBefore = nil
        schedule.failures = 0
        schedule.nextDue = nil
    }

    /// 410, three times and a day apart (DESIGN.md, HTTP).
    package var isStopped: Bool { Self.isStopped(goneCount: schedule.goneCount) }

    package static func isStopped(goneCount: Int) -> Bool { goneCount >= 3 }
}
