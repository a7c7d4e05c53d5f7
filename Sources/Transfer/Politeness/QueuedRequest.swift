/// Identifies a request in ``HostQueues``.
public enum QueuedRequest: Hashable, Sendable {
    /// The poll of the source with that name.
    case poll(String)
    /// The fetch of a page, by a number that the caller gave it.
    case page(UInt64)
}
