import Bytes
import Extraction
import Syndication
import Transfer
import WebAddress

/// The first stage: parses bytes into items, without drafts (RFC 5023, 13.1.1). The HTML in them is left for ``Normalize``.
struct Parse: Sendable {
    var collectsExtensions = false

    /// - Parameter body: emptied before this returns, so that its memory is freed.
    func parse(_ body: inout Body, _ document: Batch.Document, deadline: CPUDeadline = .none) throws(UnreadableDocument) -> ParsedFeed {
        defer { body = Body() }
        var parsed: ParsedFeed
        do {
            parsed = try FeedParser.parse(
                body.bytes, url: document.url, contentType: document.contentType, collectsExtensions: collectsExtensions,
                deadline: deadline)
        } catch {
            throw UnreadableDocument(error, body, document)
        }
        if parsed.isTruncated, parsed.items.isEmpty { throw .cutOff }
        parsed.items.removeAll(where: \.item.isDraft)
        return parsed
    }
}

/// Why a document could not be read as a feed. Where it is a web page that offers feeds, says which.
struct UnreadableDocument: Error, CustomStringConvertible {
    let description: String

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
}
