import Dispatch

/// libcurl's one timeout.
///
/// libcurl sets and clears it many times per transfer, and it seldom expires. So Dispatch's timer is only touched to make it fire earlier; when it fires too
/// early, it is set again for the rest.
final class MultiTimer {
    private let source: any DispatchSourceTimer
    /// When the timeout expires; nil where there is none.
    private var deadline: DispatchTime?
    /// When Dispatch's timer fires.
    private var armed: DispatchTime?

    /// `onFire` is called on `queue`; it asks ``isDue()`` first.
    init(queue: DispatchQueue, onFire: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler(handler: onFire)
        source.resume()
    }

    deinit {
        source.cancel()
    }

    /// Nil clears the timeout.
    func set(milliseconds: Int?) {
        deadline = milliseconds.map { .now() + .milliseconds($0) }
        guard let deadline, armed.map({ deadline < $0 }) ?? true else { return }
        arm(deadline)
    }

    /// Whether the timeout has expired, which clears it. Otherwise Dispatch's timer is set for the time that is left.
    func isDue() -> Bool {
        armed = nil
        guard let deadline else { return false }
        guard deadline <= .now() else {
            arm(deadline)
            return false
        }
        self.deadline = nil
        return true
    }

    private func arm(_ time: DispatchTime) {
        armed = time
        source.schedule(deadline: time, leeway: .milliseconds(1))
    }
}
