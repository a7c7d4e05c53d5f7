import Bytes
import Configuration
import Store
import Transfer

// MARK: - Rounds of pages

extension Poller {
    /// Begins a round, or has the run of it that is under way look for its new pages, too.
    ///
    /// - Parameter source: nil where it is not configured any more: the items are journaled with what their feed said.
    /// - Returns: false where feedd is stopping: the round goes on at the next start.
    @discardableResult
    func begin(_ round: PageRound, of source: Source?) -> Bool {
        switch registry.begin(round) {
        case .run(let id, let earlier):
            run(round, of: source, as: id, after: earlier.flatMap { runs[$0] })
            return true
        case .joined: return true
        case .refused: return false
        }
    }

    private func run(
        _ round: PageRound, of source: Source?, as id: PageRoundRegistry.RunID, after interrupted: Task<PageRoundRunner.Outcome, Never>?
    ) {
        let pages = pages
        runs[id] = Task {
            if let interrupted { _ = await interrupted.value }
            let outcome = await pages.run(round, of: source, slots: self) { await self.endPass(of: id, round) }
            ended(id, round, outcome)
            return outcome
        }
    }

    private func endPass(of id: PageRoundRegistry.RunID, _ round: PageRound) -> Bool { registry.endPass(of: id, round) }

    private func ended(_ id: PageRoundRegistry.RunID, _ round: PageRound, _ outcome: PageRoundRunner.Outcome) {
        registry.end(id, round)
        runs[id] = nil
        if case .unwritable(let why) = outcome { pause(why) }
    }

    /// Goes on with the items that wait in the store, from before a restart or a pause.
    func resumeRounds() {
        do {
            for round in try store.read({ try $0.pageRounds() }) { begin(round, of: schedule.source(round.name)) }
        } catch {
            log.error("\(error)")
        }
    }

    /// Returns when no round is under way.
    func roundsAreOver() async {
        while let run = runs.values.first { _ = await run.value }
    }

    /// Ends all rounds where they are. Their items go on waiting in the store, and may be taken up again unless this is `forGood`.
    func interruptRounds(forGood: Bool) {
        if forGood { registry.stop() } else { registry.interrupt() }
        for run in runs.values { run.cancel() }
    }
}

// MARK: - Slots

extension Poller: HostSlots {
    func slot(at host: String) async throws -> HostSlot {
        lastSlot += 1
        let id = lastSlot
        let slot = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<HostSlot?, Never>) in
                guard !Task.isCancelled, schedule.requestSlot(id, at: host) else { return continuation.resume(returning: nil) }
                waiting[id] = continuation
                drive()
            }
        } onCancel: {
            Task { await self.abandon(id) }
        }
        guard let slot else { throw CancellationError() }
        return slot
    }

    func giveBack(_ slot: HostSlot) {
        schedule.slotReturned(slot.number, at: moment.instant)
        drive()
    }

    func hold(host: String, for duration: Duration, status: Int) {
        let now = moment
        end(turns: schedule.hold(host: host, until: now.instant + duration, since: now.instant), .onHold(duration))
        log.notice("host \(host): no requests for \(duration.components.seconds) s: \(HTTPStatus.description(of: status))")
        note { await $0.note(HostHold(host: host, since: now.wall, until: now.wall + duration)) }
        tellDismissals(at: now)
    }

    func grant(_ slot: PollSchedule.SlotID) {
        waiting.removeValue(forKey: slot)?.resume(returning: HostSlot(number: slot))
    }

    /// Nobody who waits for these slots gets one.
    func refuse(_ slots: [PollSchedule.SlotID]) {
        for slot in slots { waiting.removeValue(forKey: slot)?.resume(returning: nil) }
    }

    private func abandon(_ slot: PollSchedule.SlotID) {
        schedule.abandonSlot(slot)
        refuse([slot])
    }
}

// MARK: - What hosts have asked for

extension Poller {
    /// Goes on with the holds that the store knows, from before a restart. One that is longer than any can be was stored while the clock was wrong.
    ///
    /// - Throws: `StoreError`.
    func takeUpHolds() throws {
        let now = moment
        for hold in try store.read({ try $0.hostHolds() }) {
            guard hold.until > now.wall, hold.until <= now.wall + Freshness.longestRetryAfter else { continue }
            _ = schedule.hold(host: hold.host, until: now.instant(of: hold.until), since: now.instant(of: hold.since))
        }
    }

    func noteLifted(_ hosts: [String]) {
        for host in hosts { note { await $0.noteLifted(host: host) } }
    }

    private func note(_ what: @escaping @Sendable (Committer) async -> Void) {
        let (committer, earlier) = (committer, noting)
        noting = Task {
            await earlier?.value
            await what(committer)
        }
    }
}
