import Testing

@testable import Syndication

@Suite("Detection of HTML in plain text")
struct HTMLDetectionTests {
    @Test(
        "a text looks like HTML if it has an end tag, a void tag or a reference, and only tags that HTML has",
        arguments: [
            ("<b>a</b>", true), ("a<br/>b", true), ("<img src=a>", true), ("a &amp; b", true), ("a &#38; b", true), ("a <b> c", false),
            ("Array<Int>", false), ("<Int>a</Int>", false), ("<b>a</b> and Array<Int>", false), ("1 < 2", false), ("AT&T", false),
            ("a & b;", false), ("plain", false), ("", false),
        ])
    func looksLikeHTML(_ text: String, _ expected: Bool) {
        #expect(HTMLDetection.looksLikeHTML(text) == expected)
    }

    @Test(
        "a text is HTML as a whole if it begins and ends with a tag",
        arguments: [(" <p>a</p>\n", true), ("The <b>tag</b>", false), ("<b>The</b> tag", false), ("<p>", false)])
    func isWholeHTML(_ text: String, _ expected: Bool) {
        #expect(HTMLDetection.isWholeHTML(text) == expected)
    }

    @Test("a text that is declared as HTML is HTML")
    func declared() {
        #expect(HTMLDetection.isHTML(Text("plain", form: .html)))
        #expect(!HTMLDetection.isHTML(Text("plain", form: .plain)))
        #expect(Text("a  <b>b</b>\n", form: .html).line == "a b")
        #expect(Text("a  < b\u{A0}\n", form: .plain).line == "a < b")
    }
}
