public import Dispatch

/// Runs an actor on a serial Dispatch queue of its own, so that handlers on that queue can enter the actor with `assumeIsolated`.
///
///     private let executor = DispatchQueueExecutor(label: "feedd.poller")
///     nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
///
/// A task that prefers it runs there too, between its calls to actors, so that it need not change threads to enter this one.
/// (Dispatch brings such an executor along on Apple's systems only.)
public final class DispatchQueueExecutor: SerialExecutor, TaskExecutor {
    public let queue: DispatchQueue

    public init(label: String, qos: DispatchQoS = .unspecified) {
        queue = DispatchQueue(label: label, qos: qos)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let actor = asUnownedSerialExecutor()
        let task = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(isolatedTo: actor, taskExecutor: task) }
    }

    public func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
