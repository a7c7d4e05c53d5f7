/// A media object of Media RSS (RSS Advisory Board, Media RSS 1.5.1): a `media:content`, or a `media:thumbnail` of an item or group without
/// content.
///
/// `media:title`, `media:description`, `media:thumbnail`, `media:credit` and `media:player` of the object take precedence over those of its
/// `media:group`. Thumbnails, credits and players of the item apply to all objects that have none. The title and the description of the
/// item are those of the item itself.
public struct Media: Sendable, Hashable {
    /// `media:content@url`, absolute.
    public var url: String
    /// `media:content@type`: a MIME type.
    public var type: String?
    /// `media:content@medium` in lower case: `image`, `audio`, `video`, `document` or `executable`.
    public var medium: String?
    /// `media:title`, as one line of plain text.
    public var title: String?
    /// `media:description`, as one line of plain text.
    public var description: String?
    /// `media:content@width` in pixels.
    public var width: Int?
    /// `media:content@height` in pixels.
    public var height: Int?
    /// `media:content@duration`.
    public var durationInSeconds: Double?
    /// `media:content@fileSize`, greater than 0.
    public var sizeInBytes: Int?
    /// `media:content@bitrate` in kilobits per second.
    public var bitrate: Double?
    /// `media:content@lang`: a BCP 47 tag.
    public var language: String?
    /// `media:content@isDefault`.
    public var isDefault: Bool?
    /// `media:content@expression`: `full`, `sample` or `nonstop`.
    public var expression: String?
    /// The URLs of `media:thumbnail`.
    public var thumbnails: [String] = []
    /// `media:credit`.
    public var credits: [Credit] = []
    /// The URL of `media:player`.
    public var player: String?

    public init(url: String) {
        self.url = url
    }

    /// A contributor to a media object: `media:credit`.
    public struct Credit: Sendable, Hashable {
        public var name: String
        /// `media:credit@role`, such as `author` or `producer`.
        public var role: String?

        public init(name: String, role: String?) {
            self.name = name
            self.role = role
        }
    }
}
