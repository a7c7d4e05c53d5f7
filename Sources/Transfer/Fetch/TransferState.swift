import Compression
import WebAddress

/// The state machine of one HTTP transfer: a request, its redirects, and the response or the error it ends with.
///
/// It does no I/O and reads no clock. Whatever happens is an input, and each input returns the action that ``HTTPTransfer`` then takes:
///
///     queued ──start──▶ receivingHeader ──end of header──▶ receivingBody ◀──pause, resume──▶ paused
///        ▲                     │                           or discardingBody                   │
///        │                     ├────────a limit is passed──▶ aborted ◀─────────────────────────┤
///        └──ended: follow──────┴───────────────ended: finish──▶ finished ◀─────────────────────┘
struct TransferState {
    enum Phase: Equatable {
        /// Waiting for a connection.
        case queued
        /// The request is under way; the header of its response is not complete.
        case receivingHeader
        /// The header is complete and announced a body that is wanted (2xx).
        case receivingBody
        /// Reading is suspended while the memory budget has no room.
        case paused(since: ContinuousClock.Instant)
        /// The header is complete and the body is of no use. A little of it is read so that the connection can be used again.
        case discardingBody(count: Int)
        /// A limit was passed: libcurl was told to stop, and why it says that it ended does not matter.
        case aborted(TransferError)
        /// The transfer has its result.
        case finished
    }

    /// What one request of the transfer received. Each redirect begins a new hop.
    private struct Hop {
        /// All header bytes, those of interim responses and trailers included.
        var headerSize = 0
        /// The header lines of the last response, the status line first.
        var header: [UInt8] = []
        var status = 0
        /// The content codings of the body, in the order in which the server applied them. Empty where the body is discarded.
        var codings: [BodyCoding] = []
        var body: [UInt8] = []
        var limits: HopLimits
        var started: ContinuousClock.Instant?
        var pausedTime = Duration.zero
        var speed = ReceivingSpeed()
        /// The last address that the transfer was not allowed to connect to.
        var refusedAddress: NetworkAddress?
    }

    /// What may be received of all header lines of a hop, in bytes. Feeds send about 1 kB.
    static let headerLimit = 64 << 10
    /// What is read of a body that is of no use, in bytes.
    static let discardLimit = 64 << 10

    let request: Request
    private let redirectLimit: Int
    private(set) var phase = Phase.queued
    /// The URL of the current hop: the request's, then that of each redirect.
    private(set) var url: FetchURL
    private var redirects: [Redirect] = []
    /// False from the first redirect to another origin on: the request's own headers may carry credentials.
    private var sendsRequestHeaders = true
    private var started: ContinuousClock.Instant?
    private var hop = Hop(limits: HopLimits(total: .zero, connect: .zero))

    init(_ request: Request, url: FetchURL, redirectLimit: Int) {
        self.request = request
        self.url = url
        self.redirectLimit = request.redirectLimit ?? redirectLimit
    }
}

/// The bounds of one hop.
struct HopLimits: Equatable, Sendable {
    /// How long the hop may take, without the time it is paused.
    var total: Duration
    /// How long connecting may take.
    var connect: Duration
    /// Whether only public addresses may be connected to.
    var allowsPrivateAddresses = false
    /// The proxy that is connected to instead of the host, as `name:port`.
    var proxy: String?
}

// MARK: - The request

extension TransferState {
    /// Begins the next hop. Its limits are what is left of the request's timeout.
    ///
    /// - Parameter proxy: the proxy that this hop goes through, as messages name it.
    /// - Throws: `refusedAddress` where a proxy would be told to connect to an address that is not public. (Names are for the proxy to resolve.)
    mutating func start(
        at now: ContinuousClock.Instant, connectTimeout: Duration, allowsPrivateAddresses: Bool, proxy: String?
    ) throws(TransferError) -> HopLimits {
        if proxy != nil, !allowsPrivateAddresses, let address = url.address, !address.isPublic {
            throw .refusedAddress(host: url.host, address: address.description)
        }
        let start = started ?? now
        started = start
        let total = request.timeout - (now - start)
        let limits = HopLimits(
            total: total, connect: min(connectTimeout, total), allowsPrivateAddresses: allowsPrivateAddresses, proxy: proxy)
        hop = Hop(limits: limits)
        hop.started = now
        phase = .receivingHeader
        return limits
    }

    /// The header fields to send: the validators, and the request's own fields as long as every hop was to the same origin.
    var headersToSend: [HeaderField] {
        var fields: [HeaderField] = []
        if let etag = request.validators.etag { fields.append(HeaderField(name: "If-None-Match", value: etag)) }
        if let date = request.validators.lastModified { fields.append(HeaderField(name: "If-Modified-Since", value: date)) }
        guard sendsRequestHeaders, !request.headers.isEmpty else { return fields }
        let names = Set(request.headers.map { $0.name.lowercased() })
        return fields.filter { !names.contains($0.name.lowercased()) } + request.headers
    }

    /// Whether any address will do.
    var mayConnectAnywhere: Bool { hop.limits.allowsPrivateAddresses || hop.limits.proxy != nil }

    /// Whether a connection to an address may be made, or one that exists be used. A proxy is exempt: whoever set it up decides where it connects to.
    ///
    /// - Parameter address: nil where it is neither IPv4 nor IPv6.
    mutating func mayConnect(to address: NetworkAddress?) -> Bool {
        if mayConnectAnywhere || address?.isPublic ?? false { return true }
        hop.refusedAddress = address ?? hop.refusedAddress
        return false
    }
}

// MARK: - The header

extension TransferState {
    enum HeaderAction: Equatable {
        case accept
        case abort
    }

    /// A header line, a status line or a trailer arrived, its line end included.
    mutating func receiveHeader(line: UnsafeRawBufferPointer) -> HeaderAction {
        hop.headerSize += line.count
        if hop.headerSize > Self.headerLimit { return abort(.headerTooLarge(host: url.host, limit: Self.headerLimit)) }
        if mayBeginResponse, line.starts(with: "HTTP/".utf8) {
            hop.header.removeAll(keepingCapacity: true)
            hop.status = Self.status(line)
            phase = .receivingHeader
        }
        // Lines after the body are trailers, which nothing needs. A pattern, since `==` copies both phases, with the errors in them.
        guard case .receivingHeader = phase else { return .accept }
        if hop.header.isEmpty { hop.header.reserveCapacity(1024) }
        hop.header.append(contentsOf: line)
        guard line.first == 0x0D || line.first == 0x0A else { return .accept }
        return endHeader()
    }

    /// Only an interim response (1xx) is followed by another one. A trailer that looks like a status line is none.
    private var mayBeginResponse: Bool {
        switch phase {
        case .receivingHeader: true
        case .discardingBody: (100..<200).contains(hop.status)
        default: false
        }
    }

    private mutating func endHeader() -> HeaderAction {
        guard (200..<300).contains(hop.status) else {
            phase = .discardingBody(count: 0)
            return .accept
        }
        let headers = Headers(bytes: hop.header)
        if ContentCoding.hasTransferCoding(headers.values("Transfer-Encoding")) { return abort(.unknownTransferCoding(host: url.host)) }
        switch ContentCoding(headers.values("Content-Encoding")) {
        case .known(let codings): hop.codings = codings
        case .unknown(let name): return abort(.unknownContentCoding(host: url.host, name: name))
        case .tooMany: return abort(.tooManyContentCodings(host: url.host, limit: ContentCoding.mostCodings))
        }
        phase = .receivingBody
        return .accept
    }

    private mutating func abort(_ error: TransferError) -> HeaderAction {
        phase = .aborted(error)
        return .abort
    }

    private static func status(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 0x20) else { return 0 }
        return line[(space + 1)...].prefix(3).reduce(0) { $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + Int($1 - 0x30) : $0 }
    }
}

// MARK: - The body

extension TransferState {
    enum BodyAction: Equatable {
        case accept
        /// The bytes were taken, but no more may be read until ``resume(at:)``.
        case pause
        case abort
    }

    /// Bytes of the body arrived. Time and sizes are evaluated only where they are needed, which for most calls is never.
    ///
    /// - Parameters:
    ///   - announcedSize: the value of `Content-Length`, 0 where there is none.
    ///   - freeMemory: what the memory budget has left, in bytes.
    ///   - reserve: counts that many bytes more against the budget, and returns whether the transfer may go on growing.
    mutating func receiveBody(
        _ bytes: UnsafeRawBufferPointer, at now: @autoclosure () -> ContinuousClock.Instant, announcedSize: @autoclosure () -> Int,
        freeMemory: @autoclosure () -> Int, reserve: (Int) -> Bool
    ) -> BodyAction {
        switch phase {
        case .discardingBody(let count):
            phase = .discardingBody(count: count + bytes.count)
            return count + bytes.count > Self.discardLimit ? .abort : .accept
        case .receivingBody, .paused: break
        case .queued, .receivingHeader, .aborted, .finished: return .abort
        }
        let size = hop.body.count + bytes.count
        if size > request.bodyLimit {
            if request.isCutAtLimit { hop.body.append(contentsOf: bytes.prefix(request.bodyLimit - hop.body.count)) }
            phase = .aborted(.tooLarge(host: url.host, limit: request.bodyLimit))
            return .abort
        }
        let mayGoOn = size <= hop.body.capacity || reserve(grow(toHold: size, announcedSize: announcedSize(), freeMemory: freeMemory()))
        hop.body.append(contentsOf: bytes)
        guard !mayGoOn, case .receivingBody = phase else { return .accept }
        phase = .paused(since: now())
        return .pause
    }

    /// Reading goes on. Returns the hop's new time limit: the time that it was paused is not the server's fault. Nil where it was not paused.
    mutating func resume(at now: ContinuousClock.Instant) -> Duration? {
        guard case .paused(let since) = phase else { return nil }
        phase = .receivingBody
        hop.pausedTime += now - since
        return hop.limits.total + hop.pausedTime
    }

    /// What the body's next growth will take from the budget, about.
    var nextGrowth: Int { max(hop.body.capacity, 16 << 10) }

    /// Returns the number of bytes that the body's capacity grew by.
    private mutating func grow(toHold size: Int, announcedSize: Int, freeMemory: Int) -> Int {
        let before = hop.body.capacity
        // Reserving the announced size saves copies. But a server can announce anything: no more than an eighth of what is free, and 1 MiB.
        let trusted = min(1 << 20, max(0, freeMemory) / 8)
        let announced = hop.body.isEmpty ? min(max(0, announcedSize), trusted) : 0
        hop.body.reserveCapacity(max(size, announced, min(before + min(before / 2, Self.longestGrowth), request.bodyLimit)))
        return hop.body.capacity - before
    }

    /// The most that a body's capacity grows by at once, in bytes, so that a body which pauses holds little that it does not use.
    private static let longestGrowth = 2 << 20
}

// MARK: - Making way

extension TransferState {
    /// How a transfer stands, in view of others that wait for memory or a connection.
    enum Standing: Equatable {
        /// No response header has arrived for so long.
        case unanswered(Duration)
        /// The body arrives, lately with so many bytes a second; nil where that is not known yet.
        case receiving(speed: Int?)
        /// Reading was paused for so long, all pauses of the hop together.
        case paused(Duration)
        /// It is about to end by itself.
        case ending
    }

    /// To be asked about once a second.
    mutating func standing(at now: ContinuousClock.Instant) -> Standing {
        switch phase {
        case .receivingHeader: .unanswered(now - (hop.started ?? now))
        case .receivingBody: .receiving(speed: hop.speed.sample(hop.body.count, after: now - (hop.started ?? now) - hop.pausedTime))
        case .paused(let since): .paused(hop.pausedTime + (now - since))
        case .discardingBody: .receiving(speed: nil)
        case .queued, .aborted, .finished: .ending
        }
    }

    /// The transfer has to make way for others: whatever libcurl says of its end, this is its error.
    mutating func giveUp(_ error: TransferError) {
        phase = .aborted(error)
    }
}

// MARK: - The end

extension TransferState {
    /// What a transfer received.
    struct Received {
        /// Without its body.
        var response: Response
        var body: [UInt8]
        /// The codings that the body is still in.
        var codings: [BodyCoding]
    }

    enum EndAction {
        /// The response was a redirect: start the next hop, to ``url``.
        case follow
        case finish(Result<Received, TransferError>)
    }

    /// The hop ended.
    mutating func ended(_ ending: HopEnding, at now: ContinuousClock.Instant) -> EndAction {
        do throws(TransferError) {
            if let next = try redirectTarget() {
                follow(next)
                return .follow
            }
            return finish(.success(try received(ending, at: now)))
        } catch {
            return finish(.failure(error))
        }
    }

    /// The transfer is over, with or without a response: what it received is freed.
    mutating func close() {
        phase = .finished
        hop.body = []
    }

    private mutating func finish(_ result: Result<Received, TransferError>) -> EndAction {
        close()
        return .finish(result)
    }

    /// Where a redirect leads; nil where this response is none, or none that is followed.
    private func redirectTarget() throws(TransferError) -> FetchURL? {
        guard case .discardingBody = phase, redirectLimit > 0, Redirect.statuses.contains(hop.status) else { return nil }
        guard let location = Headers(bytes: hop.header)["Location"], !location.isEmpty else { return nil }
        guard redirects.count < redirectLimit else { throw .tooManyRedirects(host: url.host, limit: redirectLimit) }
        return try FetchURL(reference: location, from: url)
    }

    /// The host, without its port, whose turn the next hop has to wait for; nil for one within the host that sent the redirect.
    var hostOfNextTurn: String? {
        guard case .queued = phase, let last = redirects.last, let host = WebURL(url.full)?.hostName else { return nil }
        return WebURL(last.from)?.hostName == host ? nil : host
    }

    /// The transfer waited for so long for the turn of its next hop, which its timeout does not count.
    mutating func waitedForTurn(_ time: Duration) {
        started = started.map { $0 + time }
    }

    private mutating func follow(_ next: FetchURL) {
        redirects.append(Redirect(status: hop.status, from: url.display, to: next.display))
        if next.origin != url.origin { sendsRequestHeaders = false }
        url = next
        phase = .queued
    }

    private func received(_ ending: HopEnding, at now: ContinuousClock.Instant) throws(TransferError) -> Received {
        if hop.status == 407, let proxy = hop.limits.proxy { throw .proxy(host: proxy, reason: HTTPStatus.description(of: 407)) }
        let interruption = interruption(ending, at: now)
        if let interruption, !interruption.leavesUsable(hop.body, of: request) { throw interruption }
        let response = Response(
            status: hop.status, url: url.display, redirects: redirects, headers: Headers(bytes: hop.header), interruption: interruption,
            wireSize: hop.headerSize + ending.receivedSize, duration: started.map { now - $0 } ?? .zero)
        return Received(response: response, body: hop.body, codings: hop.body.isEmpty ? [] : hop.codings)
    }

    private func interruption(_ ending: HopEnding, at now: ContinuousClock.Instant) -> TransferError? {
        switch phase {
        case .aborted(let error): error
        // The header is all that counts of this response.
        case .discardingBody where hop.status >= 200: nil
        // To libcurl a response is complete whose header was broken off.
        case .receivingHeader where ending.failure == nil: .connectionClosed(host: url.host)
        default: ending.failure.map { error($0, isConnected: ending.isConnected, at: now) }
        }
    }

    private func error(_ failure: HopFailure, isConnected: Bool, at now: ContinuousClock.Instant) -> TransferError {
        let host = url.host
        switch failure {
        case .notConnected, .aborted:
            if let address = hop.refusedAddress { return .refusedAddress(host: host, address: address.description) }
        default: break
        }
        if let proxy = hop.limits.proxy, !isConnected, let reason = failure.reasonOfProxy { return .proxy(host: proxy, reason: reason) }
        switch failure {
        case .nameNotResolved: return .nameNotResolved(host: host)
        case .proxy(let reason): return .proxy(host: hop.limits.proxy ?? host, reason: reason)
        case .notConnected(true, _): return .connectionRefused(host: host)
        case .notConnected(false, let reason): return .connectionFailed(host: host, reason: reason)
        case .timedOut: return timeout(isConnected: isConnected, at: now)
        case .tls(let reason): return .tls(host: host, reason: reason)
        case .certificate(let reason): return .certificate(host: host, reason: reason)
        case .notTLS: return .notTLS(host: host)
        case .connectionClosed: return .connectionClosed(host: host)
        case .notHTTP(let reason): return .notHTTP(host: host, reason: reason)
        case .tooLarge: return .tooLarge(host: host, limit: request.bodyLimit)
        case .outOfMemory: return outOfMemory(isConnected: isConnected)
        case .badURL(let reason): return .badURL(reason: reason)
        case .aborted(let reason), .other(let reason): return .failed(reason: reason)
        }
    }

    /// Whether a redirect led back to a URL that had been asked for before.
    private var isInCircle: Bool { redirects.contains { $0.from == url.display } }

    /// libcurl collects a header line up to 100 kB, and says of a longer one that it has no memory for it.
    private func outOfMemory(isConnected: Bool) -> TransferError {
        if case .receivingHeader = phase, isConnected { return .headerTooLarge(host: url.host, limit: Self.headerLimit) }
        return .failed(reason: "out of memory")
    }

    /// libcurl has one code for all its limits: on the whole hop, on connecting, and on the speed.
    private func timeout(isConnected: Bool, at now: ContinuousClock.Instant) -> TransferError {
        let used = started.map { now - $0 - hop.pausedTime } ?? .zero
        if used >= request.timeout - .milliseconds(50) {
            return isInCircle
                ? .redirectsInCircle(host: url.host, count: redirects.count) : .timedOut(host: url.host, after: request.timeout)
        }
        return isConnected ? .tooSlow(host: url.host) : .connectTimedOut(host: url.host, after: hop.limits.connect)
    }
}

extension HopFailure {
    /// What went wrong with the proxy, where the failure came before the proxy had connected to the host.
    fileprivate var reasonOfProxy: String? {
        switch self {
        case .proxy(let reason), .notConnected(false, let reason): reason
        case .notConnected(true, _): "connection refused"
        case .timedOut: "no answer"
        case .connectionClosed: "it closed the connection"
        default: nil
        }
    }
}
