import Synchronization
import TestSupport
import Testing

@testable import Transfer

@Suite("Redirects", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct RedirectTests {
    @Test("the response lists its redirects with status and absolute URLs", arguments: [301, 302, 303, 307, 308])
    func chain(status: Int) async throws {
        let server = try RawServer { exchange in
            switch exchange.path {
            case "/a/": exchange.answer("\(status) X", ["Location: ../b?c#d"], Array("moved".utf8))
            case "/b?c":
                exchange.answer("302 X", ["Location: //127.0.0.1:\(exchange.header("Host")?.split(separator: ":").last ?? "")/e f"])
            default: exchange.answer("200 OK", [], Array(exchange.path.utf8))
            }
        }
        let response = try await makeFetcher().fetch(Request(url: server.url("/a/")))
        #expect(response.status == 200)
        #expect(
            response.redirects == [
                Redirect(status: status, from: server.url("/a/"), to: server.url("/b?c")),
                Redirect(status: 302, from: server.url("/b?c"), to: server.url("/e%20f")),
            ])
        #expect(response.url == server.url("/e%20f"))
        #expect(response.body.bytes == Array("/e%20f".utf8))
    }

    @Test("ten redirects are followed, and the eleventh is an error")
    func limit() async throws {
        let server = try RawServer { exchange in
            let hop = Int(exchange.path.dropFirst()) ?? 0
            return hop == 0 ? exchange.answer("200 OK") : exchange.answer("301 X", ["Location: /\(hop - 1)"])
        }
        let fetcher = makeFetcher()
        #expect(try await fetcher.fetch(Request(url: server.url("/10"))).redirects.count == 10)
        #expect(
            await failure(of: fetcher, Request(url: server.url("/11"))) == .tooManyRedirects(host: "127.0.0.1:\(server.port)", limit: 10))
    }

    @Test("a redirect to itself is an error after ten redirects")
    func loop() async throws {
        let server = try RawServer { $0.answer("302 X", ["Location: /"]) }
        #expect(
            await failure(of: makeFetcher(), Request(url: server.url())) == .tooManyRedirects(host: "127.0.0.1:\(server.port)", limit: 10))
        #expect(server.requests == 11)
    }

    @Test(
        "a redirect to anything but http and https is an error, to a file too",
        arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "javascript:1"])
    func schemes(target: String) async throws {
        let server = try RawServer { $0.answer("302 X", ["Location: " + target]) }
        let error = await failure(of: makeFetcher(), Request(url: server.url(), allowsFile: true))
        #expect(error == .unsupportedScheme(String(target.prefix { $0 != ":" })))
    }

    @Test("a redirect without a Location is a response")
    func noLocation() async throws {
        let server = try RawServer { $0.answer("301 X") }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.status == 301)
        #expect(response.redirects.isEmpty)
    }

    @Test("the endless page of a redirect is not read")
    func longPage() async throws {
        let server = try RawServer { exchange in
            if exchange.path == "/x" { return exchange.answer("200 OK", [], [0x41]) }
            exchange.send("HTTP/1.1 302 X\r\nLocation: /x\r\n\r\n")
            while exchange.send(Array(repeating: 0x41, count: 65_536)) {}
            return false
        }
        #expect(try await makeFetcher().fetch(Request(url: server.url())).body.bytes == [0x41])
    }

    @Test("user info and the request's header fields are sent to no other origin; validators are")
    func secrets() async throws {
        let other = try RawServer { $0.answer("200 OK", [], Array($0.head.utf8)) }
        let elsewhere = other.url("/there")
        let server = try RawServer { exchange in
            exchange.path == "/same"
                ? exchange.answer("302 X", ["Location: " + elsewhere])
                : exchange.answer(exchange.header("Authorization") == "Basic dTpw" ? "302 X" : "401 X", ["Location: /same"])
        }
        let request = Request(
            url: "http://u:p@127.0.0.1:\(server.port)/", validators: Validators(etag: "\"1\""),
            headers: [HeaderField(name: "X-Token", value: "s"), HeaderField(name: "Authorization", value: "Basic dTpw")])
        let response = try await makeFetcher().fetch(request)
        let head = String(decoding: response.body.bytes, as: UTF8.self)
        #expect(head.hasPrefix("GET /there"))
        #expect(!head.contains("Authorization") && !head.contains("X-Token"))
        #expect(head.contains("If-None-Match: \"1\""))
        #expect(response.redirects.first == Redirect(status: 302, from: server.url(), to: server.url("/same")))
    }

    @Test("user info is sent to its own origin, after a redirect too, and not with the next transfer")
    func userInfo() async throws {
        let server = try RawServer { exchange in
            exchange.path == "/a"
                ? exchange.answer("302 X", ["Location: /b"])
                : exchange.answer("200 OK", [], Array((exchange.header("Authorization") ?? "-").utf8))
        }
        let fetcher = makeFetcher(connections: 1)
        let first = try await fetcher.fetch(Request(url: "http://u:p@127.0.0.1:\(server.port)/a"))
        #expect(first.body.bytes == Array("Basic dTpw".utf8))
        #expect(first.url == server.url("/b"))
        let second = try await fetcher.fetch(Request(url: server.url("/b")))
        #expect(second.body.bytes == Array("-".utf8))
    }
}
