/// The table `[fetch]`: how the network is used.
public struct FetchSettings: Sendable, Equatable {
    /// A mail address or a web page for those who serve feeds; part of the User-Agent. Printable ASCII, without parentheses; may be empty.
    public var contact: String
    /// Transfers at a time, over all hosts. 1 to 10,000.
    public var connections: Int
    /// Transfers at a time to one host. 1 to 1,000.
    public var perHost: Int
    /// Between the starts of two transfers to one host. 0 s to 1 h.
    public var delayPerHost: Duration
    /// For a whole transfer, where the source does not say otherwise. 1 s to 1 h.
    public var timeout: Duration
    /// Bytes after decompression, where the source does not say otherwise. 1 KiB to 1 GiB.
    public var maxBody: Int
    /// Whether private, loopback and link-local addresses may be connected to.
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
