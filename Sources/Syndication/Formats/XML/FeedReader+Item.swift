import Bytes
internal import Markup
import WebAddress

/// The children of an `item` or `entry`.
extension FeedReader {
    func readItemAttributes(_ attributes: XMLAttributes) {
        if attributes.isEmpty { return }
        if let about = attributes.string(prefix: "rdf", "about") ?? attributes.string(prefix: "rdf", "resource"), itemRanks.guid.admits(2) {
            item.item.guid = about
        }
        if let href = address(attributes, "href"), parsed.feed.format == .cdf {
            if itemRanks.url.admits(2) { item.item.url = href }
            add(Link(url: href, rel: "alternate"))
            if itemRanks.guid.admits(3) { item.item.guid = href }
        }
        if let at = attributes.string("lastmod"), let date = DateParser.parse(at), itemRanks.published.admits(6) {
            item.item.published = date
        }
    }

    /// - Returns: the scope of the element's children; nil where its children mean nothing.
    func beginInItem(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .title, .summary, .content, .rights, .copyright, .description, .abstract, .fullText, .fullItem, .yandexFullText,
            .subtitle:
            beginText(attributes, otherwise: isAtom && tag != .description ? .plain : .html)
            if tag == .content || tag == .summary, let src = address(attributes, "src") {
                add(Link(url: src, rel: "content", type: attributes.string("type")))
                if itemRanks.url.admits(6) { item.item.url = src }
            }
        case .contentEncoded, .dcDescription, .dcTitle, .sourceMarkdown: break
        case .xhtmlBody, .xhtmlDiv, .body: form = .xhtml
        case .itunesSummary, .itunesSubtitle, .itunesTitle, .googleDescription: form = .html
        case .guid:
            if let value = attributes.string("ispermalink") { item.item.guidIsPermalink = value.lowercased() == "true" }
        case .author, .contributor: return openPerson()
        case .link: beginItemLink(attributes)
        case .category: beginCategoryName(attributes)
        case .source: return beginOrigin(attributes)
        case .control: return .control
        case .itunesCategory, .googleCategory: return beginCategory(tag, attributes)
        case .enclosure: addEnclosure(attributes)
        case .image:
            setItemImage(
                address(attributes, "href") ?? address(attributes, "url")
                    ?? attributes.string(prefix: "rdf", "resource").flatMap(address))
            return .itemImage
        case .itunesImage, .googleImage:
            setPodcastImage(address(attributes, "href") ?? address(attributes, "url"))
            return .podcastImage
        case .itunesLink: readPodcastLink(attributes)
        case .logo: if let href = address(attributes, "href") { item.image.offer(href, as: .logo) }
        case .a: if let href = address(attributes, "href"), itemRanks.url.admits(2) { item.item.url = href }
        case .ccLicense: if let resource = attributes.string(prefix: "rdf", "resource").flatMap(address) { item.item.license = resource }
        case .threadReply:
            var reply = Reply(ref: attributes.string("ref"), url: address(attributes, "href"))
            guard reply.ref != nil || reply.url != nil, item.item.inReplyTo.count < 256 else { break }
            reply.type = attributes.string("type")
            reply.source = address(attributes, "source")
            item.item.inReplyTo.append(reply)
        default: if tag.isMedia { return beginMedia(tag, attributes) }
        }
        return nil
    }

    func endInItem(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .title: setTitle(text, 1)
        case .dcTitle, .dctTitle: setTitle(text, 2)
        case .itunesTitle:
            setTitle(text, 4)
            notePodcast(\.title, text)
        case .contentEncoded, .content: setContent(text, 1)
        case .xhtmlBody, .xhtmlDiv, .body: setContent(text, 2)
        case .fullText, .fullItem, .yandexFullText: setContent(text, 3)
        case .description, .summary, .abstract: setSummary(text, 1)
        case .dcDescription, .dctAbstract: setSummary(text, 2)
        case .itunesSummary, .googleDescription: setSummary(text, 4)
        case .itunesSubtitle, .subtitle:
            setSummary(text, 5)
            if tag == .itunesSubtitle { podcastSubtitle = podcastSubtitle ?? self.text(text) }
        case .rights, .copyright: setRights(text, 1)
        case .dcRights, .dctRights: setRights(text, 2)
        case .guid: if let id = text.string, itemRanks.guid.admits(isAtom ? 3 : 1) { item.item.guid = id }
        case .id: if let id = text.string, itemRanks.guid.admits(isAtom ? 1 : 3) { item.item.guid = id }
        case .dcIdentifier: if let id = text.string, itemRanks.guid.admits(4) { item.item.guid = id }
        case .link: endItemLink(text)
        case .origLink: setURL(text, 1)
        case .url, .uri: setURL(text, 5)
        case .author: setAuthors(endPerson(text), 1)
        case .dcCreator, .dcAuthor, .dctCreator: setAuthors(PersonText.list(text), 2)
        case .itunesAuthor, .googleAuthor: setAuthors(PersonText.list(text), 3)
        case .dcPublisher: setAuthors(PersonText.list(text), 7)
        case .contributor: addContributors(endPerson(text))
        case .dcContributor: addContributors(PersonText.list(text))
        case .category: if let name = endCategoryName(text) { addTag(name) }
        case .dcSubject: if let tag = text.string { addTag(tag) }
        case .itunesKeywords, .keywords: for word in keywords(text) { addTag(word) }
        case .dcLanguage: if itemRanks.language.admits(1) { item.item.language = languageTag(text) }
        case .language: if itemRanks.language.admits(2) { item.item.language = languageTag(text) }
        case .source: if let origin = endOrigin(text), item.item.source == nil { item.item.source = origin }
        case .comments: item.item.commentsURL = address(text) ?? item.item.commentsURL
        case .wfwCommentRSS: item.item.commentsFeedURL = address(text) ?? item.item.commentsFeedURL
        case .slashComments, .threadTotal: if let count = text.integer, count >= 0 { item.item.commentsCount = count }
        case .ccLicense: item.item.license = address(text) ?? item.item.license
        case .origEnclosure: if let url = address(text), item.item.attachments.count == 1 { item.item.attachments[0].url = url }
        case .image: setItemImage(address(text))
        case .itunesImage, .googleImage: setPodcastImage(address(text))
        case .youtubeVideo: setYouTube(\.video, text)
        case .youtubeChannel: setYouTube(\.channel, text)
        default: endItemDate(tag, text)
        }
    }

    private func endItemDate(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .pubDate, .published, .issued: if let date = date(text), itemRanks.published.admits(1) { item.item.published = date }
        case .dctIssued, .dctAvailable: if let date = date(text), itemRanks.published.admits(2) { item.item.published = date }
        case .dcDate, .dctDate: if let date = date(text), itemRanks.published.admits(3) { item.item.published = date }
        case .date: if let date = date(text), itemRanks.published.admits(4) { item.item.published = date }
        case .updated, .modified: if let date = date(text), itemRanks.modified.admits(1) { item.item.modified = date }
        case .dctModified: if let date = date(text), itemRanks.modified.admits(2) { item.item.modified = date }
        case .lastBuildDate: if let date = date(text), itemRanks.modified.admits(3) { item.item.modified = date }
        case .edited: if let date = date(text), itemRanks.modified.admits(4) { item.item.modified = date }
        case .expirationDate: if let date = date(text) { item.item.expires = date }
        case .created, .dctCreated: if let date = date(text) { item.item.created = date }
        default: if tag.isMedia { endMedia(tag, text) } else { endPodcast(tag, text) }
        }
    }

    /// The text as a date; nil for blank text, for one that is no date, with a warning, and for a date that is unset.
    private func date(_ text: ElementText) -> Timestamp? {
        guard !text.isBlank else { return nil }
        guard let date = text.date else {
            warnOfDate(text)
            return nil
        }
        guard !date.isUnset else { return nil }
        if let zone = text.unknownZone { warn(UnknownZone.warning(zone)) }
        return date
    }

    /// Adds a warning for a date that could not be parsed, to the open item or the feed. The field stays empty.
    func warnOfDate(_ text: ElementText) {
        guard let value = text.string else { return }
        warn("The date “\(value.prefix(60))” could not be read.")
    }

    // MARK: Texts

    private func setTitle(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), itemRanks.title.admits(rank) { item.title = text }
    }

    private func setContent(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), itemRanks.content.admits(rank) { item.content = text }
    }

    private func setSummary(_ text: ElementText, _ rank: UInt8) {
        guard let text = self.text(text) else { return }
        let first = itemRanks.summary
        if itemRanks.summary.admits(rank) {
            (otherSummary, itemRanks.otherSummary) = (item.summary, first)
            item.summary = text
        } else if itemRanks.otherSummary.admits(rank) {
            otherSummary = text
        }
    }

    private func setRights(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), itemRanks.rights.admits(rank) { item.rights = text }
    }

    /// The parts of a list separated by commas or semicolons.
    func keywords(_ text: ElementText) -> [String] {
        (text.string ?? "").split { $0 == "," || $0 == ";" }.map { $0.trimmingSpace() }.filter { !$0.isEmpty }
    }

    // MARK: People

    private func setAuthors(_ persons: [Person], _ rank: UInt8) {
        itemRanks.authors.admit(persons, rank, into: &item.item.authors)
    }

    // MARK: Links

    private func beginItemLink(_ attributes: XMLAttributes) {
        guard let link = atomLink(attributes) else {
            // `<link rdf:resource="…"/>`
            if let resource = attributes.string(prefix: "rdf", "resource").flatMap(address), itemRanks.url.admits(2) {
                item.item.url = resource
            }
            return
        }
        switch link.rel {
        case "alternate":
            if itemRanks.url.admits(link.isHTML ? 2 : 4) { item.item.url = link.link.url }
        case "enclosure":
            var attachment = Attachment(url: link.link.url, mimeType: link.link.type ?? MediaType.guess(from: link.link.url))
            attachment.sizeInBytes = link.link.length
            attachment.title = link.link.title
            add(attachment)
        case "related", "via":
            if link.rel == "related", item.item.externalURL == nil { item.item.externalURL = link.link.url }
        case "replies":
            if link.isFeed {
                item.item.commentsFeedURL = item.item.commentsFeedURL ?? link.link.url
            } else {
                item.item.commentsURL = item.item.commentsURL ?? link.link.url
            }
            if let count = attributes.string(prefix: "thr", "count").flatMap({ Int($0) }), count >= 0 { item.item.commentsCount = count }
        case "license": item.item.license = link.link.url
        case "http://podlove.org/simple-chapters", "simple-chapters":
            item.item.podcast = item.item.podcast ?? Podcast()
            item.item.podcast?.chaptersURL = link.link.url
        default: break
        }
        add(link.link)
    }

    private func add(_ link: Link) {
        if item.item.links.count < 1024 { item.item.links.append(link) }
    }

    private func endItemLink(_ text: ElementText) {
        guard let url = address(text) else { return }
        let hasURL = itemRanks.url.isFilled
        if itemRanks.url.admits(2) {
            item.item.url = url
        } else if hasURL, url != item.item.url, item.item.links.count < 256, !item.item.links.contains(where: { $0.url == url }) {
            add(Link(url: url, rel: "alternate"))
        }
    }

    private func setURL(_ text: ElementText, _ rank: UInt8) {
        if let url = address(text), itemRanks.url.admits(rank) { item.item.url = url }
    }

    private func addEnclosure(_ attributes: XMLAttributes) {
        guard
            let url = address(attributes, "url") ?? address(attributes, "href")
                ?? attributes.string(prefix: "rdf", "resource").flatMap(address)
        else { return }
        let type = attributes.string("type").flatMap { MediaType.valid($0) }
        var attachment = Attachment(url: url, mimeType: type ?? MediaType.guess(from: url))
        attachment.sizeInBytes = attributes.string("length").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        add(attachment)
    }

    func add(_ attachment: Attachment) {
        if item.item.attachments.count < 1024, !item.item.attachments.contains(where: { $0.url == attachment.url }) {
            item.item.attachments.append(attachment)
        }
    }

    /// Sets the image from the attributes of `image`, from its text, or from the `url` in it.
    func setItemImage(_ url: String?) {
        if let url { item.image.offer(url, as: .rssImage) }
    }

    // MARK: End

    /// Whether a text equals the content.
    private func isContent(_ text: Text?) -> Bool {
        guard let text, let content = item.content else { return false }
        return text.value.hasSameBytes(as: content.value)
    }

    /// Fills the fields that no element of their own has filled, and sets those that depend on several elements.
    func finishItem() {
        finishMedia()
        finishAttachments()
        if let places { item.item.location = places.location }
        if item.item.authors.isEmpty, item.item.hasSource { item.item.authors = item.item.source?.authors ?? [] }
        if item.item.authors.isEmpty, item.item.hasPodcast { item.item.authors = item.item.podcast?.hosts ?? [] }
        item.item.published = item.item.published ?? item.item.created
        if item.content == nil {
            // The longer of two descriptions is the content.
            if itemRanks.summary == itemRanks.otherSummary, let other = otherSummary, let first = item.summary,
                other.value.utf8.count > first.value.utf8.count
            {
                (item.content, item.summary) = (other, first)
            } else {
                (item.content, item.summary) = (item.summary, otherSummary)
            }
        } else if isContent(item.summary) {
            item.summary = otherSummary
        }
        if isContent(item.summary) { item.summary = nil }
        // An element that names the item's own URL, as a group of Open Graph properties does, describes the item.
        if item.summary == nil, let group = describingGroup, let url = group.url, url == item.item.url, group.description != item.content {
            item.summary = group.description
        }
        if let guid = item.item.guid, item.item.guidIsPermalink != false, item.item.url == nil, guid.hasPrefix("http"),
            let url = FeedURL.absolute(guid, against: nil), WebURL(url) != nil
        {
            item.item.url = url
        }
        // Without the URL of the document, relative URLs are resolved against that of the site.
        if base == nil, let url = item.item.url, !FeedURL.isFinal(url) { item.item.url = FeedURL.onSite(url, of: parsed.feed) }
        if item.item.url == nil { item.item.url = media?.player ?? item.item.attachments.first?.url }
        // Most subtitles are the summary: only those that are not are made one line.
        if let subtitle = podcastSubtitle, subtitle.value != item.summary?.value, subtitle.value != item.content?.value,
            let line = subtitle.line.nonEmpty
        {
            if item.item.podcast == nil { item.item.podcast = Podcast() }
            item.item.podcast?.subtitle = line
        }
        if item.item.hasPodcast { Self.dropRepeated(&item.item.podcast, title: item.title, item.content, item.summary) }
        if item.item.language == nil { item.item.language = item.content?.language ?? item.title?.language ?? language }
    }

    /// Offers images among the attachments as the image of the item, and gives the audio files the duration of the podcast.
    private func finishAttachments() {
        for attachment in item.item.attachments where attachment.mimeType.starts(withASCII: "image/") {
            item.image.offer(attachment.url, as: .attachment)
        }
        guard item.item.hasPodcast, !item.item.attachments.isEmpty,
            let seconds = item.item.podcast?.durationText.flatMap(PodcastDuration.seconds)
        else { return }
        for index in item.item.attachments.indices where item.item.attachments[index].durationInSeconds == nil {
            if item.item.attachments.count == 1 || item.item.attachments[index].mimeType.starts(withASCII: "audio/") {
                item.item.attachments[index].durationInSeconds = seconds
            }
        }
    }
}
