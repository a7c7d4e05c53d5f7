import Bytes
package import Syndication

/// What identity looks at of one item: hashes that are compared and stored, never the texts themselves.
package struct Facets: Sendable, Equatable {
    /// The guid as it stands, scheme and host folded where it is an address.
    package var guid: GUID?
    package var url: CanonicalURL?
    /// Over the folded title; of an item without one, over its text.
    package var title: UInt64
    /// Over the folded text; nil where there is none.
    package var text: UInt64?
    /// Of the text, by `TextFolding`.
    package var words: Int
    /// In seconds since 1970; nil where the item says no date.
    package var published: Int64?

    package struct GUID: Sendable, Equatable {
        package let strict: UInt64
        package let loose: UInt64
    }

    /// From this many words on, title and text together tell an item (DESIGN.md, Identity).
    package static let tellingWords = 40
}

extension Facets {
    package init(_ item: Item) { self.init(item, ContentBlocks(item)) }

    /// - Parameters:
    ///   - content: the item's.
    ///   - textHash: where that is not what the item is recognized by, over what is.
    package init(_ item: borrowing Item, _ content: ContentBlocks, textHash: UInt64? = nil) {
        text = textHash ?? content.digest
        title = TextFolding(item.title ?? "").digest ?? textHash ?? content.digest ?? 0
        words = content.words
        self.published = (item.published ?? item.modified).map { $0.milliseconds / 1000 }
        let address = item.address
        self.url = address.flatMap(CanonicalURL.init)
        // Very often the guid is the address.
        self.guid = item.guid.flatMap { guid in
            url.flatMap { guid == address ? GUID(strict: $0.strict, loose: $0.loose) : nil } ?? GUID(guid)
        }
    }
}

extension Facets.GUID {
    package init?(_ guid: String) {
        guard !guid.isEmpty else { return nil }
        if let url = CanonicalURL(guid) {
            (strict, loose) = (url.strict, url.loose)
        } else {
            strict = StableHash.hash(guid)
            loose = strict
        }
    }
}

extension Item {
    /// What it is found at, as identity takes it: its own address, else the one that it points to.
    package var address: String? { url ?? externalURL }
}
