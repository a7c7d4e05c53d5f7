package import Bytes
package import Configuration
package import Identity
package import Syndication
package import Transfer

/// What feedd has learnt of one source: everything that outlives a poll, except for the items.
package struct SourceState: Sendable, Equatable {
    /// The row number in the store, 0 before the first commit. A renamed source gets another.
    package private(set) var id: Int64
    /// What was learnt of the document at the configured address; dropped when the source's configuration changes.
    package var document = DocumentState()
    package var schedule = ScheduleState()
    package var pages = PageAllowance()
    package var habits: Habits = []
    package var shown = ShownItems()
    package var recurring = RecurringBlocks()
    /// What its items are known to have in common (`ItemMemory.stored`). Decoded only where items are read.
    package var itemMemory: [UInt8] = []
    /// How long its items are remembered after it stopped showing them; nil before it was polled with a configuration.
    package var remember: Duration?
    /// How many of its items were journaled.
    package var items: Int64 = 0
    /// How many of its items its filter left out.
    package var filtered: Int64 = 0
    /// Whether a document was ever read: only the items of the first one are backlog.
    package var hasBeenRead = false

    package struct DocumentState: Sendable, Equatable {
        /// `Source.digest` of the configuration that all the rest was learnt under.
        package var configuration: UInt64 = 0
        package var validators = Validators()
        /// Hash of the last body that was read to its end.
        package var bodyDigest: UInt64?
        /// Where permanent redirects (301, 308) have moved the source.
        package var movedURL: String?
        /// Where a permanent redirect sent the last poll; a second one moves the source.
        package var movingURL: String?
        package var title: String?
        /// How often the document asks to be polled; it holds for 304s, too.
        package var rhythm = Feed.Rhythm()
        /// How many items a list on a page usually has; nil for feeds, and before the first poll.
        package var usualItems: Int?
    }

    package struct ScheduleState: Sendable, Equatable {
        package var lastPoll: Timestamp?
        package var lastSuccess: Timestamp?
        package var nextDue: Timestamp?
        /// From Retry-After: not even a poll by name comes earlier.
        package var notBefore: Timestamp?
        /// HTTP status of the last answer; nil where there was none.
        package var status: Int?
        /// Why the last poll failed; nil where it did not.
        package var error: String?
        /// How many polls in a row have failed.
        package var failures = 0
        /// How many answers in a row were 410, counting at most one a day.
        package var goneCount = 0
        package var lastGone: Timestamp?
    }

    /// How many pages of other sites its items had fetched within an hour.
    package struct PageAllowance: Sendable, Equatable {
        /// When the hour began; nil before the first page.
        package var since: Timestamp?
        package var taken = 0
        /// It was said in this hour that pages are left out.
        package var isTold = false

        package init() {}
    }

    /// What feedd has learnt about a source.
    package struct Habits: OptionSet, Sendable {
        package let rawValue: Int64

        package init(rawValue: Int64) { self.rawValue = rawValue }

        /// All its guids are identical, or they are new on every poll: items are matched by URL and text.
        package static let uselessGUIDs = Habits(rawValue: 1)
        /// On the last poll all its guids were new though its items were known.
        package static let changedGUIDs = Habits(rawValue: 2)
        /// What the store knows of it was rebuilt from the journal, and it has not been polled since.
        package static let wasRebuilt = Habits(rawValue: 4)
    }

    package init(id: Int64 = 0) {
        self.id = id
    }

    /// A copy with the row number that the store assigned after the poll had begun.
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
        itemMemory = []
        schedule.goneCount = 0
        schedule.lastGone = nil
        schedule.notBefore = nil
        schedule.failures = 0
        schedule.nextDue = nil
    }

    /// It answered 410 Gone three times in a row, a day apart: the publisher has withdrawn it.
    package var isStopped: Bool { Self.isStopped(goneCount: schedule.goneCount) }

    package static func isStopped(goneCount: Int) -> Bool { goneCount >= 3 }
}
