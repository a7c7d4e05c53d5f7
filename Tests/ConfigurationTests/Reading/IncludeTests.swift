import Foundation
import Testing

@testable import Configuration

@Suite("Files that a configuration includes")
struct IncludeTests {
    private let contact = "fetch.contact = 'a@example.org'\n"

    private func source(_ name: String) -> String {
        "[[source]]\nname = '\(name)'\nurl = 'https://\(name).example.org/'\n"
    }

    @Test("the matches of a pattern are read in the order of their names, after the sources of the file itself")
    func order() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": "include = ['d/*.toml', 'last.toml', 'none/*.toml']\n" + source("main"),
            "d/b.toml": source("b"), "d/a.toml": source("a1") + source("a2"), "d/ignored.txt": "no TOML", "last.toml": source("last"),
        ])
        #expect(try directory.load().sources.map(\.name) == ["main", "a1", "a2", "b", "last"])
    }

    @Test("a name is relative to the file that includes it, also below a directory that looks like a pattern")
    func relative() throws {
        let directory = try ConfigurationDirectory([
            "x[1]*/feedd.toml": contact + "include = ['d/[ab].toml']", "x[1]*/d/a.toml": "include = ['../e/*.toml']\n" + source("a"),
            "x[1]*/e/c.toml": source("c"),
        ])
        #expect(try directory.load("x[1]*/feedd.toml").sources.map(\.name) == ["a", "c"])
    }

    @Test("[defaults] apply to the sources of their file and of its includes, and to no others")
    func defaults() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": "include = ['hourly.toml', 'plain.toml']\n[defaults]\ninterval = '2h'\ntags = ['all']\n" + source("main"),
            "hourly.toml": "include = ['below.toml']\n[defaults]\ninterval = '1h'\n" + source("hourly"), "below.toml": source("below"),
            "plain.toml": source("plain"),
        ])
        let sources = try directory.load().sources
        #expect(sources.map(\.name) == ["main", "hourly", "below", "plain"])
        #expect(sources.map(\.interval) == [.seconds(7_200), .seconds(3_600), .seconds(3_600), .seconds(7_200)])
        #expect(sources.allSatisfy { $0.tags == ["all"] })
    }

    @Test("a file that is named twice is read once")
    func twice() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['d/*.toml', 'd/a.toml', './d/../d/a.toml']", "d/a.toml": source("a"),
        ])
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/d/link.toml", withDestinationPath: "a.toml")
        #expect(directory.diagnostics() == [])
        #expect(try directory.load().sources.map(\.name) == ["a"])
    }

    @Test("a file URL is relative to the directory in which its file is named, not to where a link leads")
    func fileURLs() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['d/*.toml']\n[[source]]\nname = 'a'\nurl = 'file:a.xml'",
            "d/b.toml": "[[source]]\nname = 'b'\nurl = 'file://./b%20c.xml'", "far/c.toml": "[[source]]\nname = 'c'\nurl = 'file:c.xml'",
        ])
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/d/c.toml", withDestinationPath: "../far/c.toml")
        let urls = try directory.load().sources.map(\.url)
        #expect(urls == ["a.xml", "d/b%20c.xml", "d/c.xml"].map { "file://\(directory.path)/\($0)" })
    }

    @Test("errors of all files are reported, each with its file")
    func allFiles() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['d/*.toml', 'missing.toml', 'subscriptions.opml', '', 'd']\n" + source("a"),
            "d/1.toml": "[[source]]\nname = 'b'\n[fetch]\nper_host = 9\n", "d/2.toml": "]", "d/3.toml": "\n" + source("a"),
            "d/5.toml": "[journal]\n", "d/6.toml": "sorce = 1",
        ])
        try directory.write(Data([0x61, 0x0A, 0xFF]), to: "d/4.toml")
        try directory.write(Data([0xFF, 0xFE, 0x61, 0]), to: "d/7.toml")
        try directory.write(Data([0x61, 0x0A, 0]), to: "d/8.toml")
        #expect(
            directory.diagnostics() == [
                "feedd.toml:2:24: 'include' names missing.toml, which cannot be read: No such file or directory: "
                    + "create it, or correct its name",
                "feedd.toml:2:40: 'include' of OPML is not supported yet: subscriptions.opml: write its feeds as [[source]] tables",
                "feedd.toml:2:62: 'include' has an empty name: remove it",
                "feedd.toml:2:66: 'include' names a directory: d: write \"d/*.toml\"",
                "d/1.toml:1:1: 'url' is missing in [[source]] 'b': add the feed's, such as url = \"https://example.org/feed.xml\"",
                "d/1.toml:3:2: [fetch] in an included file: move it to the main file, feedd.toml",
                "d/2.toml:1:1: expected a key, not ']'",
                "d/3.toml:3:8: the name 'a' is used twice: first at feedd.toml:4:8: rename one of the two sources",
                "d/3.toml:4:7: warning: 'url' in [[source]] 'a' is that of another source: first at feedd.toml:5:7: remove one of the two",
                "d/4.toml:2:1: the file is not UTF-8: save it as UTF-8",
                "d/5.toml:1:2: [journal] in an included file: move it to the main file, feedd.toml",
                "d/6.toml:1:1: unknown key 'sorce' at the top level: did you mean [[source]]?",
                "d/7.toml:1:1: the file is UTF-16, not UTF-8: save it as UTF-8",
                "d/8.toml:2:1: there is a NUL byte: this is not a text file, or not UTF-8",
            ])
    }

    @Test("a cycle of includes is found and named")
    func cycle() throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['a.toml']", "a.toml": "include = ['b.toml']\n" + source("a"),
            "b.toml": "\ninclude = ['a.toml', 'b.toml']\n" + source("b"),
        ])
        #expect(
            directory.diagnostics() == [
                "b.toml:2:12: 'include' forms a cycle: a.toml includes b.toml includes a.toml: remove one of the includes",
                "b.toml:2:22: 'include' forms a cycle: b.toml includes b.toml: remove one of the includes",
            ])
    }

    @Test("includes nested too deep are refused")
    func deep() throws {
        var files = ["feedd.toml": contact + "include = ['1.toml']"]
        for number in 1...30 { files["\(number).toml"] = "include = ['\(number + 1).toml']" }
        #expect(
            try ConfigurationDirectory(files).diagnostics() == [
                "16.toml:1:12: 'include' is nested deeper than 16 files: include the files from one place"
            ])
    }

    @Test("a named pipe is refused and not waited for, as an include and as the main file")
    func pipe() throws {
        let directory = try ConfigurationDirectory(["feedd.toml": contact + "include = ['pipe']"])
        #expect(mkfifo(directory.path + "/pipe", 0o600) == 0)
        let reason = "it is a pipe or a device, not a file: name a file, or - for standard input"
        #expect(directory.diagnostics() == ["feedd.toml:2:12: 'include' names pipe, which cannot be read: \(reason)"])
        #expect(directory.diagnostics("pipe") == ["pipe: cannot be read: \(reason)"])
    }

    @Test("a device is refused")
    func device() {
        let error = #expect(throws: ConfigurationError.self) { try Configuration.load(path: "/dev/zero") }
        #expect(
            error?.description == "/dev/zero: cannot be read: it is a pipe or a device, not a file: name a file, or - for standard input")
    }

    @Test("a main file that is missing or a directory is reported without a position")
    func missing() throws {
        let directory = try ConfigurationDirectory()
        #expect(directory.diagnostics() == ["feedd.toml: cannot be read: No such file or directory: create it, or correct its name"])
        #expect(directory.diagnostics("") == [": cannot be read: it is a directory: name a file in it"])
    }

    @Test(
        "a directory among the includes is reported with the pattern that was probably meant",
        arguments: [
            ("d", "'include' names a directory: d: write \"d/*.toml\""), ("d/", "'include' names a directory: d/: write \"d/*.toml\""),
            ("*", "'include' matches a directory: d: let the pattern match files only, such as \"sources.d/*.toml\""),
        ])
    func directory(pattern: String, says: String) throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['x.toml',\n '\(pattern)']", "d/a.txt": "", "x.toml": source("x"),
        ])
        #expect(directory.diagnostics().filter { $0.contains("directory") } == ["feedd.toml:3:2: " + says])
    }

    @Test(
        "a pattern that matches nothing is warned of, unless its directory exists and is empty",
        arguments: [
            ("souces.d/*.toml", "there is no directory souces.d/: create it, or correct its name"),
            ("full/*.toml", "the files in full/ have other names: rename them, or change the pattern"), ("empty/*.toml", nil),
            ("*/none/*.toml", "there is no directory empty/none/: create it, or correct its name"),
            ("full/[!a]*.toml", "the files in full/ have other names: rename them, or change the pattern"),
        ])
    func noMatch(pattern: String, says: String?) throws {
        let directory = try ConfigurationDirectory([
            "feedd.toml": contact + "include = ['\(pattern)']\n" + source("x"), "full/a.tml": "", "full/.b.toml": "", "full/a.toml~": "",
        ])
        try FileManager.default.createDirectory(atPath: directory.path + "/empty", withIntermediateDirectories: false)
        #expect(directory.diagnostics() == says.map { ["feedd.toml:2:12: warning: 'include' matches no file: \(pattern): \($0)"] } ?? [])
    }

    @Test("a configuration without sources is warned of")
    func noSources() throws {
        let directory = try ConfigurationDirectory(["feedd.toml": contact + "include = ['d/*.toml']", "d/a.toml": "# [[source]]"])
        #expect(
            directory.diagnostics() == [
                "feedd.toml: warning: no source is configured: add a [[source]] with a name and a url, or an include that has one"
            ])
    }
}
