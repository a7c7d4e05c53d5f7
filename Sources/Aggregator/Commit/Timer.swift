import Bytes
import Dispatch

/// Calls a function on a queue once, after some time. Scheduling it again cancels the earlier call.
final class Timer {
    private let queue: DispatchQueue
    private let body: @Sendable () -> Void
    private var source: (any DispatchSourceTimer)?

    /// - Parameter queue: on which the timer is used, too.
    init(on queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) {
        self.queue = queue
        self.body = body
    }

    deinit {
        source?.cancel()
    }

    func schedule(after delay: Duration) {
        source?.cancel()
        let source = DispatchSource.makeTimerSource(queue: queue)
        source.schedule(deadline: .now() + delay.seconds)
        source.setEventHandler(handler: body)
        source.resume()
        self.source = source
    }

    func cancel() {
        source?.cancel()
        source = nil
    }
}
