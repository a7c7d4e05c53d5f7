import Bytes

/// A configured source: a feed that is polled, under a name that its items keep.
@dynamicMemberLookup
public struct Source: Sendable, Equatable {
    /// Unique; 1 to 128 letters, digits, `-`, `_` and `.`, all ASCII. Items belong to it: a source that is renamed is a new one.
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

    /// A source of the absolute http, https or file URL `url`; nil where it is none.
    public init?(name: String, url: String, settings: SourceSettings = SourceSettings()) {
        guard let address = try? SourceURL(url, relativeTo: nil) else { return nil }
        self.init(name: name, address: address, settings: settings)
    }

    /// What is fetched: absolute, ASCII but for the host, and with its secrets: for the fetcher, not for logs.
    public var url: String { address.text }

    /// `url` for people and logs: without user info, and without the values in its query.
    public var displayURL: String { address.redacted }

    /// Lower case, without port or brackets; empty for a file.
    public var host: String { address.host }

    /// Whether the source is a local file, named by a file URL.
    public var isFile: Bool { address.isFile }

    /// 64 bits over all that a fetched document depends on. The same in every run and release; where it changes, validators, body hash and moved
    /// URL no longer hold.
    public var digest: UInt64 { StableHash.hash("url\0\(url)") }

    /// `url` for the journal: without user info.
    public var publicURL: String { address.withoutUserInfo }
}
