import Bytes

/// Reads the members of a JSON Feed into the model. A value of the wrong type is converted if possible, else ignored. All texts but
/// `content_html` are plain text (JSON Feed 1.1).
struct JSONFeedReading {
    var parsed: ParsedFeed
    /// Whether members whose names begin with an underscore are collected.
    var collectsExtensions = false
    private let base: String?
    private let references: ReferenceBudget

    init(format: Feed.Format, base: String?, references: ReferenceBudget) {
        self.references = references
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
        parsed.feed.language = members["language"].text.flatMap(FeedReader.languageTag)
        parsed.feed.expired = members["expired"]?.bool
        parsed.feed.authors = people(in: members)
        parsed.feed.userComment = members["user_comment"].line
        for hub in list(members["hubs"], "hubs").prefix(64) {
            if let url = address(hub["url"]) { parsed.feed.hubs.append(Hub(type: hub["type"].line ?? "WebSub", url: url)) }
        }
        if collectsExtensions { parsed.feed.extensions = ExtensionElement.list(in: members) }
        if let next = address(members["next_url"]) { parsed.feed.links.append(Link(url: next, rel: "next")) }
        for value in document.items {
            if let members = value.object { parsed.items.append(item(members)) }
        }
    }

    private mutating func item(_ members: JSONObject) -> ParsedItem {
        var result = ParsedItem()
        result.item.guid = members["id"].text
        result.item.url = address(members["url"])
        result.item.externalURL = address(members["external_url"])
        result.title = members["title"].text.map { Text($0, form: .plain, base: base) }
        let language = members["language"].text.flatMap(FeedReader.languageTag)
        result.item.language = language
        let text = members["content_text"].text
        if let html = members["content_html"].text {
            result.content = Text(html, form: .html, base: base, language: language)
            result.contentText = text
        } else {
            result.content = text.map { Text($0, form: .plain, base: base, language: language) }
        }
        result.summary = members["summary"].text.map { Text($0, form: .plain, base: base, language: language) }
        if result.content == nil { (result.content, result.summary) = (result.summary, nil) }
        result.item.bannerImage = address(members["banner_image"])
        result.item.published = date(members["date_published"], &result.item.warnings)
        result.item.modified = date(members["date_modified"], &result.item.warnings)
        result.item.authors = people(in: members)
        if let image = address(members["image"]), !isAvatar(image, of: result.item.authors) { result.image.offer(image, as: .item) }
        for tag in list(members["tags"], "tags") {
            if let tag = JSONValue?.some(tag).line, result.item.tags.count < 256, !result.item.tags.contains(tag) {
                result.item.tags.append(tag)
            }
        }
        for attachment in list(members["attachments"], "attachments").prefix(1024) {
            if let attachment = self.attachment(attachment) { result.item.attachments.append(attachment) }
        }
        if result.item.url == nil, let guid = result.item.guid, guid.hasPrefix("http") {
            result.item.url = FeedURL.absolute(guid, against: base, within: references)
        }
        if collectsExtensions { result.item.extensions = ExtensionElement.list(in: members) }
        result.digest = JSONDigest.of(.object(members))
        return result
    }

    private func attachment(_ value: JSONValue) -> Attachment? {
        guard let url = address(value["url"]) else { return nil }
        let type = value["mime_type"].text.flatMap { MediaType.valid($0) }
        var attachment = Attachment(url: url, mimeType: type ?? MediaType.guess(from: url))
        attachment.title = value["title"].line
        attachment.sizeInBytes = value["size_in_bytes"].number.flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 > 0 ? $0 : nil }
        attachment.durationInSeconds = value["duration_in_seconds"].number.flatMap { $0 >= 0 ? $0 : nil }
        return attachment
    }

    /// `authors` of JSON Feed 1.1, else `author` of 1.0.
    private mutating func people(in members: JSONObject) -> [Person] {
        let authors = people(list(members["authors"], "authors"))
        return authors.isEmpty ? people(members["author"].map { $0.array ?? [$0] } ?? []) : authors
    }

    private func people(_ values: [JSONValue]) -> [Person] {
        values.prefix(256).compactMap { value in
            if let name = JSONValue?.some(value).line { return PersonText.parse(name) }
            let person = Person(name: value["name"].line, email: nil, url: address(value["url"]), avatar: address(value["avatar"]))
            return person.isEmpty && person.avatar == nil ? nil : person
        }
    }

    /// The elements of an array. A single value that stands where an array belongs is its only element, with a warning.
    private mutating func list(_ value: JSONValue?, _ name: StaticString) -> [JSONValue] {
        switch value {
        case nil, .null: return []
        case .array(let elements): return elements
        case .some(let value):
            let warning = JSONFeedReader.repair(ofSingle: name)
            if !parsed.feed.warnings.contains(warning) { parsed.feed.warnings.append(warning) }
            return [value]
        }
    }

    /// Whether an image is that of an author of the item or of the feed.
    private func isAvatar(_ image: String, of authors: [Person]) -> Bool {
        authors.contains { $0.avatar == image } || parsed.feed.authors.contains { $0.avatar == image }
    }

    /// An absolute URL where there is a base; what cannot be a URL of the output is left for ``AddressPass``, which removes it with a warning.
    private func address(_ value: JSONValue?) -> String? {
        value.text.map { FeedURL.absolute($0, against: base, within: references) ?? $0 }
    }

    private func date(_ value: JSONValue?, _ warnings: inout [String]) -> Timestamp? {
        guard let text = value.text else { return nil }
        if let date = DateParser.parse(text) {
            if let zone = UnknownZone.name(in: text) { warnings.append(UnknownZone.warning(zone)) }
            return date
        }
        warnings.append("The date “\(text.prefix(60))” could not be read.")
        return nil
    }
}
