import Bytes
import Extraction
import Identity
import Syndication

/// An item of a document on its way to the journal.
struct Candidate: Sendable {
    /// A hash of the item's bytes in the document.
    let digest: UInt64
    /// As the document has them. Of an unchanged item nothing else is known here.
    let guid: String?
    let address: String?
    let date: Timestamp?
    var stage: Stage
    /// The source's rules keep it out of the journal. It is remembered all the same.
    var isLeftOut = false
    /// What the source's filter makes of it. Set by *apply filter*.
    var filtering = Filtering.passes
    /// Its content without what its site injected, as it is journaled; nil where nothing was removed. Set by *remove injected links*.
    var cleaned: ItemCleaner.Cleaned?
    /// Its page, where the source asks for articles. Set by *mark pages*.
    var page: PageRequest?

    /// What a filter makes of an item, by what its feed says.
    enum Filtering: Sendable {
        case passes
        /// It is dropped, unless its page is fetched: then the article decides.
        case droppedWithoutPage
        /// It is dropped whatever its page says.
        case dropped
    }

    /// Whether the source's filter drops it.
    ///
    /// - Parameter awaitsPage: its page is going to be fetched.
    func isFiltered(awaitsPage: Bool) -> Bool {
        switch filtering {
        case .passes: false
        case .droppedWithoutPage: !awaitsPage
        case .dropped: true
        }
    }

    /// How far it has come in the pipeline.
    enum Stage: Sendable {
        /// Its bytes are the same as last time: it is the store's item of this number, and no further stage looks at it.
        case unchanged(item: Int64)
        indirect case parsed(ParsedItem)
        case normalized(Normalized)
        /// Ready to be committed.
        indirect case signed(Signed)
    }

    /// A cleaned item, and what identity looks at. A class, since copying an `Item` retains each of its parts.
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
        /// What the key is computed from if the item is new.
        let identity: [String]
        let finished: FinishedItem
        /// A date that is relative to the time of the poll, or whose year is a guess: the first one that the item had is kept.
        var approximateDate: Timestamp?
    }

    init(_ parsed: ParsedItem) {
        digest = parsed.digest
        guid = parsed.item.guid
        address = parsed.item.address
        date = parsed.item.published ?? parsed.item.modified
        stage = .parsed(parsed)
    }
}
