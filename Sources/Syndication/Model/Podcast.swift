public import Bytes

/// The podcast elements of a feed or an item: those of Apple (`itunes:`), Google (`googleplay:`), the Podcast Index (`podcast:`) and
/// Podlove (`psc:`). Of each element that may be repeated, at most 256.
public struct Podcast: Sendable, Hashable {
    /// `itunes:title`, as one line of plain text, where it differs from the title of the item or feed.
    public var title: String?
    /// `itunes:subtitle`, as one line of plain text, where it differs from the content, the summary and the description.
    public var subtitle: String?
    /// `itunes:explicit`, else `googleplay:explicit`: `yes`, `true`, `explicit` or `1`, or `no`, `false`, `clean` or `0`.
    public var explicit: Bool?
    /// `itunes:block`, `googleplay:block` or `podcast:block` without an `id`: true for `Yes`, else nil.
    public var block: Bool?
    /// `podcast:block` with an `id`: platforms that may or may not show the podcast.
    public var blocks: [Block] = []
    /// `itunes:duration` as the document writes it: seconds, or hours, minutes and seconds separated by colons.
    public var durationText: String?
    /// `itunes:season`, else `podcast:season`.
    public var season: Int?
    /// `podcast:season@name`.
    public var seasonName: String?
    /// `itunes:episode`, else `podcast:episode`, which may be a decimal number.
    public var episode: Double?
    /// `podcast:episode@display`.
    public var episodeDisplay: String?
    /// `itunes:episodeType`: `full`, `trailer` or `bonus`.
    public var episodeType: String?
    /// `itunes:order`: the position of the item in the feed.
    public var order: Int?
    /// `itunes:isClosedCaptioned`.
    public var isClosedCaptioned: Bool?
    /// `itunes:type`: `episodic` or `serial`.
    public var type: String?
    /// `podcast:medium`.
    public var medium: String?
    /// `podcast:locked`.
    public var locked: Bool?
    /// `podcast:locked@owner`: a mail address.
    public var lockedOwner: String?
    /// `itunes:owner`, whom directories write to.
    public var owner: Person?
    /// `podcast:person`.
    public var persons: [Participant] = []
    /// `podcast:transcript`.
    public var transcripts: [Transcript] = []
    /// `podcast:chapters@url`, or an Atom link to Podlove Simple Chapters.
    public var chaptersURL: String?
    /// `podcast:chapters@type`: a MIME type.
    public var chaptersType: String?
    /// `psc:chapter` of the first `psc:chapters` (Podlove Simple Chapters), at most 4,096.
    public var chapters: [Chapter] = []
    /// `podcast:funding`.
    public var funding: [Link] = []
    /// `podcast:location`.
    public var locations: [Place] = []
    /// `podcast:value`, as the document writes it.
    public var values: [Value] = []
    /// The text of `podcast:license`, usually an SPDX identifier.
    public var license: String?
    /// `podcast:license@url`.
    public var licenseURL: String?
    /// `podcast:soundbite`.
    public var soundbites: [Chapter] = []
    /// `podcast:socialInteract`.
    public var socialInteractions: [SocialInteraction] = []
    /// `podcast:alternateEnclosure`.
    public var alternateEnclosures: [AlternateEnclosure] = []
    /// `podcast:contentLink`: `href`, and its text as the title.
    public var contentLinks: [Link] = []
    /// `podcast:image`, and the candidates of `podcast:images`.
    public var images: [Image] = []
    /// `podcast:txt`.
    public var notes: [Note] = []
    /// `podcast:chat`.
    public var chats: [Chat] = []
    /// `podcast:trailer`.
    public var trailers: [Trailer] = []
    /// The `podcast:remoteItem` elements in `podcast:podroll`: podcasts that this one recommends.
    public var podroll: [RemoteItem] = []
    /// The `podcast:remoteItem` elements in `podcast:publisher`: the feed of the publisher.
    public var publisher: [RemoteItem] = []
    /// The `podcast:remoteItem` elements of the feed itself: the list of a playlist.
    public var remoteItems: [RemoteItem] = []
    /// `podcast:updateFrequency`.
    public var updateFrequency: UpdateFrequency?
    /// `podcast:podping@usesPodping`.
    public var usesPodping: Bool?

    /// The persons in the role of a host, which those without a role have.
    var hosts: [Person] {
        persons.filter { $0.role.map { ["host", "co-host"].contains($0.lowercased()) } ?? true }
            .map { Person(name: $0.name, url: $0.url, avatar: $0.image) }
    }

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
        /// `subject` or `creator`.
        public var rel: String?
        /// A country code (ISO 3166-1).
        public var country: String?
    }

    /// `podcast:value`: how listeners can pay, by its attributes, and the elements in it.
    public struct Value: Sendable, Hashable {
        public var type: String?
        public var method: String?
        public var suggested: String?
        /// The `podcast:valueRecipient` elements directly in it.
        public var recipients: [Recipient] = []
        /// `podcast:valueTimeSplit`.
        public var timeSplits: [TimeSplit] = []

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

        /// `podcast:valueTimeSplit`: others who are paid for a part of the episode, by its attributes, and the elements in it.
        public struct TimeSplit: Sendable, Hashable {
            public var startInSeconds: Double?
            public var durationInSeconds: Double?
            public var remoteStartInSeconds: Double?
            /// The share of the remote recipients, 0 to 100.
            public var remotePercentage: Double?
            /// The `podcast:valueRecipient` elements in it.
            public var recipients: [Recipient] = []
            /// The `podcast:remoteItem` in it: the item whose recipients are paid.
            public var remoteItem: RemoteItem?
        }
    }

    /// `podcast:block` with an `id`.
    public struct Block: Sendable, Hashable {
        /// The platform (`podcast:block@id`).
        public var platform: String
        /// Whether it is not to show the podcast: `yes` or `no`.
        public var isBlocked: Bool
    }

    /// `podcast:socialInteract`: its attributes.
    public struct SocialInteraction: Sendable, Hashable {
        /// The post that listeners can answer; nil where the publisher wants no comments (`protocol` is `disabled`).
        public var uri: String?
        public var `protocol`: String?
        public var accountID: String?
        public var accountURL: String?
        /// The lower the number, the higher the priority.
        public var priority: Int?
    }

    /// `podcast:alternateEnclosure`: another version of the episode, by its attributes, and the elements in it.
    public struct AlternateEnclosure: Sendable, Hashable {
        /// `podcast:source`: where the file is. Never empty.
        public var sources: [Source]
        /// A MIME type.
        public var type: String?
        /// `length`, greater than 0.
        public var sizeInBytes: Int?
        /// In bits per second.
        public var bitrate: Double?
        /// The height of a video in pixels.
        public var height: Int?
        /// `lang`: a BCP 47 tag.
        public var language: String?
        public var title: String?
        public var rel: String?
        public var codecs: String?
        /// `default`: whether it is the same file as the enclosure.
        public var isDefault: Bool?
        /// `podcast:integrity@type`: `sri` or `pgp-signature`.
        public var integrityType: String?
        /// `podcast:integrity@value`.
        public var integrityValue: String?

        /// `podcast:source`: `uri` and `contentType`.
        public struct Source: Sendable, Hashable {
            public var uri: String
            public var type: String?
        }
    }

    /// `podcast:image`: its attributes, or a candidate of `podcast:images@srcset`.
    public struct Image: Sendable, Hashable {
        public var url: String
        public var alt: String?
        /// `aspect-ratio`, such as `16/9`.
        public var aspectRatio: String?
        /// In pixels.
        public var width: Int?
        /// In pixels.
        public var height: Int?
        /// A MIME type.
        public var type: String?
        /// Words such as `artwork` or `social`.
        public var purpose: String?
    }

    /// `podcast:txt`: its text and `purpose`.
    public struct Note: Sendable, Hashable {
        public var value: String
        public var purpose: String?
    }

    /// `podcast:chat`: its attributes.
    public struct Chat: Sendable, Hashable {
        public var server: String?
        public var `protocol`: String?
        public var accountID: String?
        public var space: String?
    }

    /// `podcast:trailer`: its attributes, and its text as the title.
    public struct Trailer: Sendable, Hashable {
        public var url: String
        public var title: String?
        /// `pubdate`.
        public var published: Timestamp?
        /// `length`, greater than 0.
        public var sizeInBytes: Int?
        /// A MIME type.
        public var type: String?
        public var season: Int?
    }

    /// `podcast:remoteItem`: its attributes.
    public struct RemoteItem: Sendable, Hashable {
        public var feedGUID: String?
        public var feedURL: String?
        public var itemGUID: String?
        public var medium: String?
        public var title: String?
    }

    /// `podcast:updateFrequency`: its text and attributes.
    public struct UpdateFrequency: Sendable, Hashable {
        public var text: String?
        /// A recurrence rule (RFC 5545, 3.3.10).
        public var rule: String?
        /// `dtstart`.
        public var start: Timestamp?
        /// `complete`: whether no further episodes are intended.
        public var isComplete: Bool?
    }
}
