import Testing

@testable import Transfer

@Suite("Proxies from the environment")
struct ProxySettingsTests {
    @Test(
        "each scheme has its variables, and the first one that is set counts",
        arguments: [
            ([:], nil, nil),
            (["http_proxy": "p:1"], "p:1", nil),
            // A CGI program's HTTP_PROXY comes from the client's header "Proxy".
            (["HTTP_PROXY": "p:1"], nil, nil),
            (["https_proxy": "p:1", "HTTPS_PROXY": "q:2"], nil, "p:1"),
            (["HTTPS_PROXY": "q:2", "ALL_PROXY": "r:3"], "r:3", "q:2"),
            (["all_proxy": "p:1", "ALL_PROXY": "q:2"], "p:1", "p:1"),
            (["https_proxy": "", "all_proxy": "p:1"], "p:1", nil),
        ] as [([String: String], String?, String?)])
    func variables(environment: [String: String], http: String?, https: String?) throws {
        let settings = ProxySettings { environment[$0] }
        #expect(settings.proxy(for: try FetchURL("http://h.example/"))?.url == http)
        #expect(settings.proxy(for: try FetchURL("https://h.example/"))?.url == https)
    }

    @Test(
        "hosts in no_proxy are connected to without one",
        arguments: [
            ("*", "h.example", true), ("", "h.example", false), ("h.example", "h.example", true), ("H.Example", "h.example", true),
            ("h.example", "www.h.example", true), (".h.example", "www.h.example", true), (".h.example", "h.example", true),
            ("h.example.", "h.example", true), ("h.example", "oh.example", false), ("www.h.example", "h.example", false),
            ("a.example, b.example", "b.example", true), ("a.example b.example", "b.example:81", true), ("a.example,*", "b.example", true),
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.11", false), ("192.0.2.0/24", "192.0.2.77:8080", true),
            ("192.0.2.0/24", "192.0.3.1", false), ("10.0.0.0/8", "10.200.0.1", true), ("0.0.0.0/0", "203.0.113.5", true),
            ("192.0.2.128/25", "192.0.2.127", false), ("2001:db8::/32", "[2001:db8:5::1]", true), ("2001:db8::/32", "[2001:db9::1]", false),
            ("2001:db8::1", "[2001:db8::1]:81", true), ("[2001:db8::1]", "[2001:db8::1]", true), ("2001:db8::/96", "[2001:db8::1:1]", true),
            ("2001:db8::/112", "[2001:db8::1:1]", false), ("192.0.2.0/33", "192.0.2.1", false), ("192.0.2.0/x", "192.0.2.1", false),
            ("2.1", "192.0.2.1", false),
        ])
    func exceptions(list: String, host: String, isException: Bool) throws {
        for name in ["no_proxy", "NO_PROXY"] {
            let settings = ProxySettings { ["http_proxy": "p:1", name: list][$0] }
            #expect((settings.proxy(for: try FetchURL("http://\(host)/")) == nil) == isException)
        }
    }

    @Test(
        "a proxy is named by host and port, without its password",
        arguments: [
            ("http://user:p@ss@proxy.example:3128/", "proxy.example:3128"), ("proxy.example", "proxy.example"),
            ("socks5h://[2001:db8::1]:1080", "[2001:db8::1]:1080"), ("proxy\nname:1", "proxy name:1"),
        ])
    func name(url: String, host: String) {
        #expect(Proxy(url)?.host == host)
    }
}
