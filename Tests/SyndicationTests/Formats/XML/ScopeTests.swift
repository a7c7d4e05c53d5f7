import Testing

@testable import Syndication

/// Which elements speak for an item or a feed.
@Suite("The scope of elements")
struct ScopeTests {
    private static let namespaces = """
        xmlns:x="https://x.example/ns" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:activity="http://activitystrea.ms/spec/1.0/" xmlns:a="urn:a" xmlns:ns0="urn:0"
        """

    private func rss(_ content: String) throws -> (feed: Feed, items: [Item]) {
        try read("<rss version='2.0' \(Self.namespaces)><channel>\(content)</channel></rss>")
    }

    private func atom(_ content: String) throws -> (feed: Feed, items: [Item]) {
        try read("<feed xmlns='http://www.w3.org/2005/Atom' \(Self.namespaces)>\(content)</feed>")
    }

    static let others = [
        "<x:offer><title>O</title><link>http://o.example/</link><guid>o</guid><description>o</description><pubDate>2001-01-01</pubDate></x:offer>",
        "<x:offer><x:part><category>o</category><author>Otto</author><enclosure url='http://o.example/o.mp3'/></x:part></x:offer>",
        "<related><title>O</title><guid>o</guid><item><title>O</title><link>http://o.example/</link></item></related>",
        "<x:list><entry><title>O</title></entry><x:sub><channel><title>O</title></channel></x:sub></x:list>",
        "<activity:object><id>o</id><author><name>Otto</name></author><link href='http://o.example/'/></activity:object>",
        "<podcast:valueTimeSplit><podcast:valueRecipient name='Otto' split='1'/></podcast:valueTimeSplit>",
        "<enclosure><url>http://o.example/</url><title>O</title></enclosure>", "<comments><comment><title>O</title></comment></comments>",
        "<x:thumb><url>http://o.example/o.png</url></x:thumb>", "<Id xmlns='urn:o'>o</Id>", "<title xmlns='urn:o'>O</title>",
        "<a:id>o</a:id><a:link>http://o.example/</a:link>",
        "<ns0:title>O</ns0:title><ns0:category>o</ns0:category>", "<media:content><title>O</title><guid>o</guid></media:content>",
        "<product><title>O</title><url>http://o.example/</url><category>o</category></product>",
    ]

    @Test("what stands in an element of an item, or is in another namespace, is not the item's", arguments: others)
    func foreignElements(_ other: String) throws {
        let own =
            "<title>A</title><link>http://a.example/1</link><guid isPermaLink='false'>a</guid><description>text</description>"
        let alone = try #require(try rss("<item>\(own)</item>").items.first)
        for content in [other + own, own + other] {
            let (feed, items) = try rss("<title>T</title><item>\(content)</item><item><guid>b</guid></item>")
            #expect(items.map(\.guid) == ["a", "b"])
            #expect(items.first == alone)
            #expect(feed.title == "T")
            #expect(feed.homePageURL == nil)
        }
    }

    @Test(
        "what stands in an element of a feed is not the feed's",
        arguments: [
            "<podcast:liveItem><title>O</title><link>http://o.example/</link><guid>o</guid><itunes:author>Otto</itunes:author></podcast:liveItem>",
            "<x:sponsor><title>O</title><description>o</description><language>fr</language><category>o</category></x:sponsor>",
            "<textInput><title>O</title><name>o</name><link>http://o.example/</link><description>o</description></textInput>",
            "<sponsor><title>O</title><category>o</category><author>o@o.example</author></sponsor>",
            "<at:deleted-entry ref='o'><title>O</title><updated>2001-01-01T00:00:00Z</updated><link href='http://o.example/'/></at:deleted-entry>",
        ])
    func feeds(_ other: String) throws {
        let own = "<title>T</title><link>http://a.example/</link><description>D</description><language>de</language>"
        let alone = try rss(own).feed
        for content in [other + own, own + other] {
            var feed = try rss(content).feed
            // A live item and a deleted entry are data of the feed, and do not speak for it.
            feed.liveItems = []
            feed.deleted = []
            #expect(feed == alone)
        }
    }

    @Test("an entry in the content of another is part of that content")
    func nestedEntries() throws {
        let inner = "<entry><id>i</id><title>I</title><updated>2001-01-01T00:00:00Z</updated></entry>"
        for content in [
            "<content type='application/atom+xml'>\(inner)</content>", "<link rel='edit' href='/e'>\(inner)</link>", "<x:a>\(inner)</x:a>",
        ] {
            let (feed, items) = try atom("<title>T</title><entry><id>a</id>\(content)<title>A</title></entry><entry><id>b</id></entry>")
            #expect(items.map(\.guid) == ["a", "b"])
            #expect(items.first?.title == "A")
            #expect(feed.title == "T")
            #expect(feed.warnings.isEmpty)
        }
    }

    @Test("an item directly in another is an item of its own, and both keep their elements")
    func directlyNestedItems() throws {
        let (feed, items) = try rss(
            "<title>T</title><item><title>A</title><item><title>B</title></item><link>http://a.example/</link></item>")
        #expect(items.map(\.title) == ["B", "A"])
        #expect(items.map(\.url) == [nil, "http://a.example/"])
        #expect(feed.homePageURL == nil)
    }

    @Test(
        "an item, or an element before it, whose end tag is missing does not swallow the items after it",
        arguments: [
            "<item><title>A</title><item><title>B</title></item>", "<item><title>A<item><title>B</title></item>",
            "<item><x:a><title>A</title></x:a><title>A</title><x:b><item><title>B</title></item>",
            "<x:open><item><title>A</title></item><item><title>B</title></item>",
            "<item><x:open><title>A</title></item><image><item><title>B</title></item>",
        ])
    func unclosedItems(_ content: String) throws {
        #expect(try rss(content).items.map(\.title) == ["A", "B"])
    }

    @Test("an element whose end tag is missing has no children")
    func unclosedElements() throws {
        let item = try #require(
            try rss("<item><enclosure url='http://a.example/1.mp3'><guid>a<title>A<link>http://a.example/1</link></item>").items.first)
        #expect(item.guid == "a")
        #expect(item.title == "A")
        #expect(item.url == "http://a.example/1")
        #expect(item.attachments.count == 1)
    }

    @Test("categories are tags in an element that groups nothing else")
    func groups() throws {
        let (feed, items) = try rss(
            """
            <categories><category>n</category><category>m</category></categories>
            <item><topics><category>a</category><dc:subject>b</dc:subject></topics><x:topics><category>c</category></x:topics></item>
            """)
        #expect(feed.tags == ["n", "m"])
        #expect(items.first?.tags == ["a", "b"])
        #expect(try atom("<entry><subjects><category term='a'/></subjects></entry>").items.first?.tags == ["a"])
    }

    @Test("items in an element that groups them are the feed's")
    func groupedItems() throws {
        #expect(try rss("<items><item><title>A</title></item><item><title>B</title></item></items>").items.map(\.title) == ["A", "B"])
        for other in ["x:items", "image", "author", "itunes:owner"] {
            #expect(try rss("<\(other)><item><title>A</title></item></\(other)>").items.isEmpty)
        }
    }

    @Test("the description in an element that names the item's own URL is the item's")
    func descriptions() throws {
        func item(_ url: String) throws -> Item? {
            try rss(
                "<item><og><url>\(url)</url><description>short</description></og><description>long</description><link>http://a.example/1</link></item>"
            ).items.first
        }
        #expect(try item("http://a.example/1")?.summary == "short")
        #expect(try item("http://a.example/2")?.summary == nil)
        #expect(try item("http://a.example/1")?.contentText == "long")
    }

    @Test("a guid takes precedence over an id in RSS, in either order, and an id over a guid in Atom")
    func identifiers() throws {
        #expect(try rss("<item><id>1</id><guid>a</guid></item>").items.first?.guid == "a")
        #expect(try rss("<item><guid>a</guid><id>1</id></item>").items.first?.guid == "a")
        #expect(try rss("<item><id>1</id><dc:identifier>2</dc:identifier></item>").items.first?.guid == "1")
        #expect(try atom("<entry><guid>a</guid><id>1</id></entry>").items.first?.guid == "1")
    }

    @Test(
        "an unknown namespace is taken for that of RSS where the root element, the channel or an item of it is in it",
        arguments: [
            "<rss xmlns='urn:o'><channel><item><title>A</title></item></channel></rss>",
            "<o:rss xmlns:o='urn:o'><o:channel><o:item><o:title>A</o:title></o:item></o:channel></o:rss>",
            "<rss><channel xmlns='urn:o'><item><title>A</title></item></channel></rss>",
            "<rss><channel><item xmlns='urn:o'><title>A</title></item></channel></rss>",
            "<o:feed><o:entry><o:title>A</o:title></o:entry></o:feed>",
        ])
    func ownNamespaces(_ document: String) throws {
        #expect(try read(document).items.map(\.title) == ["A"])
    }

    @Test("a person belongs to the element that names it")
    func people() throws {
        let owner = "<itunes:owner><itunes:name>Net</itunes:name><itunes:email>n@n.example</itunes:email></itunes:owner>"
        let ann = Person(name: "Ann")
        #expect(try rss(owner + "<itunes:author>Ann</itunes:author>").feed.authors == [ann])
        #expect(try rss(owner + "<dc:contributor>Ann</dc:contributor>").feed.contributors == [ann])
        for element in ["itunes:author", "dc:creator", "dc:publisher", "author"] {
            let items = try rss(owner + "<item><guid>0</guid></item><item><\(element)>Ann</\(element)></item>").items
            #expect(items.map(\.authors) == [[], [ann]])
        }
        let entry = "<entry><author><name>Ann</name><x:badge><name>Gold</name></x:badge></author><dc:creator>Ben</dc:creator></entry>"
        #expect(try atom(entry).items.first?.authors == [ann])
    }

    @Test("subcategories of a podcast are tags")
    func podcastCategories() throws {
        let categories = "<itunes:category text='a'><itunes:category text='b'/></itunes:category>"
        #expect(try rss(categories).feed.tags == ["a", "b"])
    }
}
