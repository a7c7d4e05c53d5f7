/// A service that notifies subscribers of new items: JSON Feed `hubs`, Atom `link@rel=hub`, RSS `cloud`.
public struct Hub: Sendable, Hashable {
    /// `WebSub` for Atom, `rssCloud` for RSS, the hub's `type` for JSON Feed.
    public var type: String
    public var url: String
    /// RSS `cloud@protocol`: `http-post`, `soap` or `xml-rpc`.
    public var protocolName: String?
    /// RSS `cloud@registerProcedure`: the procedure to call, of `soap` and `xml-rpc`.
    public var procedure: String?

    public init(type: String, url: String) {
        self.type = type
        self.url = url
    }
}
