import Bytes
import Markup
import Syndication
import WebAddress

/// Collects what a page states about its article: JSON-LD first, then Open Graph, Dublin Core and other `meta`, then microdata and
/// microformats.
struct PageMetadata {
    private let tree: HTMLTree
    let base: String?
    /// Contents of `meta` by `name`, `property` or `http-equiv`, in lower case.
    private let metas: [String: [String]]
    /// Values of `link` by each word of `rel`.
    private let links: [String: [String]]
    /// Elements by microdata `itemprop`, without those inside items about something else.
    private let properties: [String: [Int]]
    /// Elements by microformats classes, and by `rel`.
    private let classes: [String: [Int]]
    private let times: [Int]
    private let documentTitle: String?
    private let heading: String?
    private let linked: LinkedData

    private static let formats = [
        "p-name", "entry-title", "p-author", "author", "byline", "dt-published", "published", "entry-date", "dt-updated", "updated",
        "p-category",
        "u-photo", "p-summary",
    ]

    /// Calls `body` with each microformats class among the words of a `class`.
    private static func forEachFormat(in value: UnsafeBufferPointer<UInt8>, _ body: (String) -> Void) {
        var start = 0
        for index in 0...value.count where index == value.count || value[index] <= 0x20 {
            let word = value[start..<index]
            start = index + 1
            guard (6...12).contains(word.count), let first = word.first else { continue }
            switch first {
            case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "p"), UInt8(ascii: "u"):
                for format in formats where format.utf8.count == word.count && format.utf8.elementsEqual(word) { body(format) }
            default: break
            }
        }
    }

    /// - Parameters:
    ///   - base: the page's URL.
    ///   - heading: the node of the heading that is its title, if there is one.
    init(_ tree: HTMLTree, base: String?, heading headingNode: Int?) {
        var base = base
        var metas: [String: [String]] = [:]
        var links: [String: [String]] = [:]
        var properties: [String: [Int]] = [:]
        var classes: [String: [Int]] = [:]
        var times: [Int] = []
        var documentTitle: String?
        var scripts: [String] = []
        /// The end of the hidden element that the nodes are in. Its `meta`, `link` and `script` elements count, as they are never seen.
        var hiddenEnd = 0
        for (index, node) in tree.nodes.enumerated() where !node.isText {
            if node.isHidden { hiddenEnd = max(hiddenEnd, Int(node.end)) }
            switch node.element {
            case .meta:
                let content = tree.attribute(index, "content") ?? ""
                if let property = tree.attribute(index, "itemprop") { properties[property, default: []].append(index) }
                guard let name = tree.attribute(index, "property") ?? tree.attribute(index, "name") ?? tree.attribute(index, "http-equiv"),
                    content.contains(where: { !$0.isWhitespace })
                else { continue }
                for key in name.lowercased().split(separator: " ") { metas[String(key), default: []].append(content) }
            case .link:
                guard let href = tree.attribute(index, "href") else { continue }
                for rel in (tree.attribute(index, "rel") ?? "").lowercased().split(separator: " ") {
                    links[String(rel), default: []].append(href)
                }
                if let property = tree.attribute(index, "itemprop") { properties[property, default: []].append(index) }
            case .base:
                if let href = tree.attribute(index, "href"), let url = WebURL.base(href, against: base.flatMap { WebURL($0) }) {
                    base = url.string
                }
            case .script:
                if tree.attribute(index, "type")?.lowercased().hasPrefix("application/ld+json") == true {
                    scripts.append(tree.textContent(index))
                }
            case .title:
                if documentTitle == nil { documentTitle = Self.line(tree.textContent(index)) }
            default:
                if index < hiddenEnd { continue }
                if node.element == .time { times.append(index) }
                tree.forEachAttribute(index) { name, value in
                    switch name.count {
                    case 8 where name.elementsEqual("itemprop".utf8):
                        for word in String(decoding: value, as: UTF8.self).split(separator: " ") {
                            properties[String(word), default: []].append(index)
                        }
                    case 5 where name.elementsEqual("class".utf8):
                        Self.forEachFormat(in: value) { classes[$0, default: []].append(index) }
                    case 3 where name.elementsEqual("rel".utf8):
                        for word in String(decoding: value, as: UTF8.self).lowercased().split(separator: " ")
                        where word == "author" || word == "tag" || word == "next" {
                            classes["rel-" + word, default: []].append(index)
                        }
                    default: break
                    }
                }
            }
        }
        self.tree = tree
        self.base = base
        self.metas = metas
        self.links = links
        self.properties = properties
        self.classes = classes
        self.times = times
        self.documentTitle = documentTitle
        linked = LinkedData(scripts)
        heading = headingNode.flatMap { Self.line(tree.textContent($0)) }
    }

    /// Writes the metadata into the article.
    func fill(_ article: inout Article) {
        article.siteName = siteName
        article.url = url
        article.title = title(siteName: article.siteName)
        article.summary = first([
            linked.text("description"), meta("og:description"), meta("description"), meta("twitter:description"), meta("dc.description"),
            meta("dcterms.description"), text("description"), format("p-summary"),
        ])
        article.authors = authors
        article.published = published
        article.modified = modified
        article.language = language
        article.image = image
        article.tags = tags
        article.nextPageURL = nextPage
        article.isPaywalled = linked.isPaywalled || meta("article:content_tier").map { $0 == "locked" || $0 == "metered" } == true
    }

    // MARK: Title and site

    private func title(siteName: String?) -> String? {
        let said = first([
            linked.text("headline"), meta("og:title"), meta("twitter:title"), meta("dc.title"), meta("dcterms.title"),
            meta("citation_title"), meta("parsely-title"), meta("sailthru.title"), text("headline"), format("p-name"),
            format("entry-title"),
        ])
        guard let said else { return heading ?? documentTitle.map { withoutSite($0, siteName) } }
        return withoutSite(said, siteName)
    }

    /// Removes the site's name from `Title | Site`. The heading decides where it equals the part before the separator.
    private func withoutSite(_ title: String, _ siteName: String?) -> String {
        for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / "] {
            guard let range = Self.lastRange(of: mark, in: title) else { continue }
            let before = String(title[..<range.lowerBound])
            let after = String(title[range.upperBound...])
            if let siteName, Self.isSame(after, siteName) { return before }
            if let siteName, Self.isSame(before, siteName) { return after }
            if let heading, Self.isSame(before, heading) { return before }
            if let heading, Self.isSame(after, heading) { return after }
        }
        return title
    }

    private static func lastRange(of mark: String, in text: String) -> Range<String.Index>? {
        var at = text.endIndex
        while at > text.startIndex {
            at = text.index(before: at)
            if text[at...].hasPrefix(mark) { return at..<text.index(at, offsetBy: mark.count) }
        }
        return nil
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        let letters: (String) -> String = { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        let (a, b) = (letters(a), letters(b))
        return !a.isEmpty && a == b
    }

    private var siteName: String? {
        first([
            meta("og:site_name"), linked.publisher, meta("application-name"), meta("dc.publisher"), meta("dcterms.publisher"),
            meta("citation_journal_title"), meta("apple-mobile-web-app-title"),
        ])
    }

    private var url: String? {
        for candidate in [links["canonical"]?.first, meta("og:url"), linked.url, base] {
            guard let candidate else { continue }
            if let url = outputURL(candidate, for: .resource) { return TrackingParameters.removed(from: url) ?? url }
        }
        return base
    }

    private var language: String? {
        let root = tree.nodes.first.flatMap { $0.isText ? nil : tree.attribute(0, "lang") ?? tree.attribute(0, "xml:lang") }
        for candidate in [
            root, linked.text("inLanguage"), meta("content-language"), meta("og:locale"), meta("dc.language"), meta("dcterms.language"),
            meta("language"),
        ] {
            guard let tag = candidate?.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " }).first else { continue }
            let normal = tag.split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == "." })
            guard let primary = normal.first, (2...3).contains(primary.count), primary.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                continue
            }
            let region = normal.dropFirst().first.flatMap {
                (2...4).contains($0.count) ? "-" + ($0.count == 2 ? $0.uppercased() : String($0)) : nil
            }
            return primary.lowercased() + (region ?? "")
        }
        return nil
    }

    // MARK: People

    private var authors: [Person] {
        let sources: [[Person]] = [
            linked.authors,
            people([
                "citation_author", "dc.creator", "dcterms.creator", "article:author", "author", "parsely-author", "sailthru.author", "byl",
                "dc.contributor", "twitter:creator",
            ]),
            (properties["author"] ?? []).prefix(5).flatMap { Self.people(in: name(of: $0)) },
            (classes["rel-author"] ?? []).prefix(3).flatMap { Self.people(in: Self.line(tree.textContent($0))) },
            ["p-author", "author", "byline"].flatMap { (classes[$0] ?? []).prefix(1) }.prefix(1).flatMap {
                Self.people(in: Self.line(tree.textContent($0)))
            },
        ]
        var seen: Set<String> = []
        let found = sources.first { !$0.isEmpty } ?? []
        return found.filter { seen.insert(($0.name ?? $0.url ?? "").lowercased()).inserted }
    }

    private func people(_ names: [String]) -> [Person] {
        for name in names {
            let people = (metas[name] ?? []).flatMap { Self.people(in: Self.line($0)) }
            if !people.isEmpty { return people }
        }
        return []
    }

    /// The text of a microdata element: its `name` property, else its text.
    private func name(of index: Int) -> String? {
        if let content = tree.attribute(index, "content") { return Self.line(content) }
        for inner in index..<Int(tree.nodes[index].end) where !tree.nodes[inner].isText && inner != index {
            if tree.attribute(inner, "itemprop") == "name" {
                return Self.line(tree.attribute(inner, "content") ?? tree.textContent(inner))
            }
        }
        return Self.line(tree.textContent(index))
    }

    /// Words that precede names in bylines, in several languages.
    private static let prefixes = [
        "written by ", "posted by ", "by ", "von ", "par ", "por ", "de ", "di ", "от ", "автор: ", "автор ", "author: ", "autor: ",
        "redaktion: ", "text: ", "przez ", "door ",
    ]

    static func people(in text: String?) -> [Person] {
        guard var text, text.count <= 200 else { return [] }
        let lower = text.lowercased()
        if let prefix = prefixes.first(where: lower.hasPrefix) { text = String(text.dropFirst(prefix.count)) }
        if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("@") || text.isEmpty { return [] }
        var names = [text]
        for mark in [" and ", " und ", " et ", " y ", " и ", " & ", ";", " | ", ", "] {
            // A comma separates names only where each side looks like a first and a last name.
            names = names.flatMap { name -> [String] in
                let parts = split(name, mark)
                return mark == ", " && !parts.allSatisfy({ $0.contains(" ") && $0.count < 40 }) ? [String(parts.first ?? "")] : parts
            }
        }
        return names.map { trimmed($0) }.filter { name in
            name.count >= 2 && name.count <= 80 && name.contains { $0.isLetter } && !name.contains("@")
        }.map { Person(name: $0) }
    }

    private static func split(_ text: String, _ mark: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let range = firstRange(of: mark, in: rest) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        parts.append(String(rest))
        return parts.filter { $0.contains { !$0.isWhitespace } }
    }

    private static func firstRange(of mark: String, in text: Substring) -> Range<String.Index>? {
        var at = text.startIndex
        while at < text.endIndex {
            if text[at...].hasPrefix(mark) { return at..<text.index(at, offsetBy: mark.count) }
            at = text.index(after: at)
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        let isEdge: (Character) -> Bool = { $0.isWhitespace || $0 == "," || $0 == "|" || $0 == "·" || $0 == "•" || $0 == "-" || $0 == ":" }
        let front = text.drop(while: isEdge)
        return String(front.reversed().drop(while: isEdge).reversed())
    }

    // MARK: Dates

    private var published: Timestamp? {
        date([
            linked.text("datePublished"), meta("article:published_time"), meta("og:article:published_time"), meta("datepublished"),
            moment("datePublished"), meta("dcterms.created"),
            meta("dcterms.issued"), meta("dc.date.issued"), meta("dcterms.date"), meta("dc.date"), meta("citation_publication_date"),
            meta("citation_date"), meta("parsely-pub-date"),
            meta("sailthru.date"), meta("pubdate"), meta("publishdate"), meta("publish-date"), meta("publish_date"), meta("date"),
            meta("article.published"), meta("cxenseparse:recs:publishtime"),
            linked.text("dateCreated"), moment("dateCreated"), format(moments: "dt-published"), format(moments: "published"),
            format(moments: "entry-date"), firstTime, dateInAddress,
        ])
    }

    private var modified: Timestamp? {
        date([
            linked.text("dateModified"), meta("article:modified_time"), meta("og:updated_time"), moment("dateModified"),
            meta("dcterms.modified"), meta("dc.date.modified"), meta("datemodified"),
            format(moments: "dt-updated"), format(moments: "updated"), meta("last-modified"),
        ])
    }

    private func date(_ candidates: [String?]) -> Timestamp? {
        for candidate in candidates {
            if let candidate, candidate.contains(where: { $0.isNumber }), let date = DateParser.parse(candidate) { return date }
        }
        return nil
    }

    /// The date of the first `time` element with a date that is not in a list of other articles.
    private var firstTime: String? {
        for index in times.prefix(3) {
            if let date = tree.attribute(index, "datetime"), date.count >= 8 { return date }
        }
        return nil
    }

    /// The date in the path of the page's URL: `/2022/01/18/`.
    private var dateInAddress: String? {
        guard let path = (url ?? base).flatMap({ WebURL($0) })?.path else { return nil }
        let parts = path.split(separator: "/")
        for index in parts.indices.dropLast(2) {
            let (year, month, day) = (parts[index], parts[index + 1], parts[index + 2])
            if year.count == 4, let y = Int(year), (1990...2100).contains(y), let m = Int(month), (1...12).contains(m), let d = Int(day),
                (1...31).contains(d)
            {
                return "\(y)-\(m < 10 ? "0" : "")\(m)-\(d < 10 ? "0" : "")\(d)"
            }
        }
        return nil
    }

    // MARK: Pictures, tags, pages

    private var image: String? {
        for candidate in [
            linked.image, meta("og:image:secure_url"), meta("og:image"), meta("og:image:url"), meta("twitter:image"),
            meta("twitter:image:src"), address("image"), links["image_src"]?.first,
            (classes["u-photo"] ?? []).first.flatMap { tree.attribute($0, "src") },
        ] {
            guard let candidate, !candidate.isEmpty else { continue }
            if let url = outputURL(candidate, for: .resource) { return url }
        }
        return nil
    }

    private var tags: [String] {
        let words: ([String]) -> [String] = {
            $0.flatMap { $0.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "|" }).map(String.init) }
        }
        let sources: [[String]] = [
            metas["article:tag"].map(words) ?? [], linked.keywords, words(metas["parsely-tags"] ?? metas["sailthru.tags"] ?? []),
            (classes["rel-tag"] ?? []).map { tree.textContent($0) }, (classes["p-category"] ?? []).map { tree.textContent($0) },
            words((properties["keywords"] ?? []).map { tree.attribute($0, "content") ?? tree.textContent($0) }),
            words(metas["news_keywords"] ?? []),
            words(metas["dc.subject"] ?? metas["dcterms.subject"] ?? []), words(metas["keywords"] ?? []),
        ]
        var seen: Set<String> = []
        for source in sources {
            let tags = source.compactMap { Self.line($0) }.filter { $0.count <= 60 && seen.insert($0.lowercased()).inserted }
            if !tags.isEmpty { return Array(tags.prefix(40)) }
        }
        return []
    }

    private var nextPage: String? {
        let href = links["next"]?.first ?? (classes["rel-next"] ?? []).first.flatMap { tree.attribute($0, "href") }
        guard let href, let base, let here = WebURL(base), let next = here.resolving(href) else { return nil }
        return next.isWeb && next.host == here.host && next.string != here.string ? next.string : nil
    }

    // MARK: Values

    /// nil where the output may not have the URL.
    private func outputURL(_ reference: String, for use: URLUse) -> String? {
        (try? OutputURL(reference, for: use, base: base.flatMap { WebURL($0) }))?.string
    }

    private func first(_ candidates: [String?]) -> String? {
        for candidate in candidates { if let candidate { return candidate } }
        return nil
    }

    private func meta(_ name: String) -> String? {
        metas[name]?.lazy.compactMap { Self.line($0) }.first
    }

    /// A microdata property as text.
    private func text(_ property: String) -> String? {
        (properties[property] ?? []).lazy.compactMap { Self.line(tree.attribute($0, "content") ?? tree.textContent($0)) }.first
    }

    /// A microdata property as a date.
    private func moment(_ property: String) -> String? {
        (properties[property] ?? []).lazy.compactMap { moment(at: $0) }.first
    }

    private func moment(at index: Int) -> String? {
        Self.line(
            tree.attribute(index, "content") ?? tree.attribute(index, "datetime") ?? tree.attribute(index, "title")
                ?? tree.textContent(index))
    }

    /// A microdata property as a URL.
    private func address(_ property: String) -> String? {
        (properties[property] ?? []).lazy.compactMap { index in
            tree.attribute(index, "content") ?? tree.attribute(index, "src") ?? tree.attribute(index, "href")
        }.first
    }

    private func format(_ name: String) -> String? {
        (classes[name] ?? []).lazy.compactMap { Self.line(tree.textContent($0)) }.first
    }

    private func format(moments name: String) -> String? {
        (classes[name] ?? []).lazy.compactMap { moment(at: $0) }.first
    }

    static func line(_ text: String) -> String? {
        let line = HTMLText.line(text)
        return line.isEmpty ? nil : line
    }
}
