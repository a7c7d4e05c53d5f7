/// Says which submissions are committed together, and when: group commit as a state machine, without clock, queue or disk.
///
/// Submissions are gathered for an interval, or until they fill a group. What exceeds the largest group makes further groups. One group is committed at a time; what comes meanwhile is gathered for the next.
struct CommitQueue<Submission: Sendable> {
    enum Action: Sendable {
        /// Call `timerFired` after this time, and not for an earlier `schedule`.
        case schedule(after: Duration)
        /// Commit these together, then call `committed` or `failed`.
        case commit([Submission], bytes: Int)
        /// Answer these with the error.
        case refuse([Submission], CommitError)
    }

    /// Whether journal and store can be written, as far as is known.
    enum Health {
        case writing
        /// Writing failed: it is not tried again before `recovered`.
        case failing(CommitError)
        /// The store's commit failed after the journal was written: the journal's records are to be replayed before anything else is written.
        case behind(CommitError)

        var error: CommitError? {
            switch self {
            case .writing: nil
            case .failing(let error), .behind(let error): error
            }
        }
    }

    private enum Phase {
        case idle
        /// A timer runs.
        case gathering
        case committing
    }

    private struct Waiting {
        let submission: Submission
        let bytes: Int
    }

    /// How long submissions are gathered; nil: each is committed by itself, at once.
    private let interval: Duration?
    /// Bytes of a group that is committed without waiting for more.
    private let fullGroup: Int
    /// The greatest number of bytes of several submissions that are committed together.
    private let largestGroup: Int
    private var phase = Phase.idle
    private(set) var health = Health.writing
    private(set) var isStopping = false
    private var waiting: [Waiting] = []
    private var bytes = 0
    /// Those that wait did not fit into the last group, and have been gathered for long enough.
    private var isOverdue = false

    init(interval: Duration?, fullGroup: Int, largestGroup: Int) {
        self.interval = interval
        self.fullGroup = fullGroup
        self.largestGroup = largestGroup
    }

    // MARK: - Inputs

    /// - Parameter bytes: of the records that the submission may become.
    mutating func submit(_ submission: Submission, bytes: Int) -> Action? {
        if let error = health.error { return .refuse([submission], error) }
        waiting.append(Waiting(submission: submission, bytes: bytes))
        self.bytes += bytes
        switch phase {
        case .idle: return next()
        case .gathering: return isFull ? commit() : nil
        case .committing: return nil
        }
    }

    mutating func timerFired() -> Action? {
        guard case .gathering = phase else { return nil }
        return commit()
    }

    /// The group is durable.
    mutating func committed() -> Action? {
        phase = .idle
        return next()
    }

    /// Journal or store could not be written.
    ///
    /// - Parameter isBehind: the journal was.
    mutating func failed(_ error: CommitError, isBehind: Bool) -> Action? {
        phase = .idle
        switch health {
        case .behind: break
        case .writing, .failing: health = isBehind ? .behind(error) : .failing(error)
        }
        return waiting.isEmpty ? nil : .refuse(takeAll().map(\.submission), error)
    }

    /// Journal and store can be written again, and the store has all of the journal.
    mutating func recovered() { health = .writing }

    /// From now on what comes is committed at once.
    mutating func shutDown() -> Action? {
        isStopping = true
        guard !waiting.isEmpty else { return nil }
        if case .committing = phase { return nil }
        return commit()
    }

    // MARK: - Groups

    private var isFull: Bool { bytes >= fullGroup }

    private mutating func next() -> Action? {
        guard !waiting.isEmpty else { return nil }
        guard let interval, !isStopping, !isFull, !isOverdue else { return commit() }
        phase = .gathering
        return .schedule(after: interval)
    }

    private mutating func commit() -> Action {
        phase = .committing
        let group = takeGroup()
        isOverdue = interval != nil && !waiting.isEmpty
        return .commit(group.map(\.submission), bytes: group.reduce(0) { $0 + $1.bytes })
    }

    private mutating func takeAll() -> [Waiting] {
        defer { (waiting, bytes) = ([], 0) }
        return waiting
    }

    /// The first ones that together are no larger than a group may be, and the first one in any case.
    private mutating func takeGroup() -> [Waiting] {
        var size = 0
        let count = waiting.prefix { one in
            defer { size += one.bytes }
            return size == 0 || size + one.bytes <= largestGroup
        }.count
        let group = Array(waiting.prefix(interval == nil ? 1 : max(1, count)))
        waiting.removeFirst(group.count)
        bytes -= group.reduce(0) { $0 + $1.bytes }
        return group
    }
}
