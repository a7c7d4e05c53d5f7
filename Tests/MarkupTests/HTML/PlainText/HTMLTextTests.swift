import Testing

@testable import Markup

@Suite("Plain text from HTML")
struct HTMLTextTests {
    @Test(
        "the text has the paragraphs, lines, list markers and cells that a reader would see",
        arguments: [
            ("<p>one</p><p>two</p>", "one\n\ntwo"), ("<p>one<p>two", "one\n\ntwo"), ("one<br>two", "one\ntwo"),
            ("one<br><br>two", "one\n\ntwo"),
            ("<p>one<br><br><br><br></p><p>two</p>", "one\n\ntwo"), ("  a \n\t b  ", "a b"), ("a&nbsp;&nbsp;b", "a b"),
            ("a<b>b</b>c", "abc"), ("a <b> b </b> c", "a b c"),
            ("<div>a</div>b<div>c</div>", "a\n\nb\n\nc"), ("<h1>T</h1>x", "T\n\nx"), ("a<hr>b", "a\n\nb"),
            ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"),
            ("<ol><li>a<li>b</ol>", "1. a\n2. b"), ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
            ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\nb"), ("<p>x</p><ul><li>a</ul>", "x\n\n- a"),
            ("<ul><li></li><li>b</ul>c", "- b\n\nc"),
            ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td"), ("<table><tr><td><p>a</p><td><p>b</p></table>", "a\n\nb"),
            ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd"), ("<pre>a\n  b\n\n\nc</pre>d", "a\n  b\n\n\nc\n\nd"),
            ("<pre>\na\r\nb</pre>", "a\nb"), ("<pre>a &lt; b</pre>", "a < b"),
            ("<pre>a&#10;&#32;&#32;b</pre>", "a\n  b"),
            ("<blockquote><p>a</p></blockquote>b", "a\n\nb"), ("<figure><img src=x><figcaption>c</figcaption></figure>", "c"),
            ("<q>a</q>", "“a”"),
            ("a<script>b</script>c<style>d</style>", "ac"), ("<select><option>a</select>b", "b"), ("<button>Share</button>b", "b"),
            ("<video><p>old browser</video>b", "b"),
            ("<video>never closed", "never closed"), ("<svg><title>icon</title></svg>b", "b"), ("a\u{AD}b\u{FEFF}c", "a\u{AD}bc"),
            ("a\u{2028}b\u{2029}c", "a\nb\n\nc"),
            ("It\u{92}s", "It’s"), ("a\u{85}b", "a…b"), ("a\u{7}b\u{0}c", "abc"), ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"), ("a <3 b", "a <3 b"),
            ("", ""), (" \n ", ""), ("<p></p>", ""),
            ("one\n\ntwo &amp; three\nfour", "one\n\ntwo & three\nfour"), ("<i>one</i>\n\ntwo", "one two"),
            ("<center>a</center>b", "a\n\nb"), ("a</p>b", "a\n\nb"),
            ("<math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>x=1</annotation></math>", "x=1"), ("x<sup>2</sup>", "x2"),
            ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
            ("<img src=s.png alt=\"😀\"> ok", "😀 ok"), ("<img src=x alt=photo>", ""), ("<img src=x alt=\"😀日\"> ok", "ok"),
            ("a\u{200B}b", "a\u{200B}b"), ("a\u{2009}b", "a b"),
        ])
    func text(_ html: String, _ expected: String) {
        // Soft hyphens are kept in HTML and removed from text.
        #expect(HTMLSanitizer(base: nil).sanitize(html).text == expected.filter { $0 != "\u{AD}" })
    }

    @Test(
        "a line is the text without markup and with folded white space",
        arguments: [
            ("Plain", "Plain"), ("1 < 2", "1 < 2"), ("AT&T", "AT&T"), ("a &amp; b", "a & b"), ("a &lt;b&gt; c", "a <b> c"),
            ("<b>a</b> b", "a b"), ("a<br>b", "a b"),
            ("  a\n b\t", "a b"), ("Array<Int> or List<String>", "Array<Int> or List<String>"), ("I </3 you", "I </3 you"),
            ("R&D &copy; 2020 &copy2020", "R&D © 2020 &copy2020"),
            ("<p>a</p><p>b</p>", "a b"), ("a<script>b</script>c", "ac"), ("a<!-- b -->c", "ac"), ("It&#146;s", "It’s"), ("x&nbsp;y", "x y"),
            ("a <y and z", "a <y and z"), ("", ""),
            ("<img src=x>", ""), ("a\u{0}b", "ab"), ("?a=1&lt=2", "?a=1&lt=2"), ("&amp;lt;", "&lt;"), ("Q&A: <em>why</em>?", "Q&A: why?"),
            ("<3", "<3"), ("a >> b", "a >> b"),
            ("<img src=s.png alt=\"😀\"> ok", "😀 ok"), ("a\u{AD}b", "ab"), ("a<hr>b", "a b"),
        ])
    func line(_ html: String, _ expected: String) {
        #expect(HTMLText.line(html) == expected)
    }

    @Test("lists are indented to 8 levels")
    func deepLists() {
        let html = String(repeating: "<ul><li>", count: 40) + "x"
        #expect(HTMLSanitizer(base: nil).sanitize(html).text == String(repeating: "  ", count: 8) + "- x")
    }

    @Test(
        "blank lines of plain text separate paragraphs",
        arguments: [
            ("one", "one", true), ("one\n\ntwo", "<p>one</p>\n<p>two</p>", false), ("a < b & c", "a &lt; b &amp; c", true),
            ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;", true),
            ("one\ntwo", "<p>one<br>\ntwo</p>", false), ("a\r\n\r\n\r\n b \r\nc", "<p>a</p>\n<p>b<br>\nc</p>", false), ("", "", true),
            ("\n\n", "", true), ("&amp;", "&amp;amp;", true),
        ])
    func plain(_ text: String, _ html: String, _ isPlain: Bool) {
        let clean = HTMLSanitizer(base: nil).sanitize(plain: text)
        #expect(clean.html == html)
        #expect(clean.isPlain == isPlain)
    }
}
