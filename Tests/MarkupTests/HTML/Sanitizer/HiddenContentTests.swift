import Testing

@testable import Markup

@Suite("Hidden content")
struct HiddenContentTests {
    private static func text(_ html: String) -> String { HTMLSanitizer(base: "https://h.test/").sanitize(html).text }

    @Test(
        "an element that is hidden is removed with everything in it",
        arguments: [
            "<p hidden>x</p>", "<span hidden=until-found>x</span>", "<div style='display:none'>x<p>x</p></div>",
            "<p style='DISPLAY : none !important'>x</p>",
            "<p style='color:red;visibility: hidden'>x</p>", "<p style='opacity:0'>x</p>", "<p style='opacity:.0;'>x</p>",
            "<p style='max-height:0;overflow:hidden'>x</p>",
            "<div style='overflow:hidden;height:1px'>x</div>", "<p style='position:absolute;left:-9999px'>x</p>",
            "<p style='top:-10000px; position:fixed'>x</p>",
            "<span style='text-indent:-9999em'>x</span>", "<div style='mso-hide:all'>x</div>", "<div style='font-size:0'>x</div>",
            "<div style='font-size:1px;color:#fff'>x</div>", "<dialog>x</dialog>", "<template>x</template>",
            "<font style='display:none'>x</font>",
            "<x-y hidden>x<x-z>x</x-z>x</x-y>", "<ul hidden><li>x</ul>", "<table hidden><tr><td>x</table>",
            "<iframe src=/f style='visibility:hidden'></iframe>",
            "<b style='display:none'>x</b>", "<div style='display:none'><lite-youtube videoid=1>x</div>",
            "<object hidden data=/o>x</object>",
            "<div style='width:0;overflow:hidden'>x</div>",
        ])
    func hidden(_ html: String) {
        let seen = "<p>The ferry runs again.</p>"
        #expect(Self.text(html + seen) == "The ferry runs again.")
        #expect(HTMLSanitizer(base: "https://h.test/").sanitize(seen + html).html == seen)
    }

    @Test(
        "an element that only resembles a hidden one is kept",
        arguments: [
            "<p style='display:block'>x</p>", "<p style='display:none;display:block'>x</p>", "<p style='opacity:0.5'>x</p>",
            "<p style='opacity:1'>x</p>",
            "<p style='max-height:0'>x</p>", "<p style='overflow:hidden'>x</p>", "<p style='left:-5px;position:absolute'>x</p>",
            "<p style='font-size:10px'>x</p>",
            "<p style='font-size:1em'>x</p>", "<p aria-hidden=true>x</p>", "<dialog open>x</dialog>", "<p style='border:none'>x</p>",
            "<p style='margin-left:-9999px'>x</p>",
            "<p style='height:1%;overflow:hidden'>x</p>", "<p data-style='display:none'>x</p>", "<body style='display:none'>x</body>",
            "<details>x</details>", "<p style='background:url(display:none)'>x</p>", "<div style='height:1em;overflow:hidden'>x</div>",
        ])
    func visible(_ html: String) {
        #expect(Self.text(html).contains("x"))
    }

    @Test("end tags that are implied end a hidden element, too")
    func implied() {
        #expect(Self.text("<ul><li>a<li hidden>b<li>c</ul>") == "- a\n- c")
        #expect(Self.text("<p>a<p hidden>b<p>c") == "a\n\nc")
        #expect(Self.text("<table><tr><td>a<td hidden>b<td>c<tr hidden><td>d<tr><td>e</table>") == "a\tc\ne")
        #expect(Self.text("<ol><li hidden>a<li>b</ol>") == "1. b")
        #expect(Self.text("a<span style='display:none'>x</span>b") == "ab")
    }

    @Test("text of no size is invisible up to an element that gives it one")
    func sizes() {
        #expect(Self.text("<table><tr><td style='font-size:0'>x<div style='font-size:14px'>a</div>x</table><p>b</p>") == "a\n\nb")
        #expect(
            Self.text("<div style='font-size:0px'>x<span style='font-size:90%'>x</span><font style='font-size:small'>a</font></div>b")
                == "a\n\nb")
        #expect(Self.text("<div style='font-size:0'><img src=/a.jpg alt='😀'>x</div>b") == "b")
    }

    @Test("what a script shows is kept where it is most of the text, and what is absent is not")
    func unseen() {
        #expect(Self.text("<div style='opacity:0'><p>The ferry runs again.</p></div>") == "The ferry runs again.")
        #expect(Self.text("<p>Ferry</p><div style='visibility:hidden'>The ferry runs again.</div>") == "Ferry\n\nThe ferry runs again.")
        #expect(Self.text("<div style='font-size:0'>The ferry runs again.</div>") == "The ferry runs again.")
        #expect(Self.text("<p>Ferry</p><div style='display:none'>The ferry runs again.</div>") == "Ferry")
        #expect(HTMLSanitizer(base: nil).sanitize("<div style='opacity:0'><img src=http://a.test/a.jpg></div>").html.contains("a.jpg"))
    }

    @Test("what is hidden from one family of mail programs is kept if it is more than text")
    func mail() {
        #expect(Self.text("<div style='mso-hide:all'><a href=/x>Read on</a></div><p>Long text here</p>") == "Read on\n\nLong text here")
        #expect(Self.text("<a style='mso-hide:all' href=/x>Read on</a> <p>Long text here</p>") == "Read on\n\nLong text here")
    }

    @Test("a hidden image is not the first image, and its fallback is not taken for a repetition")
    func images() {
        let clean = HTMLSanitizer(base: "https://h.test/").sanitize(
            "<div hidden><img src=/a.jpg></div><noscript><img src=/a.jpg></noscript><img src=/b.jpg>")
        #expect(clean.html == "<img src=\"https://h.test/a.jpg\"><img src=\"https://h.test/b.jpg\">")
        #expect(
            HTMLSanitizer(base: "https://h.test/").sanitize("<p hidden><img src=/a.jpg></p>x<img src=/b.jpg>").firstImage
                == "https://h.test/b.jpg")
    }

    @Test(
        "a notice for browsers without scripts is removed, and media and lists of links for them are kept",
        arguments: [
            ("<noscript>Please enable JavaScript.</noscript>b", "b"), ("<noscript><p>Turn <b>scripts</b> on</p></noscript>b", "b"),
            ("<noscript>View the <a href=/c>comments</a> with scripts enabled.</noscript>b", "b"), ("<noscript></noscript>b", "b"),
            ("<noscript><img src=/a.jpg></noscript>b", "<img src=\"https://h.test/a.jpg\">b"),
            ("<noscript><a href=/poll>Take our poll</a></noscript>b", "<a href=\"https://h.test/poll\">Take our poll</a>b"),
            ("<noscript><iframe src=/f/1></iframe></noscript>", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>"),
            ("<noscript>never closed <b>b</b>", "never closed <b>b</b>"),
        ])
    func notices(_ html: String, _ expected: String) {
        #expect(HTMLSanitizer(base: "https://h.test/").sanitize(html).html == expected)
    }

    @Test("a long text for browsers without scripts is no notice")
    func longText() {
        let text = String(repeating: "The ferry runs again. ", count: 60)
        #expect(Self.text("<noscript><p>\(text)</p></noscript>").hasPrefix("The ferry"))
    }
}
