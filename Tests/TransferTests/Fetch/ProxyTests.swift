import Synchronization
import TestSupport
import Testing

@testable import Transfer

@Suite("Fetching through a proxy", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct ProxyTests {
    private func settings(_ proxy: String) -> ProxySettings {
        ProxySettings { ["http_proxy": proxy, "https_proxy": proxy][$0] }
    }

    @Test("a proxy on a private address is used, and asked for the whole URL, although private addresses are not allowed")
    func used() async throws {
        let proxy = try RawServer { $0.answer("200 OK", [], Array($0.path.utf8)) }
        let fetcher = makeFetcher(allowsPrivateAddresses: false, proxies: settings("user:secret@127.0.0.1:\(proxy.port)"))
        let response = try await fetcher.fetch(Request(url: "http://no-such-host.invalid/feed"))
        #expect(response.body.bytes == Array("http://no-such-host.invalid/feed".utf8))
        // The same connection again, which is checked once more before it is used.
        #expect(try await fetcher.fetch(Request(url: "http://no-such-host.invalid/other")).status == 200)
    }

    @Test("a proxy that is down is named, not the host", arguments: ["http", "https"])
    func down(scheme: String) async throws {
        let proxy = try RawServer { _ in false }
        let host = "127.0.0.1:\(proxy.port)"
        proxy.stop()
        let fetcher = makeFetcher(allowsPrivateAddresses: false, proxies: settings("http://user:secret@\(host)/"))
        let error = await failure(of: fetcher, Request(url: "\(scheme)://feeds.example.org/"))
        #expect(error == .proxy(host: host, reason: "connection refused"))
    }

    @Test("a proxy that refuses to connect to the host is named, with its status")
    func refuses() async throws {
        let proxy = try RawServer { $0.answer("502 Bad Gateway") }
        let error = await failure(
            of: makeFetcher(proxies: settings("127.0.0.1:\(proxy.port)")), Request(url: "https://feeds.example.org/"))
        guard case .proxy(let host, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(host == "127.0.0.1:\(proxy.port)")
        #expect(reason.contains("502"))
    }

    @Test("a proxy whose URL cannot be read is named without its password")
    func unreadable() async throws {
        let error = await failure(
            of: makeFetcher(proxies: settings("ftp9://user:secret@proxy.example:1")), Request(url: "http://h.example/"))
        #expect(error.map { "\($0)".contains("proxy.example:1") && !"\($0)".contains("secret") } == true)
    }

    @Test("a redirect to a private address is not followed through a proxy")
    func redirect() async throws {
        let proxy = try RawServer { $0.answer("302 Found", ["Location: http://169.254.169.254/latest/meta-data/"]) }
        let fetcher = makeFetcher(allowsPrivateAddresses: false, proxies: settings("127.0.0.1:\(proxy.port)"))
        let error = await failure(of: fetcher, Request(url: "http://feeds.example.org/"))
        #expect(error == .refusedAddress(host: "169.254.169.254", address: "169.254.169.254"))
        #expect(proxy.requests == 1)
    }

    @Test("the environment of the process has no say once the fetcher has its settings")
    func noProxy() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array($0.path.utf8)) }
        #expect(try await makeFetcher().fetch(Request(url: server.url("/x"))).body.bytes == Array("/x".utf8))
        let fetcher = makeFetcher(proxies: ProxySettings { ["http_proxy": "127.0.0.1:1", "no_proxy": "127.0.0.0/8"][$0] })
        #expect(try await fetcher.fetch(Request(url: server.url("/y"))).body.bytes == Array("/y".utf8))
    }
}
