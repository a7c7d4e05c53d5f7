import Bytes
import Logging
import Syndication
import Testing

@testable import Aggregator

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

    @Test("who asks gets every report, and knows that it was the last")
    func asking() async throws {
        let feedd = try Installation()
        let state = try StateDirectory(taking: feedd.state)
        let control = try #require(
            ControlSocket(in: state.path, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { names in
                AsyncStream { continuation in
                    for report in Self.reports where names.isEmpty || names.contains(report.source) { continuation.yield(report) }
                    continuation.finish()
                }
            })
        defer { control.close() }
        var sources: [String] = []
        #expect(ControlSocket.ask(in: state.path, for: ["b", "d"]) { sources.append($0.source) })
        #expect(sources == ["b", "d"])
    }

    @Test("where no daemon runs nobody answers")
    func nobody() throws {
        let feedd = try Installation()
        #expect(!ControlSocket.ask(in: feedd.state, for: []) { _ in })
    }
}
