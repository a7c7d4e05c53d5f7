import Bytes

/// A lookup key for items: a 64-bit hash over the kind of key, its scope and its value.
package struct Alias: Sendable, Hashable {
    package let hash: UInt64
    /// Whether the key is valid across sources.
    package let isShared: Bool

    /// Guids are scoped to their source.
    package static func guid(_ guid: UInt64, source: Int64) -> Alias { Alias(guid, within: source, kind: 1) }

    /// URLs are shared by all sources.
    package static func url(_ url: UInt64) -> Alias { Alias(url, within: 0, kind: 2, isShared: true) }

    /// For texts of at least `Facets.tellingWords` words.
    package static func text(_ text: UInt64, source: Int64) -> Alias { Alias(text, within: source, kind: 3) }

    /// Guid, URL and title together, for items that neither guid nor URL alone identifies.
    package static func whole(_ facets: Facets, source: Int64) -> Alias {
        Alias(wholeHash(facets), within: source, kind: 4)
    }

    /// URL, title and text together, and URL, title and date: for items without guids that may share the rest with many others.
    package static func details(_ facets: Facets, source: Int64) -> [Alias] {
        var aliases = [Alias(StableHash.combine(wholeHash(facets), facets.text ?? 0), within: source, kind: 5)]
        if let published = facets.published {
            aliases.append(Alias(StableHash.combine(wholeHash(facets), UInt64(bitPattern: published)), within: source, kind: 6))
        }
        return aliases
    }

    private static func wholeHash(_ facets: Facets) -> UInt64 {
        StableHash.combine(StableHash.combine(facets.guid?.strict ?? 0, facets.url?.strict ?? 0), facets.title)
    }

    private init(_ value: UInt64, within source: Int64, kind: UInt64, isShared: Bool = false) {
        self.isShared = isShared
        hash = StableHash.combine(value, UInt64(bitPattern: source) << 3 | kind)
    }
}

/// An item known to the store, reduced to what identity compares.
package struct KnownItem: Sendable, Equatable {
    package let id: Int64
    /// The source that showed it first, and that alone updates it.
    package let source: Int64
    /// Whether it is in the journal or waits to be; false where it was left out on purpose (an old backlog).
    package let isJournaled: Bool
    /// Hash of the guid, 0 if there was none; likewise for the hashes below.
    package let guid: UInt64
    package let url: UInt64
    package let title: UInt64
    package let text: UInt64
    /// In seconds since 1970; nil where it had no date.
    package let published: Int64?

    package init(
        id: Int64, source: Int64, isJournaled: Bool, guid: UInt64, url: UInt64, title: UInt64, text: UInt64, published: Int64?
    ) {
        self.id = id
        self.source = source
        self.isJournaled = isJournaled
        self.guid = guid
        self.url = url
        self.title = title
        self.text = text
        self.published = published
    }
}
