import DequeModule
import Synchronization

/// The memory that bodies, batches and unsynced records share, in bytes.
///
/// Who needs a share takes a ``Lease``. A lease never fails: the budget says when there is no room, and who grows then pauses. Of the leases that
/// grow, the oldest may pass the limit while those that grow no more stay below it: one body larger than the whole budget gets through, alone.
/// So nothing waits for ever, as long as nobody holds on to a lease while waiting for another.
public final class MemoryBudget: Sendable {
    public let limit: Int
    private let state = Mutex(State())

    public init(limit: Int) {
        self.limit = limit
    }

    /// The bytes that are out now. More than `limit` for as long as the oldest transfer needs that.
    public var used: Int { state.withLock { $0.used } }

    /// A share of a size that is known. Never waits: who must not pass the limit awaits ``room()`` first.
    public func lease(_ bytes: Int) -> Lease {
        state.withLock { state in
            state.used &+= bytes
            return Lease(of: self, id: state.makeID(), bytes: bytes, isGrowing: false)
        }
    }

    /// Waits until less than the limit is out, or the task is cancelled. Who waits here must hold no lease itself.
    public func room() async {
        await room(for: nil)
    }

    /// Waits until less than the limit is out, or that lease may go on growing, or the task is cancelled.
    func room(for lease: Lease?) async {
        let leases = lease.map { [$0.id] } ?? []
        while !Task.isCancelled, !state.withLock({ $0.hasRoom(for: leases, limit) }) {
            let id = makeID()
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    notify(id: id, leases) { continuation.resume() }
                    // A cancellation from before the line above found nothing to end.
                    if Task.isCancelled { stopWaiting(id) }
                }
            } onCancel: {
                stopWaiting(id)
            }
        }
    }

    /// Names one who waits.
    func makeID() -> UInt64 {
        state.withLock { $0.makeID() }
    }

    /// Calls `action` once, when there is room for one of those leases to grow; now, where there is. Replaces what waits under that name.
    func notify(id: UInt64, for leases: [Lease], _ action: @escaping @Sendable () -> Void) {
        notify(id: id, leases.map(\.id), action)
    }

    private func notify(id: UInt64, _ leases: [UInt64], _ action: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            let hasRoom = state.hasRoom(for: leases, limit)
            state.waiting[id] = hasRoom ? nil : Waiter(leases: leases, action: action)
            return hasRoom
        }
        if isNow { action() }
    }

    private func stopWaiting(_ id: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.action()
    }
}

// MARK: - For leases

extension MemoryBudget {
    /// A share that grows as bytes arrive, until it is closed.
    func open() -> Lease {
        state.withLock { state in
            let id = state.makeID()
            state.growing.insert(id)
            state.byAge.append(id)
            return Lease(of: self, id: id, bytes: 0, isGrowing: true)
        }
    }

    func hasRoom(for lease: Lease) -> Bool {
        state.withLock { $0.hasRoom(for: [lease.id], limit) }
    }

    func take(_ bytes: Int, isGrowing: Bool) {
        state.withLock { state in
            state.used &+= bytes
            if isGrowing { state.usedByGrowing &+= bytes }
        }
    }

    /// A lease of that size stops growing.
    func close(_ id: UInt64, _ bytes: Int) {
        change { state in
            state.usedByGrowing &-= bytes
            state.growing.remove(id)
            while let first = state.byAge.first, !state.growing.contains(first) { state.byAge.removeFirst() }
        }
    }

    /// Takes back what a lease that grows no more held.
    func giveBack(_ bytes: Int) {
        change { $0.used &-= bytes }
    }

    /// Wakes those for whom a change makes room.
    private func change(_ body: (inout State) -> Void) {
        let woken = state.withLock { state -> [Waiter] in
            body(&state)
            guard !state.waiting.isEmpty else { return [] }
            let ids = state.waiting.filter { state.hasRoom(for: $0.value.leases, limit) }.map(\.key)
            return ids.compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for waiter in woken { waiter.action() }
    }
}

extension MemoryBudget {
    private struct Waiter {
        var leases: [UInt64]
        var action: @Sendable () -> Void
    }

    private struct State {
        var used = 0
        /// The part of it that leases hold which still grow.
        var usedByGrowing = 0
        var growing: Set<UInt64> = []
        /// The growing leases by age; those that have stopped are still in it until they are its first.
        var byAge: Deque<UInt64> = []
        var nextID: UInt64 = 0
        var waiting: [UInt64: Waiter] = [:]

        mutating func makeID() -> UInt64 {
            nextID &+= 1
            return nextID
        }

        func hasRoom(for leases: [UInt64], _ limit: Int) -> Bool {
            if used < limit { return true }
            guard used - usedByGrowing < limit, let oldest = byAge.first else { return false }
            return leases.contains(oldest)
        }
    }
}
