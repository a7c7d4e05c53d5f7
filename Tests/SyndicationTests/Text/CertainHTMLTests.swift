import TestSupport
import Testing

@testable import Syndication

@Suite("HTML that feedd wrote is read as the same HTML")
struct CertainHTMLTests {
    private static let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    /// A document whose only item has the HTML, for each of the elements that may have it.
    private static func documents(_ html: String) -> [String] {
        let json = html.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return [
            "<rss><channel><item><description><![CDATA[\(html)]]></description></item></channel></rss>",
            "<rss><channel><item><description>\(escaped(html))</description></item></channel></rss>",
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><content:encoded><![CDATA[\(html)]]></content:encoded></item></channel></rss>",
            "\(atom)<content type='html'>\(escaped(html))</content></entry></feed>",
            #"{"version":"https://jsonfeed.org/version/1.1","title":"","items":[{"id":"1","content_html":"\#(json)"}]}"#,
        ]
    }

    /// What changes when the HTML of the content is read again; nil where nothing does.
    private static func change(of document: String) throws -> String? {
        guard let first = try read(document).items.first, let html = first.contentHTML else { return nil }
        for document in documents(html) {
            let second = try read(document).items.first
            if second?.contentHTML != html { return "\(html.debugDescription) becomes \((second?.contentHTML).debugDescription)" }
            if second?.contentText != first.contentText {
                return "\(first.contentText.debugDescription) becomes \((second?.contentText).debugDescription)"
            }
            if second?.warnings.contains(where: { $0.contains("twice") }) == true { return "\(html.debugDescription) gets a warning" }
        }
        return nil
    }

    @Test(
        "where a text shows tags alone, line breaks are no markup, or a tag could be a mention",
        arguments: [
            (
                "\(atom)<content type='text'>&lt;img src=\"a.png\" alt=\"boat\"></content></entry></feed>",
                "<div>&lt;img src=\"a.png\" alt=\"boat\"&gt;</div>"
            ),
            (
                "\(atom)<content type='text'>&lt;p>How a paragraph is written&lt;/p></content></entry></feed>",
                "<div>&lt;p&gt;How a paragraph is written&lt;/p&gt;</div>"
            ),
            (
                #"{"version":"https://jsonfeed.org/version/1.1","title":"","items":[{"id":"1","content_text":"<br/>"}]}"#,
                "<div>&lt;br/&gt;</div>"
            ),
            (
                "<rss><channel><item><description><![CDATA[<font>&lt;li&gt;one&lt;/li&gt;</font>]]></description></item></channel></rss>",
                "<div>&lt;li&gt;one&lt;/li&gt;</div>"
            ),
            (
                "<rss><channel><item><description><![CDATA[<font>one\ntwo</font>]]></description></item></channel></rss>",
                "<div>one\ntwo</div>"
            ),
            (
                "<rss><channel><item><description><![CDATA[<font>5&nbsp;km</font>]]></description></item></channel></rss>",
                "<div>5\u{A0}km</div>"
            ),
            (
                "\(atom)<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>one <br/> two</div></content></entry></feed>",
                "<div>one <br> two</div>"
            ),
            (
                "\(atom)<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>one <hr/> two</div></content></entry></feed>",
                "<div>one <hr> two</div>"
            ),
            (
                "<rss><channel><item><description><![CDATA[one <br> two<font>.</font>]]></description></item></channel></rss>",
                "<div>one <br> two.</div>"
            ),
        ])
    func uncertain(_ document: String, _ html: String) throws {
        #expect(try read(document).items.first?.contentHTML == html)
        #expect(try Self.change(of: document) == nil)
    }

    @Test(
        "and nothing is added to other HTML",
        arguments: [
            "A line of text", "Tom &amp; Ann", "the &lt;b&gt; tag", "&lt;3", "<p>One</p>", "one<br>two",
            "<img src=\"https://a.example/boat.png\">", "one<hr>two", "<b>x</b>",
        ])
    func certain(_ html: String) throws {
        for document in Self.documents(html) { #expect(try read(document).items.first?.contentHTML == html) }
    }

    @Test("whatever the markup is", arguments: [1, 2, 3] as [UInt64])
    func noise(_ seed: UInt64) throws {
        let pieces = [
            "a", "Word", " ", "\n", ".", "(", "\u{A0}", "\u{AD}", "\u{2028}", "<br>", "<br/>", "<hr>", "<wbr>", "<p>", "</p>", "<li>",
            "<td>", "<b>", "</b>", "<font>",
            "</font>", "<span>", "</span>", "&lt;", "&gt;", "&amp;", "&amp;lt;", "&quot;", "&lt;b&gt;", "&lt;/b&gt;", "&lt;br/&gt;", "<x>",
            "<img src=i>", "<", ">", "=",
        ]
        var generator = Noise(seed: seed)
        for _ in 0..<400 {
            let html = (0..<generator.next(10)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            let plain = "\(Self.atom)<content type='text'>\(Self.escaped(html))</content></entry></feed>"
            for document in Self.documents(html) + [plain] {
                let change = try Self.change(of: document)
                #expect(change == nil, "\(html.debugDescription)")
                if change != nil { return }
            }
        }
    }
}
