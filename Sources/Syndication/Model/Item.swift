public import Bytes

/// One item of a feed, in one model for all formats.
///
/// The comment of each field lists the elements that fill it, in order of precedence: the first that is present wins. `rss` means RSS of
/// every version, including those based on RDF. Fields that say so are filled in by ``FeedNormalizer``.
public struct Item: Sendable, Hashable {
    /// The identifier as the document has it, with white space trimmed: rss `guid`, Atom and JSON `id`; RDF `rdf:about`; CDF `ITEM@HREF`,
    /// `id` in RSS, `guid` in Atom; `dc:identifier`.
    public var guid: String?
    /// rss `guid@isPermaLink`; nil without the attribute.
    public var guidIsPermalink: Bool?
    /// An absolute URL: `feedburner:origLink`; rss `link`, Atom `link` (`rel=alternate` or without `rel`; also inside RSS; HTML before
    /// other types), JSON `url`, CDF `ITEM@HREF`; `url` or `uri`; `content@src`; a `guid` that begins with `http` and is not declared to be
    /// no permalink; `media:player`; the first attachment.
    public var url: String?
    /// The URL by which identity knows the item, ``url`` or else ``externalURL``, as the document has it, where that has tracking parameters in it; nil
    /// otherwise. Set by the normalizer. Output has it among ``links``.
    public var publishedAddress: String?
    /// JSON `external_url`, Atom `link@rel=related`.
    public var externalURL: String?
    /// One line of plain text, set by the normalizer: rss, Atom, CDF and JSON `title`; `dc:title` or `dcterms:title`; `itunes:title`;
    /// `media:title`, that of a picture only for an item without any text.
    public var title: String?
    /// The sanitized HTML of the title, where it contains elements. Set by the normalizer.
    public var titleHTML: String?
    /// Sanitized HTML, set by the normalizer: `content:encoded` or Atom `content`; `xhtml:body` or `xhtml:div`; rss `fullText`;
    /// JSON `content_html`, then `content_text`; without any of them, the elements of ``summary``, of several `description` elements the
    /// longer; without those, `media:description`, then `media:text`, of pictures last.
    public var contentHTML: String?
    /// The content as plain text, with a blank line between paragraphs, set by the normalizer: JSON `content_text`; else the text of
    /// ``contentHTML``.
    public var contentText = ""
    /// Plain text, set by the normalizer, where it is not the content: rss `description`, Atom and JSON `summary`, CDF `ABSTRACT`;
    /// `dc:description`; `itunes:summary` or `googleplay:description`; `itunes:subtitle`.
    public var summary: String?
    /// The sanitized HTML of the summary, where it contains elements. Set by the normalizer.
    public var summaryHTML: String?
    /// A URL, set by the normalizer: JSON `image`, `itunes:image`, `googleplay:image` or `podcast:image`; rss `image`; the largest `media:content` or
    /// `media:thumbnail` whose size is stated; `media:content` that is an image; `media:thumbnail`; CDF `LOGO@HREF`; an attachment that is an image; the
    /// first image of the content, then of the summary. See ``ImageChoice``.
    public var image: String?
    /// A URL: JSON `banner_image`.
    public var bannerImage: String?
    /// rss `pubDate`, Atom `published` or `issued`, JSON `date_published`; `dcterms:issued` or `dcterms:available`; `dc:date`; `date`; CDF
    /// `ITEM@LASTMOD`; ``created``. A date in year 1 is none.
    public var published: Timestamp?
    /// Whether ``published`` is relative to the time of the poll, or its year is a guess: web pages alone have such dates. The first one that the item had is kept.
    public var isDateApproximate = false
    /// Atom `updated` or `modified`, JSON `date_modified`; `dcterms:modified`; `lastBuildDate`; `app:edited`.
    public var modified: Timestamp?
    /// Atom 0.3 `created`, `dcterms:created`; the last one wins.
    public var created: Timestamp?
    /// Atom and rss `author`, JSON `authors` or `author`; `dc:creator` or `dc:author`; `itunes:author`; `media:credit` with the role
    /// `author` or none of an object that is no picture; `dc:publisher`; the authors of an Atom entry's `source`; the hosts among
    /// `podcast:person`; for Atom and JSON Feed, those of the feed (set by the normalizer). Persons with a name come before those
    /// with an address only.
    public var authors: [Person] = []
    /// Atom `contributor`, `dc:contributor`.
    public var contributors: [Person] = []
    /// At most 256, each once: rss `category`, Atom `category` (its label, else its term), JSON `tags`, `dc:subject`, `itunes:category`,
    /// `itunes:keywords`, `media:keywords`, `media:category`.
    public var tags: [String] = []
    /// The categories that have a scheme or a label: rss and Atom `category`. At most 256.
    public var categories: [Category] = []
    /// A BCP 47 tag: JSON `language`, `dc:language`; `language`; `xml:lang` of the content, of the title, of the item; the language of the
    /// feed (set by the normalizer).
    public var language: String?
    /// At most 1,024: rss `enclosure`, Atom `link@rel=enclosure`, JSON `attachments`, `media:content` that is not an image.
    public var attachments: [Attachment] = []
    /// At most 1,024: all Atom links (also inside RSS) in document order, CDF `ITEM@HREF` (as `alternate`), `content@src` (as `content`), the second and
    /// further texts of rss `link` (as `alternate`); ``publishedAddress`` (as `alternate`), where none of these is it.
    public var links: [Link] = []
    /// One line of plain text, set by the normalizer: Atom `rights` or `copyright`; `dc:rights`; `media:copyright` of an object that is no
    /// picture; for Atom, the rights of the feed (RFC 4287, 4.2.10).
    public var rights: String?
    /// A URL: `creativeCommons:license`, `cc:license`, Atom `link@rel=license`; the last one wins.
    public var license: String?
    /// rss and Atom `source`.
    public var source: Origin? {
        _read { yield boxedOrigin.value }
        _modify { yield &boxedOrigin.value }
    }
    /// A URL: rss `comments`, Atom `link@rel=replies` that is not a feed.
    public var commentsURL: String?
    /// A URL: `wfw:commentRss`, Atom `link@rel=replies` that is a feed.
    public var commentsFeedURL: String?
    /// `slash:comments`, `thr:total`, `link@thr:count` (RFC 4685); the last one wins.
    public var commentsCount: Int?
    /// `thr:in-reply-to` (RFC 4685). At most 256.
    public var inReplyTo: [Reply] = []
    /// `app:control/app:draft` (RFC 5023, 13.1.1): the entry is not to be published. Polls ignore it.
    public var isDraft = false
    /// RSS 0.93 `expirationDate`.
    public var expires: Timestamp?
    /// The elements of `itunes:`, `googleplay:`, `podcast:` and `psc:`; nil without any.
    public var podcast: Podcast? {
        _read { yield boxedPodcast.value }
        _modify { yield &boxedPodcast.value }
    }
    /// Media RSS: `media:content`, and `media:thumbnail` of an item or group without content. At most 1,024.
    public var media: [Media] = []
    /// The elements of Media RSS in an item or group without content and thumbnails; nil without any.
    public var mediaDetails: MediaDetails? {
        _read { yield boxedMediaDetails.value }
        _modify { yield &boxedMediaDetails.value }
    }
    /// The first of: `georss:point`, `georss:circle`, `georss:box`, `georss:line`, `georss:polygon`, `georss:where` with the same in GML,
    /// `geo:lat_long`; else `geo:lat` and `geo:long`, or `icbm:latitude` and `icbm:longitude`.
    public var location: Location? {
        _read { yield boxedLocation.value }
        _modify { yield &boxedLocation.value }
    }
    /// `yt:videoId` and `yt:channelId`; nil without any.
    public var youtube: YouTube?
    /// Cross-links to other articles that were removed from between the content's paragraphs, without their labels ("Read also"). No
    /// element fills this; they are found by comparing the items of a whole document.
    public var related: [Link] = []
    /// One sentence for each value that could not be read or is implausible.
    public var warnings: [String] = []
    /// The elements directly in the item that feedd does not read, where they were asked for; at most 512, with those in them, and 64 KiB.
    public var extensions: [ExtensionElement] = []

    /// Whether there is one: asking ``podcast`` itself, or changing it through `?`, costs more.
    var hasPodcast: Bool { !boxedPodcast.isEmpty }
    /// The same of ``mediaDetails``.
    var hasMediaDetails: Bool { !boxedMediaDetails.isEmpty }
    /// The same of ``source``.
    var hasSource: Bool { !boxedOrigin.isEmpty }
    /// The same of ``location``.
    var hasLocation: Bool { !boxedLocation.isEmpty }

    private var boxedOrigin = Boxed<Origin>()
    private var boxedPodcast = Boxed<Podcast>()
    private var boxedMediaDetails = Boxed<MediaDetails>()
    private var boxedLocation = Boxed<Location>()

    /// An item without any fields.
    public init() {}
}
