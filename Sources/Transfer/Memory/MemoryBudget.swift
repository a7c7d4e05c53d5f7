import Synchronization

/// The memory, in bytes, that bodies, batches and records that are not synced yet may use together.
///
/// A share of it is a ``Lease``. ``MemoryShares`` has the rules; this adds the lock, and wakes those who wait. Leases never block on growth; a lease without
/// room should pause.
public final class MemoryBudget: Sendable {
    public let limit: Int
    private let state: Mutex<State>

    fileprivate struct State {
        var shares: MemoryShares
        var waiting: [UInt64: Waiter] = [:]
    }

    fileprivate struct Waiter {
        enum Wish {
            /// That one of these leases may grow.
            case growth([UInt64])
            case beginning
            case work(Int)
        }

        var wish: Wish
        var action: @Sendable () -> Void

        var isForWork: Bool {
            if case .work = wish { true } else { false }
        }
    }

    public init(limit: Int) {
        self.limit = limit
        state = Mutex(State(shares: MemoryShares(limit: limit)))
    }

    /// The bytes that are in use now. May exceed `limit`, see ``MemoryShares``.
    public var used: Int { state.withLock { $0.shares.used } }

    /// Whether anybody waits for memory that bodies hold.
    var hasWaiters: Bool { state.withLock { $0.waiting.values.contains { !$0.isForWork } } }

    /// A share of a known size. Never waits: whoever must not exceed the limit awaits ``room()`` first.
    public func lease(_ bytes: Int) -> Lease {
        state.withLock { state in
            state.shares.change(nil, from: 0, to: bytes)
            return Lease(of: self, id: state.shares.makeID(), bytes: bytes, .fixed)
        }
    }

    /// Waits until a transfer may begin, or the task is cancelled. The caller must not hold a lease that grows.
    public func room() async {
        await wait(for: .beginning)
    }

    /// Waits until work on a document may begin, and takes what it needs. Where the task is cancelled, takes it at once.
    public func work(_ bytes: Int) async -> Lease {
        await wait(for: .work(bytes))
        // Others that waited may have been faster.
        while !Task.isCancelled {
            if let lease = beginWork(bytes, isForced: false) { return lease }
            await wait(for: .work(bytes))
        }
        return beginWork(bytes, isForced: true) ?? lease(bytes)
    }

    private func beginWork(_ bytes: Int, isForced: Bool) -> Lease? {
        state.withLock { state in
            guard isForced || state.shares.mayWork(bytes) else { return nil }
            state.shares.beginWork(bytes)
            return Lease(of: self, id: state.shares.makeID(), bytes: bytes, .work)
        }
    }

    /// Waits until the lease may go on growing, or the task is cancelled.
    func room(for lease: Lease) async {
        await wait(for: .growth([lease.id]))
    }

    /// A new name for a waiter or a lease.
    func makeID() -> UInt64 {
        state.withLock { $0.shares.makeID() }
    }

    /// Calls `action` once, as soon as one of the leases may grow: at once where one may already. Replaces the waiter of the same name.
    func notify(id: UInt64, for leases: [Lease], _ action: @escaping @Sendable () -> Void) {
        notify(id: id, of: .growth(leases.map(\.id)), action)
    }

    /// Nobody has to be told any more.
    func stopNotifying(id: UInt64) {
        state.withLock { $0.waiting[id] = nil }
    }
}

// MARK: - Waiting

extension MemoryBudget {
    private func wait(for wish: Waiter.Wish) async {
        while !Task.isCancelled, !state.withLock({ $0.grants(wish) }) {
            let id = makeID()
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    notify(id: id, of: wish) { continuation.resume() }
                    // A cancellation that came before the line above found no waiter to wake.
                    if Task.isCancelled { stopWaiting(id) }
                }
            } onCancel: {
                stopWaiting(id)
            }
        }
    }

    private func notify(id: UInt64, of wish: Waiter.Wish, _ action: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            let isGranted = state.grants(wish)
            state.waiting[id] = isGranted ? nil : Waiter(wish: wish, action: action)
            return isGranted
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
        state.withLock { Lease(of: self, id: $0.shares.open(), bytes: 0, .growing) }
    }

    func hasRoom(for lease: Lease) -> Bool {
        state.withLock { $0.shares.mayGrow(lease.id) }
    }

    /// What growing leases may take now, apart from the oldest: small ones and large ones.
    var roomToGrow: (small: Int, large: Int) {
        state.withLock { ($0.shares.roomOfSmall, $0.shares.roomOfLarge) }
    }

    /// Whether a lease of that size is counted with the large ones.
    func isLarge(_ size: Int) -> Bool { state.withLock { $0.shares.isLarge(size) } }

    func change(_ id: UInt64?, from old: Int, to new: Int) {
        if new > old { state.withLock { $0.shares.change(id, from: old, to: new) } } else { free { $0.change(id, from: old, to: new) } }
    }

    /// A lease of `bytes` bytes stops growing.
    func close(_ id: UInt64, _ bytes: Int) {
        free { $0.close(id, bytes) }
    }

    func endWork(_ bytes: Int) {
        free { $0.endWork(bytes) }
    }

    /// Changes the shares in a way that may make room, and wakes those for whom it does, the longest waiting first.
    private func free(_ body: (inout MemoryShares) -> Void) {
        let woken = state.withLock { state -> [Waiter] in
            body(&state.shares)
            guard !state.waiting.isEmpty else { return [] }
            let ids = state.waiting.filter { state.grants($0.value.wish) }.map(\.key).sorted()
            return ids.compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for waiter in woken { waiter.action() }
    }
}

extension MemoryBudget.State {
    fileprivate func grants(_ wish: MemoryBudget.Waiter.Wish) -> Bool {
        switch wish {
        case .growth(let leases): leases.contains { shares.mayGrow($0) }
        case .beginning: shares.hasRoomToBegin
        case .work(let bytes): shares.mayWork(bytes)
        }
    }
}
