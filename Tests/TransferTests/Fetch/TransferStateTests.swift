import Testing

@testable import Transfer

/// Sequences of inputs to the state machine of a transfer, with the action that each must return. No server, no libcurl, no clock.
@Suite("The states of a transfer")
struct TransferStateTests {
    enum Step: Sendable {
        /// The next hop begins after that many seconds; `total` is what it may take.
        case start(after: Int = 0, proxy: String? = nil, total: Int = 60)
        /// The next hop is refused.
        case startRefused(proxy: String, TransferError)
        /// A connection to an address is asked for.
        case connect(String, isAllowed: Bool)
        case header(String, TransferState.HeaderAction = .accept)
        /// Bytes of the body arrive while the budget has room for so many.
        case body(Int, room: Int = 1 << 20, after: Int = 0, TransferState.BodyAction = .accept)
        /// Reading goes on; `total` is the hop's new limit.
        case resume(after: Int, total: Int?)
        /// libcurl ends the hop, and the transfer follows a redirect to that URL.
        case follow(HopFailure? = nil, to: String)
        /// libcurl ends the hop, and the transfer has its result.
        case finish(because: HopFailure? = nil, after: Int = 0, isConnected: Bool = true, Result)
    }

    enum Result: Sendable, Equatable {
        case response(Int, body: Int = 0, TransferError? = nil)
        case failure(TransferError)
    }

    struct Script: Sendable, CustomTestStringConvertible {
        let title: String
        var url = "http://h.example/feed"
        var timeout = 60
        var bodyLimit = 1000
        var isCutAtLimit = false
        var redirectLimit: Int?
        var allowsPrivateAddresses = false
        let steps: [Step]
        var testDescription: String { title }
    }

    static let ok: Step = .header("HTTP/1.1 200 OK")
    static let end: Step = .header("")
    static let closed: TransferError = .connectionClosed(host: "h.example")

    static let scripts: [Script] = [
        Script(title: "a response with a body", steps: [.start(), ok, end, .body(10), .body(5), .finish(.response(200, body: 15))]),
        Script(title: "a 304 without a body", steps: [.start(), .header("HTTP/1.1 304 X"), .header(""), .finish(.response(304))]),
        Script(
            title: "the error page of a 404 is dropped",
            steps: [.start(), .header("HTTP/1.1 404 X"), .header(""), .body(500), .finish(.response(404))]),
        Script(
            title: "an error page over 64 KiB ends the hop, not the transfer",
            steps: [
                .start(), .header("HTTP/1.1 503 X"), .header(""), .body(64 << 10), .body(1, .abort),
                .finish(because: .aborted(reason: "r"), .response(503)),
            ]),
        Script(
            title: "a response without a body is complete even if the connection fails then",
            steps: [.start(), .header("HTTP/1.1 404 X"), .header(""), .finish(because: .connectionClosed, .response(404))]),
        Script(
            title: "an interim response is replaced by the final one",
            steps: [
                .start(), .header("HTTP/1.1 103 X"), .header("Location: /other"), .header(""), ok, end, .body(1),
                .finish(.response(200, body: 1)),
            ]),
        Script(
            title: "an interim response alone is an error",
            steps: [.start(), .header("HTTP/1.1 103 X"), .header(""), .finish(because: .connectionClosed, .failure(closed))]),
        Script(
            title: "a trailer that looks like a status line changes nothing",
            steps: [.start(), ok, end, .body(1), .header("HTTP/1.1 500 X"), .header(""), .body(1), .finish(.response(200, body: 2))]),
        Script(
            title: "a trailer after an error page changes nothing either",
            steps: [.start(), .header("HTTP/1.1 404 X"), .header(""), .body(1), .header("HTTP/1.1 200 X"), .finish(.response(404))]),
        Script(
            title: "two codings are received as they are",
            steps: [.start(), ok, .header("Content-Encoding: gzip, zstd"), end, .body(3), .finish(.response(200, body: 3))]),
        Script(
            title: "three codings end the transfer before its body",
            steps: [
                .start(), ok, .header("Content-Encoding: gzip, deflate"), .header("Content-Encoding: gzip"), .header("", .abort),
                .finish(because: .aborted(reason: "r"), .failure(.tooManyContentCodings(host: "h.example", limit: 2))),
            ]),
        Script(
            title: "a coding that was not offered ends the transfer before its body",
            steps: [
                .start(), ok, .header("Content-Encoding: br"), .header("", .abort),
                .finish(because: .aborted(reason: "r"), .failure(.unknownContentCoding(host: "h.example", name: "br"))),
            ]),
        Script(
            title: "the coding of an error page is of no interest",
            steps: [.start(), .header("HTTP/1.1 404 X"), .header("Content-Encoding: br"), .header(""), .body(3), .finish(.response(404))]),
        Script(
            title: "a transfer coding that libcurl would decode ends the transfer before its body",
            steps: [
                .start(), ok, .header("Transfer-Encoding: gzip, chunked"), .header("", .abort),
                .finish(because: .aborted(reason: "r"), .failure(.unknownTransferCoding(host: "h.example"))),
            ]),
        Script(
            title: "64 KiB of header lines end the transfer",
            steps: [
                .start(), ok, .header(String(repeating: "x", count: 50 << 10)), .header(String(repeating: "x", count: 15 << 10), .abort),
                .finish(because: .aborted(reason: "r"), .failure(.headerTooLarge(host: "h.example", limit: 64 << 10))),
            ]),
        Script(
            title: "a header line that libcurl has no room for is too large",
            steps: [.start(), .finish(because: .outOfMemory, .failure(.headerTooLarge(host: "h.example", limit: 64 << 10)))]),
        Script(
            title: "no memory for a connection is no header",
            steps: [.start(), .finish(because: .outOfMemory, isConnected: false, .failure(.failed(reason: "out of memory")))]),
        Script(
            title: "a header that is broken off is an error, though it is complete to libcurl",
            steps: [.start(), ok, .header("Content-Ty"), .finish(.failure(closed))]),
        Script(
            title: "a circle of redirects that takes all the time is named",
            steps: [
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /b"), .header(""), .follow(to: "http://h.example/b"),
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /feed"), .header(""), .follow(to: "http://h.example/feed"),
                .start(after: 30, total: 30),
                .finish(because: .timedOut, after: 60, .failure(.redirectsInCircle(host: "h.example", count: 2))),
            ]),
        Script(
            title: "a body of the limit is received",
            steps: [.start(), ok, end, .body(600), .body(400), .finish(.response(200, body: 1000))]),
        Script(
            title: "a body over the limit is an error",
            steps: [
                .start(), ok, end, .body(600), .body(401, .abort),
                .finish(because: .aborted(reason: "r"), .failure(.tooLarge(host: "h.example", limit: 1000))),
            ]),
        Script(
            title: "a body over the limit is cut where that was asked for", isCutAtLimit: true,
            steps: [
                .start(), ok, end, .body(600), .body(401, .abort),
                .finish(because: .aborted(reason: "r"), .response(200, body: 1000, .tooLarge(host: "h.example", limit: 1000))),
            ]),
        Script(
            title: "an announced size over the limit is an error",
            steps: [.start(), ok, end, .finish(because: .tooLarge, .failure(.tooLarge(host: "h.example", limit: 1000)))]),
        Script(
            title: "what arrived before the connection was closed is kept",
            steps: [.start(), ok, end, .body(9), .finish(because: .connectionClosed, .response(200, body: 9, closed))]),
        Script(
            title: "a connection closed before the body is an error",
            steps: [.start(), ok, end, .finish(because: .connectionClosed, .failure(closed))]),
        Script(
            title: "what arrived before something that is not HTTP is kept",
            steps: [
                .start(), ok, end, .body(9),
                .finish(because: .notHTTP(reason: "r"), .response(200, body: 9, .notHTTP(host: "h.example", reason: "r"))),
            ]),

        Script(
            title: "a body that the budget has no room for pauses, and its bytes are kept",
            steps: [
                .start(), ok, end, .body(10, room: 0, after: 5, .pause), .resume(after: 25, total: 80), .body(1),
                .finish(.response(200, body: 11)),
            ]),
        Script(
            title: "what libcurl hands over while paused is taken",
            steps: [.start(), ok, end, .body(10, room: 0, .pause), .body(500, room: 0), .finish(.response(200, body: 510))]),
        Script(title: "only a paused transfer resumes", steps: [.start(), ok, end, .resume(after: 1, total: nil), .body(1)]),
        Script(
            title: "every pause extends the time",
            steps: [
                .start(), ok, end, .body(10, room: 0, .pause), .resume(after: 10, total: 70), .body(500, room: 0, after: 10, .pause),
                .resume(after: 30, total: 90),
            ]),
        Script(
            title: "the time that a transfer was paused is not the server's",
            steps: [
                .start(), ok, end, .body(10, room: 0, .pause), .resume(after: 50, total: 110),
                .finish(because: .timedOut, after: 70, .response(200, body: 10, .tooSlow(host: "h.example"))),
            ]),
        Script(
            title: "a transfer that was paused times out by the time it ran",
            steps: [
                .start(), ok, end, .body(10, room: 0, .pause), .resume(after: 50, total: 110),
                .finish(because: .timedOut, after: 110, .response(200, body: 10, .timedOut(host: "h.example", after: .seconds(60)))),
            ]),

        Script(
            title: "no connection within the connect timeout",
            steps: [
                .start(),
                .finish(
                    because: .timedOut, after: 30, isConnected: false, .failure(.connectTimedOut(host: "h.example", after: .seconds(30)))),
            ]),
        Script(
            title: "no connection within a shorter timeout", timeout: 20,
            steps: [
                .start(total: 20),
                .finish(because: .timedOut, after: 20, isConnected: false, .failure(.timedOut(host: "h.example", after: .seconds(20)))),
            ]),
        Script(
            title: "no response in time",
            steps: [.start(), .finish(because: .timedOut, after: 60, .failure(.timedOut(host: "h.example", after: .seconds(60))))]),
        Script(
            title: "too slow for too long",
            steps: [
                .start(), ok, end, .body(3), .finish(because: .timedOut, after: 40, .response(200, body: 3, .tooSlow(host: "h.example"))),
            ]),

        Script(
            title: "a redirect is followed with the time that is left",
            steps: [
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /b"), .header(""), .follow(to: "http://h.example/b"),
                .start(after: 20, total: 40), ok, end, .body(1), .finish(.response(200, body: 1)),
            ]),
        Script(
            title: "a redirect is followed although its page is broken",
            steps: [
                .start(), .header("HTTP/1.1 302 X"), .header("Location: /b"), .header(""), .body(9),
                .follow(.connectionClosed, to: "http://h.example/b"),
            ]),
        Script(
            title: "a redirect without a location is a response",
            steps: [.start(), .header("HTTP/1.1 301 X"), .header(""), .finish(.response(301))]),
        Script(
            title: "the location of a 200, a 304 or a 300 is none", redirectLimit: 3,
            steps: [.start(), .header("HTTP/1.1 300 X"), .header("Location: /b"), .header(""), .finish(.response(300))]),
        Script(
            title: "a redirect is a response where none are followed", redirectLimit: 0,
            steps: [.start(), .header("HTTP/1.1 301 X"), .header("Location: /b"), .header(""), .finish(.response(301))]),
        Script(
            title: "one redirect more than allowed is an error", redirectLimit: 1,
            steps: [
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /b"), .header(""), .follow(to: "http://h.example/b"),
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /c"), .header(""),
                .finish(.failure(.tooManyRedirects(host: "h.example", limit: 1))),
            ]),
        Script(
            title: "a redirect to a file is an error",
            steps: [
                .start(), .header("HTTP/1.1 301 X"), .header("Location: file:///etc/passwd"), .header(""),
                .finish(.failure(.unsupportedScheme("file"))),
            ]),
        Script(
            title: "a header that is too large is no redirect",
            steps: [
                .start(), .header("HTTP/1.1 301 X"), .header("Location: /b"), .header(String(repeating: "x", count: 64 << 10), .abort),
                .finish(because: .aborted(reason: "r"), .failure(.headerTooLarge(host: "h.example", limit: 64 << 10))),
            ]),

        Script(
            title: "a private address is refused",
            steps: [
                .start(), .connect("10.0.0.1", isAllowed: false),
                .finish(
                    because: .notConnected(isRefused: false, reason: "r"), isConnected: false,
                    .failure(.refusedAddress(host: "h.example", address: "10.0.0.1"))),
            ]),
        Script(
            title: "a host with a public address besides a private one is connected to",
            steps: [
                .start(), .connect("10.0.0.1", isAllowed: false), .connect("192.0.1.1", isAllowed: true), ok, end,
                .finish(.response(200)),
            ]),
        Script(
            title: "a refused address of one hop is not the next one's error",
            steps: [
                .start(), .connect("10.0.0.1", isAllowed: false), .connect("192.0.1.1", isAllowed: true), .header("HTTP/1.1 301 X"),
                .header("Location: http://other.example/"), .header(""), .follow(to: "http://other.example/"),
                .start(), .connect("192.0.1.2", isAllowed: true),
                .finish(
                    because: .notConnected(isRefused: true, reason: "r"), isConnected: false,
                    .failure(.connectionRefused(host: "other.example"))),
            ]),
        Script(
            title: "a private address is connected to where that is allowed", allowsPrivateAddresses: true,
            steps: [
                .start(), .connect("10.0.0.1", isAllowed: true),
                .finish(
                    because: .notConnected(isRefused: false, reason: "no route"), isConnected: false,
                    .failure(.connectionFailed(host: "h.example", reason: "no route"))),
            ]),

        Script(
            title: "a proxy may have a private address, and is named when it is down",
            steps: [
                .start(proxy: "10.0.0.1:3128"), .connect("10.0.0.1", isAllowed: true),
                .finish(
                    because: .notConnected(isRefused: true, reason: "r"), isConnected: false,
                    .failure(.proxy(host: "10.0.0.1:3128", reason: "connection refused"))),
            ]),
        Script(
            title: "a proxy that does not answer is named",
            steps: [
                .start(proxy: "p:1"),
                .finish(because: .timedOut, after: 30, isConnected: false, .failure(.proxy(host: "p:1", reason: "no answer"))),
            ]),
        Script(
            title: "a proxy that refuses to connect is named", url: "https://h.example/",
            steps: [
                .start(proxy: "p:1"),
                .finish(because: .proxy(reason: "answered 502"), isConnected: false, .failure(.proxy(host: "p:1", reason: "answered 502"))),
            ]),
        Script(
            title: "a host that fails behind a proxy is named itself",
            steps: [.start(proxy: "p:1"), ok, end, .body(1), .finish(because: .connectionClosed, .response(200, body: 1, closed))]),
        Script(
            title: "a certificate is the host's, with a proxy too", url: "https://h.example/",
            steps: [
                .start(proxy: "p:1"),
                .finish(
                    because: .certificate(reason: "expired"), isConnected: false,
                    .failure(.certificate(host: "h.example", reason: "expired"))),
            ]),
        Script(
            title: "a proxy is not sent to a private address", url: "http://169.254.169.254/latest",
            steps: [.startRefused(proxy: "p:1", .refusedAddress(host: "169.254.169.254", address: "169.254.169.254"))]),
        Script(
            title: "a proxy is sent to a private address where that is allowed", url: "http://[fd00::1]:81/", allowsPrivateAddresses: true,
            steps: [.start(proxy: "p:1"), ok, end, .finish(.response(200))]),

        Script(
            title: "a name without an address",
            steps: [.start(), .finish(because: .nameNotResolved, isConnected: false, .failure(.nameNotResolved(host: "h.example")))]),
        Script(
            title: "a port that is not the default is named", url: "http://h.example:81/",
            steps: [
                .start(),
                .finish(
                    because: .notConnected(isRefused: true, reason: "r"), isConnected: false,
                    .failure(.connectionRefused(host: "h.example:81"))),
            ]),
        Script(
            title: "a server that speaks no TLS", url: "https://h.example/",
            steps: [.start(), .finish(because: .notTLS, isConnected: false, .failure(.notTLS(host: "h.example")))]),
        Script(
            title: "a handshake that fails", url: "https://h.example/",
            steps: [.start(), .finish(because: .tls(reason: "r"), isConnected: false, .failure(.tls(host: "h.example", reason: "r")))]),
        Script(
            title: "what is not HTTP",
            steps: [.start(), .finish(because: .notHTTP(reason: "r"), .failure(.notHTTP(host: "h.example", reason: "r")))]),
        Script(title: "any other failure", steps: [.start(), .finish(because: .other(reason: "r"), .failure(.failed(reason: "r")))]),
    ]

    @Test("each input has its action", arguments: scripts)
    func run(_ script: Script) throws {
        let request = Request(
            url: script.url, timeout: .seconds(script.timeout), bodyLimit: script.bodyLimit, redirectLimit: script.redirectLimit,
            isCutAtLimit: script.isCutAtLimit)
        var state = TransferState(request, url: try FetchURL(script.url), redirectLimit: 10)
        let origin = ContinuousClock.now
        func at(_ seconds: Int) -> ContinuousClock.Instant { origin + .seconds(seconds) }
        func start(_ seconds: Int, _ proxy: String?) throws(TransferError) -> HopLimits {
            try state.start(
                at: at(seconds), connectTimeout: .seconds(30), allowsPrivateAddresses: script.allowsPrivateAddresses, proxy: proxy)
        }
        for (number, step) in script.steps.enumerated() {
            switch step {
            case .start(let seconds, let proxy, let total):
                let limits = try start(seconds, proxy)
                #expect(limits.total == .seconds(total), "step \(number)")
                #expect(limits.connect == .seconds(min(30, total)), "step \(number)")
            case .startRefused(let proxy, let error):
                #expect(throws: error) { _ = try start(0, proxy) }
            case .connect(let address, let isAllowed):
                #expect(state.mayConnect(to: NetworkAddress(address)) == isAllowed, "step \(number)")
            case .header(let line, let action):
                #expect(Array((line + "\r\n").utf8).withUnsafeBytes { state.receiveHeader(line: $0) } == action, "step \(number)")
            case .body(let count, let room, let seconds, let action):
                let bytes = [UInt8](repeating: 0x41, count: count)
                let taken = bytes.withUnsafeBytes { bytes in
                    state.receiveBody(bytes, at: at(seconds), announcedSize: 0, freeMemory: room, reserve: { $0 <= room })
                }
                #expect(taken == action, "step \(number)")
            case .resume(let seconds, let total):
                #expect(state.resume(at: at(seconds)) == total.map { .seconds($0) }, "step \(number)")
            case .follow(let failure, let url):
                guard case .follow = state.ended(HopEnding(failure: failure), at: at(0)) else {
                    Issue.record("step \(number): not followed")
                    continue
                }
                #expect(state.url.display == url)
            case .finish(let failure, let seconds, let isConnected, let expected):
                let ending = HopEnding(failure: failure, isConnected: isConnected)
                guard case .finish(let result) = state.ended(ending, at: at(seconds)) else {
                    Issue.record("step \(number): not finished")
                    continue
                }
                switch result {
                case .success(let received):
                    let response = received.response
                    #expect(.response(response.status, body: received.body.count, response.interruption) == expected)
                case .failure(let error): #expect(.failure(error) == expected)
                }
            }
        }
    }

    /// A state whose current hop has received the header of a 200.
    private func receiving(bodyLimit: Int = 16 << 20, encoding: String = "identity") throws -> TransferState {
        var state = TransferState(
            Request(url: "http://h.example/", bodyLimit: bodyLimit), url: try FetchURL("http://h.example/"), redirectLimit: 10)
        _ = try state.start(at: .now, connectTimeout: .seconds(30), allowsPrivateAddresses: false, proxy: nil)
        for line in ["HTTP/1.1 200 OK\r\n", "Content-Encoding: \(encoding)\r\n", "\r\n"] {
            _ = Array(line.utf8).withUnsafeBytes { state.receiveHeader(line: $0) }
        }
        return state
    }

    @Test(
        "memory for the announced size is reserved at once, as far as that is safe",
        arguments: [
            // Announced, free, reserved: all that was announced; an eighth of what is free; 1 MiB; nothing for a made-up size.
            (100_000, 10 << 20, 100_000), (100_000, 80_000, 10_000), (1 << 40, 1 << 30, 1 << 20), (-1, 10 << 20, 100),
        ])
    func announced(size: Int, free: Int, reserved: Int) throws {
        var state = try receiving()
        var total = 0
        _ = [UInt8](repeating: 0, count: 100).withUnsafeBytes { bytes in
            state.receiveBody(
                bytes, at: .now, announcedSize: size, freeMemory: free,
                reserve: {
                    total += $0
                    return true
                })
        }
        // An array rounds its capacity up.
        #expect(total >= reserved && total < reserved + reserved / 2 + 64)
    }

    @Test("the growth of a body is counted, and it is seldom")
    func growth() throws {
        var state = try receiving()
        var total = 0
        var calls = 0
        let chunk = [UInt8](repeating: 0, count: 1000)
        for _ in 0..<1000 {
            _ = chunk.withUnsafeBytes { bytes in
                state.receiveBody(
                    bytes, at: .now, announcedSize: 0, freeMemory: 0,
                    reserve: {
                        total += $0
                        calls += 1
                        return true
                    })
            }
        }
        #expect(total >= 1_000_000 && total < 1_600_000)
        #expect(calls < 30)
        #expect(state.nextGrowth == total)
    }

    @Test(
        "a body is in its codings until it is unpacked, and an empty one is in none",
        arguments: [("gzip", 4), ("gzip", 0), ("identity", 4)])
    func codings(encoding: String, count: Int) throws {
        var state = try receiving(encoding: encoding)
        _ = [UInt8](repeating: 1, count: count).withUnsafeBytes {
            state.receiveBody($0, at: .now, announcedSize: 0, freeMemory: 0, reserve: { _ in true })
        }
        guard case .finish(.success(let received)) = state.ended(HopEnding(receivedSize: count), at: .now) else {
            Issue.record("no response")
            return
        }
        #expect(received.codings == (encoding == "gzip" && count > 0 ? [.gzip] : []))
    }

    @Test("how a transfer stands: for how long it has no answer, how fast it is, and for how long it is paused")
    func standing() throws {
        let origin = ContinuousClock.now
        func at(_ seconds: Int) -> ContinuousClock.Instant { origin + .seconds(seconds) }
        func receive(_ count: Int, at now: ContinuousClock.Instant, hasRoom: Bool = true) {
            _ = [UInt8](repeating: 1, count: count).withUnsafeBytes {
                state.receiveBody($0, at: now, announcedSize: 0, freeMemory: 0, reserve: { _ in hasRoom })
            }
        }
        var state = TransferState(Request(url: "http://h.example/"), url: try FetchURL("http://h.example/"), redirectLimit: 1)
        _ = try state.start(at: origin, connectTimeout: .seconds(30), allowsPrivateAddresses: true, proxy: nil)
        #expect(state.standing(at: at(7)) == .unanswered(.seconds(7)))
        for line in ["HTTP/1.1 200 OK\r\n", "\r\n"] { _ = Array(line.utf8).withUnsafeBytes { state.receiveHeader(line: $0) } }
        #expect(state.standing(at: at(2)) == .receiving(speed: nil))
        receive(5_000, at: at(4))
        #expect(state.standing(at: at(5)) == .receiving(speed: 1_000))
        receive(1_000_000, at: at(6), hasRoom: false)
        #expect(state.standing(at: at(16)) == .paused(.seconds(10)))
        _ = state.resume(at: at(26))
        // 4 of the 24 seconds since then were not paused.
        #expect(state.standing(at: at(29)) == .receiving(speed: 250_000))
        state.giveUp(.tooSlowForOthers(host: "h.example"))
        #expect(state.standing(at: at(30)) == .ending)
    }

    @Test(
        "validators go to every hop, the request's own header fields to the first origin only",
        arguments: [
            (["/b"], true), (["http://h.example/c", "/d"], true), (["http://h.example:80/"], true), (["https://h.example/"], false),
            (["http://h.example:8080/"], false), (["http://www.h.example/"], false),
            (["http://other.example/", "http://h.example/"], false),
        ])
    func headers(locations: [String], isSent: Bool) throws {
        let request = Request(
            url: "http://h.example/a", validators: Validators(etag: "\"1\"", lastModified: "yesterday"),
            headers: [HeaderField(name: "Authorization", value: "secret")])
        var state = TransferState(request, url: try FetchURL(request.url), redirectLimit: 10)
        for location in locations {
            _ = try state.start(at: .now, connectTimeout: .seconds(1), allowsPrivateAddresses: false, proxy: nil)
            for line in ["HTTP/1.1 302 X\r\n", "Location: \(location)\r\n", "\r\n"] {
                _ = Array(line.utf8).withUnsafeBytes { state.receiveHeader(line: $0) }
            }
            guard case .follow = state.ended(HopEnding(), at: .now) else {
                Issue.record("not followed")
                return
            }
        }
        let fields = state.headersToSend
        #expect(fields.contains(HeaderField(name: "If-None-Match", value: "\"1\"")))
        #expect(fields.contains(HeaderField(name: "If-Modified-Since", value: "yesterday")))
        #expect(fields.contains { $0.name == "Authorization" } == isSent)
    }

    @Test("a header field of the request replaces the validator of the same name")
    func ownValidator() throws {
        let request = Request(
            url: "http://h.example/", validators: Validators(etag: "\"1\""), headers: [HeaderField(name: "if-none-match", value: "\"2\"")])
        let state = TransferState(request, url: try FetchURL(request.url), redirectLimit: 10)
        #expect(state.headersToSend == request.headers)
    }
}
