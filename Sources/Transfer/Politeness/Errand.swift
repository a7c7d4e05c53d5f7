/// What is done to a host in its turn.
public enum Errand: Hashable, Sendable {
    /// Of the source of that name.
    case poll(String)
    /// One of many pages, by a number that tells it.
    case page(UInt64)
}
