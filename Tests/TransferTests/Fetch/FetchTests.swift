import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Transfer

@Suite("Fetching", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct FetchTests {
    @Test("the validators of a 200 are sent back byte for byte, and a 304 is the response")
    func validators() async throws {
        let etag = "W/\"caf\u{E9}\u{FF} , x\""
        let date = "Tue,  3 Jun 2008 11:05:30 GMT (really)"
        let server = try RawServer { exchange in
            if exchange.header("If-None-Match") == etag, exchange.header("If-Modified-Since") == date {
                return exchange.answer("304 Not Modified", ["ETag: " + etag])
            }
            return exchange.answer("200 OK", ["ETag: " + etag, "Last-Modified: " + date], Array("<rss/>".utf8))
        }
        let fetcher = makeFetcher()
        let first = try await fetcher.fetch(Request(url: server.url()))
        #expect(first.status == 200)
        #expect(first.body.bytes == Array("<rss/>".utf8))
        #expect(first.headers.validators == Validators(etag: etag, lastModified: date))
        #expect(first.isComplete)
        #expect(first.wireSize > 6)
        let second = try await fetcher.fetch(Request(url: server.url(), validators: first.headers.validators))
        #expect(second.status == 304)
        #expect(second.body.bytes.isEmpty)
        #expect(second.headers["etag"] == etag)
    }

    @Test("a request has the user agent and A-IM, and neither cookies nor a referrer, after a redirect too")
    func requestHeader() async throws {
        let heads = Mutex<[RawServer.Exchange]>([])
        let server = try RawServer { exchange in
            heads.withLock { $0.append(exchange) }
            if exchange.path == "/" { return exchange.answer("302 Found", ["Set-Cookie: a=b", "Location: /x"]) }
            return exchange.answer("200 OK")
        }
        _ = try await makeFetcher().fetch(Request(url: server.url(), headers: [HeaderField(name: "X-Own", value: "1")]))
        let all = heads.withLock { $0 }
        #expect(all.count == 2)
        for exchange in all {
            #expect(exchange.header("User-Agent") == "feedd/test")
            #expect(exchange.header("A-IM") == "feed")
            #expect(exchange.header("X-Own") == "1")
            #expect(exchange.header("Accept-Encoding")?.contains("gzip") == true)
            for name in ["Cookie", "Referer", "If-None-Match", "Cache-Control"] { #expect(exchange.header(name) == nil) }
        }
    }

    @Test("the request's header fields replace the fetcher's, and one with a line break in it is not sent")
    func ownHeaders() async throws {
        let server = try RawServer { exchange in
            exchange.answer("200 OK", [], Array(exchange.head.utf8))
        }
        let own = [
            HeaderField(name: "User-Agent", value: "other"), HeaderField(name: "a-im", value: "diffe"),
            HeaderField(name: "X-Bad", value: "1\r\nX-Injected: 1"), HeaderField(name: "X-Empty", value: ""),
        ]
        let request = Request(url: server.url(), validators: Validators(etag: "\"a\"\nX-Injected: 1"), headers: own)
        let head = String(decoding: try await makeFetcher().fetch(request).body.bytes, as: UTF8.self)
        #expect(head.contains("User-Agent: other\r\n") && !head.contains("feedd"))
        #expect(head.contains("a-im: diffe\r\n") && !head.contains("A-IM"))
        #expect(head.contains("X-Empty:"))
        #expect(!head.contains("Injected"))
    }

    @Test(
        "a response with any status is returned, with a body if it is 2xx",
        arguments: [200, 203, 204, 206, 226, 300, 304, 305, 400, 401, 403, 404, 410, 418, 429, 500, 503, 599])
    func statuses(status: Int) async throws {
        let server = try RawServer { $0.answer("\(status) X", ["Retry-After: 7"], status == 204 || status == 304 ? [] : [0x41]) }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.status == status)
        #expect(response.headers["Retry-After"] == "7")
        #expect(response.body.bytes == ((200..<300).contains(status) && status != 204 ? [0x41] : []))
    }

    @Test("a 304 with a Location is not a redirect")
    func notModifiedWithLocation() async throws {
        let server = try RawServer { $0.answer("304 Not Modified", ["Location: /elsewhere"]) }
        let response = try await makeFetcher().fetch(Request(url: server.url(), validators: Validators(etag: "\"1\"")))
        #expect(response.status == 304)
        #expect(response.redirects.isEmpty)
    }

    @Test("an interim response and trailers are no part of the header")
    func interim() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX: early\r\n\r\n")
            exchange.send("HTTP/1.1 200 OK\r\nX: final\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: trailer\r\n\r\n")
            return true
        }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.status == 200)
        #expect(response.headers.values("x") == ["final"])
        #expect(response.body.bytes == Array("abc".utf8))
    }

    @Test(
        "a body is decompressed, whatever its encoding",
        arguments: [
            ("gzip", Self.gzip, "hello hello hello hello"),
            ("X-GZip", Self.gzip, "hello hello hello hello"),
            ("gzip, identity", Self.gzip, "hello hello hello hello"),
            ("deflate", Self.zlib, "hello hello hello hello"),
            ("deflate", Self.rawDeflate, "hello hello hello hello"),
            ("zstd", Self.zstd, "hello"),
            ("zstd, gzip", storedGzip(Self.zstd) + [0xB0, 0x6C, 0xF8, 0xE5, 18, 0, 0, 0], "hello"),
            ("identity", Array("hello".utf8), "hello"),
        ] as [(String, [UInt8], String)])
    func encodings(encoding: String, bytes: [UInt8], text: String) async throws {
        let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: " + encoding], bytes) }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(String(decoding: response.body.bytes, as: UTF8.self) == text)
        #expect(response.interruption == nil)
    }

    @Test("responses of one connection may have different encodings")
    func mixedEncodings() async throws {
        let plain = Array("hello".utf8)
        let kinds = [("gzip", Self.gzip), ("deflate", Self.zlib), ("gzip", Self.gzip), ("identity", plain)]
        let connections = Mutex<Set<Int>>([])
        let server = try RawServer { exchange in
            _ = connections.withLock { $0.insert(exchange.connection) }
            let (encoding, bytes) = kinds[Int(exchange.path.dropFirst()) ?? 0]
            return exchange.answer("200 OK", ["Content-Encoding: " + encoding], bytes)
        }
        let fetcher = makeFetcher()
        for number in kinds.indices {
            let response = try await fetcher.fetch(Request(url: server.url("/\(number)")))
            #expect(response.body.bytes.starts(with: "hello".utf8), "\(kinds[number].0)")
            #expect(response.isComplete)
        }
        #expect(connections.withLock { $0.count } == 1)
    }

    @Test("encodings on several header lines are one list")
    func listedEncodings() async throws {
        let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: identity", "Content-Encoding: gzip"], Self.gzip) }
        #expect(try await makeFetcher().fetch(Request(url: server.url())).body.bytes == Array("hello hello hello hello".utf8))
    }

    @Test("the part of a gzip body that arrived before the connection was closed is decompressed")
    func cutGzip() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Self.gzip.count)\r\n\r\n")
            exchange.send(Self.gzip.dropLast(8))
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.body.bytes == Array("hello hello hello hello".utf8))
        #expect(response.interruption == .connectionClosed(host: "127.0.0.1:\(server.port)"))
    }

    static let gzip: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01, 0xE3, 0x51,
        0x3D, 0x8D, 0x17, 0x00, 0x00, 0x00,
    ]
    static let zlib: [UInt8] = [0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01, 0x68, 0x03, 0x08, 0xB1]
    static let rawDeflate: [UInt8] = [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01]
    static let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x29, 0x00, 0x00, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0xA3, 0x6D, 0x9F, 0x88]

    @Test("a new configuration holds for the transfers that begin later, on connections that exist too")
    func reconfigured() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array(($0.header("User-Agent") ?? "").utf8)) }
        let fetcher = makeFetcher()
        _ = try await fetcher.fetch(Request(url: server.url()))
        await fetcher.reconfigure(.init(userAgent: "feedd/later", allowsPrivateAddresses: true))
        let response = try await fetcher.fetch(Request(url: server.url()))
        #expect(String(decoding: response.body.bytes, as: UTF8.self) == "feedd/later")
        await fetcher.reconfigure(.init(userAgent: "feedd/later", allowsPrivateAddresses: false))
        let error = await failure(of: fetcher, Request(url: server.url()))
        #expect(error == .refusedAddress(host: "127.0.0.1:\(server.port)", address: "127.0.0.1"))
        #expect(server.requests == 2)
    }

    @Test("each request says whether it may reach private addresses, also on a connection that another one made, and by a redirect")
    func privateAddresses() async throws {
        let server = try RawServer { exchange in
            if exchange.path == "/away" { return exchange.answer("302 Found", ["Location: /"], []) }
            return exchange.answer("200 OK", [], [0x41])
        }
        let refusal = TransferError.refusedAddress(host: "127.0.0.1:\(server.port)", address: "127.0.0.1")
        for mayByDefault in [true, false] {
            let fetcher = makeFetcher(allowsPrivateAddresses: mayByDefault)
            let allowed = try await fetcher.fetch(Request(url: server.url("/away"), allowsPrivateAddresses: true))
            #expect(allowed.status == 200)
            let seen = server.requests
            #expect(await failure(of: fetcher, Request(url: server.url(), allowsPrivateAddresses: false)) == refusal)
            #expect(await (failure(of: fetcher, Request(url: server.url())) == nil) == mayByDefault)
            #expect(server.requests == seen + (mayByDefault ? 1 : 0))
        }
    }

    @Test("what a transfer used that began under an earlier configuration serves no later one")
    func reconfiguredMeanwhile() async throws {
        let isOpen = Atomic(false)
        let server = try RawServer { exchange in
            if exchange.path == "/slow" {
                while !isOpen.load(ordering: .acquiring) { usleep(1_000) }
            }
            return exchange.answer("200 OK", [], Array((exchange.header("User-Agent") ?? "").utf8))
        }
        let fetcher = makeFetcher()
        let slow = Task { try await fetcher.fetch(Request(url: server.url("/slow"))) }
        while server.requests < 1 { try await Task.sleep(for: .milliseconds(5)) }
        await fetcher.reconfigure(.init(userAgent: "feedd/later", allowsPrivateAddresses: true))
        isOpen.store(true, ordering: .releasing)
        _ = try await slow.value
        let response = try await fetcher.fetch(Request(url: server.url()))
        #expect(String(decoding: response.body.bytes, as: UTF8.self) == "feedd/later")
    }
}
