import Synchronization

/// Fetches over HTTP, and files where allowed: one libcurl multi handle on a Dispatch queue. Connections, DNS answers and TLS sessions are shared by all transfers.
///
/// `A-IM: feed` is sent (a 226 comes back as its status); no cookies, no referrer. Everything that arrives is hostile: see ``Request`` and ``Configuration`` for the bounds.
public actor Fetcher {
    private nonisolated let executor: DispatchQueueExecutor
    private nonisolated let budget: MemoryBudget
    private let multi: Multi?
    /// What was asked for since the queue last looked: a hundred fetches at once are one hop to it.
    private nonisolated let orders = Mutex<[Order]>([])

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// `budget` is what bodies take their memory from: where it is spent, transfers pause until there is room again.
    /// On the executor of who asks most, a fetch wakes no other thread.
    public init(configuration: Configuration, budget: MemoryBudget, executor: DispatchQueueExecutor = .init(label: "feedd.transfer")) {
        self.budget = budget
        self.executor = executor
        multi = Multi(configuration, queue: executor.queue, budget: budget)
    }

    deinit {
        guard let multi else { return }
        executor.queue.async { multi.stop() }
    }

    /// Fetches, following redirects. Cancelling the task ends the transfer.
    ///
    /// Any status is a response. Throws where none came, or where what came is not to be used: it is too large, from an address that is not allowed, and so on.
    public nonisolated(nonsending) func fetch(_ request: Request) async throws(TransferError) -> Response {
        if LocalFile.isNamed(by: request.url) {
            guard request.allowsFile else { throw .unsupportedScheme("file") }
            return try await LocalFile(request.url).fetch(request, budget)
        }
        let url = try WebURL(request.url)
        let ticket = Ticket()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { place(Order(request: request, url: url, ticket: ticket, completion: $0)) }
        } onCancel: {
            ticket.cancel()
            executor.queue.async { self.assumeIsolated { $0.multi?.cancel(ticket) } }
        }
        return try await outcome.get().unpacked(for: request)
    }

    /// Holds for the transfers that begin from now on.
    public func reconfigure(_ configuration: Configuration) {
        multi?.configure(configuration)
    }

    /// Ends what is in flight as cancelled, and whatever is asked for later.
    public func shutDown() {
        multi?.stop()
    }

    private nonisolated func place(_ order: Order) {
        let isFirst = orders.withLock { orders in
            orders.append(order)
            return orders.count == 1
        }
        if isFirst { executor.queue.async { self.assumeIsolated { $0.takeOrders() } } }
    }

    private func takeOrders() {
        let taken = orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
        if let multi { return multi.start(taken) }
        for order in taken { order.completion.resume(returning: .failure(.failed(reason: "libcurl cannot start"))) }
    }
}
