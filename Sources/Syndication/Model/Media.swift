/// Media RSS: one `media:content`, with what its item, its `media:group` and it itself say about it; or a `media:thumbnail` that stands alone.
public struct Media: Sendable, Hashable {
    public var url: String
    /// A MIME type.
    public var type: String?
    /// `image`, `audio`, `video`, `document` or `executable`.
    public var medium: String?
    public var title: String?
    public var description: String?
    /// In pixels.
    public var width: Int?
    public var height: Int?
    public var durationInSeconds: Double?
    public var sizeInBytes: Int?
    /// Kilobits a second.
    public var bitrate: Double?
    public var language: String?
    public var isDefault: Bool?
    /// `full`, `sample` or `nonstop`.
    public var expression: String?
    /// URLs of `media:thumbnail`.
    public var thumbnails: [String] = []
    public var credits: [Credit] = []
    /// The URL of `media:player`.
    public var player: String?

    public init(url: String) {
        self.url = url
    }

    /// `media:credit`.
    public struct Credit: Sendable, Hashable {
        public var name: String
        public var role: String?

        public init(name: String, role: String?) {
            self.name = name
            self.role = role
        }
    }
}
