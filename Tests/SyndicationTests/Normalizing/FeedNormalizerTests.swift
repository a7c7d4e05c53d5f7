import Testing

@testable import Syndication

@Suite("The normalizer")
struct FeedNormalizerTests {
    @Test("HTML that was escaped twice is unescaped, but a tag that a text mentions is not")
    func doubleEscaped() throws {
        let items = try read(
            "<rss><channel><item><description>&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;</description></item>"
                + "<item><description>The &amp;lt;b&amp;gt; tag</description></item></channel></rss>"
        ).items
        #expect(items.map(\.contentText) == ["a & b", "The <b> tag"])
        #expect(items.map(\.warnings.count) == [1, 0])
    }

    @Test("relative URLs are resolved against the site where the URL of the document is not known")
    func relativeAddresses() throws {
        let items = try read(
            "<rss><channel><link>https://x.example/</link><item><link>/a/b</link><description>&lt;a href='c'&gt;d&lt;/a&gt;</description></item></channel></rss>"
        ).items
        #expect(items.first?.url == "https://x.example/a/b")
        #expect(items.first?.contentHTML?.contains("https://x.example/a/c") == true)
    }

    @Test("the output has no control characters and no scripts")
    func isSafe() throws {
        let (_, items) = try read(
            "<rss><channel><item><title>a\u{1}b&lt;script&gt;x&lt;/script&gt;</title><description>&lt;p onclick='x()'&gt;y&lt;script&gt;z&lt;/script&gt;</description></item></channel></rss>"
        )
        #expect(items.first?.contentHTML?.contains("script") == false)
        #expect(items.first?.contentHTML?.contains("onclick") == false)
        #expect(items.first?.title?.contains("\u{1}") == false)
    }
}
