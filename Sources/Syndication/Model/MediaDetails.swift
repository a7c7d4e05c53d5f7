/// The optional elements of Media RSS, which describe media objects.
///
/// An element applies to the `media:content`, `media:group`, item or channel that it stands in, and to all media objects in there that have no
/// element of this kind themselves.
public struct MediaDetails: Sendable, Hashable {
    /// `media:title`, as one line of plain text.
    public var title: String?
    /// `media:description`, as one line of plain text.
    public var description: String?
    /// `media:text`: transcripts, captions and lyrics, at most 256.
    public var texts: [TimedText] = []
    /// `media:thumbnail`, at most 256.
    public var thumbnails: [Thumbnail] = []
    /// `media:credit`, at most 256.
    public var credits: [Credit] = []
    /// The URL of `media:player`.
    public var player: String?
    /// `media:category`, at most 256.
    public var categories: [Category] = []
    /// The text of `media:copyright`, as one line of plain text.
    public var copyright: String?
    /// `media:copyright@url`.
    public var copyrightURL: String?
    /// `media:license`: `href`, `type`, and its text as the title.
    public var license: Link?
    /// `media:rights@status`: `userCreated` or `official`.
    public var rights: String?
    /// `media:rating`, or the older `media:adult`.
    public var ratings: [Rating] = []
    /// `media:restriction`.
    public var restrictions: [Restriction] = []
    /// `media:hash`.
    public var hashes: [Hash] = []
    public var community: Community?
    /// The texts of `media:comment` in `media:comments`, at most 256.
    public var comments: [String] = []
    /// The URLs of `media:response` in `media:responses`, at most 256.
    public var responses: [String] = []
    /// The URLs of `media:backLink` in `media:backLinks`, at most 256.
    public var backLinks: [String] = []
    public var embed: Embed?
    public var status: Status?
    /// `media:price`.
    public var prices: [Price] = []
    /// `media:subTitle`: `href`, `type`, and `lang`.
    public var subtitles: [Subtitle] = []
    /// `media:peerLink`: `href` and `type`.
    public var peerLinks: [Link] = []
    /// `media:scene` in `media:scenes`, at most 256.
    public var scenes: [Scene] = []

    public init() {}

    /// `media:text`.
    public struct TimedText: Sendable, Hashable {
        /// One line of plain text.
        public var value: String
        /// `media:text@lang`: a BCP 47 tag.
        public var language: String?
        /// `media:text@start`: the offset in the media object.
        public var startInSeconds: Double?
        /// `media:text@end`.
        public var endInSeconds: Double?
    }

    /// `media:thumbnail`.
    public struct Thumbnail: Sendable, Hashable {
        /// `media:thumbnail@url`, absolute.
        public var url: String
        /// `media:thumbnail@width` in pixels.
        public var width: Int?
        /// `media:thumbnail@height` in pixels.
        public var height: Int?
        /// `media:thumbnail@time`: the offset in the media object.
        public var timeInSeconds: Double?

        public init(url: String, width: Int? = nil, height: Int? = nil, timeInSeconds: Double? = nil) {
            self.url = url
            self.width = width
            self.height = height
            self.timeInSeconds = timeInSeconds
        }
    }

    /// A contributor to a media object: `media:credit`.
    public struct Credit: Sendable, Hashable {
        public var name: String
        /// `media:credit@role`, such as `author` or `producer`.
        public var role: String?
        /// `media:credit@scheme`, which defines the role.
        public var scheme: String?

        public init(name: String, role: String?, scheme: String? = nil) {
            self.name = name
            self.role = role
            self.scheme = scheme
        }
    }

    /// `media:category`: its text, `scheme` and `label`.
    public struct Category: Sendable, Hashable {
        public var name: String
        public var scheme: String?
        public var label: String?
    }

    /// `media:rating`: its text and `scheme`.
    public struct Rating: Sendable, Hashable {
        public var value: String
        public var scheme: String?
    }

    /// `media:restriction`: its text (`au us`), `relationship` (`allow` or `deny`) and `type` (`country`, `uri` or `sharing`).
    public struct Restriction: Sendable, Hashable {
        public var value: String?
        public var relationship: String?
        public var type: String?
    }

    /// `media:hash`: its text and `algo`.
    public struct Hash: Sendable, Hashable {
        public var value: String
        public var algorithm: String?
    }

    /// `media:community`: what the users of a site say.
    public struct Community: Sendable, Hashable {
        /// `media:starRating`: `average`, `count`, `min` and `max`.
        public var average: Double?
        public var count: Int?
        public var min: Double?
        public var max: Double?
        /// `media:statistics`: `views` and `favorites`.
        public var views: Int?
        public var favorites: Int?
        /// `media:tags`: tags with their weights, 1 where the document states none; at most 256.
        public var tags: [Tag] = []

        public struct Tag: Sendable, Hashable {
            public var name: String
            public var weight: Double
        }
    }

    /// `media:embed`: `url`, `width` and `height`, and the `media:param` elements in it.
    public struct Embed: Sendable, Hashable {
        public var url: String
        public var width: Int?
        public var height: Int?
        /// At most 256.
        public var parameters: [Parameter] = []

        public struct Parameter: Sendable, Hashable {
            public var name: String
            public var value: String
        }
    }

    /// `media:status`: `state` (`active`, `blocked` or `deleted`) and `reason`.
    public struct Status: Sendable, Hashable {
        public var state: String?
        public var reason: String?
    }

    /// `media:price`: `type` (`rent`, `purchase`, `package` or `subscription`), `price`, `currency` (ISO 4217) and `info`.
    public struct Price: Sendable, Hashable {
        public var type: String?
        public var price: Double?
        public var currency: String?
        public var info: String?
    }

    /// `media:subTitle`: `href`, `type` and `lang`.
    public struct Subtitle: Sendable, Hashable {
        public var url: String
        public var type: String?
        public var language: String?
    }

    /// `media:scene`: the elements `sceneTitle`, `sceneDescription`, `sceneStartTime` and `sceneEndTime`.
    public struct Scene: Sendable, Hashable {
        public var title: String?
        public var description: String?
        public var startInSeconds: Double?
        public var endInSeconds: Double?
    }
}

extension MediaDetails: Emptiable {
    static let empty = MediaDetails()

    var isEmpty: Bool { self == Self.empty }
}
