/// The elements that ``FeedReader`` reads. The raw value is the usual prefix of the element's namespace and its local name in lower case.
///
/// RSS of every version, Atom and CDF share the names without a prefix: the context of an element decides what it means.
enum FeedTag: String, CaseIterable {
    // Roots and containers
    case rss, rdf = "rdf:rdf", feed, channel, item, entry, image, source, author, contributor, cloud
    case skipHours = "skiphours", skipDays = "skipdays", hour, day
    // Texts
    case title, description, summary, content, subtitle, tagline, info, abstract, copyright, rights, fullText = "fulltext"
    case fullItem = "fullitem", yandexFullText = "yandex:full-text", body
    case contentEncoded = "content:encoded", xhtmlBody = "xhtml:body", xhtmlDiv = "xhtml:div"
    // Names and addresses
    case link, guid, id, url, uri, name, email, homepage, logo, icon, comments, docs, generator, category, language, ttl, enclosure
    case managingEditor = "managingeditor", webMaster = "webmaster"
    // Dates
    case expirationDate = "expirationdate", pubDate = "pubdate", lastBuildDate = "lastbuilddate", published, updated, issued, modified,
        created, date
    // CDF
    case a, keywords
    // Dublin Core
    case dcTitle = "dc:title", dcDescription = "dc:description", dcCreator = "dc:creator", dcAuthor = "dc:author"
    case dcPublisher = "dc:publisher", dcContributor = "dc:contributor", dcSubject = "dc:subject", dcDate = "dc:date"
    case dcRights = "dc:rights", dcLanguage = "dc:language", dcIdentifier = "dc:identifier"
    case dctIssued = "dcterms:issued", dctModified = "dcterms:modified", dctCreated = "dcterms:created", dctRights = "dcterms:rights"
    case dctCreator = "dcterms:creator", dctTitle = "dcterms:title", dctAbstract = "dcterms:abstract", dctAvailable = "dcterms:available"
    case dctDate = "dcterms:date"
    // Media RSS
    case mediaGroup = "media:group", mediaContent = "media:content", mediaTitle = "media:title", mediaDescription = "media:description"
    case mediaThumbnail = "media:thumbnail", mediaCredit = "media:credit", mediaPlayer = "media:player", mediaKeywords = "media:keywords"
    case mediaCategory = "media:category", mediaCopyright = "media:copyright", mediaText = "media:text"
    case mediaLicense = "media:license", mediaRights = "media:rights", mediaRating = "media:rating", mediaAdult = "media:adult"
    case mediaRestriction = "media:restriction", mediaHash = "media:hash", mediaCommunity = "media:community"
    case mediaComments = "media:comments", mediaResponses = "media:responses", mediaBackLinks = "media:backlinks"
    case mediaEmbed = "media:embed", mediaStatus = "media:status", mediaPrice = "media:price", mediaSubTitle = "media:subtitle"
    case mediaPeerLink = "media:peerlink", mediaScenes = "media:scenes"
    // Podcasts
    case itunesAuthor = "itunes:author", itunesOwner = "itunes:owner", itunesName = "itunes:name", itunesEmail = "itunes:email"
    case itunesTitle = "itunes:title", itunesSummary = "itunes:summary", itunesSubtitle = "itunes:subtitle", itunesImage = "itunes:image"
    case itunesCategory = "itunes:category", itunesKeywords = "itunes:keywords", itunesExplicit =
        "itunes:explicit"
    case itunesBlock = "itunes:block", itunesDuration = "itunes:duration", itunesSeason = "itunes:season", itunesEpisode = "itunes:episode"
    case itunesEpisodeType = "itunes:episodetype", itunesType = "itunes:type", itunesComplete = "itunes:complete"
    case itunesNewFeedURL = "itunes:new-feed-url", itunesOrder = "itunes:order", itunesCaptioned = "itunes:isclosedcaptioned"
    case itunesLink = "itunes:link"
    case googleImage = "googleplay:image", googleAuthor = "googleplay:author", googleDescription = "googleplay:description"
    case googleExplicit = "googleplay:explicit", googleBlock = "googleplay:block", googleCategory = "googleplay:category"
    case podcastGUID = "podcast:guid", podcastLocked = "podcast:locked", podcastMedium = "podcast:medium", podcastPerson = "podcast:person"
    case podcastTranscript = "podcast:transcript", podcastChapters = "podcast:chapters", podcastFunding = "podcast:funding"
    case podcastLocation = "podcast:location", podcastValue = "podcast:value", podcastLiveItem = "podcast:liveitem"
    case podcastLicense = "podcast:license", podcastSoundbite = "podcast:soundbite", podcastSocial = "podcast:socialinteract"
    case podcastSeason = "podcast:season", podcastEpisode = "podcast:episode", podcastAlternate = "podcast:alternateenclosure"
    case podcastContentLink = "podcast:contentlink", podcastImage = "podcast:image", podcastImages = "podcast:images"
    case podcastTxt = "podcast:txt", podcastChat = "podcast:chat", podcastBlock = "podcast:block", podcastTrailer = "podcast:trailer"
    case podcastPodroll = "podcast:podroll", podcastPublisher = "podcast:publisher", podcastRemoteItem = "podcast:remoteitem"
    case podcastUpdateFrequency = "podcast:updatefrequency", podcastPodping = "podcast:podping", pscChapters = "psc:chapters"
    // Places
    case geoLat = "geo:lat", geoLong = "geo:long", geoLon = "geo:lon", geoLatLong = "geo:lat_long", geoAlt = "geo:alt", geoPoint =
        "geo:point"
    case icbmLatitude = "icbm:latitude", icbmLongitude = "icbm:longitude"
    case georssPoint = "georss:point", georssLine = "georss:line", georssPolygon = "georss:polygon", georssBox = "georss:box"
    case georssCircle = "georss:circle", georssWhere = "georss:where", georssElev = "georss:elev", georssRadius = "georss:radius"
    case georssName = "georss:featurename"
    case gmlPos = "gml:pos", gmlPosList = "gml:poslist", gmlPoint = "gml:point", gmlLine = "gml:linestring", gmlPolygon = "gml:polygon"
    case gmlEnvelope = "gml:envelope"
    // Publishing and history of feeds
    case control = "app:control", draft = "app:draft", edited = "app:edited", isComplete = "fh:complete", isArchive = "fh:archive"
    case deletedEntry = "at:deleted-entry", deletedBy = "at:by", deletionComment = "at:comment"
    // The rest
    case width, height
    case slashComments = "slash:comments", wfwCommentRSS = "wfw:commentrss", threadTotal = "thr:total"
    case threadReply = "thr:in-reply-to", syPeriod = "sy:updateperiod", syFrequency = "sy:updatefrequency"
    case ccLicense = "cc:license", origLink = "feedburner:origlink", origEnclosure = "feedburner:origenclosurelink"
    case adminGenerator = "admin:generatoragent", webfeedsIcon = "webfeeds:icon", webfeedsCover = "webfeeds:cover", webfeedsLogo =
        "webfeeds:logo"
    case sourceMarkdown = "source:markdown", youtubeVideo = "yt:videoid", youtubeChannel = "yt:channelid"
    case youtubePlaylist = "yt:playlistid"
    /// Anything else.
    case other

    static let named: [String: FeedTag] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Whether the element is one of Media RSS.
    var isMedia: Bool {
        switch self {
        case .mediaGroup, .mediaContent, .mediaTitle, .mediaDescription, .mediaThumbnail, .mediaPlayer, .mediaKeywords: true
        default: isCollectedMedia
        }
    }

    /// Whether the element belongs to a place.
    var isPlace: Bool {
        switch self {
        case .geoLat, .geoLong, .geoLon, .geoLatLong, .geoAlt, .geoPoint, .icbmLatitude, .icbmLongitude, .georssPoint, .georssLine,
            .georssPolygon, .georssBox, .georssCircle, .georssWhere, .georssElev, .georssRadius, .georssName, .gmlPos, .gmlPosList,
            .gmlPoint, .gmlLine, .gmlPolygon, .gmlEnvelope:
            true
        default: false
        }
    }

    /// Whether the element is collected with everything in it, and then read (``ElementCollector``).
    var isCollected: Bool {
        switch self {
        case .podcastPerson, .podcastTranscript, .podcastChapters, .podcastFunding, .podcastSoundbite, .podcastSeason, .podcastEpisode,
            .podcastLocation, .podcastValue, .podcastLicense, .podcastLocked, .podcastSocial, .podcastAlternate, .podcastContentLink,
            .podcastImage, .podcastImages, .podcastTxt, .podcastChat, .podcastBlock, .podcastTrailer, .podcastPodroll, .podcastPublisher,
            .podcastRemoteItem, .podcastUpdateFrequency, .podcastPodping, .pscChapters:
            true
        default: isCollectedMedia || isPlace
        }
    }

    private var isCollectedMedia: Bool {
        switch self {
        case .mediaCredit, .mediaCategory, .mediaCopyright, .mediaText, .mediaLicense, .mediaRights, .mediaRating, .mediaAdult,
            .mediaRestriction, .mediaHash, .mediaCommunity, .mediaComments, .mediaResponses, .mediaBackLinks, .mediaEmbed, .mediaStatus,
            .mediaPrice, .mediaSubTitle, .mediaPeerLink, .mediaScenes:
            true
        default: false
        }
    }

    /// Whether HTML has an element of this name.
    var isHTML: Bool {
        switch self {
        case .a, .link, .title, .source, .summary, .content, .image, .body, .xhtmlBody, .xhtmlDiv: true
        default: false
        }
    }

    /// Whether elements inside this one belong to its text: XHTML, or HTML that was not escaped.
    var isText: Bool {
        switch self {
        case .title, .description, .summary, .content, .subtitle, .tagline, .info, .abstract, .copyright, .rights, .fullText, .fullItem,
            .yandexFullText, .deletionComment, .body, .contentEncoded,
            .xhtmlBody, .xhtmlDiv, .dcTitle, .dcDescription, .dcRights, .dctTitle, .dctAbstract, .mediaTitle, .mediaDescription,
            .itunesTitle,
            .itunesSummary, .itunesSubtitle, .googleDescription, .mediaText, .sourceMarkdown:
            true
        default: false
        }
    }
}
