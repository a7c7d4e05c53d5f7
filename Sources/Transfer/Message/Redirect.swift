/// A redirect that was followed. The URLs are absolute and without user info.
public struct Redirect: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public var status: Int
    public var from: String
    public var to: String

    /// The statuses that are redirects if there is a `Location` (RFC 9110, section 15.4). 300 and 304 are none.
    static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    public init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }
}
