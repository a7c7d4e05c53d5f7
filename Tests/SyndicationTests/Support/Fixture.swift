import Glibc
import Testing

/// A feed in the folder Fixtures, named after what it shows. `feedd parse` reads the same files.
struct Fixture: Sendable, CustomTestStringConvertible {
    /// The path in the folder Fixtures.
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// One feed of each format, with as many elements as the format has.
    static let formats = [
        "rss-2.0-with-modules.rss", "rss-1.0.rdf", "atom-1.0-with-inline-xhtml.atom", "atom-0.3-with-base64.atom",
        "channel-definition-format.cdf", "podcast.rss", "json-feed-1.1-with-wrong-types.json", "rss-in-json.json",
    ].map { Fixture($0) }

    var testDescription: String { path }

    var bytes: [UInt8] {
        get throws {
            let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
            guard let file = fopen("/\(folder)/Fixtures/\(path)", "rb") else { throw Missing(path: path) }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            while true {
                let count = fread(&buffer, 1, buffer.count, file)
                if count == 0 { return bytes }
                bytes += buffer[..<count]
            }
        }
    }

    struct Missing: Error {
        let path: String
    }
}
