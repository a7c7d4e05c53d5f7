/// One hop that was followed. The URLs are absolute and without user info.
public struct Redirect: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public var status: Int
    public var from: String
    public var to: String

    /// Those that lead on, with a `Location`.
    static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    public init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }
}
