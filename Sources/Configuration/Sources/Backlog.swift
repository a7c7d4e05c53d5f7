/// How much of a source's first document is journaled. The other items are marked as seen.
public enum Backlog: Sendable, Equatable {
    case all
    /// This many of the newest items; may be 0.
    case items(Int)
    /// The items that are not older than this.
    case age(Duration)
}
