import Foundation
import Testing

@testable import Configuration

@Suite("A good configuration file")
struct ConfigurationTests {
    @Test("an empty file gives every default, and two warnings")
    func empty() throws {
        let configuration = try ConfigurationDirectory(["feedd.toml": ""]).load()
        #expect(configuration.nearDuplicates == NearDuplicateSettings(window: .seconds(604_800), threshold: 0.6))
        #expect(
            configuration.journal == JournalSettings(directory: "journal", sync: .every(.seconds(1)), content: .both, extensions: false))
        #expect(
            configuration.fetch
                == FetchSettings(
                    contact: "", connections: 256, perHost: 2, delayPerHost: .seconds(1), timeout: .seconds(60), maxBody: 16_777_216,
                    allowPrivateAddresses: false))
        #expect(configuration.sources.isEmpty)
        #expect(configuration.warnings.map(\.severity) == [.warning, .warning])
        #expect(configuration.warnings.map(\.message) == ["fetch.contact is empty", "no source is configured"])
    }

    @Test("a source without settings has the defaults")
    func sourceDefaults() throws {
        let source = try #require(
            try ConfigurationDirectory(["feedd.toml": "[[source]]\nname = 'x'\nurl = 'https://A.org'"]).load().sources.first)
        #expect(source.name == "x")
        #expect(source.url == "https://a.org/")
        #expect(source.host == "a.org")
        #expect(!source.isFile)
        #expect(source.interval == .seconds(1_800))
        #expect(source.intervalMin == .seconds(600))
        #expect(source.intervalMax == .seconds(86_400))
        #expect(source.backlog == .all)
        #expect(source.updates)
        #expect(source.remember == .seconds(400 * 86_400))
        #expect(source.tags.isEmpty)
        #expect(source.enabled)
        #expect(source.nearDuplicates == .mark)
        #expect(source.timeout == .seconds(60))
        #expect(source.maxBody == 16 << 20)
    }

    @Test("every key is read; a source's own value overrides that of [defaults], and that overrides [fetch]")
    func everyKey() throws {
        let configuration = try ConfigurationDirectory([
            "feedd.toml": """
            include = []
            [near_duplicates]
            window = "36h"
            threshold = 0.75
            [journal]
            directory = "/srv/journal"
            sync = "always"
            content = "text"
            extensions = true
            [fetch]
            contact = "mailto:feeds@example.org"
            connections = 0x40
            per_host = 1_00
            delay_per_host = "0s"
            timeout = "2m"
            max_body = 1_000_000
            allow_private_addresses = true
            [defaults]
            interval = "1h"
            interval_min = "1m"
            interval_max = "2d"
            backlog = 10
            full_text = true
            updates = false
            remember = "30d"
            tags = ["a", "b", "a"]
            enabled = false
            near_duplicates = "drop"
            max_body = "2MB"
            [[source]]
            name = "own"
            url = "http://example.org/rss"
            interval = "90s"
            interval_min = "30s"
            interval_max = "1d"
            backlog = "7d"
            full_text = false
            updates = true
            remember = "1000d"
            tags = []
            enabled = true
            near_duplicates = "keep"
            timeout = "5s"
            max_body = "512KiB"
            allow_private_addresses = false
            [[source]]
            name = "inherited"
            url = "http://example.org/atom"
            """
        ]).load()
        #expect(configuration.nearDuplicates == NearDuplicateSettings(window: .seconds(129_600), threshold: 0.75))
        #expect(configuration.warnings.isEmpty)
        #expect(configuration.journal == JournalSettings(directory: "/srv/journal", sync: .always, content: .text, extensions: true))
        #expect(
            configuration.fetch
                == FetchSettings(
                    contact: "mailto:feeds@example.org", connections: 64, perHost: 100, delayPerHost: .zero, timeout: .seconds(120),
                    maxBody: 1_000_000, allowPrivateAddresses: true))
        #expect(
            configuration.sources.map(\.settings) == [
                SourceSettings(
                    interval: .seconds(90), intervalMin: .seconds(30), intervalMax: .seconds(86_400), backlog: .age(.seconds(604_800)),
                    updates: true, remember: .seconds(86_400_000), tags: [], enabled: true, nearDuplicates: .keep, timeout: .seconds(5),
                    maxBody: 524_288),
                SourceSettings(
                    interval: .seconds(3_600), intervalMin: .seconds(60), intervalMax: .seconds(172_800), fullText: true,
                    backlog: .items(10),
                    updates: false, remember: .seconds(2_592_000), tags: ["a", "b"], enabled: false, nearDuplicates: .drop,
                    timeout: .seconds(120), maxBody: 2_000_000, allowPrivateAddresses: true),
            ])
    }

    @Test("dotted keys, quoted keys, inline tables and a byte order mark are read like plain tables")
    func otherNotations() throws {
        let configuration = try ConfigurationDirectory([
            "feedd.toml": """
            \u{FEFF}fetch = { contact = 'a@example.org', "per_host" = 7 }
            'journal' . "sync" = '5s'
            defaults.interval = '2h'
            source = [ { name = 'x', url = 'https://a.org/' }, { name = 'y', url = "https://b.org/\\u00e9", tags = ["б"] } ]
            """
        ]).load()
        #expect(configuration.fetch.perHost == 7)
        #expect(configuration.journal.sync == .every(.seconds(5)))
        #expect(configuration.sources.map(\.interval) == [.seconds(7_200), .seconds(7_200)])
        #expect(configuration.sources.map(\.url) == ["https://a.org/", "https://b.org/%C3%A9"])
        #expect(configuration.sources.map(\.tags) == [[], ["б"]])
    }

    @Test("a contact that is neither an address nor a URL is warned of; one that would break the User-Agent is refused")
    func contact() throws {
        #expect(
            try ConfigurationDirectory(["feedd.toml": "[fetch]\ncontact = 'me'"]).diagnostics() == [
                "feedd.toml: warning: no source is configured: add a [[source]] with a name and a url, or an include that has one",
                "feedd.toml:2:11: warning: 'contact' in [fetch] is neither a mail address nor a URL: "
                    + "write one at which publishers can reach you",
            ])
        #expect(
            try ConfigurationDirectory(["feedd.toml": "[fetch]\ncontact = \"a@b.org\\r\\nX: y\""]).diagnostics() == [
                "feedd.toml:2:11: 'contact' in [fetch] has characters that are not allowed in a User-Agent: "
                    + "write a mail address or a URL, in ASCII and without parentheses"
            ])
    }

    @Test("the digest depends on the URL only, and is the same in every release")
    func digest() throws {
        let source = try #require(Source(name: "x", url: "https://example.org/feed.xml"))
        var other = try #require(Source(name: "y", url: "https://example.org/feed.xml"))
        other.interval = .seconds(5_000)
        #expect(source.digest == 12_294_451_369_054_730_947)
        #expect(other.digest == source.digest)
        #expect(Source(name: "x", url: "https://example.org/feed.xml?")?.digest != source.digest)
        #expect(Source(name: "x", url: "example.org") == nil)
    }

    @Test("five thousand sources in one file keep their order and lines")
    func manySources() throws {
        let count = 5_000
        let text = (0..<count).map { "[[source]]\nname = 's\($0)'\nurl = 'https://h\($0 % 50).example.org/\($0)'\n" }.joined()
        let directory = try ConfigurationDirectory(["feedd.toml": text, "bad.toml": text + "x = 1\n"])
        let sources = try directory.load().sources
        #expect(sources.count == count)
        #expect(sources.last?.url == "https://h\((count - 1) % 50).example.org/\(count - 1)")
        #expect(directory.diagnostics("bad.toml").last == "bad.toml:15001:1: unknown key 'x' in [[source]] 's4999'")
    }

    @Test("etc/feedd.toml has every key with its default, and polls nothing")
    func documentedDefaults() throws {
        let path = Repository.root + "/etc/feedd.toml"
        let configuration = try Configuration.load(path: path)
        var expected = try ConfigurationDirectory(["feedd.toml": ""]).load()
        expected.warnings = configuration.warnings
        expected.warningCount = configuration.warningCount
        #expect(configuration == expected)
        #expect(configuration.warnings.map(\.message) == ["no source is configured", "fetch.contact is empty"])
        // Keys stand at the beginning of a line, or after "# " where they are commented out.
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        for schema in [Schema.root, .nearDuplicates, .journal, .fetch, .defaults, .source] {
            for key in schema.keys {
                #expect(
                    lines.contains { ["\(key) =", "# \(key) =", "[\(key)]", "# [[\(key)]]"].contains(where: $0.hasPrefix) }, "\(key)")
            }
        }
    }

    @Test("the sample configuration loads, with sources that are files beside it")
    func sample() throws {
        let configuration = try Configuration.load(path: Repository.root + "/etc/sample/sample.toml")
        #expect(configuration.warnings.isEmpty)
        #expect(configuration.sources.count >= 3)
        for source in configuration.sources {
            #expect(source.isFile)
            let path = try #require(URL(string: source.url)).path
            #expect(FileManager.default.isReadableFile(atPath: path), "\(path)")
        }
    }
}
