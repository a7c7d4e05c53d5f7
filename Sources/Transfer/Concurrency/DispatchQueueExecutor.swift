public import Dispatch

/// Runs an actor on a serial Dispatch queue, so that handlers on that queue (timers, sockets) can enter the actor with `assumeIsolated`.
///
///     private let executor = DispatchQueueExecutor(label: "feedd.poller")
///     nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
///
/// A task whose executor preference it is runs there too, between its calls to other actors, and needs no change of thread to call this one.
/// (On Apple's systems Dispatch has such an executor; on Linux it does not.)
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
