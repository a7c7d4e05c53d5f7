import Bytes
package import Syndication

/// What identity compares of one item: hashes only, never the texts themselves.
package struct Facets: Sendable, Equatable {
    /// Hash of the guid as published; of a guid that is a URL, of its canonical form.
    package var guid: GUID?
    package var url: CanonicalURL?
    /// Hash of the folded title; without a title, of the text.
    package var title: UInt64
    /// Hash of the folded text; nil where there is none.
    package var text: UInt64?
    /// Number of words of the text, as `TextFolding` counts them.
    package var words: Int
    /// Publication date in seconds since 1970; nil where the item states none.
    package var published: Int64?

    package struct GUID: Sendable, Equatable {
        package let strict: UInt64
        package let loose: UInt64
    }

    /// From this many words on, title and text together identify an item (docs/IDENTITY.md).
    package static let tellingWords = 40
}

extension Facets {
    package init(_ item: Item) { self.init(item, ContentBlocks(item)) }

    /// - Parameters:
    ///   - content: the item's blocks.
    ///   - textHash: the hash to use in place of the content's, where the item is recognised by another text than the one that is
    /// journaled.
    package init(_ item: borrowing Item, _ content: ContentBlocks, textHash: UInt64? = nil) {
        text = textHash ?? content.digest
        title = TextFolding(item.title ?? "").digest ?? textHash ?? content.digest ?? 0
        words = content.words
        self.published = item.isDateApproximate ? nil : (item.published ?? item.modified).map { $0.milliseconds / 1000 }
        let address = item.address
        self.url = address.flatMap(CanonicalURL.init)
        // Shortcut: very often the guid equals the URL.
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
    /// The URL that identity uses: the item's own, else the external one that it points to. With the tracking parameters that the document has in it, so
    /// that it does not depend on which of them a release removes.
    package var address: String? { publishedAddress ?? url ?? externalURL }
}
