/// The elements that ``FeedReader`` reads. The raw value is the usual prefix of the element's namespace and its local name in lower case.
///
/// RSS of every version, Atom and CDF share the names without a prefix: the context of an element decides what it means.
enum FeedTag: String, CaseIterable {
    // Roots and containers
    case rss, rdf = "rdf:rdf", feed, channel, item, entry, image, textInput = "textinput", source, author, contributor, cloud
    case skipHours = "skiphours", skipDays = "skipdays", hour, day
    // Texts
    case title, description, summary, content, subtitle, tagline, info, abstract, copyright, rights, fullText = "fulltext"
    case fullItem = "fullitem", body
    case contentEncoded = "content:encoded", xhtmlBody = "xhtml:body", xhtmlDiv = "xhtml:div"
    // Names and addresses
    case link, guid, id, url, uri, name, email, homepage, logo, icon, comments, docs, generator, category, language, ttl, enclosure
    case managingEditor = "managingeditor", webMaster = "webmaster"
    // Dates
    case pubDate = "pubdate", lastBuildDate = "lastbuilddate", published, updated, issued, modified, created, date
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
    // Podcasts
    case itunesAuthor = "itunes:author", itunesOwner = "itunes:owner", itunesName = "itunes:name", itunesEmail = "itunes:email"
    case itunesTitle = "itunes:title", itunesSummary = "itunes:summary", itunesSubtitle = "itunes:subtitle", itunesImage = "itunes:image"
    case itunesCategory = "itunes:category", itunesKeywords = "itunes:keywords", itunesExplicit =
        "itunes:explicit"
    case itunesBlock = "itunes:block", itunesDuration = "itunes:duration", itunesSeason = "itunes:season", itunesEpisode = "itunes:episode"
    case itunesEpisodeType = "itunes:episodetype", itunesType = "itunes:type", itunesComplete = "itunes:complete"
    case itunesNewFeedURL = "itunes:new-feed-url"
    case googleImage = "googleplay:image", googleAuthor = "googleplay:author", googleDescription = "googleplay:description"
    case googleExplicit = "googleplay:explicit", googleBlock = "googleplay:block", googleCategory = "googleplay:category"
    case podcastGUID = "podcast:guid", podcastLocked = "podcast:locked", podcastMedium = "podcast:medium", podcastPerson = "podcast:person"
    case podcastTranscript = "podcast:transcript", podcastChapters = "podcast:chapters", podcastFunding = "podcast:funding"
    case podcastLocation = "podcast:location", podcastValue = "podcast:value", podcastRecipient = "podcast:valuerecipient"
    case podcastLicense = "podcast:license", podcastSoundbite = "podcast:soundbite", podcastSocial = "podcast:socialinteract"
    case podcastSeason = "podcast:season", podcastEpisode = "podcast:episode"
    case pscChapters = "psc:chapters", pscChapter = "psc:chapter"
    // Places
    case geoLat = "geo:lat", geoLong = "geo:long", geoPoint = "geo:point", georssPoint = "georss:point", georssLine = "georss:line"
    case georssPolygon = "georss:polygon", georssBox = "georss:box", georssWhere = "georss:where", gmlPos = "gml:pos", gmlPosList =
        "gml:poslist"
    // The rest
    case slashComments = "slash:comments", wfwCommentRSS = "wfw:commentrss", threadTotal = "thr:total"
    case threadReply = "thr:in-reply-to", syPeriod = "sy:updateperiod", syFrequency = "sy:updatefrequency"
    case ccLicense = "cc:license", origLink = "feedburner:origlink", origEnclosure = "feedburner:origenclosurelink"
    case adminGenerator = "admin:generatoragent", webfeedsIcon = "webfeeds:icon", webfeedsCover = "webfeeds:cover", webfeedsLogo =
        "webfeeds:logo"
    case sourceMarkdown = "source:markdown"
    /// Anything else.
    case other

    static let named: [String: FeedTag] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Whether the element is one of Media RSS.
    var isMedia: Bool {
        switch self {
        case .mediaGroup, .mediaContent, .mediaTitle, .mediaDescription, .mediaThumbnail, .mediaCredit, .mediaPlayer, .mediaKeywords,
            .mediaCategory, .mediaCopyright, .mediaText:
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
            .body, .contentEncoded,
            .xhtmlBody, .xhtmlDiv, .dcTitle, .dcDescription, .dcRights, .dctTitle, .dctAbstract, .mediaTitle, .mediaDescription,
            .itunesTitle,
            .itunesSummary, .itunesSubtitle, .googleDescription, .mediaText, .sourceMarkdown:
            true
        default: false
        }
    }
}
