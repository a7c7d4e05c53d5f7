/// What a record says of its item: that it is new, or that it is there again with other content.
public enum Operation: String, Sendable, Hashable, CaseIterable {
    case new
    case update
}
