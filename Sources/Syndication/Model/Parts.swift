/// JSON Feed `attachments`, RSS and Atom enclosures, Media RSS content.
public struct Attachment: Sendable, Hashable {
    public var url: String
    /// Never empty: guessed from the URL where the feed does not say it, else `application/octet-stream`.
    public var mimeType: String
    public var sizeInBytes: Int?
    public var durationInSeconds: Double?
    public var title: String?

    public init(url: String, mimeType: String) {
        self.url = url
        self.mimeType = mimeType
    }
}

/// An Atom link, or an element of another format that stands for one.
public struct Link: Sendable, Hashable {
    public var url: String
    public var rel: String?
    public var type: String?
    public var title: String?

    public init(url: String, rel: String? = nil, type: String? = nil, title: String? = nil) {
        self.url = url
        self.rel = rel
        self.type = type
        self.title = title
    }
}

/// RSS and Atom `source`: the feed that an item was taken from.
public struct Origin: Sendable, Hashable {
    public var title: String?
    public var url: String?
    public var id: String?

    public init() {}
}

/// GeoRSS and W3C geo, in degrees.
public struct Location: Sendable, Hashable {
    /// -90 to 90.
    public var latitude: Double
    /// -180 to 180.
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
