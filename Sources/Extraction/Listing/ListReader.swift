package import Bytes
import Markup
import Syndication

/// Reads the items of a list on a web page by rules.
package struct ListReader {
    private let page: ListedPage
    private let rules: PageRules
    private let finder: ItemFinder
    private let now: Timestamp

    /// - Parameters:
    ///   - bytes: the page, in any encoding.
    ///   - url: the page's URL, against which relative URLs are resolved.
    ///   - contentType: the value of the Content-Type header.
    ///   - itemLimit: the greatest number of items; further ones are ignored, with a warning.
    ///   - deadline: when reading is given up.
    ///   - now: when the page was fetched, which relative dates are relative to.
    package static func read(
        _ bytes: [UInt8], url: String?, contentType: String?, rules: PageRules, itemLimit: Int = 10_000, deadline: CPUDeadline = .none,
        now: Timestamp
    ) -> ListReading {
        let text = PageEncoding.decode(bytes, contentType: contentType)
        let whole = text.withUnsafeBufferPointer { HTMLTree($0, keeping: .everything) }
        let reader = ListReader(whole, url: url, rules: rules, now: now)
        return reader.read(bytes: bytes.count, itemLimit: itemLimit, deadline: deadline)
    }

    /// The URL of the page of the list that follows a page; nil where there is none.
    package static func next(_ bytes: [UInt8], url: String?, contentType: String?, rules: PageRules) -> String? {
        let text = PageEncoding.decode(bytes, contentType: contentType)
        let tree = text.withUnsafeBufferPointer { HTMLTree($0, keeping: .everything) }
        let reader = ListReader(tree, url: url, rules: rules, now: Timestamp(milliseconds: 0))
        return rules.next.lazy.compactMap { reader.address(of: $0, in: nil, limit: nil) }.first
    }

    private init(_ tree: HTMLTree, url: String?, rules: PageRules, now: Timestamp) {
        self.rules = rules
        self.now = now
        var page = ListedPage(tree, url: url)
        if !rules.remove.isEmpty {
            let removed = Set(rules.remove.flatMap(page.nodes)).sorted()
            if !removed.isEmpty { page = ListedPage(HTMLTree(tree, without: removed), url: url) }
        }
        self.page = page
        finder = ItemFinder(page: page, now: now, zoneMinutes: rules.zoneMinutes ?? 0)
    }

    private func read(bytes: Int, itemLimit: Int, deadline: CPUDeadline) -> ListReading {
        var reading = ListReading(feed: feed())
        let (locator, items) = itemNodes()
        reading.report.selectors = [ListReport.Field(name: "item", text: locator.text, matches: items.count)]
        var fields = fieldsByName.filter { !$0.locators.isEmpty }.map {
            ListReport.Field(name: $0.name, text: $0.locators[0].text, matches: 0)
        }
        for (place, item) in items.prefix(itemLimit).enumerated() {
            if deadline.isPassed { break }
            // A search beside an item ends before the next one.
            let limit = place + 1 < items.count ? items[place + 1] : nil
            var found: Set<String> = []
            let parsed = read(item, limit: limit, &found)
            for index in fields.indices where found.contains(fields[index].name) { fields[index].matches += 1 }
            if parsed.item.url == nil { reading.report.withoutLink += 1 }
            if parsed.title == nil { reading.report.withoutTitle += 1 }
            if parsed.item.url != nil || parsed.title != nil { reading.feed.items.append(parsed) }
        }
        reading.report.selectors += fields
        reading.report.items = reading.feed.items.count
        if items.count > itemLimit {
            reading.feed.feed.warnings.append("The page has \(items.count) items; the first \(itemLimit) were read.")
        }
        if page.isExhausted {
            reading.feed.feed.warnings.append(
                "The selectors need too much work on this page, so that values are missing: write simpler ones.")
        }
        reading.next = rules.next.lazy.compactMap { address(of: $0, in: nil, limit: nil) }.first
        if items.isEmpty { reading.report.nearest = nearest() }
        reading.kind = PageKind(page.tree)
        reading.feed.finish(documentBytes: bytes, now: now)
        return reading
    }

    /// What the page says of itself.
    private func feed() -> ParsedFeed {
        var parsed = ParsedFeed(feed: Feed(format: .webPage))
        let tree = page.tree
        if let title = tree.nodes.indices.first(where: { tree.nodes[$0].element == .title }), let text = page.line(title) {
            parsed.title = Text(text, form: .plain)
        }
        if let root = tree.nodes.indices.first, let language = tree.attribute(root, "lang"), !language.isEmpty {
            parsed.feed.language = language
        }
        parsed.feed.homePageURL = page.base?.string
        return parsed
    }

    // MARK: Items

    private func itemNodes() -> (Locator, [Int]) {
        for locator in rules.item {
            let nodes = page.nodes(locator)
            if !nodes.isEmpty { return (locator, nodes) }
        }
        return (rules.item[0], [])
    }

    private var fieldsByName: [(name: String, locators: [Locator])] {
        [
            ("title", rules.title), ("link", rules.link), ("id", rules.id), ("date", rules.date), ("summary", rules.summary),
            ("image", rules.image),
            ("author", rules.author), ("tags", rules.tags), ("content", rules.content),
        ]
    }

    /// - Parameter found: gets the names of the fields whose locators gave a value.
    private func read(_ item: Int, limit: Int?, _ found: inout Set<String>) -> ParsedItem {
        var parsed = ParsedItem()
        func given<Value>(_ name: String, _ locators: [Locator], _ read: (Locator) -> Value?) -> Value? {
            let value = locators.lazy.compactMap(read).first
            if value != nil { found.insert(name) }
            return value
        }
        let link = rules.link.isEmpty ? finder.link(in: item) : nil
        parsed.item.url = given("link", rules.link) { address(of: $0, in: item, limit: limit) } ?? link?.url
        parsed.item.guid = given("id", rules.id) { line(of: $0, in: item, limit: limit) }
        let title =
            given("title", rules.title) { line(of: $0, in: item, limit: limit) }
            ?? (rules.title.isEmpty ? finder.title(in: item, link: link) : nil)
        parsed.title = title.map { Text($0, form: .plain) }
        let date =
            given("date", rules.date) { self.date(of: $0, in: item, limit: limit) } ?? (rules.date.isEmpty ? finder.date(in: item) : nil)
        parsed.item.published = date?.date
        parsed.item.isDateApproximate = date?.isApproximate == true
        let summary =
            given("summary", rules.summary) { line(of: $0, in: item, limit: limit) }
            ?? (rules.summary.isEmpty ? finder.summary(in: item, title: title) : nil)
        parsed.summary = summary.map { Text($0, form: .plain) }
        let image =
            given("image", rules.image) { self.image(of: $0, in: item, limit: limit) }
            ?? (rules.image.isEmpty ? finder.image(in: item) : nil)
        if let image { parsed.offer(image: image) }
        parsed.item.authors = (given("author", rules.author) { line(of: $0, in: item, limit: limit) }).map { [Person(name: $0)] } ?? []
        parsed.item.tags = given("tags", rules.tags) { tags(of: $0, in: item, limit: limit) } ?? []
        if let content = given("content", rules.content, { content(of: $0, in: item, limit: limit) }) {
            parsed.content = Text(content, form: .xhtml, base: page.base?.string)
        }
        parsed.digest = digest(of: parsed)
        return parsed
    }

    /// A date that is relative to the time of the poll is not part of it.
    private func digest(of parsed: ParsedItem) -> UInt64 {
        var hasher = StableHasher()
        let date = parsed.item.isDateApproximate ? nil : parsed.item.published?.rfc3339
        let texts = [
            parsed.item.url, parsed.item.guid, parsed.title?.value, date, parsed.summary?.value, parsed.imageURL,
            parsed.item.authors.first?.name,
            parsed.content?.value,
        ]
        for text in texts + parsed.item.tags.map(Optional.some) { hasher.absorb(text ?? "\0") }
        return hasher.value
    }

    // MARK: Values

    /// The first value of a locator that is a text on one line.
    private func line(of locator: Locator, in item: Int?, limit: Int?) -> String? {
        page.values(locator, in: item, limit: limit).lazy.compactMap { text(of: $0, locator) }.first
    }

    private func text(of value: ListedPage.Value, _ locator: Locator) -> String? {
        switch value {
        case .text(let text): return ListedPage.line(text)
        case .node(let node):
            guard let attribute = locator.attribute else { return page.line(node) }
            return attributeValue(attribute, of: node).flatMap(ListedPage.line)
        }
    }

    private func attributeValue(_ name: String, of node: Int) -> String? {
        page.tree.attribute(node, named: Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first address: of an attribute, of a link, or of the first link in what was selected.
    private func address(of locator: Locator, in item: Int?, limit: Int?) -> String? {
        page.values(locator, in: item, limit: limit).lazy.compactMap { value -> String? in
            switch value {
            case .text(let text): return page.address(text)
            case .node(let node):
                if let attribute = locator.attribute { return attributeValue(attribute, of: node).flatMap(page.address) }
                if page.tree.nodes[node].isText {
                    return ListedPage.line(String(decoding: page.tree.text(node), as: UTF8.self)).flatMap(page.address)
                }
                let nodes = node..<Int(page.tree.nodes[node].end)
                return nodes.lazy.compactMap { page.tree.attribute($0, "href").flatMap(page.address) }.first
            }
        }.first
    }

    private func image(of locator: Locator, in item: Int, limit: Int?) -> String? {
        if locator.attribute != nil { return address(of: locator, in: item, limit: limit) }
        return page.values(locator, in: item, limit: limit).lazy.compactMap { value -> String? in
            switch value {
            case .text(let text): page.address(text)
            case .node(let node): finder.image(of: node) ?? finder.image(in: node)
            }
        }.first
    }

    private func date(of locator: Locator, in item: Int, limit: Int?) -> DateText? {
        page.values(locator, in: item, limit: limit).lazy.compactMap { value -> DateText? in
            if locator.attribute == nil, rules.dateFormat == nil, case .node(let node) = value, !page.tree.nodes[node].isText {
                return finder.date(of: node)
            }
            guard let text = text(of: value, locator) else { return nil }
            if let format = rules.dateFormat, let date = format.parse(text, now: now, zoneMinutes: rules.zoneMinutes ?? 0) {
                return DateText(date, isApproximate: !format.hasYear)
            }
            return DateText(in: text, now: now, zoneMinutes: rules.zoneMinutes ?? 0)
        }.first
    }

    /// The texts of all elements of a locator.
    private func tags(of locator: Locator, in item: Int, limit: Int?) -> [String]? {
        var tags: [String] = []
        for value in page.values(locator, in: item, limit: limit) {
            if let tag = text(of: value, locator), !tags.contains(tag), tags.count < 256 { tags.append(tag) }
        }
        return tags.isEmpty ? nil : tags
    }

    private func content(of locator: Locator, in item: Int, limit: Int?) -> String? {
        let parts = page.values(locator, in: item, limit: limit).compactMap { value -> String? in
            switch value {
            case .text(let text): TreeMarkup.escaped(text)
            case .node(let node): locator.attribute.map { attributeValue($0, of: node) ?? "" } ?? TreeMarkup.html(of: node, in: page.tree)
            }
        }
        let html = parts.joined(separator: "\n")
        return html.contains(where: { !$0.isWhitespace }) ? html : nil
    }

    // MARK: What would match

    /// The selector nearest to that of the items which does match: with one part less.
    private func nearest() -> ListReport.Nearest? {
        for locator in rules.item {
            for looser in locator.looser {
                let count = page.nodes(looser).count
                if count > 0 { return ListReport.Nearest(text: looser.text, matches: count) }
            }
        }
        return nil
    }
}
