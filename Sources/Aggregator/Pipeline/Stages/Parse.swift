import Bytes
import Configuration
import Extraction
import Store
import Syndication
import Transfer
import WebAddress

/// The first stage: parses bytes into items, without drafts (RFC 5023, 13.1.1). The HTML in them is left for ``Normalize``.
struct Parse: Sendable {
    var collectsExtensions = false

    /// - Parameters:
    ///   - body: emptied before this returns, so that its memory is freed.
    ///   - usualItems: how many items a list on a page usually has; nil where that is not known.
    func parse(
        _ body: inout Body, _ document: Batch.Document, of source: Source, usualItems: Int? = nil, at now: Timestamp = .now(),
        deadline: CPUDeadline = .none
    ) throws(UnreadableDocument) -> ParsedFeed {
        defer { body = Body() }
        if case .page(let rules) = source.reading { return try list(body, document, rules, usualItems, now, deadline) }
        var parsed: ParsedFeed
        do {
            parsed = try read(body.bytes, document, of: source, deadline)
        } catch {
            throw UnreadableDocument(error, body, document)
        }
        if parsed.isTruncated, parsed.items.isEmpty { throw .cutOff }
        parsed.items.removeAll(where: \.item.isDraft)
        return parsed
    }

    private func read(
        _ bytes: [UInt8], _ document: Batch.Document, of source: Source, _ deadline: CPUDeadline
    ) throws(FeedError) -> ParsedFeed {
        if source.isMaildir { return try FeedParser.parse(messages: bytes, deadline: deadline) }
        switch source.reading {
        case .feed, .page:
            return try FeedParser.parse(
                bytes, url: document.url, contentType: document.contentType, collectsExtensions: collectsExtensions, deadline: deadline)
        case .json(let rules):
            return try FeedParser.parse(
                json: bytes, by: rules, url: document.url, contentType: document.contentType, deadline: deadline)
        case .sitemap: return try FeedParser.parse(sitemaps: bytes, deadline: deadline)
        }
    }

    /// The items of a list, and of its further pages.
    private func list(
        _ body: Body, _ document: Batch.Document, _ rules: PageRules, _ usualItems: Int?, _ now: Timestamp, _ deadline: CPUDeadline
    ) throws(UnreadableDocument) -> ParsedFeed {
        let first = ListReader.read(
            body.bytes, url: document.url, contentType: document.contentType, rules: rules, deadline: deadline, now: now)
        if deadline.isPassed { throw .outOfTime }
        let expected = rules.expect ?? ExpectedItems.least(usual: usualItems)
        if first.report.items < expected { throw UnreadableDocument(first, expected: expected) }
        var parsed = first.feed
        parsed.listedItems = first.report.items
        for page in document.furtherPages {
            if deadline.isPassed { throw .outOfTime }
            let further = ListReader.read(
                page.bytes, url: page.url, contentType: page.contentType, rules: rules, deadline: deadline, now: now)
            parsed.append(page: further.feed)
        }
        return parsed
    }
}

/// Why a document could not be read. Where a web page is no feed and offers some, says which.
struct UnreadableDocument: Error, CustomStringConvertible {
    let description: String
    /// How many items a list on a page has, where they are fewer than expected.
    private(set) var listedItems: Int?

    static let cutOff = UnreadableDocument(
        description: "the document is cut off before the end of its first item: feedd will poll it again later")

    static let outOfTime = UnreadableDocument(description: "\(FeedError.outOfTime)")

    init(_ setAside: DocumentsUnderWay.SetAside) {
        description = setAside.description
    }

    private init(description: String) {
        self.description = description
    }

    fileprivate init(_ error: FeedError, _ body: Body, _ document: Batch.Document) {
        let offered = FeedLinks.find(in: body.bytes, base: document.url)
        if let url = offered.first.flatMap({ WebURL($0.url)?.redacted }) {
            description = "\(error): the page offers \(url): set it as the source's url"
        } else {
            description = "\(error)"
        }
    }

    fileprivate init(_ list: ListReading, expected: Int) {
        listedItems = list.report.items
        description =
            switch list.kind {
            case .botWall:
                "the site asks whether a person is there (a bot wall), and sends no list: ask its operator for access, or for a feed"
            case .appShell:
                "the page is empty until scripts build it, which feedd does not run: look for a feed, or for the data that the scripts load"
            case .page:
                """
                the page has \(list.report.items) item\(list.report.items == 1 ? "" : "s") where at least \(expected) \(expected == 1 ? "is" : "are") expected: \
                \(list.report.description.onOneLine): has its template changed? Adjust [source.page]
                """
            }
    }
}
