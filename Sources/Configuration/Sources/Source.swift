import Bytes

/// A configured source: a feed that is polled, under a name that belongs to its items' identity.
@dynamicMemberLookup
public struct Source: Sendable, Equatable {
    /// Unique; 1 to 128 ASCII letters, digits, `-`, `_` and `.`. Part of the identity of the items: a renamed source is a new source.
    public let name: String
    private let address: SourceURL
    public var settings: SourceSettings

    /// The source's settings read as its own: `source.interval`.
    public subscript<Value>(dynamicMember key: WritableKeyPath<SourceSettings, Value>) -> Value {
        get { settings[keyPath: key] }
        set { settings[keyPath: key] = newValue }
    }

    package init(name: String, address: SourceURL, settings: SourceSettings) {
        self.name = name
        self.address = address
        self.settings = settings
    }

    /// A source with the absolute http, https or file URL `url`; nil if `url` is not one.
    public init?(name: String, url: String, settings: SourceSettings = SourceSettings()) {
        guard let address = try? SourceURL(url, relativeTo: nil) else { return nil }
        self.init(name: name, address: address, settings: settings)
    }

    /// The URL to fetch: absolute and in ASCII. May hold secrets, so it must not be logged.
    public var url: String { address.text }

    /// `url` for people and logs: without user info, and without the values in its query.
    public var displayURL: String { address.redacted }

    /// Lower case, without port or brackets; empty for a file.
    public var host: String { address.host }

    /// Whether the source is a local file, named by a file URL.
    public var isFile: Bool { address.isFile }

    /// A hash of everything that the fetched document depends on. The same in every run and release. When it changes, the stored validators, body
    /// hash and moved URL are invalid.
    public var digest: UInt64 { StableHash.hash("url\0\(url)") }

    /// `url` for the journal: without user info.
    public var publicURL: String { address.withoutUserInfo }
}
