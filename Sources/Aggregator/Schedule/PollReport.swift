public import Bytes
import Store
import Syndication

/// What came of polling one source once.
public struct PollReport: Sendable {
    public let source: String
    public private(set) var outcome: Outcome
    /// When it is due again; nil where it will not be polled by itself.
    public let nextDue: Timestamp?
    /// The server asks that its whole host be left alone this long.
    let hold: Duration?
    /// The pages that its items wait for.
    var rounds: Set<PageRound> = []
    /// HTTP status; nil where there was no answer.
    public let status: Int?

    public enum Outcome: Sendable {
        /// A 304, or the same bytes as last time.
        case unchanged
        case read(new: Int, updated: Int)
        /// Read as far as it came, and why it ended.
        case cutShort(new: Int, updated: Int, why: String)
        case failed(String)
        /// Retry-After has not passed.
        case deferred(until: Timestamp)
        /// 410, three times and a day apart.
        case stopped
        /// Journal or store cannot be written.
        case unwritable(String)
        /// feedd is stopping, or the source is gone.
        case cancelled
    }

    /// What went wrong, for people; nil where nothing did.
    public var complaint: String? {
        switch outcome {
        case .unchanged, .read, .cancelled: nil
        case .cutShort(_, _, let why), .failed(let why), .unwritable(let why): "source \(source): \(why)"
        case .deferred(let until): "source \(source): the server asked not to be asked before \(until.rfc3339)"
        case .stopped: "source \(source): answered 410 Gone for days: remove it"
        }
    }

    init(source: String, outcome: Outcome, nextDue: Timestamp? = nil, hold: Duration? = nil, status: Int? = nil) {
        self.source = source
        self.outcome = outcome
        self.nextDue = nextDue
        self.hold = hold
        self.status = status
    }

    /// Counts in what came of the pages that the source waited for.
    mutating func add(_ pages: PageRounds.Outcome) {
        switch (pages, outcome) {
        case (.done(let tally), .read(let new, let updated)): outcome = .read(new: new + tally.new, updated: updated + tally.updated)
        case (.done(let tally), .cutShort(let new, let updated, let why)):
            outcome = .cutShort(new: new + tally.new, updated: updated + tally.updated, why: why)
        case (.done(let tally), .unchanged) where tally.new + tally.updated > 0: outcome = .read(new: tally.new, updated: tally.updated)
        case (.unwritable(let why), _): outcome = .unwritable(why)
        case (.cancelled, .read), (.cancelled, .unchanged): outcome = .cancelled
        case (.done, _), (.cancelled, _): break
        }
    }

    /// The source answered and was read.
    public var isGood: Bool {
        switch outcome {
        case .unchanged, .read: true
        case .cutShort, .failed, .deferred, .stopped, .unwritable, .cancelled: false
        }
    }
}
