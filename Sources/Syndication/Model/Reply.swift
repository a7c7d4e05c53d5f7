/// The entry that an item answers: `thr:in-reply-to` (RFC 4685), by its attributes.
public struct Reply: Sendable, Hashable {
    /// `ref`: the id of the entry.
    public var ref: String?
    /// `href`, absolute.
    public var url: String?
    /// `type`: the MIME type of what `url` names.
    public var type: String?
    /// `source`, absolute: a feed or entry document that contains the entry.
    public var source: String?

    public init(ref: String?, url: String?) {
        self.ref = ref
        self.url = url
    }
}
