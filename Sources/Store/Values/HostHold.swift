package import Bytes

/// No request goes to the host before `until`: it sent Retry-After, was overloaded, or answered several of its sources with 403.
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
