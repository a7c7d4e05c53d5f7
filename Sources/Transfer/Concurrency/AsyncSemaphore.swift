import DequeModule
import Synchronization

/// A counting semaphore for tasks: waiting suspends the task, and the longest waiting one continues first. Cancellation does not end a wait.
public final class AsyncSemaphore: Sendable {
    private struct State {
        var free: Int
        var waiting = Deque<CheckedContinuation<Void, Never>>()
    }

    private let state: Mutex<State>

    /// - Parameter count: how many tasks may hold it at once; at least 1.
    public init(_ count: Int) {
        state = Mutex(State(free: max(1, count)))
    }

    public func wait() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    public func signal() {
        let next = state.withLock { state in
            let next = state.waiting.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }
}
