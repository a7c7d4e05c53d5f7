package import Bytes

/// That a host is not asked until then, since it asked for that, or refused several of its sources.
package struct HostHold: Sendable, Equatable {
    package let host: String
    /// When the host asked for it.
    package let since: Timestamp
    package let until: Timestamp

    package init(host: String, since: Timestamp, until: Timestamp) {
        self.host = host
        self.since = since
        self.until = until
    }
}
