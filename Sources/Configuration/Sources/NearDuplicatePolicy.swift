/// What becomes of an item that repeats another source's.
public enum NearDuplicatePolicy: String, Sendable, Equatable, CaseIterable {
    /// It is journaled, and says what it repeats.
    case mark
    /// It is not journaled.
    case drop
    /// It is journaled as any other.
    case keep
}
