import Store

/// Which rounds of pages are under way: at most one run of a round at a time. A state machine without I/O; the tasks that carry the runs out are known
/// here by number.
struct PageRoundRegistry {
    typealias RunID = UInt64

    /// What to do about a round that is begun.
    enum Start: Equatable {
        /// Start this run. Where `after` names a run, that one was interrupted and must have ended first.
        case run(RunID, after: RunID?)
        /// This run is under way already. It looks for new pages once more before it ends.
        case joined(RunID)
        /// feedd is stopping: the round goes on at the next start.
        case refused
    }

    private enum Phase {
        /// `looksAgain`: items were added to the round since the run last looked for missing pages.
        case running(looksAgain: Bool)
        /// Its task is cancelled and ends soon.
        case interrupted
    }

    private struct Run {
        let id: RunID
        var phase: Phase
    }

    /// The current run of each round, by the name of the source. A source without any has no entry.
    private var runs: [String: [PageRound: Run]] = [:]
    private var lastID: RunID = 0
    private var isStopping = false

    var isEmpty: Bool { runs.isEmpty }

    /// The current runs of a source's rounds.
    func runs(ofSource name: String) -> [RunID] {
        if runs.isEmpty { return [] }
        return runs[name]?.values.map(\.id) ?? []
    }

    mutating func begin(_ round: PageRound) -> Start {
        guard !isStopping else { return .refused }
        let current = runs[round.name]?[round]
        if let current, case .running = current.phase {
            runs[round.name]?[round]?.phase = .running(looksAgain: true)
            return .joined(current.id)
        }
        lastID += 1
        runs[round.name, default: [:]][round] = Run(id: lastID, phase: .running(looksAgain: false))
        return .run(lastID, after: current?.id)
    }

    /// A run has committed what it found.
    ///
    /// - Returns: true where it has to look for missing pages again. Otherwise it is over, and the round may be begun anew.
    mutating func endPass(of id: RunID, _ round: PageRound) -> Bool {
        if let run = runs[round.name]?[round], run.id == id, case .running(looksAgain: true) = run.phase {
            runs[round.name]?[round]?.phase = .running(looksAgain: false)
            return true
        }
        end(id, round)
        return false
    }

    /// A run is over, whatever it came to. A run that is not the round's current one any more changes nothing.
    mutating func end(_ id: RunID, _ round: PageRound) {
        guard runs[round.name]?[round]?.id == id else { return }
        runs[round.name]?[round] = nil
        if runs[round.name]?.isEmpty == true { runs[round.name] = nil }
    }

    /// All runs are being cancelled; their rounds may be begun again at once.
    mutating func interrupt() {
        for (name, rounds) in runs {
            runs[name] = rounds.mapValues { Run(id: $0.id, phase: .interrupted) }
        }
    }

    /// As `interrupt`, and no round is begun any more.
    mutating func stop() {
        isStopping = true
        interrupt()
    }
}
