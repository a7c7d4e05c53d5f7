import Synchronization

/// A share of a ``MemoryBudget``, given back when the last reference to it is gone, or before by ``release()``.
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

    /// In bytes.
    public var size: Int { state.withLock { $0.bytes } }

    /// Whether it may go on growing.
    var hasRoom: Bool { budget.hasRoom(for: self) }

    /// Waits until it may grow, or the task is cancelled.
    func waitForRoom() async {
        await budget.room(for: self)
    }

    /// Takes more, whether or not there is room.
    public func grow(by bytes: Int) {
        state.withLock { state in
            state.bytes &+= bytes
            budget.take(bytes, isGrowing: state.isGrowing)
        }
    }

    /// Grows no more: the next oldest may pass the limit now.
    func close() {
        state.withLock { state -> Int? in
            guard state.isGrowing else { return nil }
            state.isGrowing = false
            return state.bytes
        }.map { budget.close(id, $0) }
    }

    /// Gives everything back. Doing so again does nothing.
    public func release() {
        close()
        let bytes = state.withLock { state in
            defer { state.bytes = 0 }
            return state.bytes
        }
        if bytes != 0 { budget.giveBack(bytes) }
    }
}
