import Extraction
import Glibc
import Markup

@testable import Aggregator
@testable import Configuration
@testable import Store
@testable import Syndication
@testable import Transfer

/// libFuzzer's target: a document that repeats parts of itself (``Template``), read as a feed by the stages of a poll, as a page, or as the HTML of an item.
/// What is written must be in proportion to the document, and so must the CPU time that reading takes (docs/LIMITS.md).
///
/// The first byte decides how it is read. With FUZZ_DOCUMENT in the environment, the document is written to the file of that name before it is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAmplification(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 0 else { return 0 }
    let document = Template.expanded(Array(UnsafeBufferPointer(start: data + 1, count: size - 1)))
    if let path = getenv("FUZZ_DOCUMENT"), let file = fopen(path, "w") {
        fwrite(document, 1, document.count, file)
        fclose(file)
    }
    let reader = Reader(mode: data[0])
    let (written, time) = reader.measured(document)
    precondition(written.bytes <= written.most(of: document), "\(written) of \(document.count) bytes as \(reader.form)")
    // What a busy machine adds to the time of a thread differs from one time to the next.
    guard time > Reader.most(of: document) else { return 0 }
    let least = (0..<3).map { _ in reader.measured(document).time }.reduce(time, min)
    precondition(least <= Reader.most(of: document), "\(least) s for \(document.count) bytes as \(reader.form)")
    return 0
}

/// What was written of a document.
private struct Written {
    var bytes = 0
    var records = 0

    /// 8 times the document, 64 KiB, and 512 bytes for each record.
    func most(of document: [UInt8]) -> Int { 8 * document.count + 65_536 + 512 * records }
}

private struct Reader {
    enum Form: UInt8, CaseIterable {
        case feed, page, html, plain
    }

    let form: Form
    /// Feeds with the elements that are not read; pages as those of a site.
    let isElaborate: Bool
    let url: String

    /// - Parameter mode: `0` to `3` are the forms, `4` to `7` the same from a long URL, `8` to `;` and `<` to `?` with more to do.
    init(mode: UInt8) {
        form = Form.allCases[Int(mode & 3)]
        url = "https://fuzz.test/" + (mode & 4 == 0 ? "" : String(repeating: "long/", count: 1_600)) + "feed"
        isElaborate = mode & 8 != 0
    }

    /// 1 s a MB, and for small documents a quarter of a second.
    static func most(of document: [UInt8]) -> Double { max(0.25, Double(document.count) / 1e6) }

    func measured(_ document: [UInt8]) -> (written: Written, time: Double) {
        let start = Self.now()
        let written = read(document)
        return (written, Self.now() - start)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func read(_ document: [UInt8]) -> Written {
        switch form {
        case .feed: poll(document)
        case .page: page(document)
        case .html: written(HTMLSanitizer(base: url).sanitize(String(decoding: document, as: UTF8.self)))
        case .plain: written(HTMLSanitizer(base: url).sanitize(plain: String(decoding: document, as: UTF8.self)))
        }
    }

    // MARK: - Feeds

    private func poll(_ document: [UInt8]) -> Written {
        guard let source = Source(name: "fuzz", url: "https://fuzz.test/feed") else { preconditionFailure("the source has no URL") }
        let pipeline = Pipeline(content: .both, extensions: isElaborate, width: 1)
        let lease = MemoryBudget(limit: 64 << 20).lease(document.count)
        let origin = Batch.Document(digest: 1, url: url, contentType: nil, isComplete: true, isDelta: false)
        var body = Body(bytes: document)
        let batch: Batch
        do {
            batch = try pipeline.read(&body, origin, of: source, SourceState(), at: .now(), lease: lease)
        } catch {
            return Written(bytes: error.description.utf8.count)
        }
        return Written(bytes: batch.encodedBytes, records: batch.candidates.count)
    }

    // MARK: - Pages and HTML

    private func page(_ document: [UInt8]) -> Written {
        guard let article = ArticleExtractor.extract(document, url: url, contentType: nil) else { return Written() }
        var bytes = AwaitedArticle.stored(article).count
        if isElaborate {
            var cleaner = SiteCleaner(memory: SiteMemory())
            cleaner.read(article.contentHTML, related: article.related, page: url)
            cleaner.read(String(article.contentHTML.prefix(article.contentHTML.utf8.count / 2)), related: [], page: url + "/2")
            let clean = cleaner.clean(article.contentHTML, text: article.contentText, related: article.related, base: url)
            bytes = max(bytes, clean.html.utf8.count + clean.text.utf8.count)
        }
        return Written(bytes: bytes, records: 1)
    }

    private func written(_ safe: SanitizedHTML) -> Written {
        var item = Item()
        (item.contentHTML, item.contentText) = (safe.html, safe.text)
        return Written(bytes: EncodedItem(item, in: .journal).size, records: 1)
    }
}
