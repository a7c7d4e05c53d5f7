import Synchronization

/// Names one fetch to the task that may cancel it, from any thread and at any moment, even before the transfer began.
final class Ticket: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() { flag.store(true, ordering: .releasing) }
}
