import Testing

@testable import Configuration

@Suite("URLs of sources")
struct SourceURLTests {
    @Test(
        "a URL is written in one way, and so is its host",
        arguments: [
            ("https://example.org/rss?a=1&b=2", "https://example.org/rss?a=1&b=2", "example.org"),
            ("HTTP://Example.ORG", "http://example.org/", "example.org"),
            ("http://example.org?x", "http://example.org/?x", "example.org"),
            ("https://example.org/a#part", "https://example.org/a", "example.org"),
            ("https://example.org./a", "https://example.org./a", "example.org"),
            ("https://example.org:8443/a", "https://example.org:8443/a", "example.org"),
            ("https://example.org:/a", "https://example.org/a", "example.org"),
            ("https://u:p@w@example.org/a", "https://u:p%40w@example.org/a", "example.org"),
            ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a", "127.0.0.1"),
            ("http://[::1]:80/a", "http://[::1]/a", "::1"),
            ("http://[0:0:0:0:0:0:0:1]:81/a", "http://[::1]:81/a", "::1"),
            ("http://0x7f.1/a", "http://127.0.0.1/a", "127.0.0.1"), ("http://2130706433/a", "http://127.0.0.1/a", "127.0.0.1"),
            (
                "https://новини.бг/емисия?ч=я", "https://xn--b1amarcd.xn--90ae/%D0%B5%D0%BC%D0%B8%D1%81%D0%B8%D1%8F?%D1%87=%D1%8F",
                "xn--b1amarcd.xn--90ae"
            ),
            ("https://xn--b1amarcd.xn--90ae/", "https://xn--b1amarcd.xn--90ae/", "xn--b1amarcd.xn--90ae"),
            ("https://example.org/a/../b/./c\\d", "https://example.org/b/c/d", "example.org"),
            ("https://example.org/a|b{c}%20", "https://example.org/a%7Cb%7Bc%7D%20", "example.org"),
            ("file:///srv/a%20b.xml", "file:///srv/a%20b.xml", ""),
            ("file://localhost/srv/a.xml", "file:///srv/a.xml", ""),
            ("file:/srv/a.xml", "file:///srv/a.xml", ""),
            ("file:feeds/news.rss", "file:///etc/fe%20dd/feeds/news.rss", ""),
            ("file:./news.rss", "file:///etc/fe%20dd/news.rss", ""),
            ("file://./news.rss", "file:///etc/fe%20dd/news.rss", ""),
            ("file://../news.rss", "file:///etc/news.rss", ""),
            ("file:../../../../news.rss", "file:///news.rss", ""),
        ])
    func accepted(written: String, text: String, host: String) throws {
        let url = try SourceURL(written, relativeTo: "/etc/fe dd")
        #expect(url.text == text)
        #expect(url.host == host)
        #expect(url.isFile == text.hasPrefix("file:"))
    }

    @Test(
        "what cannot be polled is refused, with the reason",
        arguments: [
            ("", "it is empty", "write the feed's URL, such as https://example.org/feed.xml"),
            (" https://a.org/", "there is white space around it", "remove it"),
            ("https://a.org/a b", "there is white space in it", "write a space as %20"),
            ("https://a.org/a\u{A0}b", "there is white space in it", "write a space as %20"),
            ("https://a.org/\u{7}", "there is a control character in it", "remove it"),
            ("https://a.org/" + String(repeating: "x", count: 8_192), "it is longer than 8192 bytes", nil),
            ("example.org/rss", "it has no scheme", "did you mean 'https://example.org/rss'?"),
            ("//example.org/rss", "it has no scheme", "did you mean 'https://example.org/rss'?"),
            ("example.org:8080/rss", "it has no scheme", "did you mean 'https://example.org:8080/rss'?"),
            ("localhost:8080/rss", "it has no scheme", "did you mean 'https://localhost:8080/rss'?"),
            ("/srv/feed.xml", "it has no scheme", "begin it with https://, http:// or file:"),
            ("./feed.xml", "it has no scheme", "begin it with https://, http:// or file:"),
            ("rss", "it has no scheme", "begin it with https://, http:// or file:"),
            ("feed://a.org/", "'feed:' is no scheme that can be polled", "write the feed's http or https URL"),
            ("gopher://a.org/", "'gopher:' is no scheme that can be polled", "only http, https, file and maildir are"),
            ("javascript:alert(1)", "'javascript:' is no scheme that can be polled", "only http, https, file and maildir are"),
            ("https:a.org", "it has no host", "write https://HOST/…"),
            ("https:///rss", "it has no host", "write https://HOST/…"),
            ("https://user@/rss", "it has no host", "write https://HOST/…"),
            ("https://a..org/", "its host has two dots in a row or begins with one", nil),
            ("https://a_b.org\\c/", "its host has a character that no host has", nil),
            ("https://a.org\\@b.org/", "its host has a character that no host has", nil),
            ("https:////a.org/", "it has no host", "write https://HOST/…"),
            ("https://1.2.3.4.5/", "its host is not an IPv4 address", nil),
            ("https://a%00.org/", "its host has a character that no host has", nil),
            ("https://a$b.org/", "its host has a character that no host has", nil),
            ("https://a.org:0/", "its port is not a number from 1 to 65535", nil),
            ("https://a.org:65536/", "its port is not a number from 1 to 65535", nil),
            ("https://a.org:8o/", "its port is not a number from 1 to 65535", nil),
            ("https://[::1/", "its host has '[' without ']'", nil),
            ("https://[::g]/", "its host is not an IPv6 address", nil),
            ("https://[::1]x/", "its port is not a number from 1 to 65535", nil),
            ("https://\(String(repeating: "a", count: 64)).org/", "its host is longer than a name in the DNS can be", nil),
            ("file:", "it names no file", "write file:///absolute/path or file:relative/path"),
            ("file:///srv/", "it names no file", "write file:///absolute/path or file:relative/path"),
            ("file:///srv/a%00b", "it names no file", "write file:///absolute/path or file:relative/path"),
            ("file:///srv/a%+4.xml", "'%' in it has not got two hexadecimal digits behind it", "write % as %25"),
            ("file:///srv/100%.xml", "'%' in it has not got two hexadecimal digits behind it", "write % as %25"),
            ("file://host/a.xml", "a file URL names no host", "write file:///absolute/path or file:relative/path"),
            ("file:a.xml?x", "a file URL has no query and no fragment", "write ? as %3F and # as %23"),
        ] as [(String, String, String?)])
    func refused(written: String, message: String, suggestion: String?) {
        #expect(throws: SourceURL.Problem(message: message, suggestion: suggestion)) {
            try SourceURL(written, relativeTo: "/etc")
        }
    }

    @Test(
        "what is shown of a URL has no secrets",
        arguments: [
            ("https://user:secret@a.org/x", "https://a.org/x"),
            ("https://a.org/x?key=secret&k2=secret&secret&", "https://a.org/x?key=…&k2=…&…&"),
            ("https://a.org/x?secret", "https://a.org/x?…"),
            ("https://a.org/x", "https://a.org/x"),
        ])
    func redacted(written: String, shown: String) throws {
        #expect(try SourceURL(written, relativeTo: nil).redacted == shown)
        #expect(Source(name: "x", url: written)?.displayURL == shown)
    }

    @Test("a relative file URL needs something to be relative to")
    func relative() {
        #expect(throws: SourceURL.Problem(message: "it is relative", suggestion: "write file:///absolute/path")) {
            try SourceURL("file:a.xml", relativeTo: nil)
        }
    }
}
