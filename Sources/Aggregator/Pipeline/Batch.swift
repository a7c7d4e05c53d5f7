import Bytes
import Configuration
import Extraction
import Identity
import Store
import Syndication
import Transfer

/// What one poll of one source brought, on its way through the pipeline. Made by the stage *parse*.
struct Batch: Sendable {
    /// As it was configured when the poll began.
    let source: Source
    /// As it was known when the poll began.
    let state: SourceState
    let polledAt: Timestamp
    private(set) var document: Document
    /// The document as parsed, without its items: see `candidates`.
    let parsed: ParsedFeed
    /// What the feed says about itself, cleaned.
    let feed: Feed
    /// One for each item of the document, in the document's order.
    var candidates: [Candidate]
    /// The blocks that recur across the source's items: those known before, and after the stage *learn* this document's, too.
    var recurring: RecurringBlocks
    /// What the source's items have in common (`ItemMemory`, stored): as known before, and after the stage *remove injected links* in this document, too.
    var itemMemory: [UInt8]
    /// Items that are kept since the filter's regular expressions take too long on them.
    var undecided = 0
    /// What the batch takes of the memory budget.
    var lease: Lease
    /// When the work on the batch is given up.
    let deadline: CPUDeadline

    /// - Parameter parsed: the document, with its items.
    init(
        _ parsed: consuming ParsedFeed, _ document: Document, of source: Source, _ state: SourceState, at now: Timestamp, lease: Lease,
        deadline: CPUDeadline = .none
    ) {
        self.deadline = deadline
        var parsed = parsed
        candidates = parsed.items.map(Candidate.init)
        parsed.items = []
        feed = FeedNormalizer(documentURL: document.url).normalize(feed: parsed)
        self.parsed = parsed
        self.document = document
        self.document.furtherPages = []
        self.source = source
        self.state = state
        self.lease = lease
        polledAt = now
        recurring = state.recurring
        itemMemory = state.itemMemory
    }

    /// The document that a poll brought, but for its bytes, which are released once they are parsed.
    struct Document: Sendable {
        /// A hash of the bytes.
        let digest: UInt64
        /// The URL that answered, after redirects.
        let url: String
        let contentType: String?
        /// Whether the connection brought all of it.
        let isComplete: Bool
        /// Whether it has only what is new since the last one (RFC 3229, 226 IM Used).
        let isDelta: Bool
        /// The further pages of a list, in their order.
        var furtherPages: [FurtherPage] = []
    }

    /// A further page of a list.
    struct FurtherPage: Sendable {
        let url: String
        let contentType: String?
        let bytes: [UInt8]
    }

    /// Whether the document broke off neither during the transfer nor within itself.
    var isWhole: Bool { document.isComplete && !parsed.isTruncated }

    /// The size in bytes of the records that it may become.
    var encodedBytes: Int {
        let headBytes = Self.headBytes + (feed.title?.utf8.count ?? 0)
        return candidates.reduce(0) { sum, candidate in
            guard case .signed(let signed) = candidate.stage else { return sum }
            return sum + signed.finished.encoded.size + headBytes
        }
    }

    /// About what the head of a record takes, without the title of the feed.
    private static let headBytes = 384
}
