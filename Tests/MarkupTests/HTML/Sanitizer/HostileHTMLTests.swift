import TestSupport
import Testing

@testable import Markup

@Suite("Hostile HTML")
struct HostileHTMLTests {
    /// Attacks, and the HTML that is left of each.
    static let vectors: [(String, String)] = [
        ("<script>alert(1)</script>", ""), ("<SCRIPT SRC=http://evil.test/x.js></SCRIPT>a", "a"), ("<script/xss src=\"x\"></script>a", "a"),
        ("<<script>alert(1);//<</script>", "&lt;"), ("<script>alert(1)", ""),
        ("<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;"),
        ("<script><!-- </script>a", "a"), ("</script><script>x</script>", ""),
        ("<img src=javascript:alert(1)>", ""), ("<img src=\"JaVaScRiPt:alert(1)\">", ""), ("<img src=`javascript:alert(1)`>", ""),
        ("<img src=x onerror=alert(1)>", "<img src=\"x\">"), ("<img src=x onerror=\"alert(1)\"//>", "<img src=\"x\">"),
        ("<img \"\"\"><script>alert(1)</script>\">", "\"&gt;"), ("<img src=x:alert(alt) onerror=eval(src) alt=0>", ""),
        ("<img/src=\"x\"/onerror=alert(1)>", "<img src=\"x\">"), ("<img src=\"jav&#x09;ascript:alert(1)\">", ""),
        ("<img src=\"jav&#x0A;ascript:alert(1)\">", ""),
        ("<img src=\" &#14; javascript:alert(1)\">", ""),
        ("<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>", ""),
        ("<img src=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)>", ""),
        ("<a href=\"javascript:alert(1)\">a</a>", "a"), ("<a href=\"  java\u{0}script:alert(1)\">a</a>", "a"),
        ("<a href=javascript&colon;alert(1)>a</a>", "a"),
        ("<a href=\"java\nscript:alert(1)\">a</a>", "a"), ("<a href=\"vbscript:msgbox(1)\">a</a>", "a"),
        ("<a href=\"data:text/html,<script>x</script>\">a</a>", "a"),
        ("<a href=\"livescript:x\">a</a>", "a"), ("<a href=\"\u{1}javascript:alert(1)\">a</a>", "a"),
        ("<a href=\"view-source:http://a/\">a</a>", "a"),
        ("<a href=\"file:///etc/passwd\">a</a>", "a"), ("<a href=\"blob:http://a/\">a</a>", "a"),
        ("<a href=\"feed:javascript:alert(1)\">a</a>", "a"),
        ("<a href=\"http://a.test/\" onclick=x style=\"x\" target=_top>a</a>", "<a href=\"http://a.test/\">a</a>"),
        ("<a href=http://a.test/\" onclick=x>a</a>", "<a href=\"http://a.test/%22\">a</a>"),
        ("<body onload=alert(1)>a", "a"), ("<body background=\"javascript:x\">a</body>", "a"),
        ("<div style=\"background:url(javascript:x)\">a</div>", "<div>a</div>"),
        ("<div style=\"width:expression(alert(1))\">a</div>", "<div>a</div>"), ("<style>@import 'x';</style>a", "a"),
        ("<style><img src=x></style>a", "a"),
        ("<link rel=stylesheet href=javascript:x>a", "a"), ("<meta http-equiv=refresh content=\"0;url=javascript:x\">a", "a"),
        ("<base href=\"javascript:x//\">a", "a"), ("<iframe src=javascript:x></iframe>a", "a"),
        ("<iframe><img src=x onerror=alert(1)></iframe>a", "<img src=\"x\">a"),
        ("<frameset><frame src=javascript:x></frameset>a", "a"), ("<object data=javascript:x>a</object>", "a"),
        ("<embed src=javascript:x>a", "a"),
        ("<applet code=x>a</applet>", "a"), ("<svg onload=alert(1)>", ""), ("<svg><script>alert(1)</script></svg>a", "a"),
        ("<svg><a xlink:href=javascript:x><text>b</text></a></svg>a", "b a"), ("<svg><animate onbegin=x attributeName=x></svg>a", "a"),
        ("<math href=javascript:x>a</math>", "<math>a</math>"),
        ("<math><maction actiontype=statusline xlink:href=javascript:x>a</maction></math>", "<math><maction>a</maction></math>"),
        ("<input type=image src=javascript:x>a", "a"),
        ("<form action=javascript:x><button formaction=y>b</button>a</form>", "<div>a</div>"),
        ("<isindex action=javascript:x>a", "a"),
        ("<details ontoggle=x open><summary>s</summary>a</details>", "<details open=\"\"><summary>s</summary>a</details>"),
        ("<video src=javascript:x onerror=y><source onerror=z></video>a", "a"),
        ("<audio src=x.mp3 onerror=y></audio>", "<audio src=\"x.mp3\"></audio>"),
        ("<marquee onstart=x>a</marquee>", "a"), ("<keygen autofocus onfocus=x>a", "a"), ("<b onmouseover=alert(1)>a</b>", "<b>a</b>"),
        ("<p title=\"</p><script>alert(1)</script>\">a</p>", "<p title=\"&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">a</p>"),
        ("<p title='\"><script>x</script>'>a</p>", "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">a</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("<!--<img src=x onerror=alert(1)>-->a", "a"),
        ("<!--[if gte IE 4]><script>x</script><![endif]-->a", "a"), ("<!-- --!><b>a</b>", "<b>a</b>"), ("<!--><b>a</b>", "<b>a</b>"),
        ("<![CDATA[<script>alert(1)</script>]]>a", "a"), ("<?xml version=1.0?><b>a</b>", "<b>a</b>"), ("<xss onclick=x>a</xss>", "a"),
        ("<a href=\"http://a.test/&quot; onclick=x\">a</a>", "<a href=\"http://a.test/%22%20onclick=x\">a</a>"),
        // Shapes that a second reading by a browser turns into something else.
        (
            "<noscript><img src=b><p title=\"</noscript><img src=x onerror=alert(1)>\">a</p></noscript>",
            "<img src=\"b\"><p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\">a</p>"
        ),
        ("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<img src=\"1\">\"&gt;"),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<math><mtext></mtext></math><table></table>"
        ),
        ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<div><math><mtext> </mtext></math></div>"),
        ("<template><img src=x onerror=alert(1)></template>a", "a"), ("<xmp><img src=x></xmp>a", "<pre>&lt;img src=x&gt;</pre>a"),
        ("<title><img src=x></title>a", "a"),
        ("<textarea></textarea><script>x</script>a", "a"), ("<noembed><img src=x></noembed>a", "a"),
        ("<plaintext><script>x</script>a", "a"),
        ("<select><template><style><!--</style><a rel=\"--></style></template></select><img id=x src onerror=alert(1)>\">", "\"&gt;"),
        ("<table><td><a href=\"/x\"><td>y", "<table><tr><td></td><td>y</td></tr></table>"),
    ]

    @Test("an attack leaves only harmless HTML", arguments: vectors)
    func vector(_ input: String, _ expected: String) {
        let clean = HTMLSanitizer(base: nil).sanitize(input)
        #expect(clean.html == expected)
        #expect(MarkupChecker.problem(in: clean.html) == nil)
    }

    @Test("random sequences of markup give well-formed, harmless HTML that does not change when it is sanitized again")
    func noise() {
        let pieces = [
            "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=/x>", "</a>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<li>",
            "<ul>", "</ul>", "<pre>",
            "</pre>", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<mi>", "</math>", "<!--", "-->",
            "<![CDATA[", "]]>", "<", ">", "\"",
            "'", "=", " onclick=x ", "<img src=\"", "<img src=x alt='", "&lt;", "&", "&#x3c;", "text", " ", "\n", "<div style='",
            "<blockquote>", "</div>", "<noscript>",
            "</noscript>", "<template>", "</template>", "<select>", "</select>", "<video>", "</video>", "<br>", "<h1>", "</h2>", "<dl><dt>",
            "<dd>", "<ruby><rt>",
            "javascript:", "\u{0}", "é", "\u{A0}", "<iframe>", "</iframe>", "<textarea>", "<span lang=x>", "</span>", "<caption>", "<col>",
            "<tbody>", "</tr>", "<p/>",
        ]
        var generator = Noise(seed: 42)
        let sanitizer = HTMLSanitizer(base: "http://base.test/a/")
        for _ in 0..<6_000 {
            let input = (0..<generator.next(24)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            let clean = sanitizer.sanitize(input)
            if let problem = MarkupChecker.problem(in: clean.html) {
                Issue.record("\(problem) in \(clean.html.debugDescription) from \(input.debugDescription)")
            }
            let again = sanitizer.sanitize(clean.html)
            if MarkupChecker.problem(in: again.html) != nil || !again.html.utf8.elementsEqual(sanitizer.sanitize(again.html).html.utf8) {
                Issue.record("not stable: \(clean.html.debugDescription), \(again.html.debugDescription) from \(input.debugDescription)")
            }
            _ = HTMLText.line(input)
        }
    }

    @Test(
        "markup that nests, repeats or is never closed has at most 256 levels in the output",
        arguments: [
            "<div>", "<b>", "<b><p>", "<table><tr><td>", "<ul><li>", "<![CDATA[]]>", "<![CDATA[", "<!--", "<svg>", "<script>x</script",
            "<a href=\"", "<y a=\"", "</p>", "&",
            "<iframe>", "<textarea>", "<", "<y <y \"", "<i></b>", "<b><i></b>", "<ruby><rt>", "<math><mi>", "<template>", "<video>",
            "<dl><dd>", "<p a='", "]]>", "<select><",
            "<a href=x>", "<q>", "&#", "<noscript>", "<table>", "<h1>", "</table>", "<!", "<?", "</", "<p><table>",
        ])
    func adversarial(_ piece: String) {
        let input = String(repeating: piece, count: 60_000) + "x"
        let clean = HTMLSanitizer(base: nil).sanitize(input)
        #expect(MarkupChecker.problem(in: clean.html) == nil)
        var depth = 0
        var deepest = 0
        var previous: UInt8 = 0
        for byte in clean.html.utf8 {
            if previous == UInt8(ascii: "<") { depth += byte == UInt8(ascii: "/") ? -1 : 1 }
            deepest = max(deepest, depth)
            previous = byte
        }
        #expect(piece == "<div>" ? deepest == 256 : deepest <= 256)
    }
}
