import Bytes

/// Reads RSS 2.0 in JSON (Dave Winer's RSS-in-JSON): elements are members of the same names, attributes are members with or without `@`,
/// and texts are strings or members `#value`.
struct RSSInJSON {
    let base: String?
    let references: ReferenceBudget

    /// - Parameters:
    ///   - rss: the value of the member `rss`.
    ///   - items: those of its channel.
    func read(_ rss: JSONObject, items: [JSONValue]) -> ParsedFeed {
        var parsed = ParsedFeed(feed: Feed(format: (rss["version"] ?? rss["@version"]).text?.hasPrefix("2") == true ? .rss20 : .rss))
        guard let channel = rss["channel"]?.object else { return parsed }
        parsed.title = text(channel["title"])
        parsed.description = text(channel["description"])
        parsed.rights = text(channel["copyright"])
        parsed.feed.homePageURL = address(channel["link"])
        parsed.feed.language = value(channel["language"]).flatMap(FeedReader.languageTag)
        parsed.feed.generator = value(channel["generator"])
        parsed.feed.published = date(channel["pubDate"])
        parsed.feed.updated = date(channel["lastBuildDate"])
        parsed.feed.icon = address(channel["image"]?["url"])
        parsed.feed.authors = person(channel["managingEditor"])
        parsed.feed.webMaster = person(channel["webMaster"]).first
        parsed.feed.tags = values(channel["category"])
        parsed.feed.rhythm.ttlMinutes = value(channel["ttl"]).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        for hour in values(channel["skipHours"]?["hour"] ?? channel["skipHours"]) {
            parsed.feed.rhythm.addSkipHour(hour)
        }
        for day in values(channel["skipDays"]?["day"] ?? channel["skipDays"]) {
            parsed.feed.rhythm.addSkipDay(day)
        }
        readITunes(channel, into: &parsed)
        parsed.items = items.compactMap { $0.object.map(item) }
        return parsed
    }

    private func item(_ members: JSONObject) -> ParsedItem {
        var parsed = ParsedItem()
        parsed.title = text(members["title"])
        parsed.content = text(members["content:encoded"] ?? members["encoded"])
        parsed.summary = text(members["description"])
        if parsed.content == nil { (parsed.content, parsed.summary) = (parsed.summary, nil) }
        parsed.item.guid = value(members["guid"])
        let isPermalink = members["guid"]?["isPermaLink"] ?? members["guid"]?["@isPermaLink"]
        parsed.item.guidIsPermalink = isPermalink?.bool ?? isPermalink.text.map { $0 == "true" }
        parsed.item.url = address(members["link"])
        if parsed.item.url == nil, parsed.item.guidIsPermalink != false, let guid = parsed.item.guid, guid.hasPrefix("http") {
            parsed.item.url = FeedURL.absolute(guid, against: base, within: references)
        }
        parsed.item.published = date(members["pubDate"])
        parsed.item.authors = person(members["author"] ?? members["dc:creator"])
        parsed.item.tags = values(members["category"])
        parsed.item.source = origin(members["source"])
        parsed.item.commentsURL = address(members["comments"])
        for enclosure in members["enclosure"].map({ $0.array ?? [$0] }) ?? [] {
            guard let url = address(enclosure["url"] ?? enclosure["@url"]) else { continue }
            let type = (enclosure["type"] ?? enclosure["@type"]).text.flatMap { MediaType.valid($0) }
            var attachment = Attachment(url: url, mimeType: type ?? MediaType.guess(from: url))
            attachment.sizeInBytes = (enclosure["length"] ?? enclosure["@length"]).text.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            parsed.item.attachments.append(attachment)
        }
        readITunes(members, into: &parsed)
        parsed.digest = JSONDigest.of(.object(members))
        return parsed
    }

    private func origin(_ value: JSONValue?) -> Origin? {
        var origin = Origin()
        origin.title = text(value)?.line.nonEmpty
        origin.url = address(value?["url"] ?? value?["@url"])
        return origin == Origin() ? nil : origin
    }

    // MARK: iTunes

    private func readITunes(_ members: JSONObject, into parsed: inout ParsedFeed) {
        parsed.title = parsed.title ?? text(members["itunes:title"])
        parsed.description = parsed.description ?? text(members["itunes:summary"]) ?? text(members["itunes:subtitle"])
        parsed.feed.icon = parsed.feed.icon ?? image(members["itunes:image"])
        if parsed.feed.authors.isEmpty { parsed.feed.authors = person(members["itunes:author"]) }
        if parsed.feed.authors.isEmpty, let owner = members["itunes:owner"] {
            let name = value(owner["itunes:name"] ?? owner["name"])
            let email = value(owner["itunes:email"] ?? owner["email"])
            if name != nil || email != nil { parsed.feed.authors = [Person(name: name, email: email)] }
        }
        parsed.feed.tags = tags(members, after: parsed.feed.tags)
        parsed.feed.feedURL = parsed.feed.feedURL ?? address(members["itunes:new-feed-url"])
        if flag(members["itunes:complete"]) == true { parsed.feed.expired = true }
        parsed.feed.podcast = podcast(members)
    }

    private func readITunes(_ members: JSONObject, into parsed: inout ParsedItem) {
        parsed.title = parsed.title ?? text(members["itunes:title"])
        let summary = text(members["itunes:summary"]) ?? text(members["itunes:subtitle"])
        if parsed.content == nil {
            parsed.content = summary
        } else {
            parsed.summary = parsed.summary ?? (summary?.value == parsed.content?.value ? nil : summary)
        }
        if let image = image(members["itunes:image"]) { parsed.image.offer(image, as: .item) }
        if parsed.item.authors.isEmpty { parsed.item.authors = person(members["itunes:author"]) }
        parsed.item.tags = tags(members, after: parsed.item.tags)
        parsed.item.podcast = podcast(members)
        let seconds = parsed.item.podcast?.durationText.flatMap(PodcastDuration.seconds)
        if parsed.item.attachments.count == 1, let seconds { parsed.item.attachments[0].durationInSeconds = seconds }
    }

    private func podcast(_ members: JSONObject) -> Podcast? {
        var podcast = Podcast()
        podcast.explicit = flag(members["itunes:explicit"])
        // Apple's specification: values other than `Yes` have no effect.
        if flag(members["itunes:block"]) == true { podcast.block = true }
        podcast.durationText = value(members["itunes:duration"])
        podcast.season = value(members["itunes:season"]).flatMap { Int($0) }
        podcast.episode = value(members["itunes:episode"]).flatMap { Double($0) }
        podcast.episodeType = value(members["itunes:episodeType"])
        podcast.type = value(members["itunes:type"])
        return podcast == Podcast() ? nil : podcast
    }

    /// `itunes:category@text` and the words of `itunes:keywords`, each once and at most 256 with the tags before them.
    private func tags(_ members: JSONObject, after tags: [String]) -> [String] {
        var tags = tags
        let categories = (members["itunes:category"].map { $0.array ?? [$0] } ?? []).compactMap {
            value($0["text"] ?? $0["@text"]) ?? value($0)
        }
        let keywords = value(members["itunes:keywords"])?.split(separator: ",").map { $0.trimmingSpace() } ?? []
        for tag in categories + keywords where !tag.isEmpty && tags.count < 256 && !tags.contains(tag) { tags.append(tag) }
        return tags
    }

    private func image(_ value: JSONValue?) -> String? { address(value?["href"] ?? value?["@href"] ?? value) }

    private func flag(_ value: JSONValue?) -> Bool? {
        if let flag = value?.bool { return flag }
        switch self.value(value)?.lowercased() {
        case "yes", "true", "explicit", "1": return true
        case "no", "false", "clean", "0", "not explicit": return false
        default: return nil
        }
    }

    /// A string, or the text of an object.
    private func value(_ value: JSONValue?) -> String? {
        value.text ?? (value?["#value"] ?? value?["#text"] ?? value?["value"]).text
    }

    private func values(_ value: JSONValue?) -> [String] {
        (value.map { $0.array ?? [$0] } ?? []).compactMap { self.value($0) }
    }

    private func text(_ value: JSONValue?) -> Text? { self.value(value).map { Text($0, form: .html, base: base) } }

    /// An absolute URL where there is a base; what cannot be a URL of the output is left for ``AddressPass``, which removes it with a warning.
    private func address(_ value: JSONValue?) -> String? {
        self.value(value).map { FeedURL.absolute($0, against: base, within: references) ?? $0 }
    }

    private func date(_ value: JSONValue?) -> Timestamp? { self.value(value).flatMap { DateParser.parse($0) } }

    private func person(_ value: JSONValue?) -> [Person] { self.value(value).map { PersonText.list($0) } ?? [] }
}
