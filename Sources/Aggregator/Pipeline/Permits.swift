import Synchronization

/// A counting semaphore that suspends tasks, first come, first served.
final class Permits: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
        var nextWaiting = 0
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: max(1, count)))
    }

    func take() async {
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

    func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.nextWaiting < state.waiting.count else {
                state.free += 1
                return nil
            }
            let next = state.waiting[state.nextWaiting]
            state.nextWaiting += 1
            if state.nextWaiting == state.waiting.count {
                state.waiting.removeAll(keepingCapacity: true)
                state.nextWaiting = 0
            }
            return next
        }
        next?.resume()
    }
}
