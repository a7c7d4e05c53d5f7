import Dispatch

/// libcurl's one timeout. It is set and cleared many times a transfer and seldom runs out, so Dispatch's timer is only touched to make it earlier: one that comes too early looks again.
final class MultiTimer {
    private let source: any DispatchSourceTimer
    private var wanted: DispatchTime?
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

    /// Nil clears it.
    func set(milliseconds: Int?) {
        wanted = milliseconds.map { .now() + .milliseconds($0) }
        guard let wanted, armed.map({ wanted < $0 }) ?? true else { return }
        arm(wanted)
    }

    /// Whether the timeout has run out, which clears it. Where it has not, the timer is set for what is left.
    func isDue() -> Bool {
        armed = nil
        guard let wanted else { return false }
        guard wanted <= .now() else {
            arm(wanted)
            return false
        }
        self.wanted = nil
        return true
    }

    private func arm(_ time: DispatchTime) {
        armed = time
        source.schedule(deadline: time, leeway: .milliseconds(1))
    }
}
