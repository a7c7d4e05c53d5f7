/// Which forms of an item's content its record carries.
public enum Content: String, Sendable, Equatable, CaseIterable {
    case both
    case html
    case text
    case none
}
