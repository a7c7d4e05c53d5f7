import CCurl
import Compression
import Glibc

/// One fetch on its way: what libcurl's callbacks fill, through all its redirects.
final class Transfer {
    typealias Outcome = Result<Arrival, TransferError>

    /// More header than this is an attack or a fault.
    static let headerLimit = 256 << 10
    /// What is read of a body that nobody wants, so that the connection can be used again.
    static let unwantedLimit = 64 << 10

    let request: Request
    let ticket: Ticket
    private let budget: MemoryBudget
    private unowned let owner: Multi
    private let completion: CheckedContinuation<Outcome, Never>
    private var allowsPrivateAddresses = false

    /// Where the transfer has got to: the request's URL, then each redirect's.
    private(set) var url: WebURL
    private(set) var redirects: [Redirect] = []
    private(set) var started: ContinuousClock.Instant?
    private var sendsOwnHeaders = true

    private var head: [UInt8] = []
    private var headSize = 0
    private var isHeadWhole = false
    private var status = 0
    private var coding = ContentCoding.identity
    private var body: [UInt8] = []
    /// From the first byte of the body on: who has none must not stand before others in the budget while it waits for a connection.
    private(set) var lease: Lease?
    private var unwanted = 0
    /// What a callback broke the transfer off for.
    private var failure: TransferError?
    private var refusedAddress: NetworkAddress?

    private(set) var easy: Easy?
    /// What this hop may take, without the time it is paused.
    private var timeLeft = Duration.zero
    private var pausedSince: ContinuousClock.Instant?
    private var pausedTime = Duration.zero

    init(_ order: Order, budget: MemoryBudget, owner: Multi) {
        request = order.request
        url = order.url
        ticket = order.ticket
        completion = order.completion
        self.budget = budget
        self.owner = owner
    }
}

// MARK: - The request

extension Transfer {
    /// Makes an easy handle ready for the next hop.
    func prepare(_ easy: Easy, _ configuration: Fetcher.Configuration) {
        let now = ContinuousClock.now
        let start = started ?? now
        started = start
        self.easy = easy
        allowsPrivateAddresses = configuration.allowsPrivateAddresses
        head.removeAll(keepingCapacity: true)
        (headSize, isHeadWhole, status, coding, unwanted) = (0, false, 0, .identity, 0)

        easy.transfer = self
        easy.unpacks = true
        easy.set(CURLOPT_URL, url.full)
        easy.setHeaders(headers)
        timeLeft = request.timeout - (now - start)
        easy.set(CURLOPT_TIMEOUT_MS, timeLeft.inMilliseconds)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, min(configuration.connectTimeout, timeLeft).inMilliseconds)
        feedd_easy_set_size(easy.handle, CURLOPT_MAXFILESIZE_LARGE, request.isCutAtLimit ? 0 : curl_off_t(request.bodyLimit))
    }

    /// The validators, and the request's own while its own host is asked: they may carry credentials.
    private var headers: [HeaderField] {
        var fields: [HeaderField] = []
        if let etag = request.validators.etag { fields.append(HeaderField(name: "If-None-Match", value: etag)) }
        if let date = request.validators.lastModified { fields.append(HeaderField(name: "If-Modified-Since", value: date)) }
        guard sendsOwnHeaders, !request.headers.isEmpty else { return fields }
        let names = Set(request.headers.map { $0.name.lowercased() })
        return fields.filter { !names.contains($0.name.lowercased()) } + request.headers
    }
}

// MARK: - What libcurl's callbacks bring

extension Transfer {
    /// One line. Gives back how much was taken; anything else ends the transfer.
    func receiveHead(_ line: UnsafeRawBufferPointer) -> Int {
        headSize += line.count
        if headSize > Self.headerLimit {
            failure = .headerTooLarge(host: url.host, limit: Self.headerLimit)
            return 0
        }
        if line.starts(with: "HTTP/".utf8) {
            head.removeAll(keepingCapacity: true)
            isHeadWhole = false
            status = Self.status(line)
        }
        // What follows the blank line are trailers.
        if isHeadWhole { return line.count }
        if head.isEmpty { head.reserveCapacity(1024) }
        head.append(contentsOf: line)
        isHeadWhole = line.first == 0x0D || line.first == 0x0A
        if isHeadWhole, wantsBody {
            coding = ContentCoding(Headers(bytes: head).values("Content-Encoding"))
            easy?.unpacks = coding != .gzip
        }
        return line.count
    }

    private static func status(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 0x20) else { return 0 }
        return line[(space + 1)...].prefix(3).reduce(0) { $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + Int($1 - 0x30) : $0 }
    }

    private var wantsBody: Bool { (200..<300).contains(status) }

    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard wantsBody else {
            unwanted += bytes.count
            return unwanted > Self.unwantedLimit ? 0 : bytes.count
        }
        let size = body.count + bytes.count
        if size > request.bodyLimit {
            if request.isCutAtLimit { body.append(contentsOf: bytes.prefix(request.bodyLimit - body.count)) }
            failure = .tooLarge(host: url.host, limit: request.bodyLimit)
            return 0
        }
        if size > body.capacity { grow(toHold: size) }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    private func grow(toHold size: Int) {
        let before = body.capacity
        // The announced length saves copies; it costs a server nothing to announce, so it is believed only as far as there is plenty.
        let plenty = min(1 << 20, max(0, budget.limit - budget.used) / 8)
        let announced = body.isEmpty ? min(announcedSize, plenty) : 0
        body.reserveCapacity(max(size, announced, min(before + before / 2, request.bodyLimit)))
        let lease = self.lease ?? budget.open()
        self.lease = lease
        lease.grow(by: body.capacity - before)
        if !lease.hasRoom { pause() }
    }

    /// Of a compressed body the size on the way is announced: what libcurl unpacks becomes four times that and more.
    private var announcedSize: Int {
        let size = max(0, easy?.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T) ?? 0)
        return coding == .other ? 4 * min(size, 1 << 30) : size
    }

    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let family = address.pointee.family
        let network = withUnsafePointer(to: &address.pointee.addr) {
            NetworkAddress($0, length: Int(address.pointee.addrlen))
        }
        guard allowsPrivateAddresses || network?.isPublic ?? false else {
            refusedAddress = network ?? refusedAddress
            return CURL_SOCKET_BAD
        }
        return socket(family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    /// A connection that is used again may be from before the configuration forbade its address.
    func mayUse(_ address: String) -> Bool {
        guard let network = NetworkAddress(address) else { return false }
        if network.isPublic { return true }
        refusedAddress = network
        return false
    }
}

// MARK: - Pausing

extension Transfer {
    var isPaused: Bool { pausedSince != nil }
    /// Whether the budget has room for more of the body.
    var hasRoom: Bool { lease?.hasRoom ?? true }
    /// What the body's next growth takes from the budget.
    var nextGrowth: Int { max(body.capacity, 16 << 10) }

    /// Stops reading: the memory budget is spent. Within the callback, as libcurl may read a hundred times before it comes back.
    private func pause() {
        guard let easy, pausedSince == nil else { return }
        pausedSince = .now
        easy.set(CURLOPT_TIMEOUT_MS, 0)
        curl_easy_pause(easy.handle, CURLPAUSE_RECV)
        owner.paused(self)
    }

    /// Reads on. The time spent waiting is not the server's fault.
    func resume() {
        guard let easy, let since = pausedSince else { return }
        pausedSince = nil
        pausedTime += .now - since
        easy.set(CURLOPT_TIMEOUT_MS, (timeLeft + pausedTime).inMilliseconds)
        curl_easy_pause(easy.handle, CURLPAUSE_CONT)
    }
}

// MARK: - The end

extension Transfer {
    /// The next hop, if this one answered with a redirect: true where the transfer goes on there. Throws where it may not.
    func follow(limit: Int) throws(TransferError) -> Bool {
        guard limit > 0, Redirect.statuses.contains(status), isHeadWhole, failure == nil else { return false }
        guard let location = Headers(bytes: head)["Location"], !location.isEmpty else { return false }
        guard redirects.count < limit else { throw .tooManyRedirects(host: url.host, limit: limit) }
        let next = try WebURL(reference: location, from: url)
        redirects.append(Redirect(status: status, from: url.display, to: next.display))
        if next.origin != url.origin { sendsOwnHeaders = false }
        url = next
        return true
    }

    /// Takes the easy handle back once the transfer is out of the multi handle.
    func detach() -> Easy? {
        easy?.transfer = nil
        defer { easy = nil }
        return easy
    }

    /// What libcurl ended with, as the caller is to see it.
    func outcome(_ code: CURLcode) -> Outcome {
        // A body that was not wanted is as good as read.
        let wasUnwanted = isHeadWhole && !wantsBody && status >= 200 && failure == nil
        let interruption = code == CURLE_OK || wasUnwanted ? nil : error(code)
        if let interruption, !interruption.leaves(body, of: request) { return .failure(interruption) }
        return .success(arrival(interruption: interruption))
    }

    private func arrival(interruption: TransferError?) -> Arrival {
        var response = response(interruption: interruption)
        if coding == .gzip, !body.isEmpty, isPacked {
            return Arrival(response: response, packed: .init(bytes: body, lease: lease, host: url.host))
        }
        lease?.close()
        if !body.isEmpty { response.body = Body(bytes: body, lease: lease) }
        return Arrival(response: response)
    }

    /// A libcurl that decides by the header's line alone has unpacked the body all the same.
    private var isPacked: Bool {
        Gzip.begins(body) || easy?.size(CURLINFO_SIZE_DOWNLOAD_T) == body.count
    }

    /// Tells the one who asked. What the outcome does not hold has gone back to the budget by then.
    func finish(_ outcome: Outcome) {
        body = []
        lease = nil
        completion.resume(returning: outcome)
    }

    /// Whether it timed out before its time was up, so by the rule on slow transfers.
    var isSlow: Bool {
        guard let started, easy.map({ $0.size(CURLINFO_CONNECT_TIME_T) > 0 }) ?? false else { return false }
        return ContinuousClock.now - started - pausedTime < request.timeout - .milliseconds(50)
    }

    private func response(interruption: TransferError?) -> Response {
        let wireSize = headSize + (easy?.size(CURLINFO_SIZE_DOWNLOAD_T) ?? 0)
        let duration = started.map { .now - $0 } ?? .zero
        return Response(
            status: status, url: url.display, redirects: redirects, headers: Headers(bytes: head), interruption: interruption,
            wireSize: wireSize, duration: duration)
    }

    private func error(_ code: CURLcode) -> TransferError {
        if let failure { return failure }
        if let refusedAddress, code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK {
            return .refusedAddress(host: url.host, address: refusedAddress.description)
        }
        return TransferError(code, self)
    }
}
