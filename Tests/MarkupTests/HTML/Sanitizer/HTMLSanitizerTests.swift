import Testing

@testable import Markup

@Suite("The HTML sanitizer")
struct HTMLSanitizerTests {
    @Test(
        "the output has balanced tags, with the structure that a browser would show",
        arguments: [
            ("<p>a<p>b", "<p>a</p><p>b</p>"), ("<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
            ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"), ("<p>a<h2>b</h2>", "<p>a</p><h2>b</h2>"),
            ("<h2>a<h3>b", "<h2>a</h2><h3>b</h3>"),
            ("<table><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
            (
                "<table><thead><tr><th>a<tbody><tr><td>b</table>",
                "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
            ),
            ("<table><tr><td><p>a</div></td></tr></table>b", "<table><tr><td><p>a </p></td></tr></table>b"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"), ("<b><p>a</b>b</p>c", "<b><p>ab</p></b>c"), ("<b>a", "<b>a</b>"),
            ("a</b>", "a"), ("<a href=/a>x<a href=/b>y", "<a href=\"http://h.test/a\">x</a><a href=\"http://h.test/b\">y</a>"),
            ("<B>a</B>", "<b>a</b>"), ("<br/><br></br>x", "<br><br><br>x"), ("<p/>a", "a"), ("<i class=icon />a", "a"),
            ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
            ("<center>a</center>", "<div>a</div>"), ("<acronym title=x>a</acronym>", "<abbr title=\"x\">a</abbr>"),
            ("<dir><li>a</dir>", "<ul><li>a</li></ul>"), ("<listing>a  b</listing>", "<pre>a  b</pre>"),
            ("<font color=red>a</font><span class=x>b</span>", "ab"),
            ("<html><head><title>t</title></head><body><p>a</body></html>", "<p>a</p>"), ("<custom-tag>a</custom-tag>", "a"),
            ("<tr><td>a</td></tr>", "a"), ("<p>\n  a \n\n b\n</p>\n\n<p>c</p>", "<p>\na\nb\n</p>\n<p>c</p>"),
            ("<p> </p><p>&nbsp;</p><b></b><div><span></span></div>a", "a"),
            ("<td>a</td><td>b</td>", "a b"), ("<a href=\"/x>text", "<a href=\"http://h.test/x\">text</a>"), ("a <!-- b > c", "a c"),
            ("a<!-- b --> c --> d", "a c --&gt; d"),
            ("<code class=\"hljs language-swift x\">a</code>", "<code class=\"language-swift\">a</code>"), ("<td colspan=2>a", "a"),
            ("<table><tr><td colspan=\"2px\" rowspan=x>a</table>", "<table><tr><td colspan=\"2\">a</td></tr></table>"),
            ("<time datetime=2020-01-01>a</time>", "<time datetime=\"2020-01-01\">a</time>"),
            ("<p lang=bg dir=rtl id=x class=y>a</p>", "<p lang=\"bg\" dir=\"rtl\">a</p>"),
            ("<p title='&lt;&quot;&amp;'>a</p>", "<p title=\"&lt;&quot;&amp;\">a</p>"),
            ("<details><summary>s</summary>t</details>", "<details><summary>s</summary>t</details>"),
            ("<math><mi>x</mi><p>y", "<math><mi>x</mi></math><p>y</p>"),
            ("<blockquote cite=/q>a</blockquote>", "<blockquote cite=\"http://h.test/q\">a</blockquote>"),
            ("<noscript><p>a</noscript>", ""), ("<object><p>a</p></object>", "<p>a</p>"),
            ("<svg><p>a</p></svg>b", "<p>a</p>b"),
            ("<dl><dt>a<dd>b<dl><dt>c</dl>d</dl>", "<dl><dt>a</dt><dd>b<dl><dt>c</dt></dl>d</dd></dl>"),
            ("a<b> </b>b", "a b"), ("a</p>b", "a<br><br>b"), ("<math><mi>x</mi><foo>y</foo></math>", "<math><mi>x</mi>y</math>"),
            ("<div><col span=2>a</div>", "<div>a</div>"), ("<table><tr><td colspan=1001>a</table>", "<table><tr><td>a</td></tr></table>"),
            ("<a href=/1 href=/2>a</a>", "<a href=\"http://h.test/1\">a</a>"),
            ("<table><tr><td><b>a<td></b>b</table>", "<table><tr><td><b>a</b></td><td>b</td></tr></table>"),
            (
                "<table><tr><td><div>a<table><td></div>b</table></div>c</table>",
                "<table><tr><td><div>a<table><tr><td> b</td></tr></table></div>c</td></tr></table>"
            ),
        ])
    func shape(_ html: String, _ expected: String) {
        let clean = HTMLSanitizer(base: "http://h.test/d/p").sanitize(html)
        #expect(clean.html == expected)
        #expect(MarkupChecker.problem(in: clean.html) == nil)
    }

    @Test(
        "links and images have absolute URLs and permitted schemes only",
        arguments: [
            ("<a href=x>a</a>", "<a href=\"http://h.test/d/x\">a</a>"), ("<a href=\"#n\">a</a>", "<a href=\"http://h.test/d/p#n\">a</a>"),
            ("<a href=\"//o.test/x\">a</a>", "<a href=\"http://o.test/x\">a</a>"),
            ("<a href=\" http://o.test/a b \">a</a>", "<a href=\"http://o.test/a%20b\">a</a>"),
            ("<a href=\"mailto:a@o.test\">a</a>", "<a href=\"mailto:a@o.test\">a</a>"),
            ("<a href=\"http://o.test\">a</a>", "<a href=\"http://o.test\">a</a>"), ("<a name=x>a</a>", "a"), ("<a href=\"\">a</a>", "a"),
            ("<img>", ""), ("<img src=\"\">", ""),
            ("<img src=a.jpg alt=x width=10px height=20>", "<img src=\"http://h.test/d/a.jpg\" alt=\"x\" width=\"10\" height=\"20\">"),
            (
                "<img src=a.jpg srcset=\"b.jpg 2x, c.jpg 640w,d.jpg\">",
                "<img src=\"http://h.test/d/a.jpg\" srcset=\"http://h.test/d/b.jpg 2x, http://h.test/d/c.jpg 640w, http://h.test/d/d.jpg\">"
            ),
            (
                "<img srcset=\"a.jpg 400w, b.jpg 1200w, c.jpg 4000w\">",
                "<img src=\"http://h.test/d/b.jpg\" srcset=\"http://h.test/d/a.jpg 400w, http://h.test/d/b.jpg 1200w, http://h.test/d/c.jpg 4000w\">"
            ),
            (
                "<img srcset=\"a.jpg?x=1&amp;y=2 2x\" src=\"b.jpg?q=1&amp;r=2\">",
                "<img src=\"http://h.test/d/b.jpg?q=1&amp;r=2\" srcset=\"http://h.test/d/a.jpg?x=1&amp;y=2 2x\">"
            ),
            (
                "<IMG DATA-LAZY-SRCSET=\"a.jpg 1.5x, b.jpg 6 40w,c.jpg 2y,d.jpg 1e3w\" Src=p.jpg alt=' &lt; a &amp; b'>",
                "<img src=\"http://h.test/d/p.jpg\" srcset=\"http://h.test/d/a.jpg 1.5x, http://h.test/d/b.jpg 640w, http://h.test/d/d.jpg 1e3w\" alt=\"&lt; a &amp; b\">"
            ),
            ("<img src=\"data:image/gif;base64,R0lGOD\" data-src=a.jpg>", "<img src=\"http://h.test/d/a.jpg\">"),
            ("<img data-lazy-src=a.jpg>", "<img src=\"http://h.test/d/a.jpg\">"),
            ("<img src=a.jpg data-original=b.jpg><noscript><img src=b.jpg></noscript>", "<img src=\"http://h.test/d/b.jpg\">"),
            ("<noscript><img src=b.jpg></noscript>", "<img src=\"http://h.test/d/b.jpg\">"),
            ("<img src=\"data:image/svg+xml;base64,AAAA\">", ""), ("<img src=\"data:text/html,x\">", ""), ("<img src=\"mailto:x\">", ""),
            ("<image src=a.jpg>", "<img src=\"http://h.test/d/a.jpg\">"),
            (
                "<picture><source srcset=\"a.webp 1x\" type=image/webp><img src=a.jpg></picture>",
                "<picture><source srcset=\"http://h.test/d/a.webp 1x\" type=\"image/webp\"><img src=\"http://h.test/d/a.jpg\"></picture>"
            ),
            (
                "<video poster=p.jpg><source src=v.mp4 type=video/mp4>text</video>",
                "<video poster=\"http://h.test/d/p.jpg\"><source src=\"http://h.test/d/v.mp4\" type=\"video/mp4\"></video>"
            ),
            ("<video src=v.mp4>text<img src=a.jpg></video>", "<video src=\"http://h.test/d/v.mp4\"></video>"),
            ("<p><source src=x>a</p>", "<p>a</p>"), ("<img src=e.png alt=\"❤️x\">", "<img src=\"http://h.test/d/e.png\" alt=\"❤️x\">"),
            ("<img src=a.jpg style='width:10px'>", "<img src=\"http://h.test/d/a.jpg\">"),
            ("<img src=a.jpg width=2 height=100>", "<img src=\"http://h.test/d/a.jpg\" width=\"2\" height=\"100\">"),
            ("<source src=x>", ""), ("<img src=e.png alt=\"👍🏽\">", "👍🏽"), ("<img src=\"https://s.w.org/e.svg\" alt=\"❤️\">", "❤️"),
        ])
    func urls(_ html: String, _ expected: String) {
        #expect(HTMLSanitizer(base: "http://h.test/d/p").sanitize(html).html == expected)
    }

    @Test("an attribute is written whether or not the element has others")
    func loneAttributes() {
        let elements = [
            "a", "abbr", "audio", "blockquote", "code", "col", "colgroup", "del", "details", "div", "h2", "ins", "li", "math", "ol", "p",
            "pre", "q", "source",
            "span", "td", "th", "time", "ul", "video",
        ]
        let attributes = [
            "href=http://h.test/", "cite=http://h.test/", "datetime=2020-01-02", "colspan=2", "rowspan=2", "scope=row", "span=2", "start=3",
            "reversed",
            "type=a", "value=3", "open", "class=language-c", "display=block", "controls", "src=http://h.test/v", "srcset=http://h.test/v",
            "media=print",
            "poster=http://h.test/p", "width=3", "height=3", "lang=de", "dir=rtl",
        ]
        for element in elements {
            for attribute in attributes {
                let name = " " + attribute.prefix { $0 != "=" } + "="
                let alone = HTMLSanitizer(base: nil).sanitize("<p>x</p><\(element) \(attribute)>y</\(element)>").html
                let beside = HTMLSanitizer(base: nil).sanitize("<p>x</p><\(element) title=t \(attribute)>y</\(element)>").html
                #expect(alone.contains(name) == beside.contains(name), "\(element) \(attribute)")
            }
        }
    }

    @Test(
        "tracking pixels are removed",
        arguments: [
            "<img src=http://t.test/x.gif width=1 height=1>", "<img src=http://t.test/x width=0 height=0>",
            "<img src=http://t.test/x height=1>", "<img src=http://t.test/x width=1>",
            "<img src=http://t.test/x style='width:1px; height: 1px'>", "<img src=http://t.test/pixel.gif>",
            "<img src='http://t.test/a/b.gif?host=x&rand=1'>", "<img src='http://pixel.t.test/a?b=c'>",
            "<img src='https://t.test/_/stat?event=post.clientViewed&source=rss'>", "<img src=http://t.test/p/1x1.png>",
            "<img src=http://t.test/~r/feed/~4/x height=1 width=1>",
            "<img src='https://beacon.t.test/e?id=1'>", "<img src=http://t.test/x hidden>",
            "<img src=http://t.test/x style='display:none'>",
            "<img src=http://t.test/x style='visibility:hidden'>", "<img src=http://t.test/x style='opacity:0'>",
            "<img src=http://t.test/x style='position:absolute;left:-9999px'>",
            "<img src=http://t.test/x style='width:1px !important;height:1px !important'>",
            "<div style='display:none'><img src=http://t.test/x></div>", "<img src=http://t.test/x width=3 height=1>",
            "<img srcset='http://t.test/track.gif?x 2x'>", "<picture><source srcset=http://t.test/pixel.gif></picture>",
            "<video poster=http://t.test/pixel.gif width=1 height=1></video>", "<video src=http://t.test/v.mp4 width=1 height=1></video>",
        ])
    func pixels(_ html: String) {
        let clean = HTMLSanitizer(base: nil).sanitize(html)
        #expect(clean.html == "")
        #expect(clean.firstImage == nil)
    }

    @Test(
        "images that only resemble tracking pixels are kept",
        arguments: [
            "http://t.test/photo.jpg", "http://t.test/pixel-art.png", "http://t.test/counter-strike.jpg", "http://t.test/open-source.gif",
            "http://t.test/tracking.jpg",
            "http://t.test/open.php",
            "http://t.test/image?id=7", "http://pixel.t.test/photo.jpg", "http://t.test/beacon-hill.webp",
        ])
    func pictures(_ url: String) {
        let clean = HTMLSanitizer(base: nil).sanitize("<p>x<img src='\(url)'></p>")
        #expect(clean.firstImage == url)
        #expect(clean.html == "<p>x<img src=\"\(url)\"></p>")
    }

    @Test(
        "without a base, a reference stays relative unless a browser could read it as an absolute URL",
        arguments: [
            ("/x", "<a href=\"/x\">a</a>"), ("x?y#z", "<a href=\"x?y#z\">a</a>"), ("x y", "<a href=\"xy\">a</a>"), ("//o.test/x", "a"),
            ("\\\\o.test", "a"), ("1x:y", "a"), ("/x:y", "<a href=\"/x:y\">a</a>"),
            ("/ \u{0}/o.test/x", "a"), ("/\u{7F}/o.test", "a"), ("/\u{202E}/o.test", "a"), ("\u{7F}", "a"),
            ("/a\u{9B}b", "<a href=\"/ab\">a</a>"), ("//a/x", "a"), ("/\\A/x", "a"), ("/", "<a href=\"/\">a</a>"),
        ])
    func relative(_ reference: String, _ expected: String) {
        #expect(HTMLSanitizer(base: nil).sanitize("<a href=\"\(reference)\">a</a>").html == expected)
    }

    @Test("pixels among the sources of an image are left out, and an image that a script fades in is kept")
    func sources() {
        let clean = HTMLSanitizer(base: nil).sanitize(
            "<img src=http://h.test/a.jpg srcset='http://h.test/a.jpg 1x, http://t.test/pixel.gif 2x'>")
        #expect(clean.html == "<img src=\"http://h.test/a.jpg\" srcset=\"http://h.test/a.jpg 1x\">")
        for kept in ["alt=boat", "width=400 height=300", "srcset='http://h.test/a.jpg 1x'"] {
            #expect(HTMLSanitizer(base: nil).sanitize("<p>x<img style='opacity:0' src=http://h.test/a.jpg \(kept)></p>").firstImage != nil)
        }
    }

    @Test(
        "an image that a script loads is found in whichever attribute holds its URL",
        arguments: [
            "<amp-img src=a.jpg></amp-img>", "<a-img src=a.jpg></a-img>", "<img data-lazy=a.jpg>",
            "<img data-hi-res-src=a.jpg src=data:image/gif;base64,R0>",
            "<img data-echo=a.jpg src=/img/blank.gif>", "<img data-image=a.jpg src=placeholder.svg>",
            "<img data-url='a.jpg' data-id=5 data-alt='a.b'>",
            "<amp-img data-hero src=a.jpg><noscript><img src=a.jpg></noscript></amp-img>",
            "<img data-options='{\"a\":1}' data-bg-src=a.jpg>",
        ])
    func lazyImages(_ html: String) {
        let clean = HTMLSanitizer(base: "http://h.test/d/p").sanitize("<p>x\(html)</p>")
        #expect(clean.html == "<p>x<img src=\"http://h.test/d/a.jpg\"></p>")
    }

    @Test("an attribute of data does not replace an image that is no placeholder, and no text is taken for a URL")
    func eagerImages() {
        let clean = HTMLSanitizer(base: "http://h.test/d/p").sanitize(
            "<img src=a.jpg data-orig-file=b.jpg><img data-id=7 data-name=boat data-src-note=none>")
        #expect(clean.html == "<img src=\"http://h.test/d/a.jpg\">")
    }

    @Test("at most 16 candidates of a srcset are kept")
    func candidates() {
        let srcset = (1...20).map { "http://h.test/\($0).jpg \($0)x" }.joined(separator: ", ")
        let html = HTMLSanitizer(base: nil).sanitize("<img src=\"http://h.test/0.jpg\" srcset=\"\(srcset)\">").html
        #expect(html.contains("/16.jpg 16x\""))
        #expect(!html.contains("/17.jpg"))
    }

    @Test("the first image of the content is the first one that is larger than an icon")
    func firstImage() {
        let clean = HTMLSanitizer(base: "http://h.test/").sanitize("<img src=i.png width=16 height=16><img src=a.jpg><img src=b.jpg>")
        #expect(clean.firstImage == "http://h.test/a.jpg")
    }

    @Test("the first image of the content is no avatar")
    func firstImageIsNoAvatar() {
        let clean = HTMLSanitizer(base: nil).sanitize("<img src=http://h.test/avatars/ann.jpg><img src=http://h.test/a.jpg>")
        #expect(clean.firstImage == "http://h.test/a.jpg")
    }

    @Test(
        "the first image of the content has its stated size, and is the widest of its candidates with a stated width",
        arguments: [
            ("src=a.jpg width=640 height=480", "a.jpg", 640, 480), ("src=a.jpg", "a.jpg", nil, nil),
            ("src=a.jpg width=auto", "a.jpg", nil, nil),
            ("src=a.jpg srcset='b.jpg 320w, c.jpg 2048w, d.jpg 800w'", "c.jpg", 2048, nil),
            ("src=a.jpg width=900 srcset='b.jpg 320w, c.jpg 800w'", "a.jpg", 900, nil), ("src=a.jpg srcset='b.jpg 2x'", "a.jpg", nil, nil),
            ("src=a.jpg srcset='javascript:x 900w'", "a.jpg", nil, nil),
            ("src=c.jpg width=4000 height=3000 srcset='b.jpg 320w, c.jpg 1000w, d.jpg 2000w'", "d.jpg", 2000, 1500),
            ("width=300 srcset='b.jpg 320w, c.jpg 1000w'", "c.jpg", 1000, nil),
        ] as [(String, String, Int?, Int?)])
    func firstImageSize(_ attributes: String, _ url: String, _ width: Int?, _ height: Int?) {
        let clean = HTMLSanitizer(base: "http://h.test/").sanitize("<p>x</p><img \(attributes)>")
        #expect(clean.firstImage == "http://h.test/" + url)
        #expect(clean.firstImageWidth == width)
        #expect(clean.firstImageHeight == height)
    }

    @Test(
        "an inline image is kept if it is neither as short as a placeholder nor large",
        arguments: [(10, false), (400, true), (100_000, false)])
    func dataImage(_ length: Int, _ isKept: Bool) {
        let url = "data:image/png;base64," + String(repeating: "A", count: length)
        let clean = HTMLSanitizer(base: nil).sanitize("<img src=\"\(url)\">")
        #expect(clean.html == (isKept ? "<img src=\"\(url)\">" : ""))
        #expect(clean.firstImage == nil)
        let damaged = "data:image/png;base64,!" + String(repeating: "A", count: length)
        #expect(HTMLSanitizer(base: nil).sanitize("<img src=\"\(damaged)\">").html == "")
    }

    @Test(
        "output without elements is marked as plain",
        arguments: [
            ("a &amp; b", true), ("a <script>x</script>", true), ("<span>a</span>", true), ("<b>a</b>", false), ("a<br>b", false),
            ("<p></p>a", true), ("<img src=http://a.test/x>", false),
        ])
    func isPlain(_ html: String, _ expected: Bool) {
        #expect(HTMLSanitizer(base: nil).sanitize(html).isPlain == expected)
    }
}
