/// How much of a source's first document is journaled; the rest counts as seen.
public enum Backlog: Sendable, Equatable {
    case all
    /// This many of the newest items; may be 0.
    case items(Int)
    /// The items that are no older than this.
    case age(Duration)
}
