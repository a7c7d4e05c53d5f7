import Bytes
import Configuration
import Extraction
import Identity
import Store
import Syndication
import Transfer

/// What one poll of one source brought, on its way through the stages.
struct Batch: Sendable {
    /// As it was configured when the poll began.
    let source: Source
    /// As it was known when the poll began.
    let state: SourceState
    let polledAt: Timestamp
    var document: Document

    /// What the batch holds of the memory budget, beside its document's bytes.
    var lease: Lease

    /// Set by *parse*.
    var parsed: ParsedFeed
    /// One for each item of the document, in the document's order. Set by *parse*.
    var candidates: [Candidate] = []
    /// What the feed says about itself, cleaned. Set by *normalize*.
    var feed: Feed
    /// The blocks that recur across the source's items, this document's included. Set by *learn*.
    var recurring: RecurringBlocks
    /// What the source's items are known to have in common, this document's included: `ItemMemory`, stored. Set by *clean content*.
    var itemMemory: [UInt8]

    init(source: Source, state: SourceState, polledAt: Timestamp, document: Document, lease: Lease) {
        self.source = source
        self.state = state
        self.polledAt = polledAt
        self.document = document
        self.lease = lease
        feed = Feed(format: .rss)
        recurring = state.recurring
        itemMemory = state.itemMemory
        parsed = ParsedFeed(feed: feed)
    }

    /// Bytes of the records that it may become.
    var encodedBytes: Int {
        candidates.reduce(0) { sum, candidate in
            guard case .signed(let signed) = candidate.standing else { return sum }
            return sum + signed.finished.encoded.size
        }
    }

    /// The bytes that a poll brought.
    struct Document: Sendable {
        /// Let go once it is parsed.
        var body: Body
        /// Of the body's bytes.
        let digest: UInt64
        /// Where they came from in the end.
        let url: String
        let contentType: String?
        /// The connection brought all of it.
        let isComplete: Bool
        /// It has only what is new since the last one (RFC 3229, 226 IM Used).
        let isDelta: Bool
    }

    /// The document did not break off, neither on the way nor in itself.
    var isWhole: Bool { document.isComplete && !parsed.isTruncated }
}

/// An item of a document on its way to the journal.
struct Candidate: Sendable {
    /// Of the source's bytes for it.
    let digest: UInt64
    /// As the document says them; of an item that has not changed they are all that is known here.
    let guid: String?
    let address: String?
    let date: Timestamp?
    var standing: Standing
    /// Left out of the journal by the source's rules, and remembered all the same.
    var isLeftOut = false
    /// Its content without what its site put into it, as it is journaled; nil where that is as it came. Set by *clean content*.
    var cleaned: ItemCleaner.Cleaned?
    /// Where its article is, if the source asks for that. Set by *enrich*.
    var page: PageRequest?

    enum Standing: Sendable {
        /// The source's bytes for it are those of last time: it is this item, and nothing more is done with it.
        case unchanged(item: Int64)
        /// As parsed.
        indirect case open(ParsedItem)
        case normalized(Normalized)
        /// Ready to be journaled.
        indirect case signed(Signed)
    }

    /// Cleaned. The stages look at one and the same: to copy an item is to retain everything it holds.
    final class Normalized: Sendable {
        let item: Item
        let facets: Facets
        let compared: ComparedContent

        init(_ item: Item) {
            let content = ContentBlocks(item)
            facets = Facets(item, content)
            compared = ComparedContent(title: item.title, content)
            self.item = item
        }
    }

    struct Signed: Sendable {
        let guid: String?
        let facets: Facets
        /// What the key is made of where the item is new.
        let identity: [String]
        let finished: FinishedItem
    }

    init(_ parsed: ParsedItem) {
        digest = parsed.digest
        guid = parsed.item.guid
        address = parsed.item.address
        date = parsed.item.published ?? parsed.item.modified
        standing = .open(parsed)
    }
}
