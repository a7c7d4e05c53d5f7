import Testing

@testable import Markup

/// Which images only count readers, and which are pictures.
struct TrackingPixelTests {
    private static let sanitizer = HTMLSanitizer(base: "https://blog.test/post/")

    /// What is written of an image, or of other markup, behind a word; nil where nothing is.
    private func written(_ html: String) -> String? {
        let clean = Self.sanitizer.sanitize("<p>word \(html)</p>")
        #expect(Self.sanitizer.sanitize(clean.html).html == clean.html, "\(html)")
        return clean.html.contains("<img") || clean.html.contains("src") || clean.html.contains("poster") ? clean.html : nil
    }

    // MARK: Size

    @Test(
        "an image of the size of a pixel is removed, however the size is written",
        arguments: [
            "width=1 height=1", "width=0 height=0", "width=2 height=2", "width=3 height=1", "width=1 height=3", "width=3 height=3",
            "width='1px' height='1px'", "width=1.0 height=1.0", "width=01 height=01", "width=' 1 ' height=' 1'", "width='+1' height='+1'",
            "width='.5' height='.5'", "width='&#49;' height='&#49;'", "width='1%' height='1%'", "width='1pt' height='1pt'",
            "width=-1 height=-1",
            "width=1", "height=1", "height=0", "WIDTH=1 HEIGHT=1", "width=1 height=1 alt='A boat on the lake'",
            "aria-hidden=true width=1 height=1",
            "width=600 height=400 style='width:1px;height:1px'", "style='width:1px'", "style='height:0'", "style='width:0;height:0'",
            "style='width:1px !important;height:1px !important'", "style='width:1px!important;height:1px!important'",
            "style='WIDTH:1PX;HEIGHT:1PX'", "style='width : 1px ; height : 1px'", "style='width:1pt;height:1pt'",
            "style='width:.1em;height:.1em'",
            "style='width:0.1rem;height:0.1rem'", "style='width:0em;height:0em'", "style='width:0%;height:0%'",
            "style='width:.5mm;height:.5mm'",
            "style='width:.01in;height:.01in'", "style='width:2q;height:2q'", "style='width:01.0px;height:1.px'",
            "style='max-width:1px;max-height:1px'",
            "style='max-height:0'", "style='max-width:0px'", "width=600 height=400 style='max-width:1px;max-height:1px'",
            "style='width:1px !important;height:1px !important;width:300px;height:300px'", "style='font-size:0;width:1em;height:1em'",
            "style='inline-size:1px;block-size:1px'", "style='width:calc(1px);height:calc(1px)'", "width=600 height=400 style='height:0'",
            "style='border:0;width:1px;padding:0;height:1px;margin:0'", "style='width:600px;height:0'",
        ])
    func pixelSizes(_ attributes: String) {
        #expect(written("<img src=/x.jpg \(attributes)>") == nil)
    }

    @Test(
        "an image of any other size is kept",
        arguments: [
            "width=16 height=16", "width=4 height=4", "width=600 height=400", "width='100%'", "width='100%' height=1", "width=600 height=1",
            "width=abc height=abc", "width='' height=''", "style='max-width:100%;height:auto'", "style='width:100%'",
            "style='height:1em;max-height:1em'",
            "style='width:1.2ex;height:2.1ex;vertical-align:-0.6ex'", "style='width:0;height:0;min-width:100%;min-height:100%'",
            "width=1 height=1 style='width:100%;height:auto;min-height:200px'", "style='width:auto;height:auto'",
            "style='border-width:1px'",
            "style='width:10pt;height:10pt'", "style='width:1in'", "style='line-height:1px'", "style='width:300px;width:1px;width:300px'",
            "style='font-size:0'", "style='min-width:1px'", "style='max-width:none'", "style='width:calc(100% - 2px)'",
        ])
    func pictureSizes(_ attributes: String) {
        #expect(written("<img src=/x.jpg \(attributes)>") != nil)
    }

    @Test("the attributes of a pixel are not written where the style shows a picture")
    func overriddenSize() {
        #expect(
            written("<img src=/x.svg width=1 height=1 style='width:40px;height:40px'>")
                == "<p>word <img src=\"https://blog.test/x.svg\"></p>")
    }

    // MARK: Hidden

    @Test(
        "a hidden image is removed, whether it is hidden itself or by a parent",
        arguments: [
            "hidden", "hidden=''", "style='display:none'", "style='display:none !important'", "style='visibility:hidden'",
            "style='visibility:collapse'", "style='opacity:0'", "style='opacity:0.0'", "style='opacity:.01'",
            "style='position:absolute;left:-9999px'", "style='position:absolute;top:-5000px'", "style='position:fixed;right:-9999px'",
            "style='position:absolute;bottom:-9999px'", "style='text-indent:-9999px'", "style='margin-left:-9999px'",
            "style='margin-top:-2000px'",
            "style='margin:0 0 0 -9999px'", "style='margin:-9999px 0'", "style='clip:rect(0,0,0,0)'", "style='clip:rect(0 0 0 0)'",
            "style='position:absolute;clip:rect(1px,1px,1px,1px)'", "style='clip-path:inset(50%)'", "style='clip-path:inset(100%)'",
            "style='clip-path:inset(0 0 100% 0)'", "style='clip-path:circle(0)'", "style='clip-path:ellipse(0 50%)'",
            "style='clip-path:polygon(0 0,0 0,0 0)'", "style='transform:scale(0)'", "style='transform:scale(1,0)'",
            "style='transform:scaleX(0)'",
            "style='transform:translateX(-9999px)'", "style='transform:translate(0,-9999px)'",
        ])
    func hidden(_ attributes: String) {
        #expect(written("<img src=/x \(attributes)>") == nil)
        #expect(written("more words <span \(attributes)>a <img src=/x></span>") == nil)
    }

    @Test(
        "an image that a style moves, clips or turns a little is kept",
        arguments: [
            "style='margin-left:-20px'", "style='margin:-10px'", "style='margin:0 -9999px 0 0'", "style='margin-bottom:-9999px'",
            "style='transform:scale(1.1)'", "style='transform:rotate(0deg)'", "style='transform:translate(-50%,-50%)'",
            "style='transform:none'",
            "style='transform:scaleX(-1)'", "style='clip:auto'", "style='clip:rect(0,100px,100px,0)'", "style='clip-path:none'",
            "style='clip-path:inset(0)'", "style='clip-path:inset(10% 20%)'", "style='clip-path:circle(50%)'", "style='clip-path:url(#a)'",
            "style='clip-path:polygon(0 0,100% 0,50% 100%)'", "style='opacity:.5'", "style='position:absolute;left:-10px'",
            "style='text-transform:none'",
            "aria-hidden=true", "style='clip-path:inset(5px)'",
        ])
    func styled(_ attributes: String) {
        #expect(written("<img src=/x.jpg \(attributes)>") != nil)
    }

    // MARK: URLs

    @Test(
        "an image of a service that counts readers is removed, whatever is said about it",
        arguments: [
            "https://www.google-analytics.com/collect?v=1", "https://ssl.google-analytics.com/__utm.gif",
            "https://GOOGLE-ANALYTICS.com/r/collect",
            "https://b.scorecardresearch.com/p?c1=2", "https://sb.scorecardresearch.com/b?c1=2",
            "https://www.facebook.com/tr?id=1&ev=PageView",
            "https://www.facebook.com/tr/?id=1", "https://ad.doubleclick.net/ddm/trackimp/N1", "https://stats.g.doubleclick.net/dc.js",
            "https://pixel.quantserve.com/pixel/p-1.gif", "http://feeds.feedburner.com/~r/blog/~4/abc",
            "http://feedproxy.google.com/~r/blog/~4/abc",
            "https://pixel.wp.com/b.gif?v=1", "https://stats.wp.com/g.gif?v=1", "https://stats.wordpress.com/b.gif?host=x",
            "https://blog.us1.list-manage.com/track/open.php?u=1", "https://us2.mailchimp.com/mctx/opens?x=1",
            "https://u1.ct.sendgrid.net/wf/open?upn=1", "https://mandrillapp.com/track/open.php?u=1",
            "https://track.hubspot.com/__ptq.gif?k=1",
            "https://x.matomo.cloud/matomo.php?idsite=1", "https://mc.yandex.ru/watch/1", "https://vg06.met.vgwort.de/na/abc",
            "https://www.assoc-amazon.com/e/ir?t=1", "https://ir-na.amazon-adsystem.com/e/ir?t=1",
            "https://counter.theconversation.com/content/1/count.gif",
            "https://r.us-east-1.awstrack.me/I0/abc", "https://u:p@www.google-analytics.com:8443/collect", "https://emltrk.com/abc",
            "https://github.com/notifications/beacon/abc.gif", "https://eotrx.substackcdn.com/open?token=1",
        ])
    func collectors(_ url: String) {
        #expect(written("<img src='\(url)'>") == nil)
        #expect(written("<figure><img src='\(url)' alt='A boat on the lake' width=600 height=400></figure>") == nil)
    }

    private static let shapes = [
        "http://t.test/e/o?x=1", "http://t.test/0.gif", "http://t.test/0.gif?x", "http://t.test/open.php?u=1",
        "http://t.test/open.aspx?u=1",
        "http://t.test/wf/open?upn=1", "http://t.test/track/open.php", "http://t.test/stats/matomo.php?idsite=1&rec=1",
        "http://t.test/piwik.php?idsite=1", "http://t.test/~r/blog/~4/abc", "http://t.test/e2t/o/abc", "http://t.test/ss/o/abc/ho.gif",
        "http://t.test/tr/op/abc", "http://t.test/b/ss/site/1/H.1", "http://t.test/o.gif?x=1", "http://t.test/p.gif?x=1",
        "http://t.test/log.gif?x=1",
        "http://t.test/__ptq.gif?k=1", "http://t.test/collect?v=1", "http://trk.t.test/abc?x=1", "http://t.test/t/o?x=1",

        "http://t.test/open.html?x=1", "http://t.test/e/eo?_t=1", "http://analytics.t.test/x?y=1",
    ]

    @Test("an image whose URL has the form of a counter's is removed where nothing speaks for a picture", arguments: shapes)
    func likelyCounters(_ url: String) {
        #expect(written("<img src='\(url)'>") == nil)
        #expect(written("<img src='\(url)' alt='tracking pixel'>") == nil)
        #expect(written("<img src='\(url)' alt='x' width=31 height=500>") == nil)
    }

    @Test("an image whose URL has the form of a counter's is kept where something speaks for a picture", arguments: shapes)
    func likelyPictures(_ url: String) {
        #expect(written("<img src='\(url)' alt='A boat on the lake'>") != nil)
        #expect(written("<img src='\(url)' alt='湖の船'>") != nil)
        #expect(written("<img src='\(url)' width=600 height=400>") != nil)
        #expect(written("<figure><img src='\(url)'><figcaption>A boat</figcaption></figure>") != nil)
    }

    @Test("a file that is named as a counter is removed though it is described, unless it is large or a figure")
    func namedCounters() {
        for file in ["pixel.gif", "px.png", "tracker.php?id=1", "tracking.gif", "beacon.gif"] {
            #expect(written("<img src='/\(file)' alt='The best blogs of all'>") == nil)
            #expect(written("<img src='/\(file)' width=600 height=400>") != nil)
            #expect(written("<figure><img src='/\(file)'><figcaption>A boat</figcaption></figure>") != nil)
        }
    }

    @Test("a file that fills a space is removed whatever its size, unless it is described")
    func spacers() {
        for file in ["spacer.gif", "blank.gif", "1x1.png", "transparent.png", "clear.gif"] {
            #expect(written("<img src='/\(file)' width=600 height=400>") == nil)
            #expect(written("<img src='/\(file)' alt='A boat on the lake'>") != nil)
        }
    }

    @Test(
        "an image whose URL only resembles a counter's is kept",
        arguments: [
            "http://t.test/0.jpg", "http://t.test/0.png", "http://t.test/mmbiz/abc/0?wx_fmt=png", "http://t.test/1.gif",
            "http://t.test/a.png?v=2",
            "http://t.test/o.gif", "http://t.test/e/o", "http://t.test/track/opening-night", "http://t.test/track/open-air/a.webp",
            "http://t.test/ss/o/a.jpg", "http://t.test/b/ss/a.png", "http://notgoogle-analytics.com/a",
            "http://google-analytics.com.t.test/a",
            "http://t.test/google-analytics.com/a", "https://www.facebook.com/trip/a", "https://www.facebook.com/photo?id=1",
            "https://wp.com/a.jpg", "https://i0.wp.com/t.test/a.jpg?w=600", "https://image.exct.net/lib/a.jpg",
            "https://ws-na.amazon-adsystem.com/widgets/q?a=1",
            "https://pixel.t.test/photo.jpg?w=600", "https://track.t.test/a.jpg", "https://analytics.t.test/chart.svg?x=1",
            "http://t.test/pixel.jpg",
            "http://t.test/openair.gif", "https://lh3.googleusercontent.com/abc=s0", "http://t.test/image.php?id=1",
            "http://t.test/p?url=a",
            "http://t.test/photo?open=1", "http://t.test/a/~r/b",
        ])
    func pictureURLs(_ url: String) {
        #expect(written("<img src='\(url)'>")?.contains("<img src=") == true)
    }

    // MARK: Candidates and media

    @Test(
        "candidates, sources, posters, videos and sounds go by the same rules",
        arguments: [
            "<img srcset='http://t.test/0.gif?x 2x'>", "<picture><source srcset='https://b.scorecardresearch.com/p?a 1x'></picture>",
            "<picture><source width=1 height=1 srcset=http://t.test/a.jpg></picture>",
            "<picture><source style='width:1px;height:1px' srcset=/a></picture>",
            "<video poster='https://www.google-analytics.com/collect?v=1'></video>", "<video poster=/pixel.gif?x></video>",
            "<video src=/v.mp4 width=1 height=1></video>", "<video src=/v.mp4 width=2 height=2></video>",
            "<video src=/v.mp4 style='width:1pt;height:1pt'></video>", "<video src=/v.mp4 style='max-width:0;max-height:0'></video>",
            "<video src='https://www.google-analytics.com/collect'></video>", "<audio src='https://t.test/listen?u=1'></audio>",
            "<audio src=/open></audio>", "<audio src='/x.gif?a.mp3'></audio>",
            "<audio src='https://pixel.quantserve.com/a.mp3' controls></audio>",
            "<input type=image src=/x.jpg>", "<amp-img src='https://pixel.wp.com/b.gif?v=1'></amp-img>",
            "<amp-img src=/x width=1 height=1></amp-img>",
            "<amp-pixel src='https://t.test/x'></amp-pixel>",
        ])
    func media(_ html: String) {
        #expect(written(html) == nil)
    }

    @Test("a candidate that is a pixel is left out and the picture kept")
    func candidates() {
        #expect(
            written("<img src=/a.jpg srcset='/a.jpg 600w, /b.jpg 1w, https://pixel.wp.com/b.gif?x 900w'>")
                == "<p>word <img src=\"https://blog.test/a.jpg\" srcset=\"https://blog.test/a.jpg 600w\"></p>")
    }

    @Test(
        "what can be seen or heard is kept",
        arguments: [
            "<video src=/v.mp4 width=320 height=180></video>", "<video src=/v.mp4 poster=/p.jpg></video>", "<audio src=/a.mp3></audio>",
            "<audio src=/listen controls></audio>", "<audio src='/a.ogg?x=1'></audio>", "<audio><source src=/listen></audio>",
            "<picture><source srcset=/a.webp width=600 height=400><img src=/a.jpg></picture>",
            "<video src=/v.mp4 style='width:0;height:0;min-width:100%;min-height:100%'></video>",
            "<video src=/v.mp4 style='height:0' width=600></video>",
        ])
    func seenAndHeard(_ html: String) {
        #expect(written(html) != nil)
    }

    @Test(
        "a description has two words that say something",
        arguments: [
            ("A boat on the lake", true), ("boat lake", true), ("湖の船", true), ("boat", false), ("", false), ("tracking pixel", false),
            ("Web Beacon Image", false), ("a b c", false), ("1 2 3", false), ("pixel of a boat", true),
        ])
    func descriptions(_ text: String, _ describes: Bool) {
        #expect(TrackingPixel.describes(text) == describes)
    }

    @Test("a collector is known by its host and path alone")
    func collectorStrings() {
        #expect(TrackerURL.isCollector("https://www.google-analytics.com/collect"))
        #expect(!TrackerURL.isCollector("https://t.test/pixel.gif"))
        #expect(!TrackerURL.isCollector("pixel.wp.com"))
        #expect(!TrackerURL.isCollector(""))
    }
}
