import Testing

@testable import Syndication

/// Which of several elements fills a field.
@Suite("The precedence of elements")
struct PrecedenceTests {
    private func rss(_ content: String, url: String? = nil) throws -> (feed: Feed, items: [Item]) {
        try read(
            """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
              xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"
              xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:georss="http://www.georss.org/georss"
              xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/">
            <channel><title>t</title>\(content)</channel></rss>
            """, url: url)
    }

    private func item(_ elements: String, url: String? = nil) throws -> Item {
        try #require(try rss("<item>\(elements)</item>", url: url).items.first)
    }

    private func entry(_ elements: String) throws -> Item {
        try #require(try read("<feed xmlns='http://www.w3.org/2005/Atom'><entry>\(elements)</entry></feed>").items.first)
    }

    @Test("the title of the format takes precedence, in any order of the elements")
    func titles() throws {
        #expect(try item("<media:title>c</media:title><title>a</title><dc:title>b</dc:title>").title == "a")
        #expect(try item("<media:title>c</media:title><dc:title>b</dc:title>").title == "b")
        #expect(try item("<title>a</title><title>b</title>").title == "a")
    }

    @Test("the identifier is guid, then rdf:about, then dc:identifier")
    func identifiers() throws {
        #expect(try item("<dc:identifier>c</dc:identifier><guid>a</guid>").guid == "a")
        #expect(try item("<dc:identifier>c</dc:identifier>").guid == "c")
        let rdf = try read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="b"><dc:identifier>c</dc:identifier></item></rdf:RDF>
            """)
        #expect(rdf.items.first?.guid == "b")
    }

    @Test("the URL is the original link of FeedBurner, the link, the guid, the player, the first attachment")
    func urls() throws {
        let guid = "<guid>http://x.example/guid</guid>"
        let enclosure = "<enclosure url='http://x.example/a.mp3'/>"
        let player = "<media:player url='http://x.example/player'/>"
        let link = "<link>http://x.example/link</link>"
        let origin = "<feedburner:origLink>http://x.example/origin</feedburner:origLink>"
        #expect(try item(enclosure + player + guid + link + origin).url == "http://x.example/origin")
        #expect(try item(enclosure + player + guid + link).url == "http://x.example/link")
        #expect(try item(enclosure + player + guid).url == "http://x.example/guid")
        #expect(try item(enclosure + player).url == "http://x.example/player")
        #expect(try item(enclosure).url == "http://x.example/a.mp3")
    }

    @Test("a guid is the URL only if it is not declared to be no permalink and begins with http")
    func permalinks() throws {
        #expect(try item("<guid isPermaLink='false'>http://x.example/1</guid>").url == nil)
        #expect(try item("<guid isPermaLink='true'>http://x.example/1</guid>").url == "http://x.example/1")
        #expect(try item("<guid>tag:x.example,2026:1</guid>").url == nil)
        #expect(try item("<guid>urn:isbn:9780000000002</guid>").url == nil)
    }

    @Test("a summary that is the content gives way to another one")
    func repeatedSummary() throws {
        let content = "<content:encoded>The pier is open.</content:encoded><description>The pier is open.</description>"
        #expect(try item(content).summary == nil)
        #expect(try item(content + "<itunes:summary>News of the pier.</itunes:summary>").summary == "News of the pier.")
    }

    @Test("an Atom link to HTML takes precedence over an alternate of another type")
    func alternates() throws {
        let json = "<link href='http://x.example/1.json' type='application/json'/>"
        let html = "<link href='http://x.example/1' type='text/html'/>"
        #expect(try entry(json + html).url == "http://x.example/1")
        #expect(try entry(html + json).url == "http://x.example/1")
        #expect(try entry(json).url == "http://x.example/1.json")
    }

    @Test("a relation that is written as a URI has the meaning of its last component")
    func relations() throws {
        let item = try entry("<link rel='http://www.iana.org/assignments/relation/enclosure' href='http://x.example/a.mp3'/>")
        #expect(item.attachments.map(\.url) == ["http://x.example/a.mp3"])
        #expect(item.links.first?.rel == "http://www.iana.org/assignments/relation/enclosure")
    }

    @Test("content:encoded is the content and the description the summary, unless they are equal")
    func contents() throws {
        let both = try item("<description>short</description><content:encoded>long</content:encoded>")
        #expect(both.contentText == "long")
        #expect(both.summary == "short")
        let equal = try item("<description>same</description><content:encoded>same</content:encoded>")
        #expect(equal.contentText == "same")
        #expect(equal.summary == nil)
        let alone = try item("<description>short</description>")
        #expect(alone.contentText == "short")
        #expect(alone.summary == nil)
    }

    @Test(
        "the longer of two descriptions is the content",
        arguments: [("a long text", "short"), ("short", "a long text")])
    func descriptions(_ first: String, _ second: String) throws {
        let item = try item("<description>\(first)</description><description>\(second)</description>")
        #expect(item.contentText == "a long text")
        #expect(item.summary == "short")
    }

    @Test("the publication date is that of the format, then of Dublin Core")
    func dates() throws {
        let dublin = "<dc:date>2026-01-02</dc:date>"
        let terms = "<dcterms:issued>2026-01-03</dcterms:issued>"
        let rss = "<pubDate>2026-01-01</pubDate>"
        #expect(try item(dublin + terms + rss).published?.rfc3339 == "2026-01-01T00:00:00Z")
        #expect(try item(dublin + terms).published?.rfc3339 == "2026-01-03T00:00:00Z")
        #expect(try item("<pubDate>never</pubDate>" + dublin).published?.rfc3339 == "2026-01-02T00:00:00Z")
        #expect(try item("<pubDate>2026-01-01</pubDate><pubDate>2026-01-02</pubDate>").published?.rfc3339 == "2026-01-01T00:00:00Z")
    }

    @Test("a name takes precedence over a mail address without a name")
    func authors() throws {
        #expect(try item("<author>a@x.example</author><itunes:author>Ann</itunes:author>").authors == [Person(name: "Ann")])
        #expect(try item("<author>a@x.example</author>").authors == [Person(email: "a@x.example")])
        #expect(try item("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>").authors.map(\.name) == ["Ann", "Bob"])
        let feed = try rss("<managingEditor>a@x.example</managingEditor><dc:creator>Ann</dc:creator>").feed
        #expect(feed.authors == [Person(name: "Ann")])
    }

    @Test("a name in Atom that contains a mail address is separated")
    func atomNames() throws {
        #expect(
            try entry("<author><name>a@x.example (Ann)</name></author>").authors == [Person(name: "Ann", email: "a@x.example")])
    }

    @Test("the author of a source is that of an entry without one")
    func sourceAuthors() throws {
        let source = "<source><author><name>Bob</name></author></source>"
        #expect(try entry(source).authors == [Person(name: "Bob")])
        #expect(try entry("<author><name>Ann</name></author>" + source).authors == [Person(name: "Ann")])
    }

    @Test("a media credit is an author in that role or without one")
    func credits() throws {
        #expect(try item("<media:credit role='producer'>Ann</media:credit>").authors.isEmpty)
        #expect(try item("<media:credit>Ann</media:credit>").authors == [Person(name: "Ann")])
    }

    @Test("tags are not repeated, and a media category with a path is none")
    func tags() throws {
        let item = try item(
            "<category>a</category><category>a</category><media:category>b/c</media:category><media:category>d</media:category>")
        #expect(item.tags == ["a", "d"])
    }

    @Test(
        "the label of a category is its name, else its term",
        arguments: [
            ("term='a' label='b'", "b"), ("term='a'", "a"), ("term='a' label=' '", "a"), ("term='http://x.example/a' label='b'", "b"),
            ("term='17' label='b'", "b"), ("term='17'", "17"),
            ("label='b'", "b"),
        ])
    func categories(_ attributes: String, _ tag: String) throws {
        #expect(try entry("<category \(attributes)/>").tags == [tag])
    }

    @Test("attachments are not repeated, and FeedBurner's original enclosure replaces the only one")
    func enclosures() throws {
        let a = "<enclosure url='http://x.example/a.mp3'/>"
        let b = "<enclosure url='http://x.example/b.mp3'/>"
        let origin = "<feedburner:origEnclosureLink>http://x.example/origin.mp3</feedburner:origEnclosureLink>"
        #expect(try item(a + a).attachments.map(\.url) == ["http://x.example/a.mp3"])
        #expect(try item(a + origin).attachments.map(\.url) == ["http://x.example/origin.mp3"])
        #expect(try item(a + b + origin).attachments.map(\.url) == ["http://x.example/a.mp3", "http://x.example/b.mp3"])
    }

    @Test("the duration of a podcast belongs to its only attachment, or to the audio files")
    func durations() throws {
        let audio = "<enclosure url='http://x.example/a.mp3'/>"
        let video = "<enclosure url='http://x.example/a.mp4'/>"
        let duration = "<itunes:duration>90</itunes:duration>"
        #expect(try item(video + duration).attachments.map(\.durationInSeconds) == [90])
        #expect(try item(audio + video + duration).attachments.map(\.durationInSeconds) == [90, nil])
    }

    @Test("the image is itunes:image, image, an image object, a thumbnail, an image attachment")
    func images() throws {
        let enclosure = "<enclosure url='http://x.example/5.jpg' type='image/jpeg'/>"
        let thumbnail = "<media:thumbnail url='http://x.example/4.jpg'/>"
        let object = "<media:content url='http://x.example/3.jpg' medium='image'/>"
        let image = "<image>http://x.example/2.jpg</image>"
        let podcast = "<itunes:image href='http://x.example/1.jpg'/>"
        #expect(try item(enclosure + object + image + thumbnail + podcast).image == "http://x.example/1.jpg")
        #expect(try item(enclosure + object + image + thumbnail).image == "http://x.example/2.jpg")
        #expect(try item(enclosure + object + thumbnail).image == "http://x.example/3.jpg")
        #expect(try item(enclosure + thumbnail).image == "http://x.example/4.jpg")
        #expect(try item(enclosure).image == "http://x.example/5.jpg")
    }

    @Test("elements of a media object take precedence over those of its group and its item")
    func media() throws {
        let item = try item(
            """
            <media:player url='http://x.example/item'/><media:group><media:title>group</media:title>
            <media:player url='http://x.example/group'/>
            <media:content url='http://x.example/1.mp4'><media:title>object</media:title></media:content>
            <media:content url='http://x.example/2.mp4'/></media:group><media:content url='http://x.example/3.mp4'/>
            """)
        #expect(item.media.map(\.details.title) == ["object", "group", nil])
        #expect(item.media.map(\.details.player) == ["http://x.example/group", "http://x.example/group", "http://x.example/item"])
    }

    @Test("a media object is an attachment unless it is an image, and a lone thumbnail is a media object")
    func mediaAttachments() throws {
        let objects = try item("<media:content url='http://x.example/1.jpg'/><media:content url='http://x.example/2.mp4'/>")
        #expect(objects.attachments.map(\.url) == ["http://x.example/2.mp4"])
        let thumbnail = try item("<media:thumbnail url='http://x.example/1.jpg'/>")
        #expect(thumbnail.media.map(\.medium) == ["image"])
        #expect(thumbnail.attachments.isEmpty)
    }

    @Test("values that are out of range are ignored")
    func ranges() throws {
        #expect(try item("<slash:comments>-1</slash:comments>").commentsCount == nil)
        #expect(try item("<georss:point>91 0</georss:point>").location == nil)
        #expect(try item("<georss:point>0 181</georss:point>").location == nil)
        let feed = try rss("<ttl>-1</ttl><skipHours><hour>25</hour><hour>7</hour></skipHours>").feed
        #expect(feed.rhythm.ttlMinutes == nil)
        #expect(feed.rhythm.skipHours == [7])
    }

    @Test("the first place of an item counts, and an area has its center")
    func places() throws {
        #expect(
            try item("<georss:point>1 2</georss:point><georss:point>3 4</georss:point>").location == Location(latitude: 1, longitude: 2))
        let box = try item("<georss:box>10 20 30 40</georss:box>").location
        #expect((box?.latitude, box?.longitude) == (20, 30))
    }

    @Test("the podcast elements of Apple take precedence over those of the Podcast Index")
    func podcasts() throws {
        let item = try item(
            "<itunes:season>1</itunes:season><podcast:season>2</podcast:season><podcast:episode>4</podcast:episode><itunes:episode>3</itunes:episode>"
        )
        #expect(item.podcast?.season == 1)
        #expect(item.podcast?.episode == 3)
    }

    @Test("only yes blocks a podcast, and a person without a name is left out")
    func podcastValues() throws {
        #expect(try item("<itunes:block>No</itunes:block>").podcast?.block == nil)
        #expect(try item("<itunes:block>Yes</itunes:block>").podcast?.block == true)
        let item = try item("<podcast:person>Ann</podcast:person><podcast:person role='guest'/>")
        #expect(item.podcast?.persons.map(\.name) == ["Ann"])
    }

    @Test("the icon of a feed falls back to its favicon")
    func icons() throws {
        let feed = try read("<feed xmlns='http://www.w3.org/2005/Atom'><icon>http://x.example/favicon.ico</icon></feed>").feed
        #expect(feed.icon == "http://x.example/favicon.ico")
    }

    @Test("xml:base and xml:lang apply inside their element only")
    func inheritance() throws {
        let items = try read(
            """
            <feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://x.example/' xml:lang='en'>
            <entry xml:base='http://y.example/a/' xml:lang='de'><link href='1'/></entry><entry><link href='2'/></entry>
            <entry xml:lang=''><link href='3'/></entry></feed>
            """
        ).items
        #expect(items.map(\.url) == ["http://y.example/a/1", "http://x.example/2", "http://x.example/3"])
        #expect(items.map(\.language) == ["de", "en", nil])
    }

    @Test("a known prefix of an unknown namespace has its usual meaning")
    func prefixes() throws {
        let items = try read(
            "<rss xmlns:dc='urn:x'><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>"
        ).items
        #expect(items.first?.authors == [Person(name: "Ann")])
    }

    @Test("markup inside a plain text makes it HTML, without the attributes that have a prefix")
    func inlineMarkup() throws {
        let item = try item("<itunes:summary>a <b x:y='1'>b</b> &amp; c<br/>d</itunes:summary>")
        #expect(item.contentHTML == "a <b>b</b> &amp; c<br>d")
        let literal = try entry("<title type='text'>1 &lt; 2 <b xml:lang='de' title='&lt;'>b</b></title>")
        #expect(literal.titleHTML == "1 &lt; 2 <b title=\"&lt;\">b</b>")
    }

    @Test("an absolute URL is normalised, but for the capitals that the publisher wrote")
    func absoluteURLs() throws {
        #expect(try item("<link>HTTP://X.example/%7ea/b</link>", url: "http://x.example/").url == "HTTP://X.example/%7ea/b")
        #expect(try item("<link>http://x.example/%7ea/../b</link>", url: "http://x.example/").url == "http://x.example/b")
        #expect(try item("<link>http:\\\\x.example\\a</link>", url: "http://x.example/").url == "http://x.example/a")
    }
}
