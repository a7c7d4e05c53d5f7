import Glibc
import TestSupport
import Testing

@testable import Journal

/// Whatever fails, and whenever the process ends: what was acknowledged is in the journal once, in order.
@Suite(.slow, .tags(.slow)) struct EndlessTroubleTests {
    @Test("no order of failures and crashes loses or repeats a record", arguments: 1...6 as ClosedRange<UInt64>)
    func trouble(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let directory = try TemporaryDirectory()
        let faults = FaultyFiles()
        var writer: JournalWriter? = try JournalWriter(directory: directory.path, files: faults.files)
        var acknowledged: UInt64 = 0
        var failures = 0

        for _ in 0..<60 {
            planFaults(faults, &random)
            let group = acknowledged + 1...acknowledged + UInt64.random(in: 1...4, using: &random)
            do {
                let current = try writer ?? JournalWriter(directory: directory.path, files: faults.files)
                writer = current
                if Bool.random(using: &random) { try? current.probe() }
                try current.append(lines(group), seqs: group)
                acknowledged = group.upperBound
                #expect(journal(in: directory) == Array(1...acknowledged))
            } catch is JournalError {
                failures += 1
                #expect(journal(in: directory).starts(with: 1..<acknowledged + 1))
            }
            guard Int.random(in: 0..<8, using: &random) == 0 else { continue }

            // The process ends, perhaps in the middle of a line, and comes back with a store that is at or behind what was acknowledged.
            writer = nil
            if Bool.random(using: &random) { directory.write("feedd.jsonl", Array(lines([acknowledged + 1]).prefix(70)), mode: "a") }
            let known = acknowledged - min(acknowledged, UInt64.random(in: 0...3, using: &random))
            var replayed: [UInt64] = []
            let recovery = JournalRecovery(directory: directory.path)
            let reading = try recovery.read(after: known == 0 ? nil : position(known)) { replayed.append($0.head.seq) }
            let reached = reading.last?.seq ?? known
            #expect(!reading.isForeign)
            #expect(reading.missing == nil)
            #expect(reached >= acknowledged)
            #expect(replayed == Array(known + 1..<reached + 1))
            // A group that failed and could not be cut back before the end is in the journal, and now in the store, too.
            acknowledged = reached
            #expect(journal(in: directory) == Array(1..<acknowledged + 1))
        }
        #expect(failures > 5)
        #expect(acknowledged > 10)
    }

    private func planFaults(_ faults: FaultyFiles, _ random: inout SplitMix) {
        let calls: [FaultyFiles.Call] = [.open, .reserve, .write, .sync, .truncate, .rename, .remove, .syncDirectory]
        for call in calls { faults.plan(call) }
        guard Int.random(in: 0..<3, using: &random) > 0 else { return }
        for call in calls where Int.random(in: 0..<4, using: &random) == 0 {
            let code = [EIO, ENOSPC, EINTR].randomElement(using: &random) ?? EIO
            if call == .write, Bool.random(using: &random) {
                faults.plan(call, .short(Int.random(in: 1...1000, using: &random)), .fail(code))
            } else {
                faults.plan(call, .fail(code))
            }
        }
    }

    /// The numbers of all whole lines, segment by segment.
    private func journal(in directory: TemporaryDirectory) -> [UInt64] {
        let segments = directory.names.filter { $0.hasSuffix(".jsonl") }
        let closed = segments.filter { $0 != "feedd.jsonl" }.sorted()
        return (closed + ["feedd.jsonl"]).flatMap { seqs(directory.read($0)) }
    }
}

/// Sebastiano Vigna's splitmix64: the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
