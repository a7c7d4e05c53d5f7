import Bytes

/// Reads those elements of the Podcast Index that contain others, or that few feeds have.
extension Podcast {
    /// Resolves the address in an attribute; nil where it is none that is permitted.
    typealias Resolve = (String) -> String?

    mutating func read(_ tag: FeedTag, _ element: ExtensionElement, _ resolve: Resolve) {
        switch tag {
        case .podcastPerson:
            if let name = element.text {
                append(
                    Participant(
                        name: name, role: element["role"], group: element["group"], image: element["img"].flatMap(resolve),
                        url: element["href"].flatMap(resolve)),
                    to: &persons)
            }
        case .podcastTranscript:
            if let url = element["url"].flatMap(resolve) {
                append(
                    Transcript(url: url, type: element["type"], language: element["language"], rel: element["rel"]), to: &transcripts)
            }
        case .podcastChapters:
            if let url = element["url"].flatMap(resolve) { (chaptersURL, chaptersType) = (url, element["type"]) }
        case .podcastFunding: if let url = element["url"].flatMap(resolve) { append(Link(url: url, title: element.text), to: &funding) }
        case .podcastSoundbite:
            if let start = element.seconds("starttime") {
                append(
                    Chapter(startInSeconds: start, durationInSeconds: element.seconds("duration"), title: element.text), to: &soundbites)
            }
        case .podcastSeason:
            seasonName = element["name"] ?? seasonName
            season = season ?? element.numberText.flatMap { Int(exactly: $0.rounded(.towardZero)) }
        case .podcastEpisode:
            episodeDisplay = element["display"] ?? episodeDisplay
            episode = episode ?? element.numberText
        case .podcastLocation:
            let place = Place(
                name: element.text, geo: element["geo"], osm: element["osm"], rel: element["rel"], country: element["country"])
            if place != Place() { append(place, to: &locations) }
        case .podcastLicense:
            license = license ?? element.text
            licenseURL = licenseURL ?? element["url"].flatMap(resolve)
        case .podcastLocked:
            locked = locked ?? Self.isYes(element.text)
            lockedOwner = lockedOwner ?? element["owner"]
        case .podcastBlock: readBlock(element)
        case .podcastSocial:
            let interaction = SocialInteraction(
                uri: element["uri"].flatMap(resolve), protocol: element["protocol"], accountID: element["accountid"],
                accountURL: element["accounturl"].flatMap(resolve), priority: element.count("priority"))
            if interaction.uri != nil || interaction.protocol == "disabled" { append(interaction, to: &socialInteractions) }
        case .podcastAlternate: if let enclosure = AlternateEnclosure(element, resolve) { append(enclosure, to: &alternateEnclosures) }
        case .podcastContentLink:
            if let url = element["href"].flatMap(resolve) { append(Link(url: url, title: element.text), to: &contentLinks) }
        case .podcastImage, .podcastImages: for image in Image.list(element, resolve) { append(image, to: &images) }
        case .podcastTxt: if let value = element.text { append(Note(value: value, purpose: element["purpose"]), to: &notes) }
        case .podcastChat:
            let chat = Chat(
                server: element["server"], protocol: element["protocol"], accountID: element["accountid"], space: element["space"])
            if chat != Chat() { append(chat, to: &chats) }
        case .podcastTrailer: if let trailer = Trailer(element, resolve) { append(trailer, to: &trailers) }
        case .podcastPodroll: podroll += RemoteItem.list(in: element, resolve).prefix(256 - min(256, podroll.count))
        case .podcastPublisher: publisher += RemoteItem.list(in: element, resolve).prefix(256 - min(256, publisher.count))
        case .podcastRemoteItem: if let item = RemoteItem(element, resolve) { append(item, to: &remoteItems) }
        case .podcastUpdateFrequency:
            updateFrequency =
                updateFrequency
                ?? UpdateFrequency(
                    text: element.text, rule: element["rrule"], start: element["dtstart"].flatMap { DateParser.parse($0) },
                    isComplete: element.flag("complete"))
        case .podcastPodping: usesPodping = usesPodping ?? element.flag("usespodping")
        case .podcastValue: append(Value(element, resolve), to: &values)
        case .pscChapters: if chapters.isEmpty { chapters = element.children("chapter", atMost: 4096).compactMap { Chapter($0, resolve) } }
        default: break
        }
    }

    private func append<Element>(_ element: Element, to elements: inout [Element]) {
        if elements.count < 256 { elements.append(element) }
    }

    private mutating func readBlock(_ element: ExtensionElement) {
        guard let isBlocked = Self.isYes(element.text) else { return }
        if let platform = element["id"] {
            append(Block(platform: platform, isBlocked: isBlocked), to: &blocks)
        } else if isBlocked {
            block = true
        }
    }

    private static func isYes(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "yes", "true", "1": true
        case "no", "false", "0": false
        default: nil
        }
    }
}

extension Podcast.AlternateEnclosure {
    /// - Returns: nil without an address.
    fileprivate init?(_ element: ExtensionElement, _ resolve: Podcast.Resolve) {
        sources = element.children("source").compactMap { source in
            source["uri"].flatMap(resolve).map { Source(uri: $0, type: source["contenttype"]) }
        }
        if sources.isEmpty, let url = element["url"].flatMap(resolve) { sources = [Source(uri: url)] }
        guard !sources.isEmpty else { return nil }
        type = element["type"]
        sizeInBytes = element.count("length").flatMap { $0 > 0 ? $0 : nil }
        bitrate = element.number("bitrate")
        height = element.count("height")
        language = element["lang"]
        title = element["title"]
        rel = element["rel"]
        codecs = element["codecs"]
        isDefault = element.flag("default")
        let integrity = element.child("integrity")
        integrityType = integrity?["type"]
        integrityValue = integrity?["value"]
    }
}

extension Podcast.Image {
    /// The image that a `podcast:image` names, or the candidates of a `podcast:images`.
    fileprivate static func list(_ element: ExtensionElement, _ resolve: Podcast.Resolve) -> [Podcast.Image] {
        if let url = (element["href"] ?? element["url"]).flatMap(resolve) {
            return [
                Podcast.Image(
                    url: url, alt: element["alt"], aspectRatio: element["aspect-ratio"], width: element.count("width"),
                    height: element.count("height"), type: element["type"], purpose: element["purpose"])
            ]
        }
        return (element["srcset"] ?? "").split(separator: ",").prefix(64).compactMap { candidate in
            let parts = candidate.split(whereSeparator: \.isWhitespace)
            guard let url = parts.first.flatMap({ resolve(String($0)) }) else { return nil }
            let width = parts.count > 1 && parts[1].hasSuffix("w") ? Int(parts[1].dropLast()) : nil
            return Podcast.Image(url: url, width: width)
        }
    }
}

extension Podcast.Trailer {
    fileprivate init?(_ element: ExtensionElement, _ resolve: Podcast.Resolve) {
        guard let url = element["url"].flatMap(resolve) else { return nil }
        self.init(
            url: url, title: element.text, published: element["pubdate"].flatMap { DateParser.parse($0) },
            sizeInBytes: element.count("length").flatMap { $0 > 0 ? $0 : nil }, type: element["type"], season: element.count("season"))
    }
}

extension Podcast.RemoteItem {
    /// - Returns: nil for an element that points nowhere.
    fileprivate init?(_ element: ExtensionElement, _ resolve: Podcast.Resolve) {
        self.init(
            feedGUID: element["feedguid"], feedURL: element["feedurl"].flatMap(resolve), itemGUID: element["itemguid"],
            medium: element["medium"], title: element["title"])
        if feedGUID == nil, feedURL == nil { return nil }
    }

    /// The `podcast:remoteItem` elements in an element.
    fileprivate static func list(in element: ExtensionElement, _ resolve: Podcast.Resolve) -> [Podcast.RemoteItem] {
        element.children("remoteitem").compactMap { Podcast.RemoteItem($0, resolve) }
    }
}

extension Podcast.Value {
    fileprivate init(_ element: ExtensionElement, _ resolve: Podcast.Resolve) {
        self.init(type: element["type"], method: element["method"], suggested: element["suggested"])
        recipients = Recipient.list(in: element)
        timeSplits = element.children("valuetimesplit").map { split in
            TimeSplit(
                startInSeconds: split.seconds("starttime"), durationInSeconds: split.seconds("duration"),
                remoteStartInSeconds: split.seconds("remotestarttime"), remotePercentage: split.number("remotepercentage"),
                recipients: Recipient.list(in: split),
                remoteItem: split.child("remoteitem").flatMap { Podcast.RemoteItem($0, resolve) })
        }
    }
}

extension Podcast.Value.Recipient {
    /// The `podcast:valueRecipient` elements directly in an element.
    fileprivate static func list(in element: ExtensionElement) -> [Podcast.Value.Recipient] {
        element.children("valuerecipient").map { recipient in
            Podcast.Value.Recipient(
                name: recipient["name"], type: recipient["type"], address: recipient["address"], split: recipient["split"],
                customKey: recipient["customkey"], customValue: recipient["customvalue"], fee: recipient["fee"])
        }
    }
}

extension Podcast.Chapter {
    /// A `psc:chapter`.
    fileprivate init?(_ element: ExtensionElement, _ resolve: Podcast.Resolve) {
        guard let start = element.seconds("start") else { return nil }
        self.init(
            startInSeconds: start, title: element["title"], url: element["href"].flatMap(resolve),
            image: element["image"].flatMap(resolve))
    }
}
