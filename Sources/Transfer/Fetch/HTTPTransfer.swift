import CCurl
import Glibc

/// One HTTP transfer: connects a ``TransferState`` to libcurl's callbacks, the memory budget, the clock and the task that waits for the result.
final class HTTPTransfer {
    typealias Outcome = Result<CompletedTransfer, TransferError>

    let cancellation: CancellationFlag
    private var state: TransferState
    private let budget: MemoryBudget
    private let paused: PausedTransfers
    private let completion: CheckedContinuation<Outcome, Never>
    /// Opened with the first byte of the body, so that a transfer that waits for a connection does not become the budget's oldest lease.
    private(set) var lease: Lease?
    /// Nil while the transfer waits for a connection, and when it has ended.
    private(set) var easy: Easy?

    /// It may begin even where all connections are in use.
    var isUrgent: Bool { state.request.isUrgent }

    init(_ fetch: PendingFetch, redirectLimit: Int, budget: MemoryBudget, paused: PausedTransfers) {
        state = TransferState(fetch.request, url: fetch.url, redirectLimit: redirectLimit)
        cancellation = fetch.cancellation
        completion = fetch.completion
        self.budget = budget
        self.paused = paused
    }

    /// Prepares an easy handle for the next hop.
    func prepare(_ easy: Easy, _ configuration: Fetcher.Configuration) throws(TransferError) {
        self.easy = easy
        easy.transfer = self
        if state.url.hasUserInfo { easy.hasSeenUserInfo = true }
        let proxy = configuration.proxies.proxy(for: state.url)
        let limits = try state.start(
            at: .now, connectTimeout: configuration.connectTimeout,
            allowsPrivateAddresses: state.request.allowsPrivateAddresses ?? configuration.allowsPrivateAddresses, proxy: proxy?.host)
        easy.proxy = proxy
        easy.set(CURLOPT_URL, state.url.full)
        easy.setHeaders(state.headersToSend)
        easy.set(CURLOPT_TIMEOUT_MS, limits.total.inMilliseconds)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.inMilliseconds)
        let request = state.request
        feedd_easy_set_size(easy.handle, CURLOPT_MAXFILESIZE_LARGE, request.isCutAtLimit ? 0 : curl_off_t(request.bodyLimit))
    }

    /// Takes the easy handle back once it was removed from the multi handle, or before.
    func detach() -> Easy? {
        easy?.transfer = nil
        defer { easy = nil }
        return easy
    }
}

// MARK: - libcurl's callbacks

extension HTTPTransfer {
    /// A header line arrived. Returns how many bytes were accepted: fewer than there are make libcurl end the transfer.
    func receiveHeader(line: UnsafeRawBufferPointer) -> Int {
        switch state.receiveHeader(line: line) {
        case .accept: break
        case .abort: return 0
        }
        return line.count
    }

    /// Bytes of the body arrived. Returns how many were accepted.
    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        let action = state.receiveBody(
            bytes, at: .now, announcedSize: easy?.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T) ?? 0, freeMemory: budget.limit - budget.used,
            reserve: reserve)
        switch action {
        case .accept: break
        case .pause: pause()
        case .abort: return 0
        }
        return bytes.count
    }

    private func reserve(_ bytes: Int) -> Bool {
        let lease = self.lease ?? budget.open()
        self.lease = lease
        lease.grow(by: bytes)
        return lease.hasRoom
    }

    /// Opens a socket, if connecting to that address is allowed.
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let family = address.pointee.family
        let network = withUnsafePointer(to: &address.pointee.addr) {
            NetworkAddress($0, length: Int(address.pointee.addrlen))
        }
        guard state.mayConnect(to: network) else { return CURL_SOCKET_BAD }
        return socket(family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    /// Whether the request may be sent on a connection to that address. A connection that is used again may have been made for
    /// a request that was allowed more.
    func mayUseConnection(to address: UnsafePointer<CChar>) -> Bool {
        state.mayConnectAnywhere || state.mayConnect(to: NetworkAddress(String(cString: address)))
    }
}

// MARK: - Pausing

extension HTTPTransfer {
    /// Whether the memory budget has room for more of the body.
    var hasRoom: Bool { lease?.hasRoom ?? true }

    /// What the transfer holds of the memory budget, in bytes.
    var held: Int { lease?.size ?? 0 }

    /// What the transfer will take from the budget when it resumes, in bytes.
    var nextGrowth: Int { state.nextGrowth }

    /// Called within libcurl's callback: libcurl may call it a hundred times more before it returns.
    private func pause() {
        guard let easy else { return }
        easy.set(CURLOPT_TIMEOUT_MS, 0)
        curl_easy_pause(easy.handle, CURLPAUSE_RECV)
        paused.append(self)
    }

    func resume() {
        guard let easy, let limit = state.resume(at: .now) else { return }
        easy.set(CURLOPT_TIMEOUT_MS, limit.inMilliseconds)
        curl_easy_pause(easy.handle, CURLPAUSE_CONT)
    }
}

// MARK: - The end

extension HTTPTransfer {
    enum Next {
        /// A redirect is to be followed: the transfer needs an easy handle for its next hop.
        case follow
        case finish(Outcome)
    }

    /// What the next hop has to wait for; nil where it begins at once.
    var nextTurn: (turn: Request.RedirectTurn, host: String)? {
        guard let turn = state.request.redirectTurn, let host = state.hostOfNextTurn else { return nil }
        return (turn, host)
    }

    func waitedForTurn(_ time: Duration) { state.waitedForTurn(time) }

    func standing(at now: ContinuousClock.Instant) -> TransferState.Standing { state.standing(at: now) }

    /// The transfer has to make way for others: what it received is dropped.
    func giveUp(_ verdict: MakingWay.Verdict) -> TransferError {
        let host = state.url.host
        let error: TransferError =
            switch verdict {
            case .tooSlow: .tooSlowForOthers(host: host)
            case .unanswered(let after): .unanswered(host: host, after: after)
            case .starved(let after): .noMemory(host: host, after: after)
            }
        state.giveUp(error)
        return error
    }

    /// libcurl ended the hop.
    func ended(_ code: CURLcode) -> Next {
        guard let easy else { return .finish(.failure(.cancelled)) }
        switch state.ended(HopEnding(code, easy), at: .now) {
        case .follow: return .follow
        case .finish(let result): return .finish(result.map(complete))
        }
    }

    private func complete(_ received: TransferState.Received) -> CompletedTransfer {
        if !received.codings.isEmpty {
            return CompletedTransfer(
                response: received.response,
                packed: .init(bytes: received.body, codings: received.codings, lease: lease, host: state.url.host))
        }
        lease?.close()
        var response = received.response
        if !received.body.isEmpty { response.body = Body(bytes: received.body, lease: lease) }
        return CompletedTransfer(response: response)
    }

    /// Resumes the task that asked. Memory that the outcome does not hold is back in the budget by then.
    func finish(_ outcome: Outcome) {
        state.close()
        lease = nil
        completion.resume(returning: outcome)
    }
}
