/// `itunes:` and `podcast:` elements of a feed or an item.
public struct Podcast: Sendable, Hashable {
    /// `itunes:explicit`: yes, true, explicit, or no, false, clean.
    public var explicit: Bool?
    /// `itunes:block`.
    public var block: Bool?
    /// `itunes:duration` as the feed says it.
    public var durationText: String?
    /// `itunes:season` or `podcast:season`.
    public var season: Int?
    /// `podcast:season@name`.
    public var seasonName: String?
    /// `itunes:episode` or `podcast:episode`.
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
    /// `podcast:chapters@url`, or a `psc:chapters` or Atom link of that kind.
    public var chaptersURL: String?
    /// `psc:chapter` (Podlove Simple Chapters).
    public var chapters: [Chapter] = []
    /// `podcast:funding`.
    public var funding: [Link] = []
    /// `podcast:location`.
    public var location: Place?
    /// `podcast:value`, kept as data.
    public var values: [Value] = []
    /// `podcast:license`: its text, an SPDX identifier as a rule.
    public var license: String?
    /// `podcast:soundbite`.
    public var soundbites: [Chapter] = []
    /// `podcast:socialInteract@uri`.
    public var socialInteract: [String] = []

    public init() {}

    public struct Participant: Sendable, Hashable {
        public var name: String
        public var role: String?
        public var group: String?
        public var image: String?
        public var url: String?
    }

    public struct Transcript: Sendable, Hashable {
        public var url: String
        public var type: String?
        public var language: String?
        public var rel: String?
    }

    public struct Chapter: Sendable, Hashable {
        public var startInSeconds: Double
        public var durationInSeconds: Double?
        public var title: String?
        public var url: String?
        public var image: String?
    }

    public struct Place: Sendable, Hashable {
        public var name: String?
        /// A `geo:` URI (RFC 5870).
        public var geo: String?
        /// An OpenStreetMap identifier.
        public var osm: String?
    }

    public struct Value: Sendable, Hashable {
        public var type: String?
        public var method: String?
        public var suggested: String?
        public var recipients: [Recipient] = []

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
