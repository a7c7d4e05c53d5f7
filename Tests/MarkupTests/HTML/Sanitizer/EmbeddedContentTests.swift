import Testing

@testable import Markup

@Suite("Embedded content")
struct EmbeddedContentTests {
    private static func sanitized(_ html: String) -> SanitizedHTML { HTMLSanitizer(base: "https://h.test/d/p").sanitize(html) }

    @Test(
        "what cannot be shown leaves a link to where it comes from, whose text is its title and its address",
        arguments: [
            ("<iframe src=/f/1></iframe>", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>"),
            ("<iframe src=/f/1 />a", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>a"),
            ("<iframe src=/f/1>a", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>a"),
            ("<iframe data-src=/f/1></iframe>", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>"),
            ("<iframe src=/f/1 title='A &amp; B'></iframe>", "<p><a href=\"https://h.test/f/1\">A &amp; B (h.test/f/1)</a></p>"),
            ("<iframe src=/f/1>Your browser shows no frames.</iframe>", "<p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>"),
            ("<p>One <iframe src=/f/1></iframe>two</p>", "<p>One <a href=\"https://h.test/f/1\">h.test/f/1</a> two</p>"),
            (
                "<a href=/x>One <iframe src=/f/1></iframe></a>",
                "<a href=\"https://h.test/x\">One </a><p><a href=\"https://h.test/f/1\">h.test/f/1</a></p>"
            ),
            ("<embed src=/e.swf>", "<p><a href=\"https://h.test/e.swf\">h.test/e.swf</a></p>"),
            (
                "<frameset><frame src=/a><frame src=/b></frameset>",
                "<p><a href=\"https://h.test/a\">h.test/a</a></p><p><a href=\"https://h.test/b\">h.test/b</a></p>"
            ),
            ("<object data=/o.pdf></object>", "<p><a href=\"https://h.test/o.pdf\">h.test/o.pdf</a></p>"),
            ("<object data=/o.pdf type=application/pdf/>", "<p><a href=\"https://h.test/o.pdf\">h.test/o.pdf</a></p>"),
            (
                "<object><param name=movie value=/m.swf><embed src=/m.swf></object>",
                "<p><a href=\"https://h.test/m.swf\">h.test/m.swf</a></p>"
            ),
            ("<object><embed src=/m.swf></object>", "<p><a href=\"https://h.test/m.swf\">h.test/m.swf</a></p>"),
            ("<portal src=/p></portal>", "<p><a href=\"https://h.test/p\">h.test/p</a></p>"),
            ("<video-player src=/v.m3u8></video-player>", "<p><a href=\"https://h.test/v.m3u8\">h.test/v.m3u8</a></p>"),
            ("<wistia-player data=/w/5 title=Talk></wistia-player>", "<p><a href=\"https://h.test/w/5\">Talk (h.test/w/5)</a></p>"),
            (
                "<lite-youtube videoid=abc-1></lite-youtube>",
                "<p><a href=\"https://www.youtube.com/watch?v=abc-1\">www.youtube.com/watch?v=abc-1</a></p>"
            ),
            ("<amp-vimeo data-videoid=77 layout=fill />", "<p><a href=\"https://vimeo.com/77\">vimeo.com/77</a></p>"),
            ("<h2><iframe src=/f/1></iframe></h2>", "<h2> <a href=\"https://h.test/f/1\">h.test/f/1</a> </h2>"),
            ("<math><mi>x</mi></math><video><iframe src=/f></iframe></video>", "<math><mi>x</mi></math>"),
        ])
    func links(_ html: String, _ expected: String) {
        let clean = Self.sanitized(html)
        #expect(clean.html == expected)
        #expect(MarkupChecker.problem(in: clean.html) == nil)
    }

    @Test("the address can be read in the text")
    func text() {
        #expect(
            Self.sanitized("<p>See</p><iframe src='https://p.test/v/7?x=1' title=Film></iframe><p>End</p>").text
                == "See\n\nFilm (p.test/v/7?x=1)\n\nEnd")
        let long = "https://p.test/v?" + String(repeating: "q", count: 100)
        #expect(Self.sanitized("<iframe src='\(long)'></iframe>").text == "p.test/v")
    }

    @Test(
        "fallback content that has a link or media takes the place of the link",
        arguments: [
            ("<iframe src=/f><a href=/t>Track by Band</a></iframe>b", "<a href=\"https://h.test/t\">Track by Band</a>b"),
            ("<iframe src=/f><p>See <a href=/t>there</a>.</p></iframe>", "<p>See <a href=\"https://h.test/t\">there</a>.</p>"),
            ("<iframe src=/f><img src=/a.jpg></iframe>", "<img src=\"https://h.test/a.jpg\">"),
            ("<object data=/o><p>The table</p></object>", "<p>The table</p>"),
            ("<object data=/o><object data=/i><img src=/a.jpg></object></object>", "<img src=\"https://h.test/a.jpg\">"),
            ("<canvas><a href=/t>Chart</a></canvas>", "<a href=\"https://h.test/t\">Chart</a>"),
            ("<lite-youtube videoid=x><a href=/t>Play</a></lite-youtube>", "<a href=\"https://h.test/t\">Play</a>"),
            ("<noframes><p>See <a href=/t>there</a></p></noframes>", "<p>See <a href=\"https://h.test/t\">there</a></p>"),
            ("<applet code=x><p>a</p></applet>", "<p>a</p>"),
            ("<form action=/s><label>Name</label> <input name=n><p>We answer.</p></form>", "<div>Name <p>We answer.</p></div>"),
        ])
    func fallback(_ html: String, _ expected: String) {
        #expect(Self.sanitized(html).html == expected)
    }

    @Test(
        "advertisements, counters, buttons and addresses that lead nowhere leave no link",
        arguments: [
            "<iframe src=https://ads.example.test/slot/5></iframe>", "<iframe src=https://x.doubleclick.net/a></iframe>",
            "<iframe src=/f hidden></iframe>",
            "<iframe src=/f width=1 height=1></iframe>", "<iframe src=/f height=0></iframe>",
            "<iframe src=/f style='display:none'></iframe>",
            "<iframe src=/f style='width:0;height:0'></iframe>", "<iframe src=about:blank></iframe>", "<iframe src=javascript:x></iframe>",
            "<iframe srcdoc='<p>a'></iframe>", "<iframe src=https://s.test/plugins/like.php?href=https://h.test></iframe>",
            "<iframe src=https://front.test/></iframe>",
            "<amp-ad src=/a></amp-ad>", "<amp-pixel src=/a></amp-pixel>", "<fb:like href=https://h.test/p></fb:like>", "<embed src=data:x>",
            "<object data=javascript:x></object>", "<lite-youtube videoid='a\"b'></lite-youtube>",
            "<iframe src=https://t.test/pixel.gif></iframe>",
            "<noscript><iframe src=https://www.googletagmanager.com/ns.html?id=1 height=0 width=0></iframe></noscript>",
        ])
    func unwanted(_ html: String) {
        #expect(Self.sanitized(html).html == "")
    }

    @Test(
        "a player of a well-known service stands for the page of what it plays",
        arguments: [
            ("https://www.youtube.com/embed/a_b-C1?rel=0", "https://www.youtube.com/watch?v=a_b-C1"),
            ("https://www.youtube-nocookie.com/embed/x1?start=90", "https://www.youtube.com/watch?v=x1&t=90s"),
            ("https://youtube.com/v/x1", "https://www.youtube.com/watch?v=x1"),
            ("https://www.youtube.com/embed/videoseries?list=PL1", "https://www.youtube.com/playlist?list=PL1"),
            ("https://player.vimeo.com/video/12?h=ab1", "https://vimeo.com/12/ab1"),
            ("https://www.dailymotion.com/embed/video/x7", "https://www.dailymotion.com/video/x7"),
            ("https://open.spotify.com/embed/track/4u", "https://open.spotify.com/track/4u"),
            ("https://embed.podcasts.apple.com/us/podcast/x/id1", "https://podcasts.apple.com/us/podcast/x/id1"),
            ("https://w.player.test/player/?url=https%3A%2F%2Fs.test%2Fa%2Fb", "https://s.test/a/b"),
            ("https://s.test/plugins/post.php?href=https%3A%2F%2Fs.test%2Fp%2F1", "https://s.test/p/1"),
            (
                "https://w.player.test/player/?url=https%3A%2F%2Fapi.s.test%2F1",
                "https://w.player.test/player/?url=https%3A%2F%2Fapi.s.test%2F1"
            ),
            ("https://w.player.test/player/?url=javascript%3Ax", "https://w.player.test/player/?url=javascript%3Ax"),
            ("https://photos.test/p/5/embed/", "https://photos.test/p/5/"),
            ("https://www.google.com/maps/embed?pb=1", "https://www.google.com/maps/embed?pb=1"),
        ])
    func pages(_ url: String, _ expected: String) {
        #expect(EmbeddedContent.page(of: url) == expected)
    }

    @Test(
        "of a drawing, texts and links are kept",
        arguments: [
            ("<svg><text x=1>Label</text><circle r=1/></svg>", "Label"), ("<svg><title>icon</title><path d=x/></svg>b", "b"),
            ("<svg><text>One<tspan>two</tspan></text><text>three</text></svg>", "One two three"),
            ("<svg><a xlink:href=/x><text>go</text></a></svg>", "<a href=\"https://h.test/x\"> go </a>"),
            ("<svg><a href=/x><rect/></a></svg>", "<a href=\"https://h.test/x\">h.test/x</a>"),
            ("<svg><a href=/x xlink:title=There><rect/></a></svg>", "<a href=\"https://h.test/x\">There</a>"),
            ("<svg aria-hidden=true><text>x</text></svg>b", "b"), ("<svg><style><text>a</text></style><text>b</text></svg>", "b"),
            ("<svg><desc>a</desc><foreignObject><b>b</b></foreignObject></svg>", "b"), ("<svg hidden><text>x</text></svg>b", "b"),
        ])
    func drawings(_ html: String, _ expected: String) {
        #expect(Self.sanitized(html).html == expected)
    }

    @Test(
        "audio and video stay where they have a source, and their fallback links where they have none",
        arguments: [
            ("<video src=/v.mp4>old</video>", "<video src=\"https://h.test/v.mp4\"></video>"),
            ("<video src=/v.mp4>a<audio src=/b.mp3>c</audio>d</video>e", "<video src=\"https://h.test/v.mp4\"></video>e"),
            ("<video data-src=/v.mp4></video>", "<video src=\"https://h.test/v.mp4\"></video>"),
            ("<audio src=/a.mp3 controls/>b", "<audio src=\"https://h.test/a.mp3\" controls=\"\"></audio>b"),
            ("<audio><source data-src=/a.mp3></audio>", "<audio><source src=\"https://h.test/a.mp3\"></audio>"),
            ("<video><a href=/v.mp4>Download</a></video>", "<a href=\"https://h.test/v.mp4\">Download</a>"),
            ("<video>Your browser has no video.</video>b", "b"), ("<video src=javascript:x></video>b", "b"),
            ("<video><source src=javascript:x></video>b", "b"), ("<video src=/v.mp4 width=1 height=1></video>b", "b"),
            ("<video src=/v.mp4>b", "<video src=\"https://h.test/v.mp4\"></video>b"),
            ("<video src=/v.mp4 poster=/pixel.gif></video>", "<video src=\"https://h.test/v.mp4\"></video>"),
        ])
    func media(_ html: String, _ expected: String) {
        #expect(Self.sanitized(html).html == expected)
    }

    @Test(
        "the content of an example is preformatted text in which no character is markup",
        arguments: [
            ("<xmp><b>x</b> &amp;</xmp>", "<pre>&lt;b&gt;x&lt;/b&gt; &amp;amp;</pre>", "<b>x</b> &amp;"),
            ("a<xmp>one\n  two</xmp>b", "a<pre>one\n  two</pre>b", "a\n\none\n  two\n\nb"), ("<xmp></xmp>a", "a", "a"),
        ])
    func examples(_ html: String, _ expected: String, _ text: String) {
        let clean = Self.sanitized(html)
        #expect(clean.html == expected)
        #expect(clean.text == text)
    }
}
