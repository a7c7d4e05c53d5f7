import Configuration
import Extraction
import Syndication
import Transfer

/// Bytes to items. No HTML is touched.
struct Parse: Stage {
    func process(_ batch: inout Batch) throws {
        do {
            batch.parsed = try FeedParser.parse(
                batch.document.body.bytes, url: batch.document.url, contentType: batch.document.contentType)
        } catch {
            throw UnreadableDocument(error, in: batch.document)
        }
        if batch.parsed.isTruncated, batch.parsed.items.isEmpty { throw UnreadableDocument.brokenOff }
        batch.document.body = Body()
        batch.candidates = batch.parsed.items.map(Candidate.init)
        batch.parsed.items = []
    }
}

/// A document that is no feed, with what the page offers instead where it is one.
struct UnreadableDocument: Error, CustomStringConvertible {
    let description: String

    /// The document ends before the first of its items does.
    static let brokenOff = UnreadableDocument(description: "the document breaks off before its first item ends: it is tried again later")

    private init(description: String) {
        self.description = description
    }

    init(_ error: FeedError, in document: Batch.Document) {
        let offered = FeedLinks.find(in: document.body.bytes, base: document.url)
        if let url = offered.first.flatMap({ Source(name: "offered", url: $0.url)?.displayURL }) {
            description = "\(error): the page offers \(url): set it as the source's url"
        } else {
            description = "\(error)"
        }
    }
}
