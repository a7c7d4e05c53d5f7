import Syndication
import Testing

@Suite("Digests of items")
struct ItemDigestTests {
    private func digests(_ items: String, before: String = "") throws -> [UInt64] {
        try parse("<rss><channel><title>t</title>\(before)\(items)</channel></rss>").items.map(\.digest)
    }

    private let a = "<item><title>a</title><link>https://x.example/a</link><description>one &amp; two</description></item>"
    private let b = "<item><title>b</title><enclosure url='https://x.example/b' length='1'/></item>"

    @Test("the digest does not depend on what surrounds the item")
    func isIndependent() throws {
        let together = try digests(a + b)
        #expect(try digests(b + a) == together.reversed())
        #expect(try digests(a, before: "<lastBuildDate>now</lastBuildDate><!-- x -->") == [together[0]])
        #expect(together[0] != together[1])
    }

    @Test(
        "any change in an item changes its digest",
        arguments: [
            ("<title>b", "<title>c"), ("length='1'", "length='2'"), ("<enclosure", "<enclosures"), ("</title>", "</title><x/>"),
            ("url=", "uri="),
        ])
    func isSensitive(_ old: String, _ new: String) throws {
        let changed = b.replacing(old, with: new)
        #expect(changed != b)
        #expect(try digests(changed) != digests(b))
    }

    @Test("the digest is the same in every run")
    func isStable() throws {
        #expect(try digests(a) == digests(a))
        #expect(try digests(a) == [0xe731_4a52_5d53_13f7])
    }
}
