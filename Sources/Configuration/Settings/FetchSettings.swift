/// The table `[fetch]`: how feedd uses the network.
public struct FetchSettings: Sendable, Equatable {
    /// A mail address or web page at which publishers can reach the operator; part of the User-Agent. Printable ASCII without parentheses; may be
    /// empty.
    public var contact: String
    /// Concurrent transfers to all hosts together. 1 to 10,000.
    public var connections: Int
    /// Concurrent transfers to one host. 1 to 1,000.
    public var perHost: Int
    /// The least time between the starts of two transfers to one host. 0 s to 1 h.
    public var delayPerHost: Duration
    /// The time limit of a whole transfer, unless the source has its own. 1 s to 1 h.
    public var timeout: Duration
    /// The size limit of a decompressed body in bytes, unless the source has its own. 1 KiB to 1 GiB.
    public var maxBody: Int
    /// Whether private, loopback and link-local addresses may be connected to, unless the source has its own setting.
    public var allowPrivateAddresses: Bool

    public init(
        contact: String = "", connections: Int = 256, perHost: Int = 2, delayPerHost: Duration = .seconds(1),
        timeout: Duration = .seconds(60), maxBody: Int = 16 << 20, allowPrivateAddresses: Bool = false
    ) {
        self.contact = contact
        self.connections = connections
        self.perHost = perHost
        self.delayPerHost = delayPerHost
        self.timeout = timeout
        self.maxBody = maxBody
        self.allowPrivateAddresses = allowPrivateAddresses
    }
}
