import Synchronization

/// Fetches over HTTP, and reads files where that is allowed. Connections, DNS answers and TLS sessions are shared by all transfers.
///
/// It sends `A-IM: feed` (the answer may have status 226), no cookies and no referrer. Whatever arrives is treated as hostile: ``Request`` and
/// ``Configuration`` have the limits.
public actor Fetcher {
    private nonisolated let executor: DispatchQueueExecutor
    private nonisolated let budget: MemoryBudget
    private let multi: Multi?
    /// The fetches that were asked for since the queue last looked: a hundred at a time change to the queue once.
    private nonisolated let pending = Mutex<[PendingFetch]>([])

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - budget: what bodies take their memory from. While it has no room, transfers pause.
    ///   - executor: the queue that libcurl runs on. With the executor of the actor that fetches most, a fetch wakes no other thread.
    public init(configuration: Configuration, budget: MemoryBudget, executor: DispatchQueueExecutor = .init(label: "feedd.transfer")) {
        self.budget = budget
        self.executor = executor
        multi = Multi(configuration, queue: executor.queue, budget: budget)
    }

    deinit {
        guard let multi else { return }
        executor.queue.async { multi.stop() }
    }

    /// Fetches a document, following redirects. Cancelling the task ends the transfer.
    ///
    /// A response with any status is returned. Throws where there was none, or where it must not be used: too large, from an address that is not allowed, ….
    public nonisolated(nonsending) func fetch(_ request: Request) async throws(TransferError) -> Response {
        if LocalFile.isNamed(by: request.url) {
            guard request.allowsFile else { throw .unsupportedScheme("file") }
            return try await LocalFile(request.url).fetch(request, budget)
        }
        if request.allowsFile, MaildirFolder.isNamed(by: request.url) {
            return try await MaildirFolder(request.url).fetch(request, budget)
        }
        let url = try FetchURL(request.url)
        let cancellation = CancellationFlag()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation {
                enqueue(PendingFetch(request: request, url: url, cancellation: cancellation, completion: $0))
            }
        } onCancel: {
            cancellation.set()
            executor.queue.async { self.assumeIsolated { $0.multi?.cancel(cancellation) } }
        }
        return try await outcome.get().unpacked(for: request)
    }

    /// Sets the configuration for the transfers that begin from now on.
    public func reconfigure(_ configuration: Configuration) {
        multi?.configure(configuration)
    }

    /// Whether requests wait outside until one of the transfers has ended. Then those that get no answer may not wait for long.
    public func setDemand(_ isInDemand: Bool) {
        multi?.setDemand(isInDemand)
    }

    /// Ends all transfers as cancelled, and all that are asked for later.
    public func shutDown() {
        multi?.stop()
    }

    private nonisolated func enqueue(_ fetch: PendingFetch) {
        let isFirst = pending.withLock { pending in
            pending.append(fetch)
            return pending.count == 1
        }
        if isFirst { executor.queue.async { self.assumeIsolated { $0.startPending() } } }
    }

    private func startPending() {
        let fetches = pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
        if let multi { return multi.start(fetches) }
        for fetch in fetches { fetch.completion.resume(returning: .failure(.failed(reason: "libcurl or epoll cannot be set up"))) }
    }
}
