import Aggregator
import Configuration
import Glibc
import Journal
import TestSupport
import Testing

@testable import feedd

@Suite("Errors of commands")
struct CommandFailureTests {
    @Test(
        "each kind has its exit status",
        arguments: [
            (StateError.cannotMake(path: "/x", code: EROFS), 73), (StateError.cannotWrite(path: "/x", code: ENOSPC), 74),
            (StateError.cannotRead(path: "/x", code: ENOENT), 66), (StateError.cannotRead(path: "/x", code: ENOTDIR), 66),
            (StateError.cannotRead(path: "/x", code: EACCES), 74), (StateError.taken(path: "/x", by: 1), 1),
            (JournalError(.list, path: "/x", failure: SystemFailure(code: ENOENT)), 66),
            (JournalError(.write, path: "/x", failure: SystemFailure(code: ENOSPC)), 74), (CancellationError(), 1),
        ] as [(any Error, Int32)])
    func status(_ error: any Error, _ status: Int32) {
        #expect(CommandFailure(error).status == status)
    }

    @Test("what permission is missing for is told with who has it")
    func permission() throws {
        let directory = try TemporaryDirectory()
        chmod(directory.path, 0o750)
        chown(directory.path, 1, 1)
        let read = CommandFailure(StateError.cannotRead(path: directory.path, code: EACCES)).lines
        let write = CommandFailure(StateError.cannotWrite(path: directory.path, code: EACCES)).lines
        if geteuid() == 0 {
            #expect(read == ["\(directory.path): permission denied: run as root, as user daemon or as a member of group daemon"])
            #expect(write == ["\(directory.path): permission denied: run as root or as user daemon"])
        }
        chmod(directory.path, 0o700)
        #expect(!CommandFailure(StateError.cannotRead(path: directory.path, code: EACCES)).lines.joined().contains("group"))
    }
}

@Suite("The summary of polls")
struct PollSummaryTests {
    private func summary(_ outcomes: PollReport.Outcome...) -> PollSummary {
        var summary = PollSummary()
        for outcome in outcomes { summary.add(PollReport(source: "a", outcome: outcome)) }
        return summary
    }

    @Test("counts items and failures")
    func counts() {
        let summary = summary(.read(new: 2, updated: 1), .cutShort(new: 1, updated: 0, why: "cut off"), .unchanged, .failed("404"))
        #expect(summary.description == "4 sources polled: 3 new, 1 updated, 1 unchanged, 2 failed: see `feedd sources`")
        #expect(self.summary(.unchanged).description == "1 source polled: 0 new, 0 updated, 1 unchanged")
    }

    @Test(
        "the exit status tells whether all were read, and whether what came could be written",
        arguments: [
            (.read(new: 0, updated: 0), nil), (.unchanged, nil), (.failed("404"), 1), (.stopped, 1), (.cancelled, 1),
            (.deferred(until: .now()), 1), (.cutShort(new: 1, updated: 0, why: ""), 1), (.unwritable("full"), 74),
        ] as [(PollReport.Outcome, Int32?)])
    func status(_ outcome: PollReport.Outcome, _ status: Int32?) {
        #expect(summary(.unchanged, outcome).exitStatus == status)
    }
}
