import Bytes

/// Reads RSS 2.0 in JSON (Dave Winer's RSS-in-JSON): elements are members of the same names, attributes are members with or without `@`,
/// and texts are strings or members `#value`.
struct RSSInJSON {
    let base: String?
    let itemLimit: Int

    /// - Parameter rss: the value of the member `rss`.
    func read(_ rss: JSONObject) -> ParsedFeed {
        var parsed = ParsedFeed(feed: Feed(format: (rss["version"] ?? rss["@version"]).text?.hasPrefix("2") == true ? .rss20 : .rss))
        guard let channel = rss["channel"]?.object else { return parsed }
        parsed.title = text(channel["title"])
        parsed.description = text(channel["description"])
        parsed.rights = text(channel["copyright"])
        parsed.feed.homePageURL = address(channel["link"])
        parsed.feed.language = value(channel["language"]).map(FeedReader.languageTag)
        parsed.feed.generator = value(channel["generator"])
        parsed.feed.published = date(channel["pubDate"])
        parsed.feed.updated = date(channel["lastBuildDate"])
        parsed.feed.icon = address(channel["image"]?["url"])
        parsed.feed.authors = person(channel["managingEditor"])
        parsed.feed.webMaster = person(channel["webMaster"]).first
        parsed.feed.tags = values(channel["category"])
        parsed.feed.rhythm.ttlMinutes = value(channel["ttl"]).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        let items = channel["item"].map { $0.array ?? [$0] } ?? []
        parsed.items = items.prefix(itemLimit).compactMap { $0.object.map(item) }
        if items.count > itemLimit {
            parsed.feed.warnings.append("The document has more than \(itemLimit) items; the remaining ones were ignored.")
        }
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
            parsed.item.url = FeedURL.absolute(guid, against: base)
        }
        parsed.item.published = date(members["pubDate"])
        parsed.item.authors = person(members["author"] ?? members["dc:creator"])
        parsed.item.tags = values(members["category"])
        parsed.item.commentsURL = address(members["comments"])
        for enclosure in members["enclosure"].map({ $0.array ?? [$0] }) ?? [] {
            guard let url = address(enclosure["url"] ?? enclosure["@url"]) else { continue }
            let type = (enclosure["type"] ?? enclosure["@type"]).text.flatMap { MediaType.valid($0) }
            var attachment = Attachment(url: url, mimeType: type ?? MediaType.guess(from: url))
            attachment.sizeInBytes = (enclosure["length"] ?? enclosure["@length"]).text.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            parsed.item.attachments.append(attachment)
        }
        parsed.digest = JSONDigest.of(.object(members))
        return parsed
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
    private func address(_ value: JSONValue?) -> String? { self.value(value).map { FeedURL.absolute($0, against: base) ?? $0 } }

    private func date(_ value: JSONValue?) -> Timestamp? { self.value(value).flatMap { DateParser.parse($0) } }

    private func person(_ value: JSONValue?) -> [Person] { self.value(value).map { PersonText.list($0) } ?? [] }
}
