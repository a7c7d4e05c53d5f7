import Bytes
import Markup
import Syndication

/// Finds the values of an item of a list on a page from what lists look like: for fields without locators, and for lists that are found by themselves.
///
/// It invents nothing: each value is the publisher's, or there is none.
struct ItemFinder {
    let page: ListedPage
    let now: Timestamp
    let zoneMinutes: Int

    private var tree: HTMLTree { page.tree }

    // MARK: Links

    /// A link of an item.
    struct FoundLink {
        var node: Int
        var url: String
    }

    /// The URL of an item's page, in this order of preference: a link marked as permanent, the link in or around the heading, the first link with text, the link
    /// that the item itself is or lies in (a card that is a link), any link.
    func link(in item: Int) -> FoundLink? {
        let links = links(in: item)
        if let permanent = links.first(where: { isPermanent($0.node) }) { return permanent }
        if let heading = heading(in: item) {
            let range = heading..<Int(tree.nodes[heading].end)
            if let link = links.first(where: { range.contains($0.node) || ($0.node..<Int(tree.nodes[$0.node].end)).contains(heading) }) {
                return link
            }
        }
        if let link = links.first(where: { hasTitle($0.node) }) { return link }
        return around(item) ?? links.first
    }

    /// The links in an item that lead to what may be its page: not to tags, authors, comments, or places that share it.
    private func links(in item: Int) -> [FoundLink] {
        var found: [FoundLink] = []
        var others: [FoundLink] = []
        forEachElement(in: item) { index in
            guard tree.nodes[index].element == .a, let href = tree.attribute(index, "href"), let url = page.address(href) else { return }
            if isAside(index, within: item) {
                others.append(FoundLink(node: index, url: url))
            } else {
                found.append(FoundLink(node: index, url: url))
            }
        }
        return found.isEmpty ? others.filter { !isShare($0.url) } : found
    }

    private func isPermanent(_ node: Int) -> Bool {
        hasWord("bookmark", in: "rel", of: node) || hasWord("u-url", in: "class", of: node)
    }

    /// The item, or the nearest element around it, where it is a link: a card that is one link as a whole.
    private func around(_ item: Int) -> FoundLink? {
        var node = item
        for _ in 0..<4 where node >= 0 {
            if tree.nodes[node].element == .a, let url = tree.attribute(node, "href").flatMap(page.address) {
                return FoundLink(node: node, url: url)
            }
            node = Int(tree.nodes[node].parent)
        }
        return nil
    }

    /// Whether a link leads to something beside the item, by its own words and those of the elements between it and the item.
    private func isAside(_ link: Int, within item: Int) -> Bool {
        if hasWord("tag", in: "rel", of: link) || hasWord("author", in: "rel", of: link) || hasWord("category", in: "rel", of: link) {
            return true
        }
        if let href = tree.attribute(link, "href"), isShare(href) || href.contains("#comment") || href.contains("#respond") { return true }
        var node = link
        while node > item {
            let classes = classes(of: node)
            if !classes.isDisjoint(with: [.share, .comment, .author, .tags, .navigation]),
                classes.isDisjoint(with: [.title, .article, .teaser])
            {
                return true
            }
            if tree.nodes[node].element.isHeading { return false }
            node = Int(tree.nodes[node].parent)
        }
        return false
    }

    private func isShare(_ url: String) -> Bool {
        [
            "/sharer", "/intent/tweet", "/share?", "/shareArticle", "/submit?url=", "wa.me/", "whatsapp:", "t.me/share",
            "pinterest.com/pin/create",
        ].contains {
            url.contains($0)
        }
    }

    /// Whether the text of a link can be a title: more than an invitation to read on.
    private func hasTitle(_ link: Int) -> Bool { page.line(link).map { !isInvitation($0) } == true }

    /// "Read more", "Weiterlesen", "→".
    private func isInvitation(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.count <= 4
            && words.allSatisfy { word in
                var hash = Digest.start
                for byte in word.utf8 { hash = Digest.mix(hash, byte) }
                return FurnitureWords.shared.kind(hash) == .furniture || Self.invitations.contains(String(word))
            }
    }

    private static let invitations: Set<String> = [
        "details", "detail", "the", "full", "story", "continue", "reading", "here", "hier", "zum", "la", "suite", "lire", "leer", "más",
        "mas", "leggi", "tutto",
        "ler", "mais", "lees", "meer", "läs", "mer", "les", "mere", "læs", "více", "číst", "dál", "czytaj", "więcej", "devamı", "подробнее",
        "далее", "още",
        "прочети", "цялата", "новина", "view", "see", "open", "go", "link", "article",
    ]

    // MARK: Titles

    /// The text of the heading, else of an element that is called a title, else of the link.
    func title(in item: Int, link: FoundLink?) -> String? {
        if let heading = heading(in: item), let text = page.line(heading) { return text }
        if let link, let text = page.line(link.node), link.node != item || !hasBlocks(link.node), !isInvitation(text) { return text }
        // The picture and the text of a card are often two links to one page.
        if let link {
            let texts = links(in: item).filter { $0.url == link.url }.compactMap { page.line($0.node) }.filter { !isInvitation($0) }
            if let text = texts.first { return text }
        }
        if let text = page.line(item), text.utf8.count <= 300, !hasBlocks(item), !isInvitation(text) { return text }
        return nil
    }

    /// The first heading of an item that has text, else the first element that is called its title.
    private func heading(in item: Int) -> Int? {
        if tree.nodes[item].element.isHeading { return item }
        var named: Int?
        var heading: Int?
        forEachElement(in: item) { index in
            guard heading == nil else { return }
            if tree.nodes[index].element.isHeading, page.line(index) != nil {
                heading = index
            } else if named == nil, classes(of: index).contains(.title), isTitled(index) {
                named = index
            }
        }
        return heading ?? named
    }

    private func isTitled(_ node: Int) -> Bool {
        guard let text = page.line(node) else { return false }
        return text.utf8.count <= 400 && !isInvitation(text)
    }

    private func hasBlocks(_ node: Int) -> Bool {
        (node + 1..<Int(tree.nodes[node].end)).contains { !tree.nodes[$0].isText && tree.nodes[$0].element.isBlock }
    }

    // MARK: Dates

    /// The date of a `time` element, else of an element that is called a date, else of a text.
    func date(in item: Int) -> DateText? {
        var times: [Int] = []
        var named: [Int] = []
        var texts: [Int] = []
        for index in item..<Int(tree.nodes[item].end) {
            if tree.nodes[index].isText {
                texts.append(index)
            } else if tree.nodes[index].element == .time {
                times.append(index)
            } else if classes(of: index).contains(.meta) || tree.attribute(index, "itemprop")?.lowercased().contains("date") == true {
                named.append(index)
            }
        }
        for time in times.prefix(8) { if let date = date(of: time) { return date } }
        for node in named.prefix(16) { if let date = date(of: node) { return date } }
        for text in texts.prefix(64) {
            let bytes = tree.text(text)
            guard bytes.count <= 200, bytes.contains(where: { ASCII.isDigit($0) || $0 >= 0x80 }) || bytes.count < 40 else { continue }
            if let date = DateText(in: String(decoding: bytes, as: UTF8.self), now: now, zoneMinutes: zoneMinutes) { return date }
        }
        return nil
    }

    /// The date that an element states.
    func date(of node: Int) -> DateText? {
        for name in [StaticString("datetime"), "content"] {
            if let value = tree.attribute(node, name), let date = DateText(in: value, now: now, zoneMinutes: zoneMinutes) { return date }
        }
        return page.line(node).flatMap { DateText(in: $0, now: now, zoneMinutes: zoneMinutes) }
    }

    // MARK: Summaries and images

    /// The first paragraph, or element that is called a teaser, that says more than title and date.
    func summary(in item: Int, title: String?) -> String? {
        var found: String?
        var skippedEnd = 0
        forEachElement(in: item) { index in
            guard found == nil, index >= skippedEnd else { return }
            let element = tree.nodes[index].element
            if element.isHeading || element == .time || element == .figcaption {
                skippedEnd = Int(tree.nodes[index].end)
                return
            }
            guard element == .p || element == .dd || classes(of: index).contains(.lead), let text = page.line(index), text != title else {
                return
            }
            let words = text.split(separator: " ").count
            guard words >= 4 || text.utf8.count >= 40, !isInvitation(text) else { return }
            if words < 10, DateText(in: text, now: now) != nil { return }
            found = text
        }
        return found
    }

    /// The first picture that is no icon.
    func image(in item: Int) -> String? {
        var found: String?
        forEachElement(in: item) { index in
            guard found == nil, tree.nodes[index].element == .img else { return }
            if !classes(of: index).isDisjoint(with: [.author, .share]) { return }
            found = image(of: index)
        }
        return found
    }

    /// The address of a picture, which may be loaded late by a script.
    func image(of node: Int) -> String? {
        for name in ["width", "height"] as [StaticString] {
            if let size = tree.attribute(node, name).flatMap({ Int($0) }), size < 32 { return nil }
        }
        for name in ["data-src", "data-lazy-src", "data-original", "src", "href", "content"] as [StaticString] {
            if let value = tree.attribute(node, name), !value.isEmpty, let url = page.address(value) { return url }
        }
        for name in ["srcset", "data-srcset"] as [StaticString] {
            if let first = tree.attribute(node, name)?.split(whereSeparator: \.isWhitespace).first, let url = page.address(String(first)) {
                return url
            }
        }
        return nil
    }

    // MARK: Elements

    private func forEachElement(in item: Int, _ body: (Int) -> Void) {
        var index = item
        while index < Int(tree.nodes[item].end) {
            let node = tree.nodes[index]
            if node.isHidden, index != item {
                index = Int(node.end)
                continue
            }
            if !node.isText { body(index) }
            index += 1
        }
    }

    private func classes(of node: Int) -> ClassNames {
        tree.attribute(node, named: Self.classAttribute).map { ClassNames($0) } ?? []
    }

    private static let classAttribute = Array("class".utf8)

    private func hasWord(_ word: String, in attribute: StaticString, of node: Int) -> Bool {
        tree.attribute(node, attribute)?.lowercased().split(whereSeparator: \.isWhitespace).contains(Substring(word)) == true
    }
}
