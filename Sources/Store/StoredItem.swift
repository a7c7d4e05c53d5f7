package import Identity
package import Journal

/// An item as the store remembers it.
package struct StoredItem: Sendable, Equatable {
    /// 0 until the store gives it a number.
    package var id: Int64 = 0
    package var key: ItemKey
    /// The source that showed it first.
    package var source: Int64
    /// Of the last record; 0 where it was left out of the journal on purpose, `awaitingPage` where it is to be journaled with its page's article.
    package var revision: Int
    /// Hash of the content compared last; 0 where that is to be learnt anew from the item's page.
    package var version: UInt64
    /// Release of the code that cleaned that content (`Cleaning.release`).
    package var cleaner: Int
    /// Hashes of what it was seen with last; 0 where it has none.
    package var guid: UInt64
    package var url: UInt64
    package var title: UInt64
    package var text: UInt64
    /// In seconds since 1970.
    package var published: Int64?
    /// Its `id` in the journal, which never changes; nil for `urn:feedd:KEY`.
    package var publicID: String?
    /// The day, since 1970, on which its source stopped showing it; nil while it is shown.
    package var left: Int?

    package init(
        id: Int64 = 0, key: ItemKey, source: Int64, revision: Int, version: UInt64, cleaner: Int, guid: UInt64, url: UInt64, title: UInt64,
        text: UInt64, published: Int64? = nil, publicID: String? = nil, left: Int? = nil
    ) {
        self.id = id
        self.key = key
        self.source = source
        self.revision = revision
        self.version = version
        self.cleaner = cleaner
        self.guid = guid
        self.url = url
        self.title = title
        self.text = text
        self.published = published
        self.publicID = publicID
        self.left = left
    }

    package static let awaitingPage = -1

    package var known: KnownItem {
        KnownItem(
            id: id, source: source, isJournaled: revision != 0, guid: guid, url: url, title: title, text: text, published: published)
    }

    package mutating func take(_ facets: Facets) {
        guid = facets.guid?.strict ?? 0
        url = facets.url?.strict ?? 0
        title = facets.title
        text = facets.text ?? 0
        published = facets.published
    }
}
