@testable import Syndication

/// Feeds written for the tests, one of each format, as full as the format allows.
enum Fixtures {
    static let rss20 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <?xml-stylesheet type="text/xsl" href="/style.xsl"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
          xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
          xmlns:georss="http://www.georss.org/georss" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">
        <channel>
          <title>Lighthouse &amp; Harbour</title>
          <link>https://lighthouse.example/</link>
          <atom:link href="https://lighthouse.example/feed" rel="self" type="application/rss+xml"/>
          <atom:link rel="hub" href="https://hub.example/"/>
          <description>News from the &lt;b&gt;coast&lt;/b&gt;</description>
          <language>en-gb</language>
          <copyright>&#169; 2026 Lighthouse</copyright>
          <managingEditor>editor@lighthouse.example (Ann Keeper)</managingEditor>
          <webMaster>web@lighthouse.example</webMaster>
          <pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>
          <lastBuildDate>Sun, 22 Nov 2026 11:00:00 GMT</lastBuildDate>
          <category>Coast</category><category domain="x">Sea</category>
          <generator>Lamp 1.2</generator>
          <docs>https://www.rssboard.org/rss-specification</docs>
          <cloud domain="rpc.example" port="80" path="/RPC2" registerProcedure="notify" protocol="xml-rpc"/>
          <ttl>60</ttl>
          <image><url>https://lighthouse.example/logo.png</url><title>Lighthouse</title><link>https://lighthouse.example/</link></image>
          <textInput><title>Search</title><description>Search us</description><name>q</name><link>https://lighthouse.example/search</link></textInput>
          <skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>
          <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
          <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
          <item>
            <title>A ship &lt;i&gt;arrives&lt;/i&gt;</title>
            <link>https://lighthouse.example/ship</link>
            <guid isPermaLink="false">ship-1</guid>
            <description><![CDATA[<p>The short of it.</p>]]></description>
            <content:encoded><![CDATA[<p>The <a href="/long">long</a> of it.</p><img src="ship.jpg">]]></content:encoded>
            <dc:creator>Bob Mate</dc:creator>
            <pubDate>Sun, 22 Nov 2026 09:30:00 +0200</pubDate>
            <category>Ships</category>
            <comments>https://lighthouse.example/ship#comments</comments>
            <wfw:commentRss>https://lighthouse.example/ship/feed</wfw:commentRss>
            <slash:comments>7</slash:comments>
            <enclosure url="https://lighthouse.example/horn.mp3" length="12345" type="audio/mpeg"/>
            <source url="https://port.example/feed">The Port</source>
            <georss:point>43.2 27.9</georss:point>
            <creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>
          </item>
          <item>
            <title>Fog</title>
            <guid>https://lighthouse.example/fog</guid>
            <author>cat@lighthouse.example</author>
            <description>Nothing to be seen, &amp;amp; nothing to be done.</description>
            <media:group>
              <media:title>Fog, filmed</media:title>
              <media:thumbnail url="https://lighthouse.example/fog.jpg"/>
              <media:content url="https://lighthouse.example/fog.mp4" type="video/mp4" duration="61" fileSize="999" width="640" height="480"/>
              <media:credit role="author">Dan Lens</media:credit>
            </media:group>
          </item>
        </channel>
        </rss>
        """

    static let rdf = """
        <?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
          <channel rdf:about="https://lighthouse.example/rdf">
            <title>Lighthouse</title><link>https://lighthouse.example/</link><description>News</description>
            <dc:language>en</dc:language><dc:date>2026-11-22T10:00:00+00:00</dc:date>
            <image rdf:resource="https://lighthouse.example/logo.png"/>
            <items><rdf:Seq><rdf:li rdf:resource="https://lighthouse.example/ship"/></rdf:Seq></items>
          </channel>
          <image rdf:about="https://lighthouse.example/logo.png"><title>L</title><url>https://lighthouse.example/logo.png</url></image>
          <item rdf:about="https://lighthouse.example/ship">
            <title>A ship arrives</title><link>https://lighthouse.example/ship</link><description>The short of it.</description>
            <dc:creator>Bob Mate</dc:creator><dc:date>2026-11-22T09:30:00+02:00</dc:date><dc:subject>Ships</dc:subject>
          </item>
        </rdf:RDF>
        """

    static let atom10 = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="en" xml:base="https://lighthouse.example/blog/">
          <title type="html">Lighthouse &amp;amp; Harbour</title>
          <subtitle>News from the coast</subtitle>
          <id>urn:uuid:1</id>
          <link href="./"/>
          <link rel="self" href="feed.atom"/>
          <updated>2026-11-22T11:00:00Z</updated>
          <author><name>Ann Keeper</name><email>ann@lighthouse.example</email><uri>/ann</uri></author>
          <contributor><name>Eve</name></contributor>
          <category term="coast" label="The Coast"/>
          <generator uri="https://lamp.example/" version="1.2">Lamp</generator>
          <icon>favicon.ico</icon><logo>logo.png</logo>
          <rights>© 2026</rights>
          <entry>
            <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A ship <em>arrives</em></div></title>
            <id>urn:uuid:2</id>
            <link href="ship"/>
            <link rel="enclosure" href="horn.mp3" type="audio/mpeg" length="12345" title="The horn"/>
            <link rel="replies" type="application/atom+xml" href="ship/comments" thr:count="7"/>
            <link rel="related" href="https://port.example/"/>
            <published>2026-11-22T09:30:00+02:00</published>
            <updated>2026-11-22T10:30:00+02:00</updated>
            <summary>The short of it: 1 &lt; 2.</summary>
            <content type="xhtml" xml:base="deep/"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <a href="long">long</a> of it.<br/>1 &lt; 2 &amp; 3</p></div></content>
            <thr:in-reply-to ref="urn:uuid:0" href="https://port.example/0"/>
          </entry>
          <entry>
            <title>Fog</title><id>urn:uuid:3</id><updated>2026-11-21T10:00:00Z</updated>
            <author><name>Dan</name></author>
            <content type="html">&lt;p&gt;Nothing to be seen&lt;/p&gt;</content>
            <source><id>urn:uuid:9</id><title>The Port</title><link rel="self" href="https://port.example/feed"/></source>
          </entry>
        </feed>
        """

    static let atom03 = """
        <feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en">
          <title>Lighthouse</title><tagline>News</tagline><link rel="alternate" type="text/html" href="https://lighthouse.example/"/>
          <modified>2026-11-22T11:00:00Z</modified>
          <entry>
            <title mode="escaped" type="text/html">A &lt;b&gt;ship&lt;/b&gt;</title><id>tag:lighthouse.example,2026:1</id>
            <link rel="alternate" type="text/html" href="https://lighthouse.example/ship"/>
            <issued>2026-11-22T09:30:00+02:00</issued><modified>2026-11-22T10:30:00+02:00</modified><created>2026-11-20T00:00:00Z</created>
            <content type="text/html" mode="base64">PHA+VGhlIGxvbmcgb2YgaXQuPC9wPg==</content>
          </entry>
        </feed>
        """

    static let cdf = """
        <?xml version="1.0"?>
        <CHANNEL HREF="https://lighthouse.example/" LASTMOD="2026-11-22T11:00Z">
          <TITLE>Lighthouse</TITLE><ABSTRACT>News</ABSTRACT><LOGO HREF="https://lighthouse.example/logo.png" STYLE="ICON"/>
          <ITEM HREF="https://lighthouse.example/ship" LASTMOD="2026-11-22T09:30Z"><TITLE>A ship arrives</TITLE><ABSTRACT>The short of it.</ABSTRACT></ITEM>
        </CHANNEL>
        """

    static let podcast = """
        <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"
          xmlns:psc="http://podlove.org/simple-chapters">
        <channel>
          <title>Foghorn</title><link>https://foghorn.example/</link>
          <itunes:author>Ann Keeper</itunes:author><itunes:explicit>no</itunes:explicit><itunes:type>serial</itunes:type>
          <itunes:owner><itunes:name>Ann Keeper</itunes:name><itunes:email>ann@foghorn.example</itunes:email></itunes:owner>
          <itunes:image href="https://foghorn.example/art.jpg"/><itunes:category text="News"><itunes:category text="Daily"/></itunes:category>
          <podcast:guid>c0ffee00-0000-5000-8000-000000000000</podcast:guid><podcast:locked>yes</podcast:locked><podcast:medium>podcast</podcast:medium>
          <podcast:funding url="https://foghorn.example/pay">Keep the light on</podcast:funding>
          <podcast:value type="lightning" method="keysend" suggested="0.00000005000">
            <podcast:valueRecipient name="Ann" type="node" address="02d5" split="90"/><podcast:valueRecipient name="App" type="node" address="03ae" split="10" fee="true"/>
          </podcast:value>
          <item>
            <title>One</title><guid isPermaLink="false">one</guid><enclosure url="https://foghorn.example/1.mp3" length="1" type="audio/mpeg"/>
            <itunes:duration>1:02:03</itunes:duration><itunes:explicit>clean</itunes:explicit><itunes:block>Yes</itunes:block>
            <itunes:season>2</itunes:season><itunes:episode>5</itunes:episode><itunes:episodeType>full</itunes:episodeType>
            <itunes:image href="https://foghorn.example/1.jpg"/><itunes:keywords>fog, horn</itunes:keywords><itunes:summary>All about fog.</itunes:summary>
            <podcast:person role="guest" group="cast" img="https://foghorn.example/bob.jpg" href="https://bob.example/">Bob Mate</podcast:person>
            <podcast:transcript url="https://foghorn.example/1.vtt" type="text/vtt" language="en"/>
            <podcast:chapters url="https://foghorn.example/1.json" type="application/json+chapters"/>
            <podcast:soundbite startTime="73.0" duration="60.0">The best bit</podcast:soundbite>
            <podcast:location geo="geo:43.2,27.9" osm="R1">Varna</podcast:location>
            <podcast:season name="The Storm">2</podcast:season><podcast:episode display="Ch. 5">5</podcast:episode>
            <podcast:socialInteract uri="https://social.example/1" protocol="activitypub"/>
            <psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Start"/><psc:chapter start="3:30" title="Fog" href="https://fog.example/"/></psc:chapters>
          </item>
        </channel></rss>
        """

    static let jsonFeed11 = """
        {"version": "https://jsonfeed.org/version/1.1", "title": "Lighthouse", "home_page_url": "https://lighthouse.example/",
         "feed_url": "https://lighthouse.example/feed.json", "description": "News", "icon": "/logo.png", "favicon": "/favicon.ico", "language": "en_GB",
         "authors": [{"name": "Ann Keeper", "url": "https://ann.example/", "avatar": "https://ann.example/a.png"}],
         "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "expired": true,
         "items": [
          {"id": 1, "url": "/ship", "external_url": "https://port.example/", "title": "A ship <arrives>", "content_html": "<p>The <a href='/long'>long</a> of it.</p>",
           "summary": "The short of it.", "image": "/ship.jpg", "banner_image": "/banner.jpg", "date_published": "2026-11-22T09:30:00+02:00",
           "date_modified": "2026-11-22T10:30:00+02:00", "tags": ["Ships", "Sea", "Ships"], "language": "en",
           "attachments": [{"url": "/horn.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12345, "duration_in_seconds": 60.5, "title": "The horn"}]},
          {"id": "2", "content_text": "One.\\n\\nTwo & <three>.", "author": {"name": "Dan"}}
         ]}
        """

    static let rssInJSON = """
        {"rss": {"version": "2.0", "channel": {"title": "Lighthouse", "link": "https://lighthouse.example/", "description": "News", "ttl": "30",
          "item": [{"title": "A ship", "link": "https://lighthouse.example/ship", "guid": {"isPermaLink": "false", "#value": "ship-1"},
            "pubDate": "Sun, 22 Nov 2026 09:30:00 GMT", "description": "<p>The short of it.</p>", "category": ["Ships", "Sea"],
            "enclosure": {"url": "https://lighthouse.example/horn.mp3", "type": "audio/mpeg", "length": "12345"}}]}}}
        """

    static let all: [(name: String, text: String)] = [
        ("RSS 2.0", rss20), ("RSS 1.0", rdf), ("Atom 1.0", atom10), ("Atom 0.3", atom03), ("CDF", cdf), ("podcast", podcast),
        ("JSON Feed 1.1", jsonFeed11), ("RSS in JSON", rssInJSON),
    ]
}
