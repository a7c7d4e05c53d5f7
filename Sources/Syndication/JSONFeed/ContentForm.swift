/// What of an item's content is written.
public enum ContentForm: String, Sendable, Hashable, CaseIterable {
    case both
    case html
    case text
    case none
}
