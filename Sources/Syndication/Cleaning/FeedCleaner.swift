internal import Markup

/// Makes of what a document carried what feedd passes on: safe HTML, plain text, one-line titles.
public struct FeedCleaner: Sendable {
    private let documentURL: String?
    private let documentCleaner: HTMLCleaner

    /// - Parameter documentURL: what relative references stand against where the document itself names nothing.
    public init(documentURL: String?) {
        self.documentURL = documentURL
        documentCleaner = HTMLCleaner(base: documentURL)
    }

    public func clean(_ parsed: ParsedFeed) -> (Feed, [Item]) {
        (clean(feed: parsed), parsed.items.map { clean($0, in: parsed) })
    }

    /// The feed alone, without its items.
    public func clean(feed parsed: ParsedFeed) -> Feed {
        var feed = parsed.feed
        if let title = parsed.title { (feed.title, feed.titleHTML) = line(title) }
        if let description = parsed.description {
            let safe = clean(description, near: feed.homePageURL, &feed.warnings)
            feed.description = safe.text.nonEmpty
            feed.descriptionHTML = safe.isPlain ? nil : safe.html
        }
        feed.rights = parsed.rights.flatMap { TextForms.line($0).nonEmpty }
        feed.tags = feed.tags.compactMap { HTMLCleaner.line($0).nonEmpty }
        feed.authors = feed.authors.map(clean)
        feed.contributors = feed.contributors.map(clean)
        return feed
    }

    /// - Parameter feed: the item's feed: an Atom entry without an author has its feed's (RFC 4287, 4.2.1), an item without a language too.
    public func clean(_ parsed: ParsedItem, in feed: ParsedFeed) -> Item {
        var item = parsed.item
        if let title = parsed.title { (item.title, item.titleHTML) = line(title) }
        if let content = parsed.content {
            let safe = clean(content, near: item.url ?? feed.feed.homePageURL, &item.warnings)
            item.contentHTML = safe.html.nonEmpty
            item.contentText = safe.text
            if item.image == nil { item.image = safe.firstImage }
        }
        if let summary = parsed.summary {
            let safe = clean(summary, near: item.url ?? feed.feed.homePageURL, &item.warnings)
            item.summary = safe.text.nonEmpty
            item.summaryHTML = safe.isPlain ? nil : safe.html
            if item.image == nil { item.image = safe.firstImage }
        }
        item.rights = parsed.rights.flatMap { TextForms.line($0).nonEmpty }
        if item.tags.contains(where: needsDecoding) { item.tags = item.tags.compactMap { HTMLCleaner.line($0).nonEmpty } }
        item.authors = item.authors.map(clean)
        item.contributors = item.contributors.map(clean)
        if item.authors.isEmpty, feed.feed.format == .atom10 || feed.feed.format == .atom03 { item.authors = feed.feed.authors.map(clean) }
        // An empty language is one that the document took back.
        item.language = item.language == nil ? feed.feed.language : item.language?.nonEmpty
        return item
    }

    private func line(_ text: Text) -> (plain: String?, html: String?) {
        let plain = TextForms.line(text).nonEmpty
        guard text.value.contains(byte: UInt8(ascii: "<")), TextForms.isHTML(text) else { return (plain, nil) }
        var warnings: [String] = []
        let safe = clean(text, near: nil, &warnings)
        return (plain, safe.isPlain ? nil : safe.html.nonEmpty)
    }

    /// - Parameter near: what relative references stand against where neither the text nor the document has an address.
    private func clean(_ text: Text, near: String?, _ warnings: inout [String]) -> SafeHTML {
        guard TextForms.isHTML(text) else { return documentCleaner.clean(plain: text.value) }
        var html = text.value
        if !html.contains(byte: UInt8(ascii: "<")) {
            let decoded = HTMLCleaner.decodeEntities(html)
            // HTML without a tag is plain text with references: its line breaks are all it has. Unless they are references to tags.
            guard TextForms.isWholeHTML(decoded) else { return documentCleaner.clean(plain: decoded) }
            warnings.append("HTML was escaped twice; it was unescaped.")
            html = decoded
        }
        if let base = text.base, base != documentURL { return HTMLCleaner(base: base).clean(html) }
        if documentURL == nil, let near { return HTMLCleaner(base: near).clean(html) }
        return documentCleaner.clean(html)
    }

    private func clean(_ person: Person) -> Person {
        guard let name = person.name, needsDecoding(name) else { return person }
        var person = person
        person.name = HTMLCleaner.line(name).nonEmpty
        return person
    }

    private func needsDecoding(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 < 0x20 }
    }
}
