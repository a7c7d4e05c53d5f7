import Testing

@testable import Syndication

@Suite("Media RSS")
struct MediaTests {
    private let picture = "<media:content url='http://x.example/p.jpg' medium='image'>"
    private let video = "<media:content url='http://x.example/v.mp4' type='video/mp4'>"

    // MARK: What it says of the item

    @Test(
        "what is said of a picture does not become the item's title, text or author",
        arguments: [
            "<media:content url='p.jpg' medium='image'>STATEMENTS</media:content>",
            "<media:group><media:content url='p.jpg'/><media:content url='q.png'/>STATEMENTS</media:group>",
            "<media:content url='p' type='image/webp'/>STATEMENTS", "<media:thumbnail url='p.jpg'/>STATEMENTS",
        ])
    func pictures(_ form: String) throws {
        let statements = """
            <media:title>A bridge</media:title><media:description>The bridge at dawn</media:description>
            <media:text>People on a bridge</media:text><media:credit>Foto Agency</media:credit>
            <media:copyright>Foto Agency Ltd</media:copyright>
            """
        let elements = form.replacing("STATEMENTS", with: statements)
        let item = try Modules.item("<description>The council met.</description>" + elements, url: "http://x.example/")
        #expect(item.title == nil)
        #expect(item.contentText == "The council met.")
        #expect(item.summary == nil)
        #expect(item.authors.isEmpty)
        #expect(item.rights == nil)
        let picture = try #require(item.media.first).details
        #expect(picture.title == "A bridge")
        #expect(picture.description == "The bridge at dawn")
        #expect(picture.texts.map(\.value) == ["People on a bridge"])
        #expect(picture.credits.map(\.name) == ["Foto Agency"])
        #expect(picture.copyright == "Foto Agency Ltd")
    }

    @Test("a picture without a stated size is at least as large as its thumbnails")
    func unstatedSize() throws {
        let small = "<media:content url='http://x.example/s.jpg' medium='image' width='300' height='200'/>"
        let thumbnail = "<media:thumbnail url='http://x.example/t.jpg' width='600' height='400'/>"
        for elements in [small + picture + thumbnail + "</media:content>", picture + thumbnail + "</media:content>" + small] {
            #expect(try Modules.item(elements).image == "http://x.example/p.jpg")
        }
    }

    @Test("a picture speaks for an item that has nothing else, but not of its author")
    func lonePicture() throws {
        let item = try Modules.item(
            picture + "<media:title>A bridge</media:title><media:text>People</media:text><media:credit>Ann</media:credit></media:content>")
        #expect(item.title == "A bridge")
        #expect(item.contentText == "People")
        #expect(item.authors.isEmpty)
        let titled = try Modules.item("<title>News</title>" + picture + "<media:description>Dawn</media:description></media:content>")
        #expect(titled.title == "News")
        #expect(titled.contentText == "Dawn")
    }

    @Test("a video speaks for an item as far as nothing else does")
    func videos() throws {
        let statements = """
            <media:title>A film</media:title><media:description>About the film</media:description><media:credit role='Author'>Ann</media:credit>
            <media:copyright>Ann</media:copyright>
            """
        let alone = try Modules.item("<media:group>\(video)</media:content>\(statements)</media:group>")
        #expect(alone.title == "A film")
        #expect(alone.contentText == "About the film")
        #expect(alone.authors == [Person(name: "Ann")])
        #expect(alone.rights == "Ann")
        let item = try Modules.item(
            "\(video)\(statements)</media:content><title>News</title><itunes:summary>Text</itunes:summary><dc:creator>Bob</dc:creator>")
        #expect(item.title == "News")
        #expect(item.contentText == "Text")
        #expect(item.summary == nil)
        #expect(item.authors == [Person(name: "Bob")])
    }

    @Test("what the item says of its objects takes precedence over what its groups and its objects say")
    func levels() throws {
        let object = "\(video)<media:title>object</media:title></media:content>"
        let group = "<media:group>\(video)<media:title>inner</media:title></media:content><media:title>group</media:title></media:group>"
        #expect(try Modules.item(object + group + "<media:title>item</media:title>").title == "item")
        #expect(try Modules.item(object + group).title == "group")
        #expect(try Modules.item(object + group.replacing("<media:title>group</media:title>", with: "")).title == "object")
    }

    @Test("a transcript is the text of an item without any other")
    func transcripts() throws {
        let text = "<media:text type='html' lang='en' start='00:00:03'>&lt;p&gt;Hello&lt;/p&gt;</media:text>"
        #expect(try Modules.item(video + text + "</media:content>").contentText == "Hello")
        #expect(
            try Modules.item(video + text + "<media:description>A film</media:description></media:content>").contentText == "A film")
        #expect(try Modules.item(video + text + "</media:content><description>d</description>").contentText == "d")
    }

    // MARK: The image

    @Test(
        "the image of an item is the largest that is stated",
        arguments: [
            (
                "<media:thumbnail url='http://x.example/s.jpg' width='90' height='60'/>"
                    + "<media:content url='http://x.example/l.jpg' medium='image' width='1200' height='800'/>", "l"
            ),
            ("<media:thumbnail url='http://x.example/s.jpg' width='320'/><media:thumbnail url='http://x.example/l.jpg' width='480'/>", "l"),
            ("<media:content url='http://x.example/s.jpg' width='140'/><media:content url='http://x.example/l.jpg' width='460'/>", "l"),
            (
                "<media:content url='http://x.example/l.jpg' medium='image'><media:thumbnail url='http://x.example/s.jpg' width='480'/>"
                    + "</media:content>", "l"
            ),
            (
                "<media:content url='http://x.example/l.jpg' medium='image'/><media:thumbnail url='http://x.example/s.jpg' width='480'/>",
                "l"
            ),
            (
                "<media:content url='http://x.example/avatars/1.jpg' width='900'/><media:content url='http://x.example/l.jpg' width='460'/>",
                "l"
            ),
            (
                "<media:thumbnail url='http://x.example/s.jpg' width='72' height='72'/><description>&lt;img src='http://x.example/l.jpg'>"
                    + "</description>", "l"
            ),
            ("<podcast:images srcset='http://x.example/s.jpg 300w, http://x.example/l.jpg 1500w'/>", "l"),
            ("<itunes:image href='http://x.example/l.jpg'/><media:content url='http://x.example/s.jpg' width='460'/>", "l"),
            ("<itunes:image>http://x.example/l.jpg</itunes:image>", "l"),
            ("<itunes:image><url>http://x.example/l.jpg</url></itunes:image>", "l"),
            ("<itunes:link rel='image' href='http://x.example/l.jpg'/>", "l"),
            ("<podcast:image href='http://x.example/s.mp4' type='video/mp4'/><podcast:image href='http://x.example/l.jpg'/>", "l"),
            ("<enclosure url='http://x.example/l.jpg' type='image/jpeg'/><media:thumbnail url='http://x.example/s.jpg' width='100'/>", "l"),
        ])
    func images(_ elements: String, _ name: String) throws {
        #expect(try Modules.item(elements).image == "http://x.example/\(name).jpg")
    }

    @Test(
        "the icon of a feed may be the text of an iTunes image, a link, or a media object of the channel",
        arguments: [
            "<itunes:image>http://x.example/i.png</itunes:image>", "<itunes:image><url>http://x.example/i.png</url></itunes:image>",
            "<itunes:link rel='image' href='http://x.example/i.png'/>", "<media:content url='http://x.example/i.png' medium='image'/>",
            "<podcast:image href='http://x.example/i.png'/>",
        ])
    func icons(_ element: String) throws {
        #expect(try Modules.feed("<title>t</title>" + element).icon == "http://x.example/i.png")
    }

    // MARK: What it says of media objects

    @Test("the optional elements fill the details of an object")
    func details() throws {
        let item = try Modules.item(
            """
            <media:content url='http://x.example/v.mp4' framerate='25' samplingrate='44.1' channels='2'>
            <media:community><media:starRating average='3.5' count='20' min='1' max='10'/><media:statistics views='5' favorites='1'/>
            <media:tags>news: 5, abc</media:tags></media:community>
            <media:rating scheme='urn:simple'>adult</media:rating><media:thumbnail url='http://x.example/t.jpg' width='75' height='50' time='12:05'/>
            <media:hash algo='md5'>dfde</media:hash><media:restriction relationship='allow' type='country'>au us</media:restriction>
            <media:comments><media:comment>Nice</media:comment><media:comment>Bad</media:comment></media:comments>
            <media:embed url='http://x.example/e.swf' width='512' height='323'><media:param name='type'>a/b</media:param></media:embed>
            <media:status state='blocked' reason='http://x.example/why'/><media:price type='rent' price='19.99' currency='EUR'/>
            <media:license type='text/html' href='http://x.example/l'>CC</media:license>
            <media:subTitle type='application/smil' lang='en-us' href='http://x.example/s.smil'/>
            <media:peerLink type='application/x-bittorrent' href='http://x.example/p.torrent'/><media:rights status='official'/>
            <media:scenes><media:scene><sceneTitle>One</sceneTitle><sceneStartTime>00:15</sceneStartTime></media:scene></media:scenes>
            <media:category scheme='http://x.example/s' label='Art'>visual/art</media:category>
            <media:backLinks><media:backLink>http://x.example/b</media:backLink></media:backLinks>
            <media:responses><media:response>http://x.example/r</media:response></media:responses>
            <media:copyright url='http://x.example/c'>2026 Ann</media:copyright><media:credit role='producer' scheme='urn:ebu'>Ann</media:credit>
            </media:content>
            """)
        let media = try #require(item.media.first)
        #expect((media.frameRate, media.samplingRate, media.channels) == (25, 44.1, 2))
        let details = media.details
        let community = try #require(details.community)
        #expect((community.average, community.count, community.min, community.max) == (3.5, 20, 1, 10))
        #expect((community.views, community.favorites) == (5, 1))
        #expect(community.tags == [.init(name: "news", weight: 5), .init(name: "abc", weight: 1)])
        #expect(details.ratings == [.init(value: "adult", scheme: "urn:simple")])
        #expect(details.thumbnails == [.init(url: "http://x.example/t.jpg", width: 75, height: 50, timeInSeconds: 725)])
        #expect(details.hashes == [.init(value: "dfde", algorithm: "md5")])
        #expect(details.restrictions == [.init(value: "au us", relationship: "allow", type: "country")])
        #expect(details.comments == ["Nice", "Bad"])
        #expect(details.embed?.parameters == [.init(name: "type", value: "a/b")])
        #expect(details.status == .init(state: "blocked", reason: "http://x.example/why"))
        #expect(details.prices == [.init(type: "rent", price: 19.99, currency: "EUR")])
        #expect(details.license == Link(url: "http://x.example/l", type: "text/html", title: "CC"))
        #expect(details.subtitles == [.init(url: "http://x.example/s.smil", type: "application/smil", language: "en-us")])
        #expect(details.peerLinks == [Link(url: "http://x.example/p.torrent", type: "application/x-bittorrent")])
        #expect(details.rights == "official")
        #expect(details.scenes == [.init(title: "One", startInSeconds: 15)])
        #expect(details.categories == [.init(name: "visual/art", scheme: "http://x.example/s", label: "Art")])
        #expect(details.backLinks == ["http://x.example/b"])
        #expect(details.responses == ["http://x.example/r"])
        #expect((details.copyright, details.copyrightURL) == ("2026 Ann", "http://x.example/c"))
        #expect(details.credits == [.init(name: "Ann", role: "producer", scheme: "urn:ebu")])
    }

    @Test("elements of an object take precedence over those of its group and its item, one by one")
    func inheritance() throws {
        let item = try Modules.item(
            """
            <media:rating>item</media:rating><media:hash>item</media:hash><media:group><media:rating>group</media:rating>
            <media:content url='http://x.example/1.mp4'><media:rating>object</media:rating></media:content>
            <media:content url='http://x.example/2.mp4'/></media:group><media:content url='http://x.example/3.mp4'/>
            """)
        #expect(item.media.map { $0.details.ratings.map(\.value) } == [["object"], ["group"], ["item"]])
        #expect(item.media.map { $0.details.hashes.map(\.value) } == [["item"], ["item"], ["item"]])
    }

    @Test("what describes no object is kept for the item or the feed")
    func noObjects() throws {
        let elements = "<media:rating>adult</media:rating><media:community><media:statistics views='7'/></media:community>"
        #expect(try Modules.item(elements).mediaDetails?.ratings.map(\.value) == ["adult"])
        #expect(try Modules.item("<media:group>\(elements)</media:group>").mediaDetails?.community?.views == 7)
        let feed = try Modules.feed("<title>t</title>" + elements + "<media:content url='http://x.example/v.mp4'/>")
        #expect(feed.media.first?.details.community?.views == 7)
        #expect(try Modules.feed("<title>t</title>" + elements).mediaDetails?.ratings.map(\.value) == ["adult"])
        #expect(try Modules.item("<description>d</description>").mediaDetails == nil)
    }

    @Test("the sizes of thumbnails stand beside their URLs")
    func thumbnails() {
        let output = Modules.output(
            """
            <item><media:content url='http://x.example/v.mp4'><media:thumbnail url='http://x.example/1.jpg'/>
            <media:thumbnail url='http://x.example/2.jpg' width='4' height='3' time='1:00'/></media:content></item>
            """)
        #expect(
            output.contains(
                """
                "thumbnails":["http://x.example/1.jpg","http://x.example/2.jpg"],\
                "thumbnail_sizes":[{"url":"http://x.example/2.jpg","width":4,"height":3,"time_in_seconds":60}]
                """))
    }

    @Test("the ids of YouTube stand in the item", arguments: ["yt:videoId", "yt:videoid"])
    func youtube(_ name: String) throws {
        let item = try Modules.item("<guid>yt:video:abc</guid><\(name)>abc</\(name)><yt:channelId>UCx</yt:channelId>")
        #expect(item.youtube == YouTube(video: "abc", channel: "UCx"))
        #expect(
            try Modules.feed("<yt:channelId>UCx</yt:channelId><yt:playlistId>PLx</yt:playlistId>").youtube
                == YouTube(channel: "UCx", playlist: "PLx"))
        #expect(Modules.output("<item><yt:videoId>abc</yt:videoId></item>").contains("\"youtube\":{\"video_id\":\"abc\"}"))
    }
}
