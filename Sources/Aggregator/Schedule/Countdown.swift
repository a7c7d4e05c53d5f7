import Synchronization

/// Calls `finished` at the last of so many steps.
final class Countdown: Sendable {
    private let left: Mutex<Int>
    private let finished: @Sendable () -> Void

    init(_ steps: Int, finished: @escaping @Sendable () -> Void) {
        left = Mutex(steps)
        self.finished = finished
    }

    func step() {
        let isLast = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isLast { finished() }
    }
}
