import Testing

@testable import Markup
@testable import Syndication

@Suite("Tags that a text mentions")
struct MentionedTagsTests {
    @Test(
        "a tag in a line that cannot be markup is text",
        arguments: [
            "Using the <marquee> element", "Why <style> blocks the parser", "When x<y holds", "grep <pattern", "<!ELEMENT note>",
            "Open <?xml first",
            "<dialog>", "<details> or <summary>?", "The <!-- comment --> syntax", "A <br> in a title", "“<hr>” explained",
            "Close it with </p> now",
            "Heart </3 broken", "List<String, Int>", "if a<b and c>d", "<textarea> without an end", "<u></u>", "<script></script>",
        ])
    func mentioned(_ title: String) {
        #expect(Text(title, form: .html).line == title)
        #expect(TextLine(Text(title, form: .html)).markup == nil)
    }

    @Test(
        "a tag in a line that is markup is none of its text",
        arguments: [
            ("<b>Fresh</b> fish", "Fresh fish"), ("One<br>Two", "One Two"), ("One <br/> Two", "One Two"), ("<p>One", "One"),
            ("One</i>", "One"),
            ("See <a href='x'>this</a>", "See this"), ("<i>New</i> <br> line", "New line"), ("One<!-- more -->", "One"),
            ("A <em>big</em> <nav> element", "A big <nav> element"), ("<b> is not <b>bold</b>", "<b> is not bold"),
            ("<img src='a.png' alt='b'>", ""), ("<p></p>", ""), ("a &lt;b&gt; c", "a <b> c"), ("x<script>y</script>", "x"),
        ])
    func markup(_ title: String, _ line: String) {
        #expect(Text(title, form: .html).line == line)
    }

    @Test(
        "no name of an element is lost from a line, whatever the format and the way of escaping",
        arguments: ["title", "category", "author"])
    func everyElement(_ place: String) throws {
        for element in HTMLElement.allCases where element != .unknown {
            let text = "Using <\(element.name)> well today"
            let escaped = text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            for written in [escaped, "<![CDATA[\(text)]]>"] {
                let rss = try read("<rss><channel><item><\(place)>\(written)</\(place)></item></channel></rss>").items.first
                #expect((rss?.title ?? rss?.tags.first ?? rss?.authors.first?.name) == text)
            }
            for type in ["", "type='text'", "type='html'"] {
                let atom = try read(
                    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title \(type)>\(escaped)</title><category term='\(escaped)'/></entry></feed>"
                ).items.first
                #expect(atom?.title == text)
                #expect(atom?.tags == [text])
            }
            let json = try read(
                #"{"version":"https://jsonfeed.org/version/1.1","title":"","items":[{"id":"1","title":"\#(text)","content_text":"\#(text)","tags":["\#(text)"],"author":{"name":"\#(text)"}}]}"#
            ).items.first
            #expect(json?.title == text)
            #expect(json?.contentText == text)
            #expect(json?.tags == [text])
            #expect(json?.authors.first?.name == text)
        }
    }

    @Test(
        "a tag in a description without other markup is text",
        arguments: [
            ("It holds while x<y and waits. Later it fails.", "It holds while x<y and waits. Later it fails."),
            ("Use the <canvas> element", "Use the <canvas> element"), ("a <br> tag in a sentence", "a <br> tag in a sentence"),
            ("<?php echo 1", "<?php echo 1"), ("Map<K, V> &amp; Set<K>", "Map<K, V> & Set<K>"), ("One<br>two", "One\ntwo"),
            ("First. <br> Second.", "First.\nSecond."), ("<p>One<p>Two", "One\n\nTwo"), ("<div>One", "One"),
            ("a <b>bold</b> word", "a bold word"),
            ("<x>y</x> in XML", "<x>y</x> in XML"),
        ])
    func description(_ text: String, _ expected: String) throws {
        let item = try read("<rss><channel><item><description><![CDATA[\(text)]]></description></item></channel></rss>").items.first
        #expect(item?.contentText == expected)
    }

    @Test(
        "in plain text no character is markup, but references that were escaped twice are decoded",
        arguments: [
            ("type='text'", "<summary> and </summary> pairs", "<summary> and </summary> pairs"),
            ("type='text'", "<p>not a paragraph</p>", "<p>not a paragraph</p>"), ("", "a <i>b</i> c", "a <i>b</i> c"),
            ("type='text'", "Tom &amp; Ann&#8217;s", "Tom & Ann’s"), ("type='text'", "&lt;b&gt;", "&lt;b&gt;"),
            ("type='text'", "a < b &amp; c", "a < b &amp; c"), ("", "<p>One</p>", "One"), ("type='xhtml'", "a", "a"),
        ])
    func plain(_ type: String, _ text: String, _ expected: String) throws {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let item = try read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title \(type)>\(escaped)</title></entry></feed>").items.first
        #expect(item?.title == expected)
    }

    @Test("XHTML has no mentions: a line break that stands alone stays one", arguments: ["A <br/> b", "A <hr/> b"])
    func xhtml(_ title: String) throws {
        let item = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>\(title)</div></title></entry></feed>"
        ).items.first
        #expect(item?.title == "A b")
    }

    @Test("elements inside a text that is not declared to have any are its markup", arguments: ["", "type='text'"])
    func elements(_ type: String) throws {
        let item = try read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title \(type)>A <b>bold</b> one</title></entry></feed>")
            .items.first
        #expect(item?.title == "A bold one")
        #expect(item?.titleHTML == "A <b>bold</b> one")
    }

    @Test(
        "a text of nothing but beginnings of tags is read in linear time",
        arguments: ["<!", "<b ", "</3", "<script>", "</script ", "<a b=", "<?"])
    func hostile(_ piece: String) throws {
        let text = String(repeating: piece, count: 5_000)
        for type in ["", "type='html'"] {
            let item = try read(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title \(type)><![CDATA[\(text)]]></title><summary \(type)><![CDATA[\(text)]]></summary></entry></feed>"
            ).items.first
            #expect(item != nil)
        }
    }

    @Test("a CDATA section that was escaped is unwrapped", arguments: ["", "type='text'", "type='html'"])
    func wrapped(_ type: String) throws {
        let item = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title \(type)>&lt;![CDATA[a &amp;amp; b]]&gt;</title></entry></feed>"
        ).items.first
        #expect(item?.title == "a & b")
    }
}
