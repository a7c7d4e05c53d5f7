/// A service that notifies subscribers of new items: JSON Feed `hubs`, Atom `link@rel=hub`, RSS `cloud`.
public struct Hub: Sendable, Hashable {
    /// `WebSub` for Atom, `rssCloud` for RSS, the hub's `type` for JSON Feed.
    public var type: String
    public var url: String

    public init(type: String, url: String) {
        self.type = type
        self.url = url
    }
}
