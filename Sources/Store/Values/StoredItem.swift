package import Identity
package import Journal

/// An item as the store remembers it.
package struct StoredItem: Sendable, Equatable {
    /// The item's number in the store; 0 until it is given one.
    package var id: Int64 = 0
    package var key: ItemKey
    /// The number of the source that showed it first, and whose updates are journaled.
    package var source: Int64
    package var standing: Standing
    /// Hash of the content compared last, which its records have as `version`; nil where there is none to compare with: the next one is stored without an
    /// update.
    package var contentHash: UInt64?
    /// `Cleaning.release` of the code that cleaned that content.
    package var cleaningRelease: Int
    /// Hashes of what the item was seen with last (`Facets`); nil where it had none.
    package var guid: UInt64?
    package var url: UInt64?
    package var title: UInt64?
    package var text: UInt64?
    /// In seconds since 1970.
    package var published: Int64?
    /// Its `id` in the journal, which never changes; nil for `urn:feedd:KEY`.
    package var publicID: String?
    /// The day, since 1970, on which its source stopped showing it; nil while it is shown.
    package var absentSince: Int?

    /// Whether the item is in the journal.
    package enum Standing: Sendable, Equatable {
        /// Left out on purpose: by the source's `backlog`, or as a near-duplicate that the source drops. It is remembered so as not to come later.
        case leftOut
        /// Left out by the source's filter: journaled when it has changed and passes.
        case filtered
        /// To be journaled once the page with its article was fetched.
        case awaitingPage
        /// The last record has this revision, from 1.
        case journaled(revision: Int)

        /// Whether the journal has the item, or is going to.
        package var isJournaled: Bool {
            switch self {
            case .leftOut, .filtered: false
            case .awaitingPage, .journaled: true
            }
        }
    }

    package init(
        id: Int64 = 0, key: ItemKey, source: Int64, standing: Standing, contentHash: UInt64?, cleaningRelease: Int = Cleaning.release,
        guid: UInt64? = nil, url: UInt64? = nil, title: UInt64? = nil, text: UInt64? = nil, published: Int64? = nil,
        publicID: String? = nil,
        absentSince: Int? = nil
    ) {
        self.id = id
        self.key = key
        self.source = source
        self.standing = standing
        self.contentHash = contentHash
        self.cleaningRelease = cleaningRelease
        self.guid = guid
        self.url = url
        self.title = title
        self.text = text
        self.published = published
        self.publicID = publicID
        self.absentSince = absentSince
    }

    /// As the rules of identity look at it.
    package var known: KnownItem {
        KnownItem(
            id: id, source: source, isJournaled: standing.isJournaled, guid: guid ?? 0, url: url ?? 0, title: title ?? 0, text: text ?? 0,
            published: published)
    }

    /// Remembers what the item was seen with.
    package mutating func setHashes(_ facets: Facets) {
        guid = facets.guid?.strict
        url = facets.url?.strict
        title = facets.title
        text = facets.text
        published = facets.published
    }
}

extension StoredItem.Standing {
    /// As the column `revision` has it: 0 for left out, -1 for awaiting its page, -2 for filtered.
    init(stored revision: Int) {
        switch revision {
        case 0: self = .leftOut
        case -2: self = .filtered
        case ..<0: self = .awaitingPage
        default: self = .journaled(revision: revision)
        }
    }

    var stored: Int {
        switch self {
        case .leftOut: 0
        case .awaitingPage: -1
        case .filtered: -2
        case .journaled(let revision): revision
        }
    }
}
