import Synchronization

/// A share of a ``MemoryBudget``. It is returned when the last reference to the lease is gone, or earlier by ``release()``.
public final class Lease: Sendable {
    let id: UInt64
    private let budget: MemoryBudget
    private let state: Mutex<(bytes: Int, isGrowing: Bool)>

    init(of budget: MemoryBudget, id: UInt64, bytes: Int, isGrowing: Bool) {
        self.budget = budget
        self.id = id
        state = Mutex((bytes, isGrowing))
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
            state.bytes &+= bytes
            budget.take(bytes, isGrowing: state.isGrowing)
        }
    }

    /// Ends the growth of the lease: the next oldest growing lease may exceed the limit now.
    func close() {
        state.withLock { state -> Int? in
            guard state.isGrowing else { return nil }
            state.isGrowing = false
            return state.bytes
        }.map { budget.close(id, $0) }
    }

    /// Returns the whole share. Doing so again has no effect.
    public func release() {
        close()
        let bytes = state.withLock { state in
            defer { state.bytes = 0 }
            return state.bytes
        }
        if bytes != 0 { budget.giveBack(bytes) }
    }
}
