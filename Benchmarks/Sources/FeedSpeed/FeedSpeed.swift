import Glibc
import Syndication

/// Prints how many megabytes a CPU second are read from feed files, without and with everything that makes journal lines of them; without files,
/// how much memory a large feed takes.
@main
struct FeedSpeed {
    static func main() {
        guard CommandLine.arguments.count > 1 else { return measureMemory() }
        let documents = CommandLine.arguments.dropFirst().compactMap(read)
        let megabytes = Double(documents.reduce(0) { $0 + $1.count }) / 1e6
        var items = 0
        let parsing = seconds { for document in documents { items += parse(document)?.items.count ?? 0 } }
        print("bytes to ParsedFeed:", rate(megabytes, parsing), "(\(items) items)")
        var written = 0
        let journaling = seconds { for document in documents { written += journalBytes(document) } }
        print("bytes to journal lines:", rate(megabytes, journaling), "(\(written) bytes)")
    }

    /// Makes of a feed of 16 MiB what `feedd parse` prints.
    static func measureMemory() {
        let size = 16 << 20
        var document: [UInt8] = []
        document.reserveCapacity(size + 4096)
        document.append(contentsOf: "<rss version=\"2.0\"><channel><title>Lighthouse</title>".utf8)
        let paragraphs = String(repeating: "&lt;p&gt;The sea was &lt;b&gt;calm&lt;/b&gt;. Морето беше спокойно.&lt;/p&gt;\n", count: 20)
        var index = 0
        while document.count < size {
            let item = "<item><title>Day \(index)</title><guid>\(index)</guid><description>\(paragraphs)</description></item>"
            document.append(contentsOf: item.utf8)
            index += 1
        }
        document.append(contentsOf: "</channel></rss>".utf8)
        let report = ParseReport(document, url: nil)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let hundredths = usage.ru_maxrss * 1024 * 100 / document.count
        print("peak memory: \(hundredths / 100).\(hundredths % 100 / 10) times the size (\(report.line.count) bytes out)")
    }

    static func parse(_ document: [UInt8]) -> ParsedFeed? {
        try? FeedParser.parse(document, url: "https://example.org/feed", contentType: nil)
    }

    /// As the daemon makes them: each item cleaned and encoded, a head before it.
    static func journalBytes(_ document: [UInt8]) -> Int {
        guard let parsed = parse(document) else { return 0 }
        let normalizer = FeedNormalizer(documentURL: "https://example.org/feed")
        var line: [UInt8] = []
        var count = 0
        for item in parsed.items {
            let encoded = EncodedItem(normalizer.normalize(item, in: parsed))
            line.removeAll(keepingCapacity: true)
            line.append(contentsOf: "{\"_feedd\":{\"seq\":1,\"op\":\"new\"".utf8)
            line.append(contentsOf: encoded.extensionMembers)
            line.append(contentsOf: "},\"id\":\"1\"".utf8)
            line.append(contentsOf: encoded.members)
            line.append(contentsOf: "}\n".utf8)
            count += line.count
        }
        return count
    }

    /// The least of several runs' CPU time.
    private static func seconds(_ body: () -> Void) -> Double {
        (0..<5).map { _ in
            let start = now()
            body()
            return now() - start
        }.min() ?? 0
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func rate(_ megabytes: Double, _ seconds: Double) -> String {
        let tenths = Int((megabytes / seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) MB/s"
    }

    private static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        return count == bytes.count ? bytes : nil
    }
}
