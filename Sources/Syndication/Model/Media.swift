/// A media object of Media RSS (RSS Advisory Board, Media RSS 1.5.1): a `media:content`, or a `media:thumbnail` of an item or group without
/// content.
public struct Media: Sendable, Hashable {
    /// `media:content@url`, absolute.
    public var url: String
    /// `media:content@type`: a MIME type.
    public var type: String?
    /// `media:content@medium` in lower case: `image`, `audio`, `video`, `document` or `executable`.
    public var medium: String?
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
    /// `media:content@framerate` in frames per second.
    public var frameRate: Double?
    /// `media:content@samplingrate` in kilohertz.
    public var samplingRate: Double?
    /// `media:content@channels`: the number of audio channels.
    public var channels: Int?
    /// `media:content@lang`: a BCP 47 tag.
    public var language: String?
    /// `media:content@isDefault`.
    public var isDefault: Bool?
    /// `media:content@expression`: `full`, `sample` or `nonstop`.
    public var expression: String?
    /// What is said about the object: by elements inside it, else by those of its `media:group`, else by those of its item.
    public var details: MediaDetails {
        _read { yield boxedDetails.value }
        _modify { yield &boxedDetails.value }
    }

    /// Whether anything is said about the object: asking ``details`` costs more.
    var hasDetails: Bool { !boxedDetails.isEmpty }

    /// Fills what is empty in ``details``.
    mutating func inherit(_ outer: SparseBox<MediaDetails>) {
        if boxedDetails.isEmpty { boxedDetails = outer } else { boxedDetails.value.inherit(outer.value) }
    }

    private var boxedDetails = SparseBox<MediaDetails>()

    public init(url: String) {
        self.url = url
    }
}
