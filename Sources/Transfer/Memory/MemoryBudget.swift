import DequeModule
import Synchronization

/// The memory, in bytes, that bodies, batches and records that are not synced yet may use together.
///
/// A share of it is a ``Lease``. Leases never block on growth; a lease without room should pause. To avoid deadlock, the oldest growing lease may exceed
/// the limit as long as the leases that have stopped growing are below it: a body larger than the whole budget is received too, alone. So nothing waits
/// for ever, provided that nobody waits for a lease while holding another.
public final class MemoryBudget: Sendable {
    public let limit: Int
    private let state = Mutex(State())

    public init(limit: Int) {
        self.limit = limit
    }

    /// The bytes that are in use now. May exceed `limit`, see above.
    public var used: Int { state.withLock { $0.used } }

    /// A share of a known size. Never waits: whoever must not exceed the limit awaits ``room()`` first.
    public func lease(_ bytes: Int) -> Lease {
        state.withLock { state in
            state.used &+= bytes
            return Lease(of: self, id: state.makeID(), bytes: bytes, isGrowing: false)
        }
    }

    /// Waits until less than the limit is in use, or the task is cancelled. The caller must not hold a lease.
    public func room() async {
        await room(for: nil)
    }

    /// Waits until less than the limit is in use, the lease may go on growing, or the task is cancelled.
    func room(for lease: Lease?) async {
        let leases = lease.map { [$0.id] } ?? []
        while !Task.isCancelled, !state.withLock({ $0.hasRoom(for: leases, limit) }) {
            let id = makeID()
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    notify(id: id, leases) { continuation.resume() }
                    // A cancellation that came before the line above found no waiter to wake.
                    if Task.isCancelled { stopWaiting(id) }
                }
            } onCancel: {
                stopWaiting(id)
            }
        }
    }

    /// A new name for a waiter or a lease.
    func makeID() -> UInt64 {
        state.withLock { $0.makeID() }
    }

    /// Calls `action` once, as soon as one of the leases may grow: at once where one may already. Replaces the waiter of the same name.
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
    /// A lease that grows as bytes arrive, until it is closed.
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

    /// A lease of `bytes` bytes stops growing.
    func close(_ id: UInt64, _ bytes: Int) {
        change { state in
            state.usedByGrowing &-= bytes
            state.growing.remove(id)
            while let first = state.byAge.first, !state.growing.contains(first) { state.byAge.removeFirst() }
        }
    }

    /// Takes back the share of a closed lease.
    func giveBack(_ bytes: Int) {
        change { $0.used &-= bytes }
    }

    /// Changes the state, and wakes the waiters for whom that makes room.
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
        /// The part of `used` that growing leases hold.
        var usedByGrowing = 0
        var growing: Set<UInt64> = []
        /// The growing leases, oldest first. Lazy deletion: a closed lease is removed once it is the first.
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
