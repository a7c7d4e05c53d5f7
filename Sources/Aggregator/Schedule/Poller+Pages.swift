import Configuration
import Store
import Syndication
import Transfer

// MARK: - Rounds of pages

extension Poller {
    /// Begins what a poll asked for, and gives all rounds of the source that are under way.
    func begin(_ fresh: Set<PageRound>, of source: Source) -> [Task<PageRounds.Outcome, Never>] {
        for round in fresh { begin(round, of: source) }
        return rounds[source.name].map { Array($0.values) } ?? []
    }

    /// Goes on with what waits in the store: from the last run, or from before it could not be written.
    func resumeRounds() {
        let waiting: [PageRound]
        do {
            waiting = try poll.store.read { try $0.pageRounds() }
        } catch {
            log.error("\(error)")
            return
        }
        for round in waiting { begin(round, of: source(round.name)) }
    }

    /// Returns when no round is under way.
    func roundsAreOver() async {
        while let task = rounds.values.first?.values.first { _ = await task.value }
    }

    /// While nothing can be written, no page is fetched either: the rounds wait in the store.
    func interruptRounds() {
        refuseSlots()
        Task { await pages.interrupt() }
    }

    private func begin(_ round: PageRound, of source: Source?) {
        let before = rounds[round.name]?[round]
        let task = Task {
            // One that is under way takes what is new with it.
            let outcome = await pages.begin(round, of: source, slots: self).value
            if let before { _ = await before.value }
            return outcome
        }
        rounds[round.name, default: [:]][round] = task
        Task {
            let outcome = await task.value
            if rounds[round.name]?[round] == task { rounds[round.name]?[round] = nil }
            if rounds[round.name]?.isEmpty == true { rounds[round.name] = nil }
            if case .unwritable(let why) = outcome { pause(why) }
        }
    }
}

// MARK: - Slots

extension Poller: HostSlots {
    func slot(at host: String) async throws -> HostSlot {
        lastSlot += 1
        let number = lastSlot
        let slot = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<HostSlot?, Never>) in
                guard !isStopping, trouble == nil, !Task.isCancelled else { return continuation.resume(returning: nil) }
                waitingForSlot[number] = continuation
                queues.enqueue(.page(number), host: host, priority: .article)
                pump()
            }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
        guard let slot else { throw CancellationError() }
        return slot
    }

    func giveBack(_ slot: HostSlot) {
        queues.finished(.page(slot.number), clock.now)
        pump()
    }

    func hold(host: String, for duration: Duration, status: Int) {
        queues.hold(host: host, until: clock.now + duration)
        log.notice("host \(host): left alone for \(Int(duration.seconds)) s: it answered \(status) to a page")
    }

    /// A slot of the host is free for it.
    func start(_ number: UInt64) {
        guard let waiting = waitingForSlot.removeValue(forKey: number) else {
            queues.finished(.page(number), clock.now)
            return
        }
        waiting.resume(returning: HostSlot(number: number))
    }

    /// Nobody who waits for a slot gets one.
    func refuseSlots() {
        for (number, waiting) in waitingForSlot {
            queues.remove(.page(number))
            waiting.resume(returning: nil)
        }
        waitingForSlot = [:]
    }

    private func giveUp(_ number: UInt64) {
        guard let waiting = waitingForSlot.removeValue(forKey: number) else { return }
        queues.remove(.page(number))
        waiting.resume(returning: nil)
    }
}
