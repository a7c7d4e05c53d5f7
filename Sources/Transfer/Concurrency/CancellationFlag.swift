import Synchronization

/// Says that the task which asked for a fetch was cancelled. May be set from any thread and at any time, also before the transfer begins.
final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() { flag.store(true, ordering: .releasing) }
}
