import CCurl
import DequeModule
import Dispatch
import Glibc

/// libcurl's multi handle, driven by Dispatch: libcurl says which sockets to watch and when to be called again, `SocketSet` and `MultiTimer` do that.
///
/// Everything here runs on one serial queue, except `deinit`, when nobody else holds a reference. Hence, and for the C handles, `@unchecked`.
final class Multi: @unchecked Sendable {
    private let queue: DispatchQueue
    private let budget: MemoryBudget
    private let handle: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer
    private var configuration: Fetcher.Configuration
    /// How often the configuration has changed. Easy handles of an earlier generation are not used again.
    private var generation = 0
    private var isStopped = false

    /// The transfers in the multi handle.
    private var active: [ObjectIdentifier: HTTPTransfer] = [:]
    /// The transfers that wait for a connection.
    private var waiting: Deque<HTTPTransfer> = []
    /// The transfers that wait until the host may be asked that a redirect leads to, and since when.
    private var redirected: [ObjectIdentifier: (transfer: HTTPTransfer, since: ContinuousClock.Instant)] = [:]
    private let paused = PausedTransfers()
    /// Easy handles that can be used again.
    private var idle: [Easy] = []
    private var sockets: SocketSet?
    private var timer: MultiTimer?
    /// libcurl's timer callback asked for a timeout of 0. `drive` calls `curl_multi_socket_action` then, which must not be called within a callback.
    private var needsSocketAction = false
    /// Looks once a second, while there are transfers, whether some have to make way.
    private var ticker: (any DispatchSourceTimer)?
    /// At how many ticks in a row others waited for memory.
    private var ticksOfWant = 0
    /// Others wait for a connection, outside of this.
    private var isInDemand = false
    /// The name under which the budget is asked to say when there is room.
    private let budgetID: UInt64

    /// Nil where libcurl or epoll cannot be set up.
    init?(_ configuration: Fetcher.Configuration, queue: DispatchQueue, budget: MemoryBudget) {
        _ = Self.library
        guard let handle = curl_multi_init(), let share = curl_share_init() else { return nil }
        self.queue = queue
        self.budget = budget
        budgetID = budget.makeID()
        self.handle = handle
        self.share = share
        self.configuration = configuration
        feedd_share_set_long(share, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_SSL_SESSION.rawValue))
        setCallbacks()
        configure(configuration)
        timer = MultiTimer(queue: queue) { [weak self] in self?.timerFired() }
        sockets = SocketSet(queue: queue) { [weak self] in self?.socketsBecameReady() }
        guard sockets != nil else { return nil }
    }

    /// Initialised once per process. With `CURLOPT_NOSIGNAL` libcurl does not handle SIGPIPE, and a peer that closes its connection must not end the process.
    private static let library: Void = {
        curl_global_init(Int(CURL_GLOBAL_ALL))
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Sets the configuration for the transfers that begin from now on.
    func configure(_ configuration: Fetcher.Configuration) {
        self.configuration = configuration
        generation &+= 1
        idle = []
        guard !isStopped else { return }
        feedd_multi_set_long(handle, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, configuration.perHost))
        feedd_multi_set_long(handle, CURLMOPT_MAXCONNECTS, max(1, configuration.connections))
        drive()
    }

    /// Begins transfers, or queues them where all connections are in use.
    func start(_ fetches: [PendingFetch]) {
        for fetch in fetches {
            if isStopped || fetch.cancellation.isSet {
                fetch.completion.resume(returning: .failure(.cancelled))
            } else {
                let transfer = HTTPTransfer(fetch, redirectLimit: configuration.redirectLimit, budget: budget, paused: paused)
                if transfer.isUrgent { waiting.prepend(transfer) } else { waiting.append(transfer) }
            }
        }
        drive()
    }

    /// Ends the transfer whose task was cancelled, if it has not ended yet.
    func cancel(_ cancellation: CancellationFlag) {
        if let transfer = active.values.first(where: { $0.cancellation === cancellation }) {
            end(transfer, .failure(.cancelled))
        } else if let index = waiting.firstIndex(where: { $0.cancellation === cancellation }) {
            waiting.remove(at: index).finish(.failure(.cancelled))
        } else if let (id, entry) = redirected.first(where: { $0.value.transfer.cancellation === cancellation }) {
            redirected[id] = nil
            entry.transfer.finish(.failure(.cancelled))
        }
        drive()
    }

    /// Ends all transfers and closes all connections. Fetches that are asked for later fail as cancelled.
    func stop() {
        guard !isStopped else { return }
        isStopped = true
        for transfer in waiting { transfer.finish(.failure(.cancelled)) }
        waiting = []
        for entry in redirected.values { entry.transfer.finish(.failure(.cancelled)) }
        redirected = [:]
        for transfer in active.values { end(transfer, .failure(.cancelled)) }
        idle = []
        timer = nil
        ticker?.cancel()
        ticker = nil
        curl_multi_cleanup(handle)
        curl_share_cleanup(share)
        sockets = nil
    }
}

// MARK: - Driving

extension Multi {
    /// Does everything that can be done now: begins waiting transfers, ends completed ones, and calls libcurl as often as it wants to be called at once.
    private func drive() {
        guard !isStopped else { return }
        while true {
            beginWaiting()
            awaitRoomForPaused()
            let hasEnded = endCompleted()
            if needsSocketAction {
                needsSocketAction = false
                socketAction(CURL_SOCKET_BAD, 0)
            } else if !hasEnded {
                break
            }
        }
    }

    /// Tells libcurl of a socket's events, or with `CURL_SOCKET_BAD` that its timeout has expired.
    private func socketAction(_ socket: curl_socket_t, _ events: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(handle, socket, events, &running)
    }

    private func timerFired() {
        guard !isStopped, timer?.isDue() ?? false else { return }
        socketAction(CURL_SOCKET_BAD, 0)
        drive()
    }

    private func socketsBecameReady() {
        guard !isStopped else { return }
        sockets?.forEachReady { socketAction($0, $1) }
        drive()
    }

    private func beginWaiting() {
        while let first = waiting.first, first.isUrgent || active.count < max(1, configuration.connections) {
            waiting.removeFirst()
            active[ObjectIdentifier(first)] = first
            begin(first, idle.popLast() ?? makeEasy())
        }
        if !active.isEmpty, ticker == nil { startTicker() }
    }

    /// Begins a hop of a transfer.
    private func begin(_ transfer: HTTPTransfer, _ easy: Easy?) {
        do throws(TransferError) {
            guard let easy else { throw .failed(reason: "out of memory") }
            try transfer.prepare(easy, configuration)
            let code = curl_multi_add_handle(handle, easy.handle)
            if code != CURLM_OK { throw .failed(reason: String(cString: curl_multi_strerror(code))) }
        } catch {
            end(transfer, .failure(error))
        }
    }

    private func makeEasy() -> Easy? {
        Easy(configuration, generation: generation, share: share)
    }

    /// Handles the hops that libcurl says have ended; false where there were none.
    private func endCompleted() -> Bool {
        var left: Int32 = 0
        var any = false
        while let message = curl_multi_info_read(handle, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            any = true
            // The message is not valid any more once its easy handle is removed.
            let code = message.pointee.data.result
            var pointer: UnsafeMutableRawPointer?
            feedd_easy_get_pointer(easy, CURLINFO_PRIVATE, &pointer)
            if let transfer = Easy.at(pointer)?.transfer { ended(transfer, code) }
        }
        return any
    }

    private func ended(_ transfer: HTTPTransfer, _ code: CURLcode) {
        switch transfer.ended(code) {
        case .finish(let outcome): end(transfer, outcome)
        case .follow:
            guard let easy = transfer.detach() else { return }
            curl_multi_remove_handle(handle, easy.handle)
            if let (turn, host) = transfer.nextTurn {
                keep(easy)
                wait(transfer, for: turn, at: host)
            } else {
                begin(transfer, easy.hasSeenUserInfo ? makeEasy() : easy)
            }
        }
    }

    private func wait(_ transfer: HTTPTransfer, for turn: @escaping Request.RedirectTurn, at host: String) {
        let id = ObjectIdentifier(transfer)
        active[id] = nil
        redirected[id] = (transfer, .now)
        Task {
            let turn = await turn(host)
            queue.async { self.turnCame(id, turn, at: host) }
        }
    }

    private func turnCame(_ id: ObjectIdentifier, _ turn: Request.Turn, at host: String) {
        guard let (transfer, since) = redirected.removeValue(forKey: id) else { return }
        switch turn {
        case .refused: transfer.finish(.failure(.cancelled))
        case .onHold(let rest): transfer.finish(.failure(.onHold(host: host, rest: rest)))
        case .granted:
            transfer.waitedForTurn(.now - since)
            waiting.append(transfer)
            drive()
        }
    }

    /// The only way out for a transfer that was begun.
    private func end(_ transfer: HTTPTransfer, _ outcome: HTTPTransfer.Outcome) {
        if let easy = transfer.detach() {
            curl_multi_remove_handle(handle, easy.handle)
            keep(easy)
        }
        active[ObjectIdentifier(transfer)] = nil
        transfer.finish(outcome)
    }

    /// Neither a user's name and password nor an old configuration may reach the next transfer.
    private func keep(_ easy: Easy) {
        if !easy.hasSeenUserInfo, easy.generation == generation, idle.count < configuration.connections { idle.append(easy) }
    }
}

// MARK: - The memory budget

extension Multi {
    private func awaitRoomForPaused() {
        guard let leases = paused.takeLeasesToNotify() else { return }
        budget.notify(id: budgetID, for: leases) { [weak self] in
            guard let self else { return }
            queue.async { self.resumePaused() }
        }
    }

    private func resumePaused() {
        guard !isStopped else { return }
        paused.resume(in: budget)
        drive()
    }
}

// MARK: - Making way

extension Multi {
    /// Whether requests wait, outside of this, until a transfer ends.
    func setDemand(_ isInDemand: Bool) {
        self.isInDemand = isInDemand
    }

    private func startTicker() {
        let ticker = DispatchSource.makeTimerSource(queue: queue)
        ticker.setEventHandler { [weak self] in self?.tick() }
        ticker.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
        ticker.resume()
        self.ticker = ticker
    }

    private func tick() {
        guard !isStopped, !active.isEmpty else {
            ticker?.cancel()
            ticker = nil
            return
        }
        // Those that paused may all have ended, and want nothing any more.
        if paused.isEmpty { budget.stopNotifying(id: budgetID) }
        ticksOfWant = budget.hasWaiters ? ticksOfWant + 1 : 0
        let transfers = Array(active.values)
        let now = ContinuousClock.now
        let verdicts = MakingWay.verdicts(
            on: transfers.map { .init(standing: $0.standing(at: now), held: $0.held) },
            othersWaitForMemory: ticksOfWant >= Self.ticksOfGrace,
            othersWaitForConnections: isInDemand || !waiting.isEmpty, connections: configuration.connections)
        guard !verdicts.isEmpty else { return }
        for (place, verdict) in verdicts { end(transfers[place], .failure(transfers[place].giveUp(verdict))) }
        drive()
    }

    /// Who waits for memory for less than this is not worth a transfer.
    private static let ticksOfGrace = 2
}

// MARK: - libcurl's callbacks

extension Multi {
    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> Multi? {
        pointer.map { Unmanaged<Multi>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setCallbacks() {
        feedd_multi_set_socket(handle) { _, socket, what, multi, _ in
            Multi.at(multi)?.sockets?.watch(socket, for: what)
            return 0
        }
        feedd_multi_set_pointer(handle, CURLMOPT_SOCKETDATA, pointer)
        feedd_multi_set_timer(handle) { _, milliseconds, multi in
            Multi.at(multi)?.setTimeout(milliseconds: milliseconds)
            return 0
        }
        feedd_multi_set_pointer(handle, CURLMOPT_TIMERDATA, pointer)
    }

    /// - Parameter milliseconds: 0 for at once, negative for none.
    private func setTimeout(milliseconds: Int) {
        needsSocketAction = milliseconds == 0
        timer?.set(milliseconds: milliseconds > 0 ? milliseconds : nil)
    }
}
