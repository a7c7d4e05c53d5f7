"""Shapes of feeds: the syntax of XML and JSON, and every element that is read."""

import json

from shape import Shape, encoded, product, repeated

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/", "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/", "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd", "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "podcast": "https://podcastindex.org/namespace/1.0", "psc": "http://podlove.org/simple-chapters",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#", "georss": "http://www.georss.org/georss", "gml": "http://www.opengis.net/gml",
    "wfw": "http://wellformedweb.org/CommentAPI/", "thr": "http://purl.org/syndication/thread/1.0",
    "cc": "http://web.resource.org/cc/", "app": "http://www.w3.org/2007/app", "at": "http://purl.org/atompub/tombstones/1.0",
    "webfeeds": "http://webfeeds.org/rss/1.0", "yt": "http://www.youtube.com/xml/schemas/2015", "x": "http://x.test/ns",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "atom": "http://www.w3.org/2005/Atom",
}
DECLARATIONS = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


class Format:
    """How a document of a format begins and ends around its items, and an item around its elements."""

    def __init__(self, name, root, channel, item, title):
        self.name = name
        self.root, self.end = root, [f"</{tag.split()[0]}>" for tag in channel]
        self.opened = root + "".join(f"<{tag}>" for tag in channel)
        self.closing = "".join(reversed(self.end)) + f"</{root[1:].split()[0].rstrip('>')}>"
        self.item = item
        self.title = title
        self.head = "<title>c</title>"

    def in_channel(self):
        return self.opened + self.head, f"<{self.item}>{self.title}</{self.item}>" + self.closing

    def in_item(self):
        return self.opened + self.head + f"<{self.item}>{self.title}", f"</{self.item}>" + self.closing

    def items(self):
        return self.opened + self.head, self.closing


RSS = Format("rss", f'<rss version="2.0"{DECLARATIONS}>', ["channel"], "item", "<title>t</title>")
ATOM = Format("atom", f'<feed xmlns="http://www.w3.org/2005/Atom"{DECLARATIONS}>', [], "entry", "<title>t</title><id>urn:x:1</id>")
CDF = Format("cdf", f"<CHANNEL{DECLARATIONS}>", [], "ITEM", "<TITLE>t</TITLE>")


class RDF(Format):
    def __init__(self):
        super().__init__("rdf", f'<rdf:RDF xmlns="http://purl.org/rss/1.0/"{DECLARATIONS}>', [], "item", "<title>t</title>")
        self.head = "<channel><title>c</title></channel>"

    def in_channel(self):
        return self.opened + "<channel><title>c</title>", "</channel><item><title>t</title></item>" + self.closing


FORMATS = [RSS, ATOM, CDF, RDF()]

# Elements, each repeated directly in the channel and in an item. `%d` differs in each.
ELEMENTS = {
    "title": "<title>title %d</title>", "link": "<link>http://a.test/%d</link>", "guid": "<guid>guid-%d</guid>",
    "description": "<description>text %d</description>", "description-html": "<description>&lt;p&gt;text %d&lt;/p&gt;</description>",
    "content": "<content:encoded>text %d</content:encoded>", "pubDate": "<pubDate>Mon, 02 Jan 2023 10:%02d:00 GMT</pubDate>",
    "bad-date": "<pubDate>the %dth of Nevermore</pubDate>", "author": "<author>a%d@a.test (Author %d)</author>",
    "atom-author": "<author><name>Author %d</name><email>a%d@a.test</email><uri>http://a.test/%d</uri></author>",
    "contributor": "<contributor><name>Author %d</name></contributor>", "dc-creator": "<dc:creator>Author %d</dc:creator>",
    "dc-contributor": "<dc:contributor>Author %d</dc:contributor>", "dc-publisher": "<dc:publisher>House %d</dc:publisher>",
    "dc-subject": "<dc:subject>subject %d</dc:subject>", "dc-date": "<dc:date>2023-01-02T10:%02d:00Z</dc:date>",
    "dc-language": "<dc:language>en-%d</dc:language>", "dc-rights": "<dc:rights>rights %d</dc:rights>",
    "category": "<category>category %d</category>", "category-domain": '<category domain="http://a.test/%d">category %d</category>',
    "atom-category": '<category term="t%d" scheme="http://a.test/%d" label="Label %d"/>',
    "keywords": "<itunes:keywords>a%d, b%d, c%d</itunes:keywords>", "comments": "<comments>http://a.test/%d</comments>",
    "enclosure": '<enclosure url="http://a.test/%d.mp3" type="audio/mpeg" length="%d"/>',
    "source": '<source url="http://a.test/%d">Source %d</source>', "atom-source": "<source><id>urn:x:%d</id><title>s</title></source>",
    "atom-link": '<atom:link href="http://a.test/%d" rel="related" title="Link %d"/>',
    "enclosure-link": '<atom:link href="http://a.test/%d" rel="enclosure"/>', "hub": '<atom:link href="http://a.test/%d" rel="hub"/>',
    "relative-link": '<atom:link href="x%d"/>', "image": "<image><url>http://a.test/%d.png</url><title>i</title></image>",
    "media-content": '<media:content url="http://a.test/%d.jpg" medium="image" width="300"/>',
    "media-group": '<media:group><media:content url="http://a.test/%d.mp4"/><media:title>t%d</media:title></media:group>',
    "media-thumbnail": '<media:thumbnail url="http://a.test/%d.jpg"/>', "media-credit": '<media:credit role="author">Author %d</media:credit>',
    "media-category": "<media:category>category %d</media:category>", "media-text": "<media:text>text %d</media:text>",
    "media-rating": '<media:rating scheme="urn:x:%d">nonadult</media:rating>', "media-hash": '<media:hash algo="md5">%032d</media:hash>',
    "media-comments": "<media:comments><media:comment>text %d</media:comment></media:comments>",
    "media-community": '<media:community><media:tags>tag%d: 3</media:tags></media:community>',
    "media-scenes": "<media:scenes><media:scene><sceneTitle>s %d</sceneTitle></media:scene></media:scenes>",
    "media-price": '<media:price type="rent" price="%d" currency="EUR"/>', "media-subtitle": '<media:subTitle href="http://a.test/%d"/>',
    "media-peerlink": '<media:peerLink href="http://a.test/%d"/>', "media-keywords": "<media:keywords>a%d, b%d</media:keywords>",
    "itunes-category": '<itunes:category text="Arts %d"/>', "itunes-author": "<itunes:author>Author %d</itunes:author>",
    "itunes-owner": "<itunes:owner><itunes:name>Owner %d</itunes:name></itunes:owner>", "itunes-image": '<itunes:image href="http://a.test/%d"/>',
    "podcast-person": '<podcast:person role="guest" href="http://a.test/%d">Person %d</podcast:person>',
    "podcast-transcript": '<podcast:transcript url="http://a.test/%d" type="text/vtt"/>',
    "podcast-funding": '<podcast:funding url="http://a.test/%d">Fund %d</podcast:funding>',
    "podcast-soundbite": '<podcast:soundbite startTime="%d" duration="3">bite %d</podcast:soundbite>',
    "podcast-location": '<podcast:location geo="geo:1,%d">Place %d</podcast:location>',
    "podcast-txt": '<podcast:txt purpose="p%d">text %d</podcast:txt>', "podcast-chat": '<podcast:chat server="s%d.test" protocol="irc"/>',
    "podcast-enclosure": '<podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="http://a.test/%d"/></podcast:alternateEnclosure>',
    "podcast-social": '<podcast:socialInteract uri="http://a.test/%d" protocol="activitypub"/>',
    "podcast-images": '<podcast:images srcset="http://a.test/%d.jpg 1500w"/>', "podcast-block": '<podcast:block id="b%d">yes</podcast:block>',
    "podcast-value": '<podcast:value type="lightning"><podcast:valueRecipient name="r%d" address="%d" split="1"/></podcast:value>',
    "podcast-link": '<podcast:contentLink href="http://a.test/%d">Link %d</podcast:contentLink>',
    "podcast-trailer": '<podcast:trailer url="http://a.test/%d" pubdate="Mon, 02 Jan 2023 10:00:00 GMT">T %d</podcast:trailer>',
    "podcast-podroll": '<podcast:podroll><podcast:remoteItem feedGuid="g%d"/></podcast:podroll>',
    "podcast-remote": '<podcast:remoteItem feedGuid="g%d" itemGuid="i%d"/>',
    "podcast-live": '<podcast:liveItem status="live" start="2023-01-02T10:00:00Z"><title>live %d</title></podcast:liveItem>',
    "chapters": '<psc:chapters><psc:chapter start="00:00:%02d" title="c %d"/></psc:chapters>',
    "georss-point": "<georss:point>45.%d -71.%d</georss:point>", "georss-where": "<georss:where><gml:Point><gml:pos>4 %d</gml:pos></gml:Point></georss:where>",
    "reply": '<thr:in-reply-to ref="urn:x:%d" href="http://a.test/%d"/>', "license": '<cc:license rdf:resource="http://a.test/%d"/>',
    "wfw": "<wfw:commentRss>http://a.test/%d</wfw:commentRss>", "youtube": "<yt:videoId>video-%d</yt:videoId>",
    "deleted": '<at:deleted-entry ref="urn:x:%d" when="2023-01-02T10:00:00Z"/>', "draft": "<app:control><app:draft>no</app:draft></app:control><!-- %d -->",
    "skip-hours": "<skipHours><hour>%d</hour></skipHours>", "cloud": '<cloud domain="c%d.test" path="/" port="80"/>',
    "group": "<group><category>in a group %d</category></group>", "unknown": "<x:unknown>value %d</x:unknown>",
    "unknown-name": "<unknown%d>value</unknown%d>", "undeclared-prefix": "<u%d:unknown>value</u%d:unknown>",
    "own-namespace": '<unknown xmlns="http://a.test/%d">value</unknown>', "own-prefix": '<p:unknown xmlns:p="http://a.test/%d">value</p:unknown>',
    "rdf-attributes": '<link rdf:resource="http://a.test/%d"/>', "xml-lang": '<title xml:lang="en-x-%d">title</title>',
    "xml-base": '<content xml:base="http://a.test/%d/">text</content>', "xhtml": '<content type="xhtml"><div>text %d</div></content>',
    "base64": '<content mode="base64">dGV4dA==</content><!-- %d -->', "generator": '<generator uri="http://a.test/%d">g %d</generator>',
    "text-input": "<textInput><title>s %d</title></textInput>",
}

# Pieces of the syntax of XML.
SYNTAX = {
    "comment": "<!-- %d -->", "open-comment": "<!-- %d ", "cdata": "<![CDATA[%d]]>", "open-cdata": "<![CDATA[%d ", "brackets": "]]>%d",
    "instruction": "<?x %d?>", "open-instruction": "<?x %d ", "declaration": "<!ELEMENT e%d ANY>", "open-declaration": "<!x %d ",
    "doctype": "<!DOCTYPE d%d>", "reference": "&#%d;", "hexadecimal-reference": "&#x4%d;", "named-reference": "&eacute;", "unknown-reference": "&e%d;",
    "ampersand": "& %d ", "less-than": "< %d ", "greater-than": "> %d ", "end-tag": "</e%d>", "open-tag": "<e%d>", "same-open-tag": "<e>",
    "void": "<br>", "broken-tag": '<e%d a="', "tag-without-end": "<e%d ", "repaired-attributes": "<e a=%d b>t</e>", "double-quote": '"', "line": "\n%d",
    "surrogate-pair": "\U0001f600", "control": "\u0001%d", "c1": "\u009b%d", "bidi": "\u202e%d", "html-paragraph": "<p>text %d</p>", "html-open": "<p>text %d",
    "html-link": '<a href="x%d">y</a>', "html-image": '<img src="x%d">', "html-table": "<table><tr><td>%d", "html-attribute": "<p title=x%d>",
    "escaped-tag": "&lt;b&gt;%d&lt;/b&gt;", "escaped-twice": "&amp;lt;b&amp;gt;%d", "item": "<item><title>t%d</title></item>", "open-item": "<item>",
    "entry": "<entry><title>t%d</title></entry>", "channel": "<channel><title>t%d</title></channel>", "rss": "<rss>", "closed-channel": "</channel><channel>",
}

JSON_MEMBERS = {
    "authors": ('"authors":[', '{"name":"Author %d","url":"http://a.test/%d","avatar":"http://a.test/%d"}', "]"),
    "author-names": ('"authors":[', '{"name":"Author %d"}', "]"), "tags": ('"tags":[', '"tag %d"', "]"),
    "attachments": ('"attachments":[', '{"url":"http://a.test/%d","mime_type":"audio/mpeg","title":"t %d"}', "]"),
    "hubs": ('"hubs":[', '{"type":"WebSub","url":"http://a.test/%d"}', "]"), "unknown": ('"_x":{', '"key%d":%d', "}"),
    "unknown-array": ('"_x":[', "%d", "]"), "same-key": ('"title":"t",', '"title":"title %d"', ',"_x":0'),
    "keys": ('"_x":0,', '"key%d":"value"', ',"_y":0'), "contents": ('"_x":0,', '"content_html":"<p>%d"', ',"_y":0'),
}
JSON_TEXT = {
    "escape": "\\n", "unicode-escape": "\\u00e9", "lone-surrogate": "\\ud800", "surrogates": "\\ud83d\\ude00", "quote": '\\"', "letters": "abc ",
    "controls": "\\u0001", "tags": "<p>", "ampersand": "&",
}
JSON_HEAD = '{"version":"https://jsonfeed.org/version/1.1","title":"c",'


def numbered(text):
    count = text.count("%")
    return lambda i: text % ((i % 60 if "%02d" in text else i,) * count) if count else text


def xml(format, name, make):
    return Shape(f"{format.name} {name}", make)


def shapes():
    for format in FORMATS:
        yield xml(format, "items", repeated(numbered(f"<{format.item}><title>title %d</title><link>http://a.test/%d</link></{format.item}>"), *format.items()))
        yield xml(format, "equal items", repeated(numbered(f"<{format.item}>{format.title}</{format.item}>"), *format.items()))
        for name, element in ELEMENTS.items():
            yield xml(format, f"channel {name}", repeated(numbered(element), *format.in_channel()))
            yield xml(format, f"item {name}", repeated(numbered(element), *format.in_item()))
    for name, piece in SYNTAX.items():
        for place, (before, after) in (("item", RSS.in_item()), ("channel", RSS.in_channel())):
            yield xml(RSS, f"{place}: {name}", repeated(numbered(piece), before, after))
        before, after = RSS.in_item()
        yield xml(RSS, f"title: {name}", repeated(numbered(piece), before + "<title>", "</title>" + after))
        yield xml(RSS, f"description: {name}", repeated(numbered(piece), before + "<description>", "</description>" + after))
        yield xml(RSS, f"before root: {name}", repeated(numbered(piece), "", RSS.opened + RSS.closing))
        yield xml(RSS, f"after root: {name}", repeated(numbered(piece), RSS.opened + RSS.closing, ""))
        before, after = ATOM.in_item()
        yield xml(ATOM, f"xhtml: {name}", repeated(numbered(piece), before + '<content type="xhtml"><div>', "</div></content>" + after))
    yield from tags()
    yield from declarations()
    yield from nesting()
    yield from products()
    yield from of_json()
    yield Shape("opml outlines", repeated(numbered('<outline text="t%d" xmlUrl="http://a.test/%d"/>'), "<opml><body>", "</body></opml>"))
    yield Shape("opml nesting", repeated(lambda i: "<outline>", "<opml><body>", "", lambda i: "</outline>"))
    for name, unit in {"letters": "abc ", "spaces": " ", "bytes": "\u00e9", "zeros": "\0", "dots": "...."}.items():
        yield Shape(f"no feed: {name}", repeated(lambda i, unit=unit: unit))
        yield Shape(f"utf-16 {name}", lambda k, step, unit=unit: ("<rss><channel><title>" + unit * (step * k // 2 // len(unit)) + "</title></channel></rss>").encode("utf-16"))
        yield Shape(f"latin-1 {name}", lambda k, step, unit=unit: ("<rss><channel><title>" + unit * (step * k // len(unit)) + "</title></channel></rss>").encode("latin-1"))


def tags():
    attributes = {
        "distinct": ' a%d="%d"', "equal": ' a="%d"', "empty": ' a%d=""', "unquoted": " a%d=%d", "bare": " a%d", "referring": ' a%d="&amp;"', "prefixed": ' x:a%d="1"',
        "undeclared prefixes": ' u%d:a="1"', "declarations": ' xmlns:n%d="http://a.test/%d"', "equal declarations": ' xmlns:n="http://a.test/%d"',
        "open": ' a%d="', "slashes": " /", "quotes": ' "', "equals": " =",
    }
    places = {
        "item": (RSS.opened + "<item", "><title>x</title></item>" + RSS.closing), "root": ("<rss", "><channel><title>x</title></channel></rss>"),
        "unknown": (RSS.opened + "<item><title>x</title><x:y", "/></item>" + RSS.closing), "link": (RSS.opened + "<item><link", ">http://a.test/</link></item>" + RSS.closing),
        "enclosure": (RSS.opened + "<item><enclosure", ' url="http://a.test/x" type="audio/mpeg"/></item>' + RSS.closing),
        "transcript": (RSS.opened + "<item><podcast:transcript", ' url="http://a.test/x"/></item>' + RSS.closing),
        "xhtml": (ATOM.opened + '<entry><content type="xhtml"><div', ">x</div></content></entry>" + ATOM.closing),
        "end tag": (RSS.opened + "<item><title>x</title></item", ">" + RSS.closing),
    }
    for place, (before, after) in places.items():
        for name, piece in attributes.items():
            yield Shape(f"attributes of {place}: {name}", repeated(numbered(piece), before, after))
    # Documents with many tags that have a few dozen attributes or declarations each.
    for name, one in {"attributes": ' a%d="1"', "declarations": ' xmlns:n%d="u"'}.items():
        many = "".join(one % j for j in range(40))
        yield Shape(f"tags with 40 {name}", repeated(lambda i, many=many: f"<e{many}/>", *RSS.in_item()))
        yield Shape(f"nested tags with 40 {name}", repeated(lambda i, many=many: f"<e{many}>" + ("</e>" * 100 if i % 100 == 99 else ""), *RSS.in_item()))
        yield Shape(f"tags each with other {name}", repeated(lambda i, one=one: "<e" + "".join(one % (i * 8 + j) for j in range(8)) + "/>", *RSS.in_item()))
    for name, unit in {"element name": "<%s/>", "attribute name": '<e %s="1"/>', "attribute value": '<e a="%s"/>', "prefix": "<%s:e/>", "declared prefix": '<%s:e xmlns:%s="u"/>',
                       "namespace": '<e xmlns="%s"/>', "end tag name": "</%s>", "entity name": "&%s;", "instruction name": "<?%s?>", "comment": "<!--%s-->", "base": '<e xml:base="http://a.test/%s"/>',
                       "language": '<title xml:lang="%s">t</title>', "link": "<link>http://a.test/%s</link>", "host": "<link>http://%s.test/</link>", "query": "<link>http://a.test/?%s</link>", "guid": "<guid>%s</guid>",
                       "date": "<pubDate>%s</pubDate>", "number": "<itunes:duration>%s</itunes:duration>", "author": "<author>%s</author>", "category": "<category>%s</category>", "email": "<author>%s@a.test</author>",
                       "enclosure": '<enclosure url="http://a.test/%s" type="%s"/>', "point": "<georss:point>%s</georss:point>"}.items():
        for letter in ("a", "1", "-", ".", "/../x", "%41", "é", "&amp;", ", b", "(", "@", ":", " 1 2"):
            if "name" in name and letter not in ("a", "é", "-", "."):
                continue
            def make(k, step, unit=unit, letter=letter):
                return encoded("".join(RSS.in_item()[:1]) + unit.replace("%s", ("a" + letter * (step * k // len(letter) // unit.count("%s")))) + RSS.in_item()[1])
            yield Shape(f"length of {name}: {letter}", make)


def declarations():
    end = "]><rss><channel><title>&e1;</title></channel></rss>"
    for name, piece in {"entities": '<!ENTITY e%d "value">', "equal entities": '<!ENTITY e "value">', "parameter entities": '<!ENTITY %% p%d "value">', "external entities": '<!ENTITY x%d SYSTEM "http://a.test/">',
                        "elements": "<!ELEMENT e%d ANY>", "attributes": "<!ATTLIST e a%d CDATA #IMPLIED>", "comments": "<!-- %d -->", "open comments": "<!-- ", "quotes": '"%d"', "open quotes": '<!ENTITY e%d "',
                        "brackets": "[", "closing": "]", "less-than": "<", "instructions": "<?x %d?>", "words": "<!ENTITY a b c d%d e f>"}.items():
        yield Shape(f"doctype {name}", repeated(numbered(piece.replace("%%", "%%%%") if "%%" in piece else piece) if "%%" not in piece else (lambda i: '<!ENTITY % p' + str(i) + ' "value">'), "<!DOCTYPE rss [", end))
    for name, value in {"short": "v", "long": "v" * 1000, "markup": "&lt;b&gt;", "nested": "&e1;&e1;"}.items():
        before = f'<!DOCTYPE rss [<!ENTITY e1 "v"><!ENTITY e "{value}">]>' + RSS.opened + "<item><title>t</title><description>"
        yield Shape(f"references to a {name} entity", repeated(lambda i: "&e;", before, "</description></item>" + RSS.closing))
        yield Shape(f"attributes with a {name} entity", repeated(lambda i: '<e a="&e;"/>', before, "</description></item>" + RSS.closing))
    yield Shape("length of an entity", lambda k, step: encoded(f'<!DOCTYPE rss [<!ENTITY e "{"v" * (step * k)}">]>' + RSS.opened + "<item><title>&e;</title></item>" + RSS.closing))
    yield Shape("chain of entities", repeated(lambda i: f'<!ENTITY e{i + 1} "&e{i};">', "<!DOCTYPE rss [", end))


def nesting():
    for format in FORMATS:
        for place, (before, after) in (("channel", format.in_channel()), ("item", format.in_item()), ("description", ("", ""))):
            if place == "description":
                before, after = format.in_item()[0] + "<description>", "</description>" + format.in_item()[1]
            for tag in ("e", "x:e", "b", "div", "item", "entry", "channel", "title", "category", "author", "source", "image", "media:group", "podcast:value", "media:community", "itunes:category", "at:deleted-entry"):
                name = tag.split()[0]
                yield xml(format, f"nesting in {place}: {tag}", repeated(lambda i, name=name: f"<{name}>", before, after, lambda i, name=name: f"</{name}>"))
                yield xml(format, f"nesting unclosed in {place}: {tag}", repeated(lambda i, name=name: f"<{name}>", before, after))
    yield Shape("nesting of bases", repeated(lambda i: '<e xml:base="x/">', ATOM.in_item()[0], ATOM.in_item()[1], lambda i: "</e>"))
    yield Shape("nesting of declarations", repeated(lambda i: f'<e xmlns:n{i}="u">', *RSS.in_item(), lambda i: "</e>"))
    yield Shape("end tags of others", repeated(lambda i: f"<a{i}></b{i}>", *RSS.in_item()))
    # Nesting that stays just below any sensible limit, again and again.
    yield Shape("nested 200 deep again and again", repeated(lambda i: "<e>" * 200 + "</e>" * 200, *RSS.in_item()))
    yield Shape("nested 200 deep in a description", repeated(lambda i: "<b>" * 200 + "x" + "</b>" * 200, RSS.in_item()[0] + "<description>", "</description>" + RSS.in_item()[1]))
    yield Shape("unclosed 200 deep again and again", repeated(lambda i: "<item><description>" + "<p>" * 200 + "</description></item>", *RSS.items()))


def products():
    """One value that stands once and is written for every item, or every link."""
    items = "".join
    shared = {
        "title": "<title>{}</title>", "language": "<language>{}</language>", "dc:language": "<dc:language>{}</dc:language>", "link": "<link>http://a.test/{}</link>", "description": "<description>{}</description>",
        "editor": "<managingEditor>{}</managingEditor>", "creator": "<dc:creator>{}</dc:creator>", "copyright": "<copyright>{}</copyright>", "image": "<image><url>http://a.test/{}</url></image>",
        "itunes:author": "<itunes:author>{}</itunes:author>", "category": "<category>{}</category>", "itunes:image": '<itunes:image href="http://a.test/{}"/>', "podcast:person": "<podcast:person>{}</podcast:person>",
        "generator": "<generator>{}</generator>", "license": "<cc:license>http://a.test/{}</cc:license>", "atom:link": '<atom:link href="http://a.test/{}"/>', "guid": "<podcast:guid>{}</podcast:guid>",
    }
    for name, element in shared.items():
        yield Shape(f"product: rss {name} x items", product(lambda a, b, element=element: RSS.opened + element.format("v" * a) + items(f"<item><title>t{i}</title></item>" for i in range(b // 32)) + RSS.closing))
    for name, element in {"author": "<author><name>{}</name></author>", "author address": "<author><name>a</name><uri>http://a.test/{}</uri></author>", "contributor": "<contributor><name>{}</name></contributor>", "rights": "<rights>{}</rights>", "title": "<title>{}</title>", "id": "<id>urn:{}</id>",
                          "category": '<category term="{}"/>', "icon": "<icon>http://a.test/{}</icon>"}.items():
        yield Shape(f"product: atom {name} x entries", product(lambda a, b, element=element: ATOM.opened + element.format("v" * a) + items(f"<entry><title>t{i}</title></entry>" for i in range(b // 32)) + ATOM.closing))
        yield Shape(f"product: atom source {name} x entries", product(lambda a, b, element=element: ATOM.opened + "<title>c</title>" + items(f"<entry><source>{element.format('v' * 1000)}</source></entry>" for i in range((a + b) // 1060)) + ATOM.closing))
    yield Shape("product: atom authors x entries", product(lambda a, b: ATOM.opened + items(f"<author><name>a{i}</name></author>" for i in range(a // 32)) + items(f"<entry><title>t{i}</title></entry>" for i in range(b // 32)) + ATOM.closing))
    yield Shape("product: declarations x items", product(lambda a, b: "<rss" + items(f' xmlns:n{i}="u{i}"' for i in range(a // 20)) + "><channel>" + items(f"<item><title>t{i}</title></item>" for i in range(b // 32)) + "</channel></rss>"))
    yield Shape("product: declarations x prefixed names", product(lambda a, b: "<rss" + items(f' xmlns:n{i}="u{i}"' for i in range(a // 20)) + "><channel><item>" + items("<n1:e/>" for i in range(b // 7)) + "</item></channel></rss>"))
    yield Shape("product: entities x references", product(lambda a, b: '<!DOCTYPE rss [<!ENTITY e "' + "v" * a + '">]><rss><channel><item><description>' + "&e;" * (b // 3) + "</description></item></channel></rss>"))
    for name, attribute, tag in (("xml:base", "xml:base", "channel"), ("xml:lang", "xml:lang", "channel")):
        start = f'<rss version="2.0"{DECLARATIONS}><channel {attribute}="http://a.test/{{}}/"><title>c</title>'
        yield Shape(f"product: {name} x relative links of items", product(lambda a, b, start=start: start.format("p" * a) + items(f"<item><link>x{i}</link></item>" for i in range(b // 32)) + RSS.closing))
        yield Shape(f"product: {name} x links in content", product(lambda a, b, start=start: start.format("p" * a) + "<item><title>t</title><description><![CDATA[" + "<a href=x>a</a> " * (b // 16) + "]]></description></item>" + RSS.closing))
        yield Shape(f"product: {name} x images in content", product(lambda a, b, start=start: start.format("p" * a) + "<item><title>t</title><description><![CDATA[" + "<img src=x> " * (b // 12) + "]]></description></item>" + RSS.closing))
    yield Shape("product: link x links in content", product(lambda a, b: RSS.opened + "<title>c</title><item><link>http://a.test/" + "p" * a + "/</link><description><![CDATA[" + "<a href=x>a</a> " * (b // 16) + "]]></description></item>" + RSS.closing))
    yield Shape("product: site x links of items", product(lambda a, b: RSS.opened + "<title>c</title><link>http://a.test/" + "p" * a + "/</link>" + items(f"<item><link>x{i}</link></item>" for i in range(b // 32)) + RSS.closing))
    # A base of 8,000 bytes, which is below the limit of a URL.
    long = "p" * 7_900
    yield Shape("long base: links in content", repeated(lambda i: f"<a href=x{i}>a</a> ", f'<rss><channel xml:base="http://a.test/{long}/"><item><description><![CDATA[', "]]></description></item></channel></rss>"))
    yield Shape("long base: links of items", repeated(lambda i: f"<item><link>x{i}</link></item>", f'<rss><channel xml:base="http://a.test/{long}/">', "</channel></rss>"))
    yield Shape("long base: links of an item", repeated(lambda i: f'<link href="x{i}" rel="related"/>', f'<feed xml:base="http://a.test/{long}/" xmlns="http://www.w3.org/2005/Atom"><entry>', "</entry></feed>"))
    yield Shape("long base: enclosures of an item", repeated(lambda i: f'<enclosure url="x{i}"/>', f'<rss><channel xml:base="http://a.test/{long}/"><item>', "</item></channel></rss>"))
    yield Shape("long base: authors of an item", repeated(lambda i: f"<author><name>{i}</name><uri>x{i}</uri></author>", f'<feed xml:base="http://a.test/{long}/" xmlns="http://www.w3.org/2005/Atom"><entry>', "</entry></feed>"))
    yield Shape("product: json language x items", product(lambda a, b: JSON_HEAD + '"language":"' + "v" * a + '","items":[' + ",".join(f'{{"id":"{i}","content_text":"t"}}' for i in range(b // 32)) + "]}"))
    yield Shape("product: json author x items", product(lambda a, b: JSON_HEAD + '"authors":[{"name":"' + "v" * a + '"}],"items":[' + ",".join(f'{{"id":"{i}","content_text":"t"}}' for i in range(b // 32)) + "]}"))
    yield Shape("product: json title x items", product(lambda a, b: '{"version":"https://jsonfeed.org/version/1.1","title":"' + "v" * a + '","items":[' + ",".join(f'{{"id":"{i}","content_text":"t"}}' for i in range(b // 32)) + "]}"))


def of_json():
    def json_shape(name, make):
        return Shape(f"json {name}", make, suffix="json")

    yield json_shape("items", repeated(numbered('{"id":"%d","content_text":"text %d"},'), JSON_HEAD + '"items":[', '{"id":"last"}]}'))
    yield json_shape("equal items", repeated(numbered('{"id":"1","content_text":"text"},'), JSON_HEAD + '"items":[', '{"id":"last"}]}'))
    for name, (before, piece, after) in JSON_MEMBERS.items():
        joined = numbered(piece + ",")
        last = numbered(piece)(0)
        yield json_shape(f"feed {name}", repeated(joined, JSON_HEAD + before, last + after + ',"items":[{"id":"1"}]}'))
        yield json_shape(f"item {name}", repeated(joined, JSON_HEAD + '"items":[{"id":"1",' + before, last + after + "}]}"))
    for name, unit in JSON_TEXT.items():
        for member in ("content_html", "content_text", "title", "url", "id", "_x", "language", "date_published", "image"):
            yield json_shape(f"{member}: {name}", repeated(lambda i, unit=unit: unit, JSON_HEAD + '"items":[{"id":"1","' + member + '":"', '"}]}'))
    for name, unit in {"arrays": ("[", "]"), "objects": ('{"a":', "}"), "open arrays": ("[", ""), "open objects": ('{"a":', "")}.items():
        for member in ("_x", "title", "authors", "attachments", "items"):
            yield json_shape(f"nesting {name} in {member}", repeated(lambda i, unit=unit: unit[0], JSON_HEAD + '"items":[{"id":"1","' + member + '":', "0}]}", lambda i, unit=unit: unit[1]))
    for name, piece in {"commas": ",", "comments": "/* x */", "line comments": "// x\n", "open comments": "/* ", "spaces": " ", "quotes": '"', "backslashes": "\\", "single quotes": "'", "digits": "1", "minus": "-", "colons": ":"}.items():
        yield json_shape(f"between members: {name}", repeated(lambda i, piece=piece: piece, JSON_HEAD, '"items":[{"id":"1"}]}'))
        yield json_shape(f"between items: {name}", repeated(lambda i, piece=piece: piece, JSON_HEAD + '"items":[{"id":"1"}', "]}"))
        yield json_shape(f"number: {name}", repeated(lambda i, piece=piece: piece, JSON_HEAD + '"items":[{"id":1', "}]}"))
    yield json_shape("rss in json", repeated(numbered('{"title":"t%d","link":"http://a.test/%d"},'), '{"rss":{"channel":{"title":"c","item":[', '{"title":"x"}]}}}'))
