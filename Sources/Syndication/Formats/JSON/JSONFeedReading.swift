import Bytes

/// Reads the members of a JSON Feed into the model. A value of the wrong type is converted if possible, else ignored.
struct JSONFeedReading {
    var parsed: ParsedFeed
    /// Whether members whose names begin with an underscore are collected.
    var collectsExtensions = false
    private let base: String?

    init(format: Feed.Format, base: String?) {
        parsed = ParsedFeed(feed: Feed(format: format))
        self.base = base
    }

    mutating func read(_ document: JSONDocument) {
        let members = document.members
        parsed.title = members["title"].text.map { Text($0, form: .plain, base: base) }
        parsed.description = members["description"].text.map { Text($0, form: .plain, base: base) }
        parsed.feed.homePageURL = address(members["home_page_url"])
        parsed.feed.feedURL = address(members["feed_url"])
        parsed.feed.icon = address(members["icon"])
        parsed.feed.favicon = address(members["favicon"])
        parsed.feed.icon = parsed.feed.icon ?? parsed.feed.favicon
        parsed.feed.language = members["language"].text.map(FeedReader.languageTag)
        parsed.feed.expired = members["expired"]?.bool
        parsed.feed.authors = people(in: members)
        for hub in members["hubs"]?.array ?? [] {
            if let url = address(hub["url"]) { parsed.feed.hubs.append(Hub(type: hub["type"].text ?? "WebSub", url: url)) }
        }
        if collectsExtensions { parsed.feed.extensions = ExtensionElement.list(in: members) }
        if let next = address(members["next_url"]) { parsed.feed.links.append(Link(url: next, rel: "next")) }
        for value in document.items {
            if let members = value.object { parsed.items.append(item(members)) }
        }
    }

    private func item(_ members: JSONObject) -> ParsedItem {
        var parsed = ParsedItem()
        parsed.item.guid = members["id"].text
        parsed.item.url = address(members["url"])
        parsed.item.externalURL = address(members["external_url"])
        parsed.title = members["title"].text.map { Text($0, form: .plain, base: base) }
        let language = members["language"].text.map(FeedReader.languageTag)
        parsed.item.language = language
        parsed.content =
            members["content_html"].text.map { Text($0, form: .html, base: base, language: language) }
            ?? members["content_text"].text.map { Text($0, form: .plain, base: base, language: language) }
        parsed.summary = members["summary"].text.map { Text($0, form: .plain, base: base, language: language) }
        if parsed.content == nil { (parsed.content, parsed.summary) = (parsed.summary, nil) }
        parsed.item.bannerImage = address(members["banner_image"])
        parsed.item.published = date(members["date_published"], &parsed.item.warnings)
        parsed.item.modified = date(members["date_modified"], &parsed.item.warnings)
        parsed.item.authors = people(in: members)
        if let image = address(members["image"]), !isAvatar(image, of: parsed.item.authors) { parsed.image.offer(image, as: .item) }
        for tag in members["tags"]?.array ?? [] {
            if let tag = JSONValue?.some(tag).text, parsed.item.tags.count < 256, !parsed.item.tags.contains(tag) {
                parsed.item.tags.append(tag)
            }
        }
        for attachment in (members["attachments"]?.array ?? []).prefix(1024) {
            if let attachment = self.attachment(attachment) { parsed.item.attachments.append(attachment) }
        }
        if parsed.item.url == nil, let guid = parsed.item.guid, guid.hasPrefix("http") {
            parsed.item.url = FeedURL.absolute(guid, against: base)
        }
        if collectsExtensions { parsed.item.extensions = ExtensionElement.list(in: members) }
        parsed.digest = JSONDigest.of(.object(members))
        return parsed
    }

    private func attachment(_ value: JSONValue) -> Attachment? {
        guard let url = address(value["url"]) else { return nil }
        let type = value["mime_type"].text.flatMap { MediaType.valid($0) }
        var attachment = Attachment(url: url, mimeType: type ?? MediaType.guess(from: url))
        attachment.title = value["title"].text
        attachment.sizeInBytes = value["size_in_bytes"].number.flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 > 0 ? $0 : nil }
        attachment.durationInSeconds = value["duration_in_seconds"].number.flatMap { $0 >= 0 ? $0 : nil }
        return attachment
    }

    /// `authors` of JSON Feed 1.1, else `author` of 1.0.
    private func people(in members: JSONObject) -> [Person] {
        let values = members["authors"]?.array ?? members["author"].map { [$0] } ?? []
        return values.prefix(256).compactMap { value in
            if let name = JSONValue?.some(value).text { return PersonText.parse(name) }
            let person = Person(name: value["name"].text, email: nil, url: address(value["url"]), avatar: address(value["avatar"]))
            return person.isEmpty && person.avatar == nil ? nil : person
        }
    }

    /// Whether an image is that of an author of the item or of the feed.
    private func isAvatar(_ image: String, of authors: [Person]) -> Bool {
        authors.contains { $0.avatar == image } || parsed.feed.authors.contains { $0.avatar == image }
    }

    /// An absolute URL where there is a base; what cannot be a URL of the output is left for ``AddressPass``, which removes it with a warning.
    private func address(_ value: JSONValue?) -> String? { value.text.map { FeedURL.absolute($0, against: base) ?? $0 } }

    private func date(_ value: JSONValue?, _ warnings: inout [String]) -> Timestamp? {
        guard let text = value.text else { return nil }
        if let date = DateParser.parse(text) { return date }
        warnings.append("The date “\(text.prefix(60))” could not be read.")
        return nil
    }
}
