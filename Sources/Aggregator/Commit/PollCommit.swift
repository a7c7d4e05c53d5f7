import Store

/// What one poll hands to the committer: the source's state as the poll leaves it, and the batch where a document was read. A class, since it is large and
/// passed on.
final class PollCommit: Sendable {
    let source: String
    /// The state that the poll began with.
    let before: SourceState
    /// The state that the poll leaves, but for what the commit adds.
    let state: SourceState
    let batch: Batch?

    init(source: String, before: SourceState, state: SourceState, batch: Batch?) {
        self.source = source
        self.before = before
        self.state = state
        self.batch = batch
    }
}

/// What became of a poll or a page round that was committed.
struct CommitResult: Sendable {
    /// The source's state, as it is stored now; of a poll.
    var state = SourceState()
    var counts = CommitCounts()
}

struct CommitCounts: Sendable, Equatable {
    /// New items that were journaled.
    var new = 0
    /// Updates that were journaled.
    var updated = 0
    /// Items that were not known and that the source's filter left out.
    var filtered = 0
    /// None of the document's items was known although the source had been read before: others may have come and gone between the two polls.
    var mayHaveMissed = false
    /// Items whose pages were not requested, where that is to be said: see ``PageCeilings``.
    var pagesLeftOut = 0
    /// The page rounds that the document's items begin or extend.
    var rounds: Set<PageRound> = []
}
