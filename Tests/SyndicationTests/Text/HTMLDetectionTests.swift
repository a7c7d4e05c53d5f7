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

    @Test(
        "a text that is declared as HTML is HTML, one that is declared as plain text is not, and one that is not declared is HTML if it looks so",
        arguments: [
            ("plain", Text.Form.html, true, true), ("<p>a</p>", .plain, false, false), ("<p>a</p>", .unstated, true, true),
            ("a <b>b</b>", .unstated, true, false), ("a < b", .unstated, false, false), ("a", .xhtml, true, true),
        ])
    func declared(_ text: String, _ form: Text.Form, _ isHTML: Bool, _ isHTMLInLine: Bool) {
        #expect(HTMLDetection.isHTML(Text(text, form: form)) == isHTML)
        #expect(HTMLDetection.isHTML(Text(text, form: form), inLine: true) == isHTMLInLine)
    }

    @Test("a line has its white space folded")
    func line() {
        #expect(Text("a  <b>b</b>\n", form: .html).line == "a b")
        #expect(Text("a  < b\u{A0}\n", form: .plain).line == "a < b")
    }
}
