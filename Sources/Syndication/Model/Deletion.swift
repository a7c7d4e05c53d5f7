public import Bytes

/// An entry that the publisher has deleted: Atom `at:deleted-entry` (RFC 6721).
public struct Deletion: Sendable, Hashable {
    /// `at:deleted-entry@ref`: the `id` of the entry.
    public var ref: String
    /// `at:deleted-entry@when`.
    public var when: Timestamp?
    /// `at:by`: who deleted it.
    public var by: Person?
    /// `at:comment`, as one line of plain text.
    public var comment: String?
    /// `link`.
    public var links: [Link] = []
    /// `source`: the feed that the entry was in.
    public var source: Origin?

    public init(ref: String) {
        self.ref = ref
    }
}
