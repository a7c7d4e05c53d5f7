import Foundation
import TestSupport
import Testing

@testable import Aggregator

@Suite("Polls of programs", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct ProgramSourcePollTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    private func script(_ name: String, _ text: String) throws {
        let path = "\(installation.directory)/\(name)"
        try "#!/bin/sh\n\(text)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    private func outcome(_ source: String) async throws -> PollReport.Outcome? {
        try await installation.poll()[source]?.outcome
    }

    private func write(_ feed: RSS, to name: String) throws {
        try feed.text.write(toFile: "\(installation.directory)/\(name)", atomically: true, encoding: .utf8)
    }

    @Test("what a program writes is polled as a feed: new items once, the same output as unchanged")
    func exec() async throws {
        try write(RSS([Story.item(1)]), to: "feed.xml")
        try script("program", "echo \"for $FEEDD_SOURCE\" >&2; cat feed.xml")
        installation.configureProgram("made", exec: ["./program"])
        #expect(try await outcome("made") == .read(new: 1, updated: 0))
        #expect(try await outcome("made") == .unchanged)
        try write(RSS([Story.item(2), Story.item(1)]), to: "feed.xml")
        #expect(try await outcome("made") == .read(new: 1, updated: 0))
    }

    @Test("the failure of a program is told with its exit status and the last line of its standard error")
    func failure() async throws {
        try script("program", "echo 'the key has expired' >&2; exit 7")
        installation.configureProgram("made", exec: ["./program"])
        #expect(
            try await outcome("made")
                == .failed("the program program ended with exit status 7: the key has expired: run it by hand to see why"))
    }

    @Test("a converter reads what a URL gives, with its headers as variables, and runs only when that has changed")
    func convert() async throws {
        try await Site.serving { site in
            site["/list"] = Site.Document(body: RSS([Story.item(1)]).text, headers: ["X-Kind": "news"])
            try script("convert", "echo \"$FEEDD_SOURCE $FEEDD_STATUS $FEEDD_HEADER_X_KIND ${FEEDD_URL##*/}\" >> runs; cat")
            installation.configure("converted", site.url("/list"), "convert = ['./convert']")
            #expect(try await outcome("converted") == .read(new: 1, updated: 0))
            #expect(try await outcome("converted") == .unchanged)
            let runs = try String(contentsOfFile: "\(installation.directory)/runs", encoding: .utf8)
            #expect(runs == "converted 200 news list\n")
        }
    }

    @Test("after a converter that failed the document is fetched and converted again")
    func failingConverter() async throws {
        try await Site.serving { site in
            site["/list"] = Site.Document(body: RSS([Story.item(1)]).text, headers: ["ETag": "\"1\""])
            try script("convert", "exit 1")
            installation.configure("converted", site.url("/list"), "convert = ['./convert']")
            guard case .failed? = try await outcome("converted") else {
                Issue.record("a converter that failed was read")
                return
            }
            try script("convert", "cat")
            #expect(try await outcome("converted") == .read(new: 1, updated: 0))
        }
    }

    @Test("the journal names no URL for the feed of a program")
    func journal() async throws {
        try write(RSS([Story.item(1)]), to: "feed.xml")
        installation.configureProgram("made", exec: ["cat", "feed.xml"])
        try await installation.poll()
        let journal = try String(contentsOfFile: installation.journalPath, encoding: .utf8)
        #expect(journal.contains("\"source\":\"made\""))
        #expect(!journal.contains("\"feed\":{\"title\":\"Feed\",\"url\""))
        #expect(!journal.contains("exec"))
    }
}
