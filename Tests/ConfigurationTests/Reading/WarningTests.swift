import Foundation
import Testing

@testable import Configuration

@Suite("Warnings about what is valid but probably a mistake")
struct WarningTests {
    private func diagnostics(_ text: String, mode: Int = 0o644, files: [String: String] = [:]) throws -> [String] {
        let directory = try ConfigurationDirectory(files.merging(["feedd.toml": "fetch.contact = 'a@example.org'\n" + text]) { $1 })
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory.path + "/feedd.toml")
        return directory.diagnostics()
    }

    private func source(_ name: String, _ url: String = "https://example.org/") -> String {
        "[[source]]\nname = '\(name)'\nurl = '\(url)'\n"
    }

    @Test("names that differ only in case, with the place of the first")
    func foldedNames() throws {
        #expect(
            try diagnostics(source("Example") + source("example", "https://example.org/2")) == [
                "feedd.toml:6:8: warning: the names 'Example' and 'example' differ only in case: first at feedd.toml:3:8: "
                    + "rename one of the two sources, if they are not meant as one"
            ])
        // The second of two equal names is an error, whatever stands between them.
        let said = try diagnostics(["a", "A", "A", "a"].enumerated().map { source($1, "https://example.org/\($0)") }.joined())
        #expect(said.map { $0.prefix(18) } == ["feedd.toml:6:8: wa", "feedd.toml:9:8: th", "feedd.toml:12:8: t"])
    }

    @Test("names that mean a directory", arguments: [".", ".."])
    func dots(name: String) throws {
        #expect(
            try diagnostics(source(name)) == [
                "feedd.toml:3:8: warning: 'name' in [[source]] '\(name)' means a directory where names become paths or URLs: choose another"
            ])
        #expect(try diagnostics(source("a.b")).isEmpty)
    }

    @Test("an ampersand that was copied from HTML")
    func ampersand() throws {
        #expect(
            try diagnostics(source("x", "https://example.org/?a=1&amp;b=2")) == [
                "feedd.toml:4:7: warning: 'url' in [[source]] 'x' holds '&amp;', which is '&' as HTML writes it: write &"
            ])
        #expect(try diagnostics(source("x", "https://example.org/?a=1&b=amp;")).isEmpty)
    }

    @Test(
        "an address that feedd does not connect to, unless that is allowed",
        arguments: [
            "http://localhost:8080/", "http://feeds.localhost/", "http://127.0.0.1/", "http://192.168.1.5/feed", "http://10.0.0.1/",
            "http://[::1]/", "http://[fd00::1]:80/", "http://0.0.0.0/",
        ])
    func privateAddress(url: String) throws {
        #expect(
            try diagnostics(source("x", url)) == [
                "feedd.toml:4:7: warning: 'url' in [[source]] 'x' names this machine or a private network, to which feedd does not connect: "
                    + "set allow_private_addresses = true for it if that is meant"
            ])
        for place in ["fetch", "defaults"] {
            #expect(try diagnostics("\(place).allow_private_addresses = true\n" + source("x", url)).isEmpty)
        }
        #expect(try diagnostics(source("x", url) + "allow_private_addresses = true\n").isEmpty)
        #expect(
            try diagnostics("fetch.allow_private_addresses = true\n" + source("x", url) + "allow_private_addresses = false\n").count == 1)
    }

    @Test("but no address that is public", arguments: ["http://192.0.1.1/", "http://[2606:4700::1]/", "http://localhost.example.org/"])
    func publicAddress(url: String) throws {
        #expect(try diagnostics(source("x", url)).isEmpty)
    }

    @Test("a file that does not exist or is a directory")
    func files() throws {
        #expect(try diagnostics(source("x", "file:a%20b.xml"), files: ["a b.xml": ""]).isEmpty)
        let missing = try diagnostics(source("x", "file:nothere.xml"))
        #expect(missing.count == 1)
        #expect(
            missing.first?.hasPrefix("feedd.toml:4:7: warning: 'url' in [[source]] 'x' names nothere.xml, which cannot be read: ") == true)
        #expect(missing.first?.hasSuffix("No such file or directory: create it, or correct its name") == true)
        #expect(
            try diagnostics(source("x", "file:d"), files: ["d/a.xml": ""]) == [
                "feedd.toml:4:7: warning: 'url' in [[source]] 'x' names d, which is not a regular file: name the feed's file"
            ])
    }

    @Test("a password in a file that others can read, once a file")
    func password() throws {
        let text = source("x", "https://user:secret@example.org/1") + source("y", "https://user:secret@example.org/2")
        #expect(
            try diagnostics(text) == [
                "feedd.toml:4:7: warning: 'url' in [[source]] 'x' holds a password, and every user of this machine can read the file: "
                    + "chmod o-r feedd.toml, and let feedd's user read it by its group"
            ])
        #expect(try diagnostics(text, mode: 0o640).isEmpty)
        #expect(try diagnostics(source("x", "https://user@example.org/") + source("y", "https://example.org/a:b@c")).isEmpty)
    }
}
