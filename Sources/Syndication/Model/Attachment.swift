/// A file that belongs to an item: JSON Feed `attachments`, rss `enclosure`, Atom `link@rel=enclosure`, `media:content`.
public struct Attachment: Sendable, Hashable {
    /// An absolute URL: JSON `url`, `enclosure@url`, `link@href`, `media:content@url`.
    public var url: String
    /// JSON `mime_type`, `enclosure@type`, `link@type`, `media:content@type`; without one, guessed from the URL, else
    /// `application/octet-stream`.
    public var mimeType: String
    /// JSON `size_in_bytes`, `enclosure@length`, `link@length`, `media:content@fileSize`.
    public var sizeInBytes: Int?
    /// JSON `duration_in_seconds`, `media:content@duration`, `itunes:duration` of the item.
    public var durationInSeconds: Double?
    /// JSON `title`, `link@title`, `media:title`.
    public var title: String?

    public init(url: String, mimeType: String) {
        self.url = url
        self.mimeType = mimeType
    }
}
