import CCurl
import DequeModule
import Dispatch
import Glibc

/// libcurl's multi handle, driven by Dispatch: libcurl says which sockets to watch and when it wants to be woken, `SocketSet` and `MultiTimer` do so.
///
/// Everything here runs on one serial queue, but for the end: nobody else holds it then. That, and the C handles within, are what makes it unchecked.
final class Multi: @unchecked Sendable {
    private let queue: DispatchQueue
    private let budget: MemoryBudget
    private let handle: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer
    private var configuration: Fetcher.Configuration
    /// How often that has changed.
    private var generation = 0
    private var isStopped = false

    /// Transfers in the multi handle.
    private var active: [ObjectIdentifier: Transfer] = [:]
    /// Transfers that wait for a connection; cancelled ones are skipped when their turn comes.
    private var waiting: Deque<Transfer> = []
    private var idle: [Easy] = []
    private var sockets: SocketSet?
    private var timer: MultiTimer?
    /// libcurl wants to be called at once, but not from within its own callback.
    private var isImpatient = false
    /// Transfers that met the end of the memory budget, in that order; those that have ended since are still in it.
    private var paused: Deque<Transfer> = []
    /// The budget has yet to be told of them.
    private var mustAwaitRoom = false
    private let budgetID: UInt64

    /// Nil when libcurl cannot be set up.
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
        listen()
        configure(configuration)
        timer = MultiTimer(queue: queue) { [weak self] in self?.timeout() }
        sockets = SocketSet(queue: queue) { [weak self] in self?.ready() }
        guard sockets != nil else { return nil }
    }

    /// Once a process. A peer that hangs up must not end it: libcurl leaves SIGPIPE alone when told to leave signals alone.
    private static let library: Void = {
        curl_global_init(Int(CURL_GLOBAL_ALL))
        signal(SIGPIPE, SIG_IGN)
    }()

    /// For the transfers that begin from now on.
    func configure(_ configuration: Fetcher.Configuration) {
        self.configuration = configuration
        generation &+= 1
        idle = []
        guard !isStopped else { return }
        feedd_multi_set_long(handle, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, configuration.perHost))
        feedd_multi_set_long(handle, CURLMOPT_MAXCONNECTS, max(1, configuration.connections))
        advance()
    }

    /// Begins transfers, or queues them where all connections are taken.
    func start(_ orders: [Order]) {
        for order in orders {
            if isStopped || order.ticket.isCancelled {
                order.completion.resume(returning: .failure(.cancelled))
            } else {
                waiting.append(Transfer(order, budget: budget, owner: self))
            }
        }
        advance()
    }

    /// Ends the transfers whose tasks were cancelled.
    func cancel(_ ticket: Ticket) {
        if let transfer = active.values.first(where: { $0.ticket === ticket }) {
            end(transfer, .failure(.cancelled))
        } else if let index = waiting.firstIndex(where: { $0.ticket === ticket }) {
            waiting.remove(at: index).finish(.failure(.cancelled))
        }
        advance()
    }

    /// Ends all transfers and closes all connections, for good.
    func stop() {
        guard !isStopped else { return }
        isStopped = true
        for transfer in waiting { transfer.finish(.failure(.cancelled)) }
        waiting = []
        for transfer in active.values { end(transfer, .failure(.cancelled)) }
        idle = []
        timer = nil
        curl_multi_cleanup(handle)
        curl_share_cleanup(share)
        sockets = nil
    }
}

// MARK: - Moving on

extension Multi {
    /// Does all that can be done now: begins what waits, takes what is done, and calls libcurl for as long as it wants to be called at once.
    private func advance() {
        guard !isStopped else { return }
        while true {
            beginWaiting()
            awaitRoom()
            let ended = takeEnded()
            if isImpatient {
                isImpatient = false
                act(CURL_SOCKET_BAD, 0)
            } else if !ended {
                break
            }
        }
    }

    private func act(_ socket: curl_socket_t, _ events: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(handle, socket, events, &running)
    }

    private func timeout() {
        guard !isStopped, timer?.isDue() ?? false else { return }
        act(CURL_SOCKET_BAD, 0)
        advance()
    }

    private func ready() {
        guard !isStopped else { return }
        sockets?.takeReady { act($0, $1) }
        advance()
    }

    private func beginWaiting() {
        while active.count < max(1, configuration.connections), let transfer = waiting.popFirst() {
            guard let easy = idle.popLast() ?? makeEasy() else {
                transfer.finish(.failure(.failed(reason: "out of memory")))
                continue
            }
            active[ObjectIdentifier(transfer)] = transfer
            begin(transfer, easy)
        }
    }

    private func begin(_ transfer: Transfer, _ easy: Easy) {
        transfer.prepare(easy, configuration)
        let code = curl_multi_add_handle(handle, easy.handle)
        if code != CURLM_OK { end(transfer, .failure(.failed(reason: String(cString: curl_multi_strerror(code))))) }
    }

    private func makeEasy() -> Easy? {
        Easy(configuration, generation: generation, share: share)
    }

    /// True when there was any.
    private func takeEnded() -> Bool {
        var left: Int32 = 0
        var any = false
        while let message = curl_multi_info_read(handle, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            any = true
            let code = message.pointee.data.result
            var pointer: UnsafeMutableRawPointer?
            feedd_easy_get_pointer(easy, CURLINFO_PRIVATE, &pointer)
            if let transfer = Easy.at(pointer)?.transfer { ended(transfer, code) }
        }
        return any
    }

    private func ended(_ transfer: Transfer, _ code: CURLcode) {
        do throws(TransferError) {
            guard try transfer.follow(limit: transfer.request.redirectLimit ?? configuration.redirectLimit) else {
                return end(transfer, transfer.outcome(code))
            }
            guard let easy = transfer.detach() else { return }
            curl_multi_remove_handle(handle, easy.handle)
            guard let next = transfer.url.hasUserInfo ? makeEasy() : easy else { throw .failed(reason: "out of memory") }
            begin(transfer, next)
        } catch {
            end(transfer, .failure(error))
        }
    }

    /// The one way out for a transfer that began.
    private func end(_ transfer: Transfer, _ outcome: Transfer.Outcome) {
        if let easy = transfer.detach() {
            curl_multi_remove_handle(handle, easy.handle)
            // Neither a user's name nor an old configuration may reach the next transfer.
            if !transfer.url.hasUserInfo, easy.generation == generation, idle.count < configuration.connections { idle.append(easy) }
        }
        active[ObjectIdentifier(transfer)] = nil
        transfer.finish(outcome)
    }
}

// MARK: - The memory budget

extension Multi {
    /// From a transfer that has no room for more.
    func paused(_ transfer: Transfer) {
        paused.append(transfer)
        mustAwaitRoom = true
    }

    private func awaitRoom() {
        guard mustAwaitRoom else { return }
        mustAwaitRoom = false
        budget.notify(id: budgetID, for: paused.compactMap(\.lease)) { [weak self] in
            guard let self else { return }
            queue.async { self.resumePaused() }
        }
    }

    /// Those that were paused first go on first, for as long as there is room for what they will take; at least one does if it may.
    private func resumePaused() {
        guard !isStopped else { return }
        var room = budget.limit - budget.used
        var resumed = false
        var left: Deque<Transfer> = []
        // One that goes on may be paused again at once, as libcurl hands over what it has.
        let before = paused
        paused = []
        for transfer in before where transfer.easy != nil {
            guard room > 0 || !resumed && transfer.hasRoom else {
                left.append(transfer)
                continue
            }
            room -= transfer.nextGrowth
            resumed = true
            transfer.resume()
        }
        paused.prepend(contentsOf: left)
        mustAwaitRoom = !paused.isEmpty
        advance()
    }
}

// MARK: - What libcurl asks for

extension Multi {
    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> Multi? {
        pointer.map { Unmanaged<Multi>.fromOpaque($0).takeUnretainedValue() }
    }

    private func listen() {
        feedd_multi_set_socket(handle) { _, socket, what, multi, _ in
            Multi.at(multi)?.sockets?.listen(on: socket, for: what)
            return 0
        }
        feedd_multi_set_pointer(handle, CURLMOPT_SOCKETDATA, pointer)
        feedd_multi_set_timer(handle) { _, milliseconds, multi in
            Multi.at(multi)?.wake(after: milliseconds)
            return 0
        }
        feedd_multi_set_pointer(handle, CURLMOPT_TIMERDATA, pointer)
    }

    private func wake(after milliseconds: Int) {
        isImpatient = milliseconds == 0
        timer?.set(milliseconds: milliseconds > 0 ? milliseconds : nil)
    }
}
