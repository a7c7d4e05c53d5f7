extension Fetcher {
    /// The settings that all transfers share.
    public struct Configuration: Sendable {
        /// The value of `User-Agent`, see ``UserAgent/make(version:contact:)``.
        public var userAgent: String
        /// The most transfers at a time. More wait, in the order in which they were asked for.
        public var connections: Int
        /// The most connections to one host and port.
        public var perHost: Int
        /// Whether addresses that are not public may be connected to, unless a request says so itself. The address of a proxy is exempt: whoever set it up decides where it connects to.
        public var allowsPrivateAddresses: Bool
        /// The most redirects that one transfer follows; one more is an error.
        public var redirectLimit: Int
        /// How long making a connection may take, TLS handshake included, within a request's timeout.
        public var connectTimeout: Duration
        /// A transfer that receives fewer bytes per second than this throughout `slowTime` is given up.
        public var slowSpeed: Int
        public var slowTime: Duration
        /// The path of a PEM file with the certificate authorities to trust instead of the system's.
        public var certificateAuthorities: String?
        public var proxies: ProxySettings

        public init(
            userAgent: String, connections: Int = 256, perHost: Int = 2, allowsPrivateAddresses: Bool = false, redirectLimit: Int = 10,
            connectTimeout: Duration = .seconds(30), slowSpeed: Int = 32, slowTime: Duration = .seconds(30),
            certificateAuthorities: String? = nil, proxies: ProxySettings = .ofProcess
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
            self.proxies = proxies
        }
    }
}
