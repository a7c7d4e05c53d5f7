import FoundationEssentials
import TestSupport
import Testing

@testable import Markup

@Suite("Sanitizing again changes nothing")
struct SanitizerIdempotenceTests {
    /// What changes when the output is sanitized again; nil where nothing does.
    static func change(_ input: String, base: String?) -> String? {
        let sanitizer = HTMLSanitizer(base: base)
        let clean = sanitizer.sanitize(input)
        let change = change(of: clean, sanitizer) ?? MarkupChecker.problem(in: clean.html).map { "\($0) in \(clean.html.debugDescription)" }
        return change.map { "\($0) from \(input.debugDescription)" }
    }

    private static func change(of first: SanitizedHTML, _ sanitizer: HTMLSanitizer) -> String? {
        let second = sanitizer.sanitize(first.html)
        if !second.html.utf8.elementsEqual(first.html.utf8) {
            return "html \(first.html.debugDescription) -> \(second.html.debugDescription)"
        }
        if !second.text.utf8.elementsEqual(first.text.utf8) {
            return "text \(first.text.debugDescription) -> \(second.text.debugDescription) of \(first.html.debugDescription)"
        }
        if second.isPlain != first.isPlain || second.hasMedia != first.hasMedia {
            return "isPlain or hasMedia of \(first.html.debugDescription)"
        }
        return nil
    }

    @Test(
        "of white space, special characters and tags in places where they do not belong",
        arguments: [
            "\u{A0}a\u{A0}", "\u{AD}a", "a \u{AD} ", "\u{A0}<p></p>b", "a\u{2028}b", "a\u{2029}b\u{2029}", "<pre>\n\nx</pre>",
            "<pre><b>\n</b>x</pre>",
            "<pre><span>\nx</pre>", "<pre>&#13;&#10;x</pre>", "<h1><span><h2>x</h2></span></h1>", "<table><tr><b><td>a</table>",
            "a<p></p>b",
            "a<b><p></p></b>c", "<ol><li></li><li>b</ol>", "<ol start=99999999999><li>a</ol>", "a</div>b", "a</p>b", "<option>a<option>b",
            "<math><math><p>x", "<video><noscript><img src=x></noscript></video>", "<img src=x width=200000 height=1>",
            "<p title='&#1;'>a</p>",
            "<img src=x alt='x &#127;'>", "<q></q>", "one\n\ntwo\nthree", "\u{202E}abc", "<p>\u{202E}abc</p>d\u{202C}", "a\u{E0041}b",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}\u{E0041}", "<td>a</td><td>b</td>", "<ul>x<li></li>y</ul>",
            "<ruby><rt><span><rt>x</ruby>", "<li>a<p></p><li>b", "a<p></p>\u{A0}<p></p>\u{A0}", "<dl><dt>a<p></p><dd>b</dl>x",
            "<b>\u{A0}</b>x", "<pre>a<div>\n</div>b</pre>", "<pre>x<p/>\u{A0}y</pre>",
            "<img src=x alt='\u{E0041} y \u{FEFF}'>", "<div style='display:none'>\u{202E}</div>x\u{202C}",
            "<a href='//\u{7F}a/x'>y</a>", "<x-y src='/////\u{7F}/A/'>",
            "<video><source src=''><audio src=a></audio></video>", "a<video><source><video src=v></video></video>",
            "<video><source><video src=</video><source src=e>", "<audio src=a><video src=b><source src=c></audio></video>d",
            "<img src=e alt='&#x1F600;'>", "<img src=e alt='\u{1}\u{7F} \u{FEFF}😀'>",
            "<img src=e alt='\u{1}\(String(repeating: "\u{2}", count: 40))😀'>",
        ])
    func oddities(_ input: String) {
        #expect(Self.change(input, base: "https://base.test/a/") == nil)
        #expect(Self.change(input, base: nil) == nil)
    }

    private static let pieces = [
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=/x>", "</a>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>",
        "<caption>",
        "<tbody>", "</tbody>", "<thead>", "<colgroup>", "<col>", "<li>", "</li>", "<ul>", "</ul>", "<ol>", "</ol>", "<ol start=5>",
        "<li value=9>",
        "<pre>", "</pre>", "\n\n", "\r\n", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<text>", "</text>",
        "<math>", "<mi>", "</mi>", "</math>", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", "\"", "'", "=", " onclick=x ", "<img src=\"",
        "<img src=x alt='", "&lt;", "&", "&#x3c;", "&amp;", "&nbsp;", "&#13;", "text", "word ", " ", "\n", "\t", "<div style='",
        "<blockquote>",
        "</blockquote>", "<div>", "</div>", "<noscript>", "</noscript>", "<template>", "</template>", "<select>", "</select>", "<option>",
        "<video src=v>", "<video>", "</video>", "<source src=s>", "<audio controls src=a>", "</audio>", "<picture>", "</picture>", "<br>",
        "<hr>",
        "<wbr>", "<h1>", "</h1>", "<h2>", "</h2>", "<dl>", "<dt>", "<dd>", "</dl>", "<ruby>", "<rt>", "<rp>", "</ruby>", "javascript:",
        "\u{0}",
        "\u{1}", "\u{7F}", "\u{85}", "\u{92}", "é", "\u{A0}", "\u{AD}", "\u{2009}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFA}",
        "\u{202A}",
        "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "🏴", "\u{E0067}", "\u{E007F}", "😀",
        "<iframe src=/f>", "<iframe>", "</iframe>", "<object data=/o>", "</object>", "<param name=src value=/p>", "<embed src=/e>",
        "<lite-youtube videoid=x1>",
        "</lite-youtube>", "<x-y href=/h>", "</x-y>", "<amp-img src=i>", "<frame src=/f>", "<xmp>", "</xmp>", "<textarea>", "</textarea>",
        "<span lang=x>", "<span>", "</span>", "<font style='font-size:14px'>", "</font>", "<p/>", "<q>", "</q>", "<q/>", "<details>",
        "</details>", "<summary>",
        "<dialog>", "</dialog>", "<body>", "</body>", "<figure>", "</figure>", "<div hidden>", "<span hidden>", "<li hidden>",
        "<td hidden>",
        "<p style=display:none>", "<div style='opacity:0'>", "<td style='font-size:0'>", "<div style='mso-hide:all'>", "<font hidden>",
        "<b title='\u{202E}'>",
        "<abbr title='&#1;'>", "<time datetime=x>", "<img src=i.png alt='😀'>", "<img data-x=a.jpg>", "<img src=x srcset='a 1x, b,c 2x'>",
        "<pre>\n", "<section>", "</section>", "<ins cite=/q>", "</ins>", "<code class=language-c>", "</code>", "<bdo dir=rtl>", "</bdo>",
    ]

    @Test("of random markup", arguments: [1, 2, 3, 4] as [UInt64])
    func noise(_ seed: UInt64) {
        var generator = Noise(seed: seed)
        var changes = 0
        for round in 0..<Self.rounds {
            let input = (0..<generator.next(28)).map { _ in Self.pieces[generator.next(Self.pieces.count)] }.joined()
            if let change = Self.change(input, base: round % 3 == 0 ? nil : "https://base.test/a/") {
                Issue.record("\(change)")
                changes += 1
                if changes == 10 { return }
            }
        }
    }

    @Test("of the items of real feeds")
    func items() throws {
        let beginnings = ["<item", "<entry", "<content", "<description", "<summary"]
        for path in SharedSample.feeds {
            // Escaped markup becomes markup, and the elements around it are unknown ones.
            let document = String(decoding: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), as: UTF8.self)
            var pieces: [String] = []
            for line in HTMLText.decodingReferences(in: document).split(separator: "\n", omittingEmptySubsequences: false) {
                if pieces.isEmpty || beginnings.contains(where: line.contains) { pieces.append("") }
                pieces[pieces.count - 1] += line + "\n"
            }
            for piece in pieces.prefix(Self.mostPieces) {
                let clean = HTMLSanitizer(base: "https://base.test/a/")
                let change = Self.change(of: clean.sanitize(String(piece.unicodeScalars.prefix(20_000).map(Character.init))), clean)
                #expect(change == nil, "\(path)")
            }
        }
    }

    private static let mostPieces = ProcessInfo.processInfo.environment["FEEDD_NOISE"] == nil ? 3 : 10_000

    /// FEEDD_NOISE is for looking further.
    private static let rounds = ProcessInfo.processInfo.environment["FEEDD_NOISE"].flatMap { Int($0) } ?? 4_000

    @Test("of random plain text", arguments: [5, 6] as [UInt64])
    func plainNoise(_ seed: UInt64) {
        var generator = Noise(seed: seed)
        let pieces = [
            "a", "word", " ", "\n", "\n\n", "\r\n", "\r", "\t", "<", ">", "&", "&amp;", "\u{A0}", "\u{AD}", "\u{2028}", "\u{2029}",
            "\u{202E}", "\u{202C}",
            "\u{2067}", "\u{2069}", "\u{0}", "\u{7F}", "\u{93}", "🏴", "\u{E0067}", "\u{E007F}", "\u{FEFF}", "<b>", "</p>",
        ]
        for _ in 0..<4_000 {
            let input = (0..<generator.next(16)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            let sanitizer = HTMLSanitizer(base: nil)
            if let change = Self.change(of: sanitizer.sanitize(plain: input), sanitizer) {
                Issue.record("\(change) from \(input.debugDescription)")
                return
            }
            let line = HTMLText.line(plain: input)
            #expect(HTMLText.line(plain: line) == line)
        }
    }
}
