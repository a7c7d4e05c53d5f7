import Testing

@testable import Transfer

@Suite("Freshness")
struct FreshnessTests {
    static let now: Int64 = 784_111_777  // Sun, 06 Nov 1994 08:49:37 GMT

    private func headers(_ lines: String...) -> Headers {
        Headers(bytes: Array(("HTTP/1.1 200 OK\r\n" + lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    }

    @Test(
        "the remaining lifetime comes from Cache-Control, else from Expires",
        arguments: [
            ("Cache-Control: max-age=600", 600),
            ("Cache-Control: public, MAX-AGE=\"600\" , s-maxage=9", 600),
            ("Cache-Control: private\r\ncache-control: max-age=600", 600),
            ("Cache-Control: max-age=600\r\nAge: 100", 500),
            ("Cache-Control: max-age=600\r\nAge: 700", 0),
            ("Cache-Control: max-age=600\r\nAge: nonsense", 600),
            ("Cache-Control: max-age=600, max-age=5", 600),
            ("Cache-Control: max-age=nonsense", 0),
            ("Cache-Control: max-age=-1", 0),
            ("Cache-Control: max-age=99999999999999999999999", 1 << 31),
            ("Cache-Control: max-age=60\r\nExpires: Sun, 06 Nov 1994 09:49:37 GMT", 60),
            ("Cache-Control: no-cache=\"Set-Cookie, X\", max-age=7", 7),
            ("Expires: Sun, 06 Nov 1994 09:49:37 GMT", 3600),
            ("Date: Sun, 06 Nov 1994 09:49:07 GMT\r\nExpires: Sun, 06 Nov 1994 09:49:37 GMT", 30),
            ("Date: nonsense\r\nExpires: Sunday, 06-Nov-94 09:49:37 GMT", 3600),
            ("Expires: Sun, 06 Nov 1994 01:49:37 GMT", 0),
            ("Expires: 0", 0),
            ("Expires: -1", 0),
            ("Cache-Control: no-cache, max-age=600", nil),
            ("Cache-Control: max-age=600, no-store", nil),
            ("Cache-Control: s-maxage=600", nil),
            ("Cache-Control: , ,=", nil),
            ("Pragma: x", nil),
        ] as [(String, Int64?)])
    func lifetime(header: String, seconds: Int64?) {
        #expect(Freshness.lifetime(of: headers(header), status: 200, now: Self.now) == seconds.map { .seconds($0) })
    }

    @Test(
        "a temporary status has no freshness, a lasting one has",
        arguments: [
            (200, true), (304, true), (301, true), (410, true), (404, true), (403, false), (429, false), (500, false), (503, false),
        ])
    func statuses(status: Int, has: Bool) {
        #expect((Freshness.lifetime(of: headers("Cache-Control: max-age=9"), status: status, now: Self.now) != nil) == has)
    }

    @Test(
        "Retry-After is a number of seconds or a date, up to a week from now",
        arguments: [
            ("120", 120), ("0", 0), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:40:37 GMT", 0), ("99999999", 7 * 86_400),
            ("999999999999999999999999", 7 * 86_400), ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86_400), ("soon", nil), ("-5", nil), ("", nil),
            ("1.5", nil),
        ] as [(String, Int64?)])
    func retryAfter(value: String, seconds: Int64?) {
        #expect(Freshness.retryAfter(headers("Retry-After: " + value), now: Self.now) == seconds.map { .seconds($0) })
        #expect(Freshness.retryAfter(headers("X: y"), now: Self.now) == nil)
    }

    @Test(
        "an overloaded host is on hold for as long as Retry-After says, but at least for 60 s",
        arguments: [(nil, 60), (.zero, 60), (.seconds(59), 60), (.seconds(61), 61), (.seconds(7 * 86_400), 7 * 86_400)]
            as [(Duration?, Int64)])
    func hold(retryAfter: Duration?, seconds: Int64) {
        #expect(Freshness.holdAfterOverload(retryAfter: retryAfter) == .seconds(seconds))
    }
}
