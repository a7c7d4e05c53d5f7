import Bytes
internal import Markup
import WebAddress

/// Collects what a sitemap says. Elements are told by their local names: sitemaps in the wild declare many namespaces, and wrong ones.
final class SitemapReader: XMLReceiver {
    private(set) var items: [ParsedItem] = []
    private(set) var index: [Sitemap.Entry] = []
    private(set) var warnings: [String] = []
    private(set) var isTruncated = false

    private let site: WebURL?
    private let deadline: CPUDeadline
    private var path: [String] = []
    private var text = ByteBuffer(capacity: 256)
    /// What the open `url` or `sitemap` says, by element.
    private var fields = Fields()
    private var others = 0
    /// The most pages that are looked at: ten times what sitemaps.org allows a file.
    private static let most = 500_000

    /// The first value of each element of one entry.
    private struct Fields {
        var location: String?
        var modified: String?
        var newsTitle: String?
        var newsDate: String?
        var newsLanguage: String?
        var keywords: String?
        var image: String?
        var videoTitle: String?
        var videoDescription: String?
        var videoThumbnail: String?
        var videoDate: String?
    }

    init(url: String, deadline: CPUDeadline) {
        site = WebURL(url)
        self.deadline = deadline
    }

    func read(xml document: [UInt8]) throws(FeedError) {
        let result = document.withUnsafeBufferPointer { bytes in Result { () throws(FeedError) in try read(bytes) } }
        try result.get()
        noteOthers()
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(FeedError) {
        let prolog = XMLProlog(bytes, isRoot: Self.isRoot)
        guard let root = prolog.root else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: nil)) }
        let document = UnsafeBufferPointer(rebasing: bytes[root...])
        let name = RootName.of(document)
        guard Self.isRoot(name) else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: name)) }
        do {
            let reading = try XMLStream.parse(document, entities: prolog.entities, unnestable: ["url", "sitemap"], into: self)
            isTruncated = reading.outcome == .truncated
        } catch .entityBomb {
            throw .entityBomb
        } catch {
            throw .outOfMemory
        }
        if deadline.isPassed { throw .outOfTime }
    }

    /// A text file with a URL on each line.
    func read(lines bytes: [UInt8]) throws(FeedError) {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard items.count < Self.most else { break }
            fields = Fields()
            fields.location = String(decoding: line, as: UTF8.self).trimmingSpace()
            if fields.location.flatMap({ WebURL($0) })?.isWeb == true { endPage() }
        }
        if items.isEmpty { throw .notAFeed(.plainText) }
        noteOthers()
    }

    private func noteOthers() {
        if others > 0 { warnings.append("\(others) addresses of other sites were ignored.") }
    }

    /// Whether the root element of a document is that of an index.
    static func isIndex(_ document: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let root = XMLProlog(document, isRoot: isRoot).root else { return false }
        return local(RootName.of(UnsafeBufferPointer(rebasing: document[root...]))) == "sitemapindex"
    }

    private static func isRoot(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        ["urlset", "sitemapindex"].contains(local(name))
    }

    /// The name without its prefix, in lower case.
    private static func local(_ name: UnsafeBufferPointer<UInt8>) -> String {
        let local = name.lastIndex(of: 0x3a).map { name[($0 + 1)...] } ?? name[...]
        return String(decoding: local, as: UTF8.self).lowercased()
    }

    // MARK: - Events

    override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
        let local = String(cString: name.local).lowercased()
        path.append(local)
        text.truncate(0)
        if path.count == 2 { fields = Fields() }
        return items.count < Self.most && (items.count & 0x3FF != 0 || !deadline.isPassed)
    }

    override func characters(_ characters: UnsafeBufferPointer<UInt8>) {
        if text.count < 16 << 10 { text.append(characters) }
    }

    override func endElement(_ name: XMLName) {
        guard let element = path.popLast() else { return }
        let value = String(decoding: text.bytes(from: 0), as: UTF8.self).trimmingSpace().nonEmpty
        text.truncate(0)
        switch (path.count, path.last, element) {
        case (1, "urlset", "url"): endPage()
        case (1, "sitemapindex", "sitemap"): endSitemap()
        case (2, _, "loc"): set(\.location, value)
        case (2, _, "lastmod"): set(\.modified, value)
        case (3, "news", "title"): set(\.newsTitle, value)
        case (3, "news", "publication_date"): set(\.newsDate, value)
        case (3, "news", "keywords"): set(\.keywords, value)
        case (4, "publication", "language"): set(\.newsLanguage, value)
        case (3, "image", "loc"): set(\.image, value)
        case (3, "video", "title"): set(\.videoTitle, value)
        case (3, "video", "description"): set(\.videoDescription, value)
        case (3, "video", "thumbnail_loc"): set(\.videoThumbnail, value)
        case (3, "video", "publication_date"): set(\.videoDate, value)
        default: break
        }
    }

    private func set(_ field: WritableKeyPath<Fields, String?>, _ value: String?) {
        if fields[keyPath: field] == nil { fields[keyPath: field] = value }
    }

    /// The absolute URL of the entry; nil where it is none of this site.
    private func location() -> String? {
        guard let written = fields.location, let url = site?.resolving(written) ?? WebURL(written), url.isWeb else { return nil }
        if let site, !url.isSameSite(as: site) {
            others += 1
            return nil
        }
        return url.string
    }

    private func endSitemap() {
        guard index.count < Self.most, let url = location() else { return }
        index.append(Sitemap.Entry(url: url, modified: fields.modified.flatMap { DateParser.parse($0) }))
    }

    private func endPage() {
        guard let url = location() else { return }
        var parsed = ParsedItem()
        parsed.item.url = url
        // A page has no other identity than its address.
        parsed.item.guid = url
        parsed.title = (fields.newsTitle ?? fields.videoTitle).map { Text($0, form: .plain) }
        parsed.content = fields.videoDescription.map { Text($0, form: .plain) }
        parsed.item.published = (fields.newsDate ?? fields.videoDate).flatMap { DateParser.parse($0) }
        parsed.item.modified = fields.modified.flatMap { DateParser.parse($0) }
        parsed.item.language = fields.newsLanguage.flatMap(FeedReader.languageTag)
        parsed.item.tags = (fields.keywords?.split(separator: ",") ?? []).compactMap { $0.trimmingSpace().nonEmpty }
        if let image = (fields.image ?? fields.videoThumbnail).flatMap({ FeedURL.absolute($0, against: url) }) {
            parsed.image.offer(image, as: .item)
        }
        var hasher = StableHasher()
        for part in [
            url, fields.modified, fields.newsTitle, fields.newsDate, fields.keywords, fields.videoTitle, fields.videoDescription,
            fields.image,
        ] {
            hasher.absorb(part ?? "")
        }
        parsed.digest = hasher.value
        items.append(parsed)
    }
}
