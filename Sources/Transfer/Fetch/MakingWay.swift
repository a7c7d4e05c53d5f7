/// Decides which transfers end because others wait for what they hold. Pure: how the transfers stand is passed in.
struct MakingWay {
    /// How a transfer stands, and what it holds of the memory budget, in bytes.
    struct Candidate {
        var standing: TransferState.Standing
        var held: Int
    }

    enum Verdict: Equatable {
        /// Others wait for memory, and it holds some while next to nothing arrives.
        case tooSlow
        /// Others wait for a connection, and too many wait for an answer longer than this one may.
        case unanswered(after: Duration)
        /// There was no memory for its body for too long.
        case starved(after: Duration)
    }

    /// A transfer that others wait for must bring what it holds again within this time. Holding 4 MiB takes 105 kB/s.
    static let refill = 40
    /// How long an answer is waited for while others wait for a connection and more than half of all wait for an answer.
    static let patience = Duration.seconds(10)
    /// How long a transfer may be paused in all. Such a pause is this machine's fault and does not count for the transfer's timeout.
    static let longestPause = Duration.seconds(300)

    /// - Parameters:
    ///   - othersWaitForMemory: somebody has waited for some time now.
    ///   - connections: the most transfers at a time.
    /// - Returns: the place of each candidate that has to end.
    static func verdicts(
        on candidates: [Candidate], othersWaitForMemory: Bool, othersWaitForConnections: Bool, connections: Int
    ) -> [(place: Int, verdict: Verdict)] {
        var verdicts: [(place: Int, verdict: Verdict)] = []
        var unanswered: [(place: Int, time: Duration)] = []
        for (place, candidate) in candidates.enumerated() {
            switch candidate.standing {
            case .receiving(let speed?) where othersWaitForMemory && candidate.held > 0 && speed < candidate.held / refill:
                verdicts.append((place, .tooSlow))
            case .paused(let time) where time >= longestPause: verdicts.append((place, .starved(after: longestPause)))
            case .unanswered(let time): unanswered.append((place, time))
            case .receiving, .paused, .ending: break
            }
        }
        guard othersWaitForConnections else { return verdicts }
        // The longest waiting first.
        let surplus = unanswered.sorted { $0.time > $1.time }.prefix(max(0, unanswered.count - max(1, connections / 2)))
        return verdicts + surplus.filter { $0.time >= patience }.map { ($0.place, .unanswered(after: patience)) }
    }
}
