internal import Markup

/// The children of an rss or CDF `channel`, or an Atom `feed`.
extension FeedReader {
    func beginChannel(_ attributes: XMLAttributes) {
        enter(.channel)
        if let about = attributes.string(prefix: "rdf", "about"), feedRanks.id.admits(2) { parsed.feed.id = about }
        if parsed.feed.format == .cdf {
            if let base = address(attributes, "base") { enterBase(base) }
            if let href = address(attributes, "href") {
                if feedRanks.url.admits(1) { parsed.feed.homePageURL = href }
                addFeedLink(Link(url: href, rel: "alternate"))
            }
            if let at = attributes.string("lastmod"), let date = DateParser.parse(at), feedRanks.updated.admits(1) {
                parsed.feed.updated = date
            }
        }
    }

    /// - Returns: the scope of the element's children; nil where its children mean nothing.
    func beginInChannel(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .title, .subtitle, .tagline, .info, .rights, .copyright, .description, .abstract:
            beginText(attributes, otherwise: isAtom ? .plain : .html)
        case .itunesSummary, .itunesSubtitle, .itunesTitle, .googleDescription: form = .html
        case .mediaTitle, .mediaDescription: beginText(attributes, otherwise: .plain)
        case .image:
            if let resource = attributes.string(prefix: "rdf", "resource").flatMap(address), feedRanks.icon.admits(4) {
                parsed.feed.icon = resource
            }
            images.open(Feed.Image(), at: depth)
            return .image
        case .skipHours: return .skipHours
        case .skipDays: return .skipDays
        case .author, .contributor, .managingEditor, .webMaster:
            return openPerson()
        case .itunesOwner:
            _ = openPerson()
            return .owner
        case .link: beginFeedLink(attributes)
        case .category:
            beginCategoryName(attributes)
        case .deletedEntry: return beginDeletion(attributes)
        case .itunesCategory, .googleCategory: return beginCategory(tag, attributes)
        case .itunesImage, .googleImage:
            setPodcastImage(address(attributes, "href") ?? address(attributes, "url"))
            return .podcastImage
        case .itunesLink: readPodcastLink(attributes)
        case .mediaGroup, .mediaContent: return beginMedia(tag, attributes)
        case .mediaThumbnail, .webfeedsCover:
            if let href = address(attributes, "url") ?? address(attributes, "image"), feedRanks.icon.admits(3) { parsed.feed.icon = href }
        case .logo:
            if let href = address(attributes, "href"), feedRanks.icon.admits(1) { parsed.feed.icon = href }
        case .cloud: addCloud(attributes)
        case .generator, .adminGenerator:
            if let resource = attributes.string(prefix: "rdf", "resource"), feedRanks.generator.admits(2) {
                parsed.feed.generator = resource
            }
            parsed.feed.generatorURL = parsed.feed.generatorURL ?? address(attributes, "uri") ?? address(attributes, "url")
            parsed.feed.generatorVersion = parsed.feed.generatorVersion ?? attributes.string("version")
        case .ccLicense:
            if let resource = attributes.string(prefix: "rdf", "resource").flatMap(address) { parsed.feed.license = resource }
        case .a:
            if let href = address(attributes, "href"), feedRanks.url.admits(2) { parsed.feed.homePageURL = href }
        default: break
        }
        return nil
    }

    func endInChannel(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .title: setTitle(text, 1)
        case .dcTitle, .dctTitle: setTitle(text, 2)
        case .mediaTitle: setTitle(text, 3)
        case .itunesTitle:
            setTitle(text, 4)
            notePodcast(\.title, text)
        case .description, .subtitle, .tagline, .abstract: setDescription(text, 1)
        case .dcDescription: setDescription(text, 2)
        case .itunesSummary: setDescription(text, 3)
        case .googleDescription, .mediaDescription: setDescription(text, 4)
        case .itunesSubtitle:
            setDescription(text, 5)
            notePodcast(\.subtitle, text)
        case .info: setDescription(text, 6)
        case .copyright, .rights: setRights(text, 1)
        case .dcRights, .dctRights: setRights(text, 2)
        case .mediaCopyright: setRights(text, 3)
        case .id: if let id = text.string, feedRanks.id.admits(1) { parsed.feed.id = id }
        case .guid: if let id = text.string, feedRanks.id.admits(3) { parsed.feed.id = id }
        case .podcastGUID: parsed.feed.guid = text.string
        case .link: endFeedLink(text, 1)
        case .uri, .url: endFeedLink(text, 4)
        case .image: endFeedImage()
        case .deletedEntry: endDeletion()
        case .isComplete: parsed.feed.isComplete = true
        case .isArchive: parsed.feed.isArchive = true
        case .docs: if let url = address(text) { addFeedLink(Link(url: url, rel: "help")) }
        case .author: setAuthors(endPerson(text), 1)
        case .managingEditor: setAuthors(endPerson(text), 2)
        case .dcCreator, .dcAuthor, .dctCreator: setAuthors(PersonText.list(text), 3)
        case .itunesAuthor, .googleAuthor: setAuthors(PersonText.list(text), 4)
        case .itunesOwner: setOwner()
        case .webMaster: if let person = endPerson(text).first { parsed.feed.webMaster = person }
        case .dcPublisher: setAuthors(PersonText.list(text), 7)
        case .contributor: addContributors(endPerson(text))
        case .dcContributor: addContributors(PersonText.list(text))
        case .language: if feedRanks.language.admits(1) { parsed.feed.language = languageTag(text) ?? parsed.feed.language }
        case .dcLanguage: if feedRanks.language.admits(2) { parsed.feed.language = languageTag(text) ?? parsed.feed.language }
        case .category: if let name = endCategoryName(text) { addTag(name) }
        case .dcSubject: if let tag = text.string { addTag(tag) }
        case .itunesKeywords, .mediaKeywords, .keywords: for word in keywords(text) { addTag(word) }
        case .logo: if let url = address(text), feedRanks.icon.admits(1) { parsed.feed.icon = url }
        case .itunesImage, .googleImage: setPodcastImage(address(text))
        case .mediaGroup, .mediaContent: endMedia(tag, text)
        case .youtubeChannel: setYouTube(\.channel, text)
        case .youtubePlaylist: setYouTube(\.playlist, text)
        case .webfeedsLogo: if let url = address(text), feedRanks.icon.admits(5) { parsed.feed.icon = url }
        case .icon: if let url = address(text), feedRanks.favicon.admits(1) { parsed.feed.favicon = url }
        case .webfeedsIcon: if let url = address(text), feedRanks.favicon.admits(2) { parsed.feed.favicon = url }
        case .generator: if let name = text.string, feedRanks.generator.admits(1) { parsed.feed.generator = name }
        case .adminGenerator: if let name = text.string, feedRanks.generator.admits(3) { parsed.feed.generator = name }
        case .ccLicense: if let url = address(text) { parsed.feed.license = url }
        case .itunesNewFeedURL: if let url = address(text), feedRanks.feedURL.admits(2) { parsed.feed.feedURL = url }
        case .itunesComplete: if text.flag == true { parsed.feed.expired = true }
        case .ttl: if let minutes = text.integer, minutes >= 0 { parsed.feed.rhythm.ttlMinutes = minutes }
        case .syPeriod: feedRanks.syPeriod = SyndicationPeriod.seconds(text.string)
        case .syFrequency: feedRanks.syFrequency = text.integer
        default: endFeedDate(tag, text)
        }
    }

    private func endFeedDate(_ tag: FeedTag, _ text: ElementText) {
        let (isUpdate, rank): (Bool, UInt8)
        switch tag {
        case .pubDate, .published, .issued: (isUpdate, rank) = (false, 1)
        case .dctIssued, .dctAvailable: (isUpdate, rank) = (false, 2)
        case .created, .dctCreated: (isUpdate, rank) = (false, 3)
        case .updated, .lastBuildDate, .modified: (isUpdate, rank) = (true, 1)
        case .dctModified: (isUpdate, rank) = (true, 2)
        case .dcDate, .date, .dctDate: (isUpdate, rank) = (true, 3)
        default: return endPodcast(tag, text)
        }
        guard let date = text.date else { return warnOfDate(text) }
        guard !date.isUnset else { return }
        if let zone = text.unknownZone { warn(UnknownZone.warning(zone)) }
        if isUpdate {
            if feedRanks.updated.admits(rank) { parsed.feed.updated = date }
        } else if feedRanks.published.admits(rank) {
            parsed.feed.published = date
        }
    }

    // MARK: Image, text input

    func endInImage(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .url: if let url = address(text) { images.change { $0.url = url } }
        case .link: if let url = address(text) { images.change { $0.link = url } }
        case .title: if let line = line(text) { images.change { $0.title = line } }
        case .description: if let line = line(text) { images.change { $0.description = line } }
        case .width: if let width = text.integer, width > 0 { images.change { $0.width = width } }
        case .height: if let height = text.integer, height > 0 { images.change { $0.height = height } }
        default: break
        }
    }

    private func endFeedImage() {
        guard let image = images.close(at: depth) else { return }
        if let url = image.url, feedRanks.icon.admits(1) { parsed.feed.icon = url }
        if let link = image.link, feedRanks.url.admits(5) { parsed.feed.homePageURL = link }
        if parsed.feed.image == nil, image != Feed.Image() { parsed.feed.image = image }
    }

    // MARK: Texts

    private func setTitle(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), feedRanks.title.admits(rank) { parsed.title = text }
    }

    private func setDescription(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), feedRanks.description.admits(rank) { parsed.description = text }
    }

    private func setRights(_ text: ElementText, _ rank: UInt8) {
        if let text = self.text(text), feedRanks.rights.admits(rank) { parsed.rights = text }
    }

    // MARK: People

    private func setAuthors(_ persons: [Person], _ rank: UInt8) {
        feedRanks.authors.admit(persons, rank, into: &parsed.feed.authors)
    }

    /// Adds persons to the contributors of the item, or of the feed outside of items.
    func addContributors(_ persons: [Person]) {
        if isInItem {
            if item.item.contributors.count < 256 { item.item.contributors += persons }
        } else if parsed.feed.contributors.count < 256 {
            parsed.feed.contributors += persons
        }
    }

    private func setOwner() {
        guard let person = closePerson(), !person.isEmpty else { return }
        changePodcast { $0.owner = $0.owner ?? person }
        if feedRanks.authors.admits(5) {
            parsed.feed.authors = [person]
        } else if parsed.feed.authors.count == 1, parsed.feed.authors[0].email == nil, parsed.feed.authors[0].name == person.name {
            parsed.feed.authors[0].email = person.email
        }
    }

    // MARK: Links

    private func beginFeedLink(_ attributes: XMLAttributes) {
        guard var link = atomLink(attributes, site: declaredBase) else { return }
        if link.rel == "self", link.link.type == nil, isAtom { link.link.type = "application/atom+xml" }
        addFeedLink(link.link)
        switch link.rel {
        case "self": if feedRanks.feedURL.admits(1) { parsed.feed.feedURL = link.link.url }
        case "hub": addHub(Hub(type: "WebSub", url: link.link.url))
        case "license": parsed.feed.license = link.link.url
        case "alternate": if feedRanks.url.admits(link.isHTML ? 2 : 3) { parsed.feed.homePageURL = link.link.url }
        default: break
        }
    }

    private func addFeedLink(_ link: Link) {
        if parsed.feed.links.count < 1024 { parsed.feed.links.append(link) }
    }

    private func addHub(_ hub: Hub) {
        if parsed.feed.hubs.count < 256 { parsed.feed.hubs.append(hub) }
    }

    private func endFeedLink(_ text: ElementText, _ rank: UInt8) {
        guard let url = address(text) else { return }
        if feedRanks.url.admits(rank) { parsed.feed.homePageURL = url }
        if parsed.feed.links.count < 256, !parsed.feed.links.contains(where: { $0.url == url && $0.rel == "alternate" }) {
            addFeedLink(Link(url: url, rel: "alternate", type: "text/html"))
        }
    }

    // MARK: Other elements

    /// RSS `cloud`, an rssCloud hub: its attributes are the parts of its URL.
    private func addCloud(_ attributes: XMLAttributes) {
        guard let domain = attributes.string("domain") else { return }
        let port = attributes.string("port").map { ":" + $0 } ?? ""
        let path = attributes.string("path") ?? "/"
        let scheme = port == ":443" ? "https" : "http"
        var hub = Hub(type: "rssCloud", url: "\(scheme)://\(domain)\(port == ":443" || port == ":80" ? "" : port)\(path)")
        hub.protocolName = attributes.string("protocol")
        hub.procedure = attributes.string("registerprocedure")
        addHub(hub)
    }

    /// Adds the category that the attributes name, or keeps the attribute `domain` for the text that names one.
    func beginCategoryName(_ attributes: XMLAttributes) {
        if attributes.isEmpty { return }
        if let category = AtomCategory(attributes) {
            addTag(category.name)
            if let category = category.category { addCategory(category) }
        } else if let domain = attributes.string("domain") {
            notes.open(domain, at: depth)
        }
    }

    /// The category that the text names.
    func endCategoryName(_ text: ElementText) -> String? {
        let domain = notes.close(at: depth)
        guard let name = text.string else { return nil }
        if let domain { addCategory(Category(term: name, scheme: domain)) }
        return name
    }

    private func addCategory(_ category: Category) {
        if isInItem {
            if item.item.categories.count < 256, !item.item.categories.contains(category) { item.item.categories.append(category) }
        } else if parsed.feed.categories.count < 256, !parsed.feed.categories.contains(category) {
            parsed.feed.categories.append(category)
        }
    }

    /// Adds a tag of the item, or of the feed outside of items.
    func addTag(_ tag: String) {
        if isInItem {
            if item.item.tags.count < 256, !item.item.tags.contains(tag) { item.item.tags.append(tag) }
        } else if parsed.feed.tags.count < 256, feedTags.insert(tag).inserted {
            parsed.feed.tags.append(tag)
        }
    }

    func addSkipHour(_ text: ElementText) {
        if let hour = text.string { parsed.feed.rhythm.addSkipHour(hour) }
    }

    func addSkipDay(_ text: ElementText) {
        if let day = text.string { parsed.feed.rhythm.addSkipDay(day) }
    }

    /// Sets the fields that depend on several elements.
    func finishFeed() {
        if let period = feedRanks.syPeriod {
            parsed.feed.rhythm.updatePeriodSeconds = period / max(1, feedRanks.syFrequency ?? 1)
        }
        finishFeedMedia()
        parsed.feed.location = places?.location
        Self.dropRepeated(&parsed.feed.podcast, title: parsed.title, parsed.description)
        if parsed.feed.icon == nil { parsed.feed.icon = parsed.feed.favicon }
        if parsed.feed.authors.isEmpty { parsed.feed.authors = parsed.feed.podcast?.hosts ?? [] }
    }
}
