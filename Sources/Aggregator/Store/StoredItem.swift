import Journal

/// An item as the store remembers it.
struct StoredItem: Sendable, Equatable {
    /// 0 until the store gives it a number.
    var id: Int64 = 0
    var key: ItemKey
    /// The source that showed it first.
    var source: Int64
    /// Of the last record; 0 where it was left out of the journal on purpose, `awaitingPage` where it is to be journaled with its page's article.
    var revision: Int
    /// Hash of the content compared last; 0 where that is to be learnt anew from the item's page.
    var version: UInt64
    /// Release of the code that cleaned that content (`Cleaning.release`).
    var cleaner: Int
    /// Hashes of what it was seen with last; 0 where it has none.
    var guid: UInt64
    var url: UInt64
    var title: UInt64
    var text: UInt64
    /// In seconds since 1970.
    var published: Int64?
    /// Its `id` in the journal, which never changes; nil for `urn:feedd:KEY`.
    var publicID: String?
    /// The day, since 1970, on which its source stopped showing it; nil while it is shown.
    var left: Int?

    static let awaitingPage = -1

    var known: KnownItem {
        KnownItem(
            id: id, source: source, isJournaled: revision != 0, guid: guid, url: url, title: title, text: text, published: published)
    }

    mutating func take(_ facets: Facets) {
        guid = facets.guid?.strict ?? 0
        url = facets.url?.strict ?? 0
        title = facets.title
        text = facets.text ?? 0
        published = facets.published
    }
}
