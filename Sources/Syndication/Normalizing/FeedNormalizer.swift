import Bytes
internal import Markup

/// Fills in the fields of ``Feed`` and ``Item`` that are text: it sanitizes HTML, makes plain text of it, and reduces titles and names to
/// one line. It makes the URLs in all fields those that the output may have.
public struct FeedNormalizer: Sendable {
    private let documentURL: String?

    /// - Parameter documentURL: the absolute URL of the document: the base of relative references where the document sets none. Nil, or no http or https
    ///   URL: the URL of the site takes its place.
    public init(documentURL: String?) {
        self.documentURL = FeedURL.documentBase(documentURL)
    }

    /// The feed and its items in document order.
    public func normalize(_ parsed: ParsedFeed) -> (Feed, [Item]) {
        (normalize(feed: parsed), parsed.items.map { normalize($0, in: parsed) })
    }

    /// The feed without its items.
    public func normalize(feed parsed: ParsedFeed) -> Feed {
        var feed = parsed.feed
        var addresses = AddressPass(site: documentURL == nil ? SiteURL(feed) : nil)
        addresses.settle(&feed)
        feed.warnings += addresses.warnings
        let bases = TextBases(of: feed, documentURL: documentURL)
        if let title = parsed.title { (feed.title, feed.titleHTML) = line(title, bases) }
        feed.title = feed.title?.limited(toBytes: parsed.shared?.titleLimit ?? FieldLimits.feedTitle)
        if let description = parsed.description {
            let safe = sanitize(description, bases, &feed.warnings)
            feed.description = safe.text.nonEmpty
            feed.descriptionHTML = safe.isPlain ? nil : CertainHTML.html(of: safe)
        }
        feed.rights = parsed.rights.flatMap { $0.line.nonEmpty }
        let names = Self.form(ofNamesIn: feed.format)
        feed.tags = feed.tags.compactMap { Text($0, form: names).line.nonEmpty }
        feed.authors = feed.authors.map { normalize($0, names) }
        feed.contributors = feed.contributors.map { normalize($0, names) }
        feed.liveItems = parsed.liveItems.map {
            LiveItem(status: $0.status, start: $0.start, end: $0.end, item: normalize($0.item, in: parsed))
        }
        feed.webMaster = feed.webMaster.map { normalize($0, names) }
        feed.categories = feed.categories.map { normalize($0, names) }
        return feed
    }

    /// - Parameter feed: the feed of the item. An item without a language has that of its feed, an item of Atom or JSON Feed without authors
    ///   those of its feed (RFC 4287, 4.2.1; JSON Feed 1.1), and an Atom entry without rights those of its feed (RFC 4287, 4.2.10).
    public func normalize(_ parsed: consuming ParsedItem, in feed: ParsedFeed) -> Item {
        // Moved: to copy an item takes as long as to normalize a short one.
        var item = Item()
        swap(&item, &parsed.item)
        let inherits = feed.feed.format.isAtom
        let shared = feed.shared ?? SharedFields(of: feed, documentBytes: 0)
        var addresses = AddressPass(site: documentURL == nil ? SiteURL(feed.feed) : nil)
        addresses.settle(&item)
        var image = parsed.image
        // The fields and not the item, which would be copied.
        let bases = TextBases(ofItemAt: item.url, with: item.attachments, in: feed.feed, documentURL: documentURL)
        if let title = parsed.title { (item.title, item.titleHTML) = line(title, bases) }
        var content = parsed.content.map { sanitize($0, bases, &item.warnings) }
        var summary = parsed.summary.map { sanitize($0, bases, &item.warnings) }
        if let cleaned = content, let description = summary, cleaned.isBlank, !description.isBlank {
            // Nothing of the content can be shown, so that the description is all that the item says.
            content = description
            summary = nil
        }
        let statedText = parsed.contentText.flatMap { HTMLText.paragraphs(plain: $0).nonEmpty }
        if let content {
            item.contentHTML = CertainHTML.html(of: content).nonEmpty
            item.contentText = statedText ?? content.text
            image.offer(content)
        }
        if let summary {
            if !isSame(summary.text, item.contentText) {
                item.summary = summary.text.nonEmpty
                item.summaryHTML = summary.isPlain ? nil : CertainHTML.html(of: summary)
            }
            image.offer(summary)
        }
        if let found = image.url { item.image = addresses.outputURL(of: found, for: .image)?.string }
        item.rights = parsed.rights.flatMap { $0.line.nonEmpty }
        if item.rights == nil, inherits { item.rights = shared.rights }
        let names = Self.form(ofNamesIn: feed.feed.format)
        if item.tags.contains(where: needsDecoding) { item.tags = item.tags.compactMap { Text($0, form: names).line.nonEmpty } }
        item.authors = item.authors.map { normalize($0, names) }
        item.contributors = item.contributors.map { normalize($0, names) }
        if item.authors.isEmpty, Self.inheritsAuthors(feed.feed.format) {
            item.authors = shared.authors.map { normalize($0, names) }
            addresses.settle(&item.authors)
        }
        if !item.categories.isEmpty { item.categories = item.categories.map { normalize($0, names) } }
        if item.hasSource, let source = item.source {
            item.source?.authors = source.authors.map { normalize($0, names) }
            item.source?.contributors = source.contributors.map { normalize($0, names) }
        }
        if !addresses.warnings.isEmpty { item.warnings += addresses.warnings }
        // `xml:lang=""` revokes the language of the feed (XML 1.0, 2.12).
        item.language = item.language == nil ? shared.language : item.language?.nonEmpty
        return item
    }

    /// How names and tags are read: in XML they may contain HTML's references and tags, as titles do; in JSON Feed they are plain text.
    private static func form(ofNamesIn format: Feed.Format) -> Text.Form {
        format == .jsonFeed11 || format == .jsonFeed10 || format == .webPage ? .plain : .html
    }

    /// Whether items without authors have those of the feed: RFC 4287, 4.2.1, and JSON Feed 1.1, `authors`.
    private static func inheritsAuthors(_ format: Feed.Format) -> Bool {
        switch format {
        case .atom10, .atom03, .jsonFeed11, .jsonFeed10: true
        default: false
        }
    }

    /// The text as one line, and its sanitized HTML where it contains elements.
    private func line(_ text: Text, _ bases: TextBases) -> (plain: String?, html: String?) {
        let line = TextLine(text)
        guard let markup = line.markup else { return (line.plain.nonEmpty, nil) }
        var warnings: [String] = []
        let safe = sanitize(Text(markup, form: .xhtml, base: text.base), bases, &warnings)
        return (line.plain.nonEmpty, safe.isPlain ? nil : safe.html.nonEmpty)
    }

    private func sanitize(_ text: Text, _ bases: TextBases, _ warnings: inout [String]) -> SanitizedHTML {
        var text = text
        FieldLimits.cut(&text, &warnings)
        let sanitizer = bases.sanitizer(of: text)
        guard HTMLDetection.isHTML(text) else { return sanitizer.sanitize(plain: text.value) }
        var html = text.value
        if !html.contains(byte: UInt8(ascii: "<")) {
            let decoded = HTMLText.decodingReferences(in: html)
            // HTML without a tag is plain text with character references, whose line breaks matter, unless the references hide tags.
            guard HTMLDetection.isWholeHTML(decoded) else { return sanitizer.sanitize(plain: decoded) }
            warnings.append("HTML was escaped twice; it was unescaped.")
            html = decoded
        } else if text.form != .xhtml, MentionedTags.areAll(in: html) {
            return sanitizer.sanitize(plain: HTMLText.decodingReferences(in: html))
        }
        return sanitizer.sanitize(html)
    }

    private func normalize(_ person: Person, _ form: Text.Form) -> Person {
        guard let name = person.name, needsDecoding(name) else { return person }
        var person = person
        person.name = Text(name, form: form).line.nonEmpty
        return person
    }

    /// Whether two texts differ in white space at most.
    private func isSame(_ a: String, _ b: String) -> Bool {
        var (a, b) = (a, b)
        return a.withUTF8 { a in
            b.withUTF8 { b in
                var (place, other) = (0, 0)
                while true {
                    while place < a.count, a[place] <= 0x20 { place += 1 }
                    while other < b.count, b[other] <= 0x20 { other += 1 }
                    guard place < a.count, other < b.count else { return place == a.count && other == b.count }
                    if a[place] != b[other] { return false }
                    place += 1
                    other += 1
                }
            }
        }
    }

    private func normalize(_ category: Category, _ form: Text.Form) -> Category {
        guard needsDecoding(category.term) || category.label.map(needsDecoding) == true else { return category }
        return Category(
            term: Text(category.term, form: form).line.nonEmpty ?? category.term, scheme: category.scheme,
            label: category.label.flatMap { Text($0, form: form).line.nonEmpty })
    }

    /// Whether a name or tag may contain references, tags, line breaks or control characters: most do not.
    private func needsDecoding(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 < 0x20 } || TextControls.areIn(text)
    }
}

extension ImageChoice {
    /// Offers the first image of a content or summary.
    fileprivate mutating func offer(_ safe: SanitizedHTML) {
        guard let url = safe.firstImage else { return }
        offer(url, as: .content, size: Size(width: safe.firstImageWidth, height: safe.firstImageHeight))
    }
}
