import Synchronization

/// A share of a ``MemoryBudget``. It is returned when the last reference to the lease is gone, or earlier by ``release()``.
public final class Lease: Sendable {
    enum Kind: Sendable {
        /// Grows as bytes arrive.
        case growing
        case fixed
        /// What work on a document takes while it lasts. Its size does not change.
        case work
    }

    let id: UInt64
    private let budget: MemoryBudget
    private let state: Mutex<(bytes: Int, kind: Kind)>

    init(of budget: MemoryBudget, id: UInt64, bytes: Int, _ kind: Kind) {
        self.budget = budget
        self.id = id
        state = Mutex((bytes, kind))
    }

    deinit {
        release()
    }

    /// The size of the share in bytes.
    public var size: Int { state.withLock { $0.bytes } }

    /// Whether the lease may go on growing.
    var hasRoom: Bool { budget.hasRoom(for: self) }

    /// Waits until the lease may grow, or the task is cancelled.
    func waitForRoom() async {
        await budget.room(for: self)
    }

    /// Takes more from the budget, or with a negative number returns some, whether or not there is room.
    public func grow(by bytes: Int) {
        state.withLock { state in
            budget.change(state.kind == .growing ? id : nil, from: state.bytes, to: state.bytes &+ bytes)
            state.bytes &+= bytes
        }
    }

    /// Ends the growth of the lease: the next oldest growing lease may exceed its share now.
    func close() {
        state.withLock { state -> Int? in
            guard state.kind == .growing else { return nil }
            state.kind = .fixed
            return state.bytes
        }.map { budget.close(id, $0) }
    }

    /// Returns the whole share. Doing so again has no effect.
    public func release() {
        close()
        let (bytes, kind) = state.withLock { state in
            defer { state.bytes = 0 }
            return state
        }
        guard bytes != 0 else { return }
        if kind == .work { budget.endWork(bytes) } else { budget.change(nil, from: bytes, to: 0) }
    }
}
