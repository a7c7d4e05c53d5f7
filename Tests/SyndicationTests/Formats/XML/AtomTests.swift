import Testing

@testable import Syndication

/// What Atom and its extensions say beyond the fields that all formats have.
@Suite("Atom and its extensions")
struct AtomTests {
    private func atom(_ content: String) throws -> (feed: Feed, items: [Item]) {
        try read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app" xmlns:thr="http://purl.org/syndication/thread/1.0"
              xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0">\(content)</feed>
            """)
    }

    private func entry(_ content: String) throws -> Item {
        try #require(try atom("<entry>\(content)</entry>").items.first)
    }

    @Test("a source is read with all its elements")
    func source() throws {
        let origin = try entry(
            """
            <source><link rel='hub' href='https://hub.example/'/><link rel='self' href='https://x.example/feed'/>
            <link href='https://x.example/json' type='application/json'/><link href='https://x.example/'/><id>urn:x</id>
            <title type='html'>A &amp;amp; B</title><subtitle>S</subtitle><rights>R</rights><updated>2026-01-01T00:00:00Z</updated>
            <icon>https://x.example/i</icon><logo>https://x.example/l</logo><generator>G</generator>
            <author><name>Ann</name></author><author><name>Ben</name></author><contributor><name>Cy</name></contributor>
            <category term='t' scheme='urn:s'/><category term='u'/></source>
            """
        ).source
        #expect(origin?.url == "https://x.example/")
        #expect(origin?.feedURL == "https://x.example/feed")
        #expect(origin?.links.count == 4)
        #expect(origin?.id == "urn:x")
        #expect(origin?.title == "A & B")
        #expect(origin?.subtitle == "S")
        #expect(origin?.rights == "R")
        #expect(origin?.updated?.rfc3339 == "2026-01-01T00:00:00Z")
        #expect(origin?.icon == "https://x.example/i")
        #expect(origin?.logo == "https://x.example/l")
        #expect(origin?.generator == "G")
        #expect(origin?.authors.map(\.name) == ["Ann", "Ben"])
        #expect(origin?.contributors.map(\.name) == ["Cy"])
        #expect(origin?.tags == ["t", "u"])
        #expect(origin?.categories == [Category(term: "t", scheme: "urn:s")])
    }

    @Test(
        "the URL of a source is its site, else its feed, and no other link",
        arguments: [
            ("<link rel='self' href='https://x.example/f'/>", "https://x.example/f"),
            ("<link rel='license' href='https://x.example/l'/>", nil),
            ("<link rel='self' href='https://x.example/f'/><link href='https://x.example/'/>", "https://x.example/"),
            ("<url>https://x.example/</url><title>T</title>", "https://x.example/"),
        ])
    func sourceURLs(_ elements: String, _ url: String?) throws {
        #expect(try entry("<source>\(elements)</source>").source?.url == url)
    }

    @Test("nothing of a source is the entry's, and the first of two sources counts")
    func sources() throws {
        let item = try entry("<source><id>s</id><title>S</title><category term='c'/></source><source><id>t</id></source><id>e</id>")
        #expect(item.guid == "e")
        #expect(item.title == nil)
        #expect(item.tags.isEmpty)
        #expect(item.source?.id == "s")
    }

    @Test("an entry document is a feed of one item")
    func entryDocuments() throws {
        let (feed, items) = try read(
            "<entry xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><id>e</id><title>E</title><author><name>Ann</name></author></entry>")
        #expect(feed.format == .atom10)
        #expect(feed.title == nil)
        #expect(items.map(\.guid) == ["e"])
        #expect(items.first?.title == "E")
        #expect(items.first?.language == "de")
        #expect(try read("<atom:entry xmlns:atom='http://www.w3.org/2005/Atom'><atom:id>e</atom:id></atom:entry>").items.count == 1)
        #expect(try parse("<entry xmlns='http://www.w3.org/2005/Atom'><id>e").openItem != nil)
    }

    @Test("a link says in which language and of which size its target is")
    func links() throws {
        let links = try entry(
            "<link href='https://x.example/1' hreflang='de' length='17' title='T'/><link href='https://x.example/2' length='x'/>"
        ).links
        #expect(links.map(\.hreflang) == ["de", nil])
        #expect(links.map(\.length) == [17, nil])
    }

    @Test("a category with a scheme or a label is kept with it")
    func categories() throws {
        let (feed, items) = try atom(
            """
            <category term='a' scheme='urn:s' label='A'/><entry><category term='b'/><category term='c' label='c'/><category term='d' label='D'/></entry>
            """)
        #expect(feed.tags == ["A"])
        #expect(feed.categories == [Category(term: "a", scheme: "urn:s", label: "A")])
        #expect(items.first?.tags == ["b", "c", "D"])
        #expect(items.first?.categories == [Category(term: "d", label: "D")])
        let rss = try read(
            "<rss><channel><item><category domain='urn:s'>a &amp;amp; b</category><category>c</category></item></channel></rss>"
        ).items
        #expect(rss.first?.tags == ["a & b", "c"])
        #expect(rss.first?.categories == [Category(term: "a & b", scheme: "urn:s")])
    }

    @Test(
        "a draft is marked as such",
        arguments: [
            ("<app:control><app:draft>yes</app:draft></app:control>", true),
            ("<app:control><app:draft>no</app:draft></app:control>", false),
            ("<app:draft>yes</app:draft>", false),
            ("<control xmlns='http://purl.org/atom/app#'><draft>Yes</draft></control>", true),
        ])
    func drafts(_ element: String, _ isDraft: Bool) throws {
        #expect(try entry(element).isDraft == isDraft)
    }

    @Test("the entry that an entry answers is known by its id and its URL")
    func replies() throws {
        let reply = try entry("<thr:in-reply-to ref='urn:1' href='https://x.example/1' type='text/html' source='https://x.example/f'/>")
            .inReplyTo.first
        #expect(reply?.ref == "urn:1")
        #expect(reply?.url == "https://x.example/1")
        #expect(reply?.type == "text/html")
        #expect(reply?.source == "https://x.example/f")
    }

    @Test("a feed says whether it is complete or an archive")
    func history() throws {
        #expect(try atom("<fh:complete/>").feed.isComplete == true)
        #expect(try atom("<fh:archive/>").feed.isArchive == true)
        #expect(try atom("").feed.isComplete == nil)
    }

    @Test("deleted entries are data of the feed")
    func deletions() throws {
        let (feed, items) = try atom(
            """
            <at:deleted-entry ref='urn:1' when='2026-01-01T00:00:00Z'><at:by><name>Mod</name></at:by><at:comment>Spam</at:comment>
            <source><title>S</title><author><name>Ann</name></author></source><link href='https://x.example/1'/></at:deleted-entry>
            <at:deleted-entry ref='urn:2'><at:comment type='html'>&lt;b&gt;x&lt;/b&gt;</at:comment></at:deleted-entry>
            <at:deleted-entry when='2026-01-01T00:00:00Z'/><entry><id>urn:3</id></entry>
            """)
        #expect(items.map(\.guid) == ["urn:3"])
        #expect(items.first?.authors == [])
        #expect(feed.deleted.map(\.ref) == ["urn:1", "urn:2"])
        let first = try #require(feed.deleted.first)
        #expect(first.when?.rfc3339 == "2026-01-01T00:00:00Z")
        #expect(first.by?.name == "Mod")
        #expect(first.comment == "Spam")
        #expect(first.source?.title == "S")
        #expect(first.links.map(\.url) == ["https://x.example/1"])
        #expect(feed.deleted.last?.comment == "x")
    }

    @Test("a generator has a URL and a version, an image a title")
    func generators() throws {
        let feed = try atom("<generator uri='https://g.example/' version='1.2'>G</generator>").feed
        #expect(feed.generator == "G")
        #expect(feed.generatorURL == "https://g.example/")
        #expect(feed.generatorVersion == "1.2")
        let image = try read(
            "<rss><channel><image><url>https://x.example/i</url><title>I</title><link>https://x.example/</link><width>88</width></image></channel></rss>"
        ).feed.image
        #expect(image?.title == "I")
        #expect(image?.width == 88)
    }

    @Test("the base of a CDF channel is that of its references, and its URL is a link")
    func cdf() throws {
        let (feed, items) = try read(
            """
            <CHANNEL HREF="home" BASE="http://x.example/d/"><TITLE>T</TITLE><ITEM HREF="1"><TITLE>A</TITLE></ITEM>
            <CHANNEL HREF="sub"><TITLE>S</TITLE><ITEM HREF="2"/></CHANNEL></CHANNEL>
            """)
        #expect(feed.title == "T")
        #expect(feed.homePageURL == "http://x.example/d/home")
        #expect(feed.links.map(\.url) == ["http://x.example/d/home"])
        #expect(items.map(\.url) == ["http://x.example/d/1", "http://x.example/d/2"])
    }

    @Test("an rssCloud hub has a protocol and a procedure")
    func clouds() throws {
        let hub = try read(
            "<rss><channel><cloud domain='c.example' port='443' path='/p' protocol='xml-rpc' registerProcedure='x.y'/></channel></rss>"
        ).feed.hubs.first
        #expect(hub?.url == "https://c.example/p")
        #expect(hub?.protocolName == "xml-rpc")
        #expect(hub?.procedure == "x.y")
    }

    @Test("an item can expire")
    func expiration() throws {
        let items = try read("<rss version='0.93'><channel><item><expirationDate>2026-01-01</expirationDate></item></channel></rss>").items
        #expect(items.first?.expires?.rfc3339 == "2026-01-01T00:00:00Z")
    }
}
