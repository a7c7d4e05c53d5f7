extension Fetcher {
    /// What holds for all transfers.
    public struct Configuration: Sendable {
        /// The value of `User-Agent`, as ``UserAgent/make(version:contact:)`` makes it.
        public var userAgent: String
        /// Transfers in flight; more wait in the order they came.
        public var connections: Int
        /// Connections to one host and port.
        public var perHost: Int
        /// Whether addresses that are not public may be connected to. Where the environment names a proxy (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`),
        /// it is the proxy's address that is looked at, and the proxy decides what it connects to.
        public var allowsPrivateAddresses: Bool
        /// Hops that are followed before a transfer fails.
        public var redirectLimit: Int
        /// The longest time until a connection stands, within a request's timeout.
        public var connectTimeout: Duration
        /// A transfer that brings fewer bytes a second than this for all of `slowTime` is given up.
        public var slowSpeed: Int
        public var slowTime: Duration
        /// A PEM file of the authorities to trust instead of the system's.
        public var certificateAuthorities: String?

        public init(
            userAgent: String, connections: Int = 256, perHost: Int = 2, allowsPrivateAddresses: Bool = false, redirectLimit: Int = 10,
            connectTimeout: Duration = .seconds(30), slowSpeed: Int = 32, slowTime: Duration = .seconds(30),
            certificateAuthorities: String? = nil
        ) {
            self.userAgent = userAgent
            self.connections = connections
            self.perHost = perHost
            self.allowsPrivateAddresses = allowsPrivateAddresses
            self.redirectLimit = redirectLimit
            self.connectTimeout = connectTimeout
            self.slowSpeed = slowSpeed
            self.slowTime = slowTime
            self.certificateAuthorities = certificateAuthorities
        }
    }
}
