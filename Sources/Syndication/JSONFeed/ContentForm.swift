/// The form in which an item's content is written. The raw values are those of the setting `content`.
public enum ContentForm: String, Sendable, Hashable, CaseIterable {
    /// `content_html` and `content_text`.
    case both
    /// `content_html`, and an empty `content_text`.
    case html
    /// `content_text`.
    case text
    /// An empty `content_text`: JSON Feed requires one of the two members.
    case none
}
