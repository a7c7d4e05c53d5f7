import Bytes
import Configuration
import Foundation
import Logging
import Store
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// A configuration and a state directory of the test's own, and the whole daemon on them, a poll at a time.
final class Installation {
    private let temporary: TemporaryDirectory
    private var sources: [(name: String, origin: String, extra: String)] = []
    var journal = ""
    var nearDuplicates = ""
    /// What the daemon has logged, from warnings on.
    let lines = Lines()
    /// How far the daemon's clock is ahead.
    var ahead = Duration.zero
    /// With pages: as patient as a test can be.
    var patience = PageRoundRunner.Patience(limit: .seconds(60), pauses: [.zero, .milliseconds(10), .milliseconds(10)])

    init() throws {
        temporary = try TemporaryDirectory()
    }

    var directory: String { temporary.path }
    var state: String { "\(directory)/state" }
    var journalPath: String { "\(state)/journal/feedd.jsonl" }
    var storePath: String { "\(state)/\(Store.fileName)" }

    func loseStore() {
        for part in ["", "-wal", "-shm"] { unlink(storePath + part) }
    }

    /// Adds a source, or changes the one of that name.
    func configure(_ name: String, _ url: String, _ extra: String = "") {
        sources.removeAll { $0.name == name }
        sources.append((name, "url = \"\(url)\"", extra))
    }

    /// Adds a source whose document a program gives, or changes the one of that name.
    func configureProgram(_ name: String, exec words: [String], _ extra: String = "") {
        sources.removeAll { $0.name == name }
        sources.append((name, "exec = [\(words.map { "'\($0)'" }.joined(separator: ", "))]", extra))
    }

    func writeConfiguration() throws -> String {
        var text =
            "[near_duplicates]\n\(nearDuplicates)\n[journal]\n\(journal)\n[fetch]\ncontact = \"test@example.org\"\ndelay_per_host = \"0s\"\nallow_private_addresses = true\n"
        for source in sources { text += "[[source]]\nname = \"\(source.name)\"\n\(source.origin)\n\(source.extra)\n" }
        let path = "\(directory)/feedd.toml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private var time: TimeSource {
        var time = TimeSource()
        time.now = { [ahead] in .now() + ahead }
        return time
    }

    /// The daemon as it is configured now.
    func daemon(log: Logger? = nil) throws -> Daemon {
        let path = try writeConfiguration()
        return try Daemon(
            Configuration.load(path: path), from: path, state: state, mode: .once, time: time, patience: patience, log: log ?? lines.log)
    }

    /// The parts of the daemon as it is configured now. They do not take the state directory.
    func services() throws -> Services {
        let configuration = try Configuration.load(path: try writeConfiguration())
        return try Services(
            configuration, state: try StateDirectory(taking: state), mode: .once, time: time, patience: patience, log: lines.log)
    }

    /// Polls every source once, as `feedd poll` does, and gives the reports by source.
    @discardableResult
    func poll() async throws -> [String: PollReport] {
        let daemon = try daemon()
        var reports: [String: PollReport] = [:]
        await daemon.poll([]) { reports[$0.source] = $0 }
        return reports
    }

    /// Polls, and stops as soon as its items wait for pages that do not come.
    ///
    /// - Parameter revision: how often what the feed says of one of them has changed by then.
    func stopAwaitingPages(contentRevision revision: Int = 0) async throws {
        let daemon = try daemon()
        let poll = Task { await daemon.poll([]) { _ in } }
        let store = try Store(readingFrom: storePath)
        while try !store.read({ store in
            try store.pageRounds().contains { try store.missingPages(of: $0).contains { $0.contentRevision >= revision } }
        }) { try await Task.sleep(for: .milliseconds(5)) }
        await daemon.stop()
        await poll.value
    }

    /// What `feedd sources` shows.
    func overview() throws -> [SourceOverview] {
        try SourceOverview.all(Configuration.load(path: try writeConfiguration()), state: state)
    }

    /// The journal's records.
    var records: [JSONObject] {
        get throws {
            guard FileManager.default.fileExists(atPath: journalPath) else { return [] }
            return try String(contentsOfFile: journalPath, encoding: .utf8).split(separator: "\n").map { line in
                guard case .object(let record) = try JSONValue.parse(Array(line.utf8)) else { throw CancellationError() }
                return record
            }
        }
    }

    /// What a poll added to the journal: titles, with a `~` before those of updates.
    func polling() async throws -> [String] {
        let before = try records.count
        try await poll()
        return try records.dropFirst(before).map { record in
            (record.feedd["op"]?.string == "update" ? "~" : "") + (record["title"]?.string ?? record["content_text"]?.string ?? "")
        }
    }
}

extension JSONObject {
    var feedd: JSONObject {
        if case .object(let object)? = self["_feedd"] { object } else { JSONObject() }
    }
}

extension JSONValue {
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }
}
