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
        let document =
            "<rss><channel><link>https://x.example/</link><item><link>/a/b</link><description>&lt;a href='c'&gt;d&lt;/a&gt;</description></item></channel></rss>"
        let items = try read(document).items
        #expect(try parse(document).items.first?.item.url == "https://x.example/a/b")
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

    @Test(
        "content of which nothing can be shown gives way to the description",
        arguments: [
            "<p></p>", "<!-- only a comment --><div></div>", "&nbsp;", "<p>&nbsp;</p>\u{AD}", "&zwnj;&#8203;", "<hr>",
            "<video><source src=\"\"><audio src=\"https://h.example/a.mp3\"></audio></video>",
            "<script>show()</script><div id=\"x\"></div>",
            "<img src=\"https://t.example/open.gif?id=1\" width=\"1\" height=\"1\">", "<div style=\"display:none\">for programs</div>",
            "<form><input name=\"q\"><button>Go</button></form>", "<style>p { color: red }</style>",
            "<noscript>Please enable JavaScript.</noscript>",
        ])
    func emptyContent(_ content: String) throws {
        let item = try #require(try read(Self.feed(description: "The ferry runs again.", content: content)).items.first)
        #expect(item.contentText == "The ferry runs again.")
        #expect(item.contentHTML == "The ferry runs again.")
        #expect(item.summary == nil)
    }

    @Test(
        "content with anything to see stays the content",
        arguments: [
            "<img src=\"https://h.example/a.jpg\">", "<video src=\"https://h.example/a.mp4\"></video>", "x",
            "<iframe src=\"https://h.example/player/7\"></iframe>", "<math><mi>x</mi></math>",
        ])
    func visibleContent(_ content: String) throws {
        let item = try #require(try read(Self.feed(description: "The ferry runs again.", content: content)).items.first)
        #expect(item.contentHTML != nil && item.contentHTML != "The ferry runs again.")
        #expect(item.summary == "The ferry runs again.")
    }

    @Test("without a description, an item keeps the content of which nothing can be shown")
    func nothingElse() throws {
        let item = try #require(try read(Self.feed(description: "", content: "<p></p>")).items.first)
        #expect(item.contentText.isEmpty)
        #expect(item.summary == nil)
    }

    private static func feed(description: String, content: String) -> String {
        "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><item><description>\(description)</description>"
            + "<content:encoded><![CDATA[\(content)]]></content:encoded></item></channel></rss>"
    }
}
