import Aggregator
import Bytes
import Dispatch
import Glibc
import Logging
import TestSupport
import Testing

@testable import feedd

@Suite("The control socket", .timeLimit(.minutes(1)))
struct ControlSocketTests {
    private static let reports = [
        PollReport(source: "a", outcome: .unchanged), PollReport(source: "b", outcome: .read(new: 3, updated: 1)),
        PollReport(source: "c", outcome: .cutShort(new: 1, updated: 0, why: "cut \"short\"")),
        PollReport(source: "d", outcome: .failed("why\nso")),
        PollReport(source: "e", outcome: .deferred(until: Timestamp(milliseconds: 1_000))), PollReport(source: "f", outcome: .stopped),
        PollReport(source: "g", outcome: .unwritable("full")), PollReport(source: "h", outcome: .cancelled),
    ]

    @Test("a report comes through as a line", arguments: reports)
    func line(_ report: PollReport) throws {
        let line = report.line
        #expect(line.last == UInt8(ascii: "\n") && line.dropLast().allSatisfy { $0 >= 0x20 })
        let back = try #require(PollReport(line: Array(line.dropLast())))
        #expect(back.source == report.source)
        #expect("\(back.outcome)" == "\(report.outcome)")
    }

    private func socket(_ state: String) throws -> ControlSocket {
        try #require(
            ControlSocket(in: state, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { names in
                AsyncStream { continuation in
                    for report in Self.reports where names.isEmpty || names.contains(report.source) { continuation.yield(report) }
                    continuation.finish()
                }
            })
    }

    /// Runs what blocks on a thread of its own: the daemon's side needs the threads of the pool.
    private func offThePool<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "test.blocking").async { continuation.resume(returning: work()) }
        }
    }

    @Test("who asks gets every report, and knows that it was the last")
    func asking() async throws {
        let state = try TemporaryDirectory()
        let control = try socket(state.path)
        defer { control.close() }
        let path = state.path
        let (answer, sources) = await offThePool {
            var sources: [String] = []
            let answer = ControlSocket.ask(in: path, for: ["b", "d"]) { sources.append($0.source) }
            return (answer, sources)
        }
        #expect(answer == .complete)
        #expect(sources == ["b", "d"])
    }

    @Test("clients that say nothing keep nobody away")
    func idle() async throws {
        let state = try TemporaryDirectory()
        let control = try socket(state.path)
        defer { control.close() }
        let idle = try (0..<200).map { _ in try UnixSocket.connected(to: "\(state.path)/\(ControlSocket.fileName)") }
        let path = state.path
        #expect(await offThePool { ControlSocket.ask(in: path, for: ["b"]) { _ in } } == .complete)
        // The one that has waited longest made room.
        #expect(try #require(idle.first).answer().isEmpty)
    }

    @Test(
        "a refused request polls nothing, and the answer gives the reason",
        arguments: [
            (#"{"poll":[1,2,{}]}"# + "\n", "not {"), ("\u{1}\n", "not JSON"),
            (String(repeating: " ", count: ControlRequest.longest + 1), "longer"),
        ])
    func refusal(request: String, why: String) throws {
        let state = try TemporaryDirectory()
        let control = try socket(state.path)
        defer { control.close() }
        let client = try UnixSocket.connected(to: "\(state.path)/\(ControlSocket.fileName)")
        #expect(client.write(Array(request.utf8)))
        let answer = try client.answer()
        #expect(answer.count == 1 && answer[0].hasPrefix(#"{"error":""#) && answer[0].contains(why), "\(answer)")
    }

    @Test("the owner and its group may ask, and nobody else")
    func mode() throws {
        let state = try TemporaryDirectory()
        let control = try socket(state.path)
        defer { control.close() }
        var status = stat()
        #expect(stat("\(state.path)/\(ControlSocket.fileName)", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660)
    }

    @Test("where no daemon runs nobody answers")
    func nobody() throws {
        let state = try TemporaryDirectory()
        #expect(ControlSocket.ask(in: state.path, for: []) { _ in } == .none)
        let control = try socket(state.path)
        control.close()
        #expect(ControlSocket.ask(in: state.path, for: []) { _ in } == .none)
    }
}

extension UnixSocket {
    /// The lines that come until the other side closes.
    fileprivate func answer() throws -> [String] {
        var lines: [String] = []
        readLines { line in
            lines.append(String(decoding: line, as: UTF8.self))
            return true
        }
        return lines
    }
}
