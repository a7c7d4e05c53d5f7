package import Bytes
import Store
import Syndication

/// The outcome of one poll of one source.
package struct PollReport: Sendable {
    package let source: String
    package private(set) var outcome: Outcome
    /// When it is due again; nil where it is not polled by itself any more.
    package let nextDue: Timestamp?
    /// How long the server asks that its whole host not be asked.
    let hold: Duration?
    /// The host that answered with a failure, after redirects; nil where there was none, or no answer.
    let host: String?
    /// The rounds of pages that the source's new items wait for.
    var rounds: Set<PageRound> = []
    /// HTTP status; nil where there was no response.
    package let status: Int?
    /// How many items the source's filter left out that were not known before.
    package var filtered = 0

    package enum Outcome: Sendable, Equatable {
        /// A 304, or the same bytes as last time.
        case unchanged
        case read(new: Int, updated: Int)
        /// The document was read up to where it broke off.
        case cutShort(new: Int, updated: Int, why: String)
        case failed(String)
        /// Retry-After has not passed.
        case deferred(until: Timestamp)
        /// The source answered 410 Gone three times, a day apart.
        case stopped
        /// Journal or store cannot be written.
        case unwritable(String)
        /// feedd is stopping, or the source is not configured any more.
        case cancelled
    }

    /// What went wrong, for people; nil where nothing did.
    package var complaint: String? {
        switch outcome {
        case .unchanged, .read, .cancelled: nil
        case .cutShort(_, _, let why), .failed(let why), .unwritable(let why): "source \(source): \(why)"
        case .deferred(let until): "source \(source): not polled: the server asked for no requests before \(until.rfc3339)"
        case .stopped: "source \(source): not polled: it answered 410 Gone for days: remove it"
        }
    }

    package init(
        source: String, outcome: Outcome, nextDue: Timestamp? = nil, hold: Duration? = nil, host: String? = nil, status: Int? = nil
    ) {
        self.source = source
        self.outcome = outcome
        self.nextDue = nextDue
        self.hold = hold
        self.host = host
        self.status = status
    }

    /// Adds the outcome of a round of pages that the source's items waited for.
    mutating func add(_ pages: PageRoundRunner.Outcome) {
        if case .done(let tally) = pages { filtered += tally.filtered }
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

    /// Whether no response came, though one was asked for.
    var isSilent: Bool {
        if case .failed = outcome { status == nil } else { false }
    }

    /// Whether the source answered and its document was read whole.
    package var isGood: Bool {
        switch outcome {
        case .unchanged, .read: true
        case .cutShort, .failed, .deferred, .stopped, .unwritable, .cancelled: false
        }
    }
}
