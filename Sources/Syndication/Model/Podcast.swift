/// The podcast elements of a feed or an item: those of Apple (`itunes:`), Google (`googleplay:`), the Podcast Index (`podcast:`) and
/// Podlove (`psc:`).
public struct Podcast: Sendable, Hashable {
    /// `itunes:explicit`, else `googleplay:explicit`: `yes`, `true`, `explicit` or `1`, or `no`, `false`, `clean` or `0`.
    public var explicit: Bool?
    /// `itunes:block` or `googleplay:block`: true for `Yes`, else nil.
    public var block: Bool?
    /// `itunes:duration` as the document writes it: seconds, or hours, minutes and seconds separated by colons.
    public var durationText: String?
    /// `itunes:season`, else `podcast:season`.
    public var season: Int?
    /// `podcast:season@name`.
    public var seasonName: String?
    /// `itunes:episode`, else `podcast:episode`.
    public var episode: Int?
    /// `podcast:episode@display`.
    public var episodeDisplay: String?
    /// `itunes:episodeType`: `full`, `trailer` or `bonus`.
    public var episodeType: String?
    /// `itunes:type`: `episodic` or `serial`.
    public var type: String?
    /// `podcast:medium`.
    public var medium: String?
    /// `podcast:locked`.
    public var locked: Bool?
    /// `podcast:person`.
    public var persons: [Participant] = []
    /// `podcast:transcript`.
    public var transcripts: [Transcript] = []
    /// `podcast:chapters@url`, or an Atom link to Podlove Simple Chapters.
    public var chaptersURL: String?
    /// `psc:chapter` (Podlove Simple Chapters), at most 4,096.
    public var chapters: [Chapter] = []
    /// `podcast:funding`.
    public var funding: [Link] = []
    /// `podcast:location`.
    public var location: Place?
    /// `podcast:value`, as the document writes it.
    public var values: [Value] = []
    /// The text of `podcast:license`, usually an SPDX identifier.
    public var license: String?
    /// `podcast:soundbite`.
    public var soundbites: [Chapter] = []
    /// `podcast:socialInteract@uri`.
    public var socialInteract: [String] = []

    /// No elements.
    public init() {}

    /// `podcast:person`: the name is its text, the other fields are attributes (`image` is `img`, `url` is `href`).
    public struct Participant: Sendable, Hashable {
        public var name: String
        public var role: String?
        public var group: String?
        public var image: String?
        public var url: String?
    }

    /// `podcast:transcript`: its attributes.
    public struct Transcript: Sendable, Hashable {
        public var url: String
        public var type: String?
        public var language: String?
        public var rel: String?
    }

    /// `psc:chapter` (`start`, `title`, `href`, `image`) or `podcast:soundbite` (`startTime`, `duration`, its text as the title).
    public struct Chapter: Sendable, Hashable {
        public var startInSeconds: Double
        public var durationInSeconds: Double?
        public var title: String?
        public var url: String?
        public var image: String?
    }

    /// `podcast:location`: the name is its text.
    public struct Place: Sendable, Hashable {
        public var name: String?
        /// A `geo:` URI (RFC 5870).
        public var geo: String?
        /// An OpenStreetMap identifier.
        public var osm: String?
    }

    /// `podcast:value`: how listeners can pay, by its attributes, and the `podcast:valueRecipient` elements in it.
    public struct Value: Sendable, Hashable {
        public var type: String?
        public var method: String?
        public var suggested: String?
        public var recipients: [Recipient] = []

        /// `podcast:valueRecipient`: its attributes.
        public struct Recipient: Sendable, Hashable {
            public var name: String?
            public var type: String?
            public var address: String?
            public var split: String?
            public var customKey: String?
            public var customValue: String?
            public var fee: String?
        }
    }
}
