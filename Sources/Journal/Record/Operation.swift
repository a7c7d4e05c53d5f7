/// Whether a record is the first one of its item, or an update: the item with changed content.
public enum Operation: String, Sendable, Hashable, CaseIterable {
    case new
    case update
}
