/// What happens to an item that repeats an item of another source.
public enum NearDuplicatePolicy: String, Sendable, Equatable, CaseIterable {
    /// It is journaled with a reference to the item that it repeats.
    case mark
    /// It is not journaled.
    case drop
    /// It is journaled like any other item, without a comparison.
    case keep
}
