"""Feeds that harm who reads them, by class: a function a class, which yields its documents.

Each document is well meant in one part: its innocent items have to be journaled, whatever stands between them, unless the document may be refused as a whole.
`Sizes` says how large what a stranger may choose is.
"""
import dataclasses
import html
import json

from invented import item

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
MEDIA = "http://search.yahoo.com/mrss/"


@dataclasses.dataclass(frozen=True)
class Sizes:
    """The size of what is repeated, as a share of what the full run has."""
    share: float

    def n(self, full):
        return max(1, int(full * self.share))


@dataclasses.dataclass
class Document:
    """A document, what it must come to, and the guids of its innocent items."""
    name: str
    body: bytes
    kind: str = "application/rss+xml"
    may_be_refused: bool = False
    must_be_refused: bool = False
    innocent: tuple = ()

    def without_the_last(self):
        """The last innocent item comes behind the limit on items."""
        self.innocent = self.innocent[:1]
        return self

    @property
    def refusable(self):
        return self.may_be_refused or self.must_be_refused


def documents(share=1.0):
    """All documents, as {class.name: document}."""
    made = [(make.__name__.replace("_", "-"), document) for make in CLASSES for document in make(Sizes(share))]
    # Innocent items are named after their document, and an item that another source has under the same URL is not journaled again.
    assert len({document.name for _, document in made}) == len(made), "two documents have one name"
    return {f"{group}.{document.name}": document for group, document in made}


# --- Frames ---------------------------------------------------------------------------------------------------------------------------------

def innocents(name):
    return [item(f"{name}-innocent", number) for number in (1, 2)]


def rss(name, inside, channel="", root="", before="", encoding="UTF-8", title=None, **more):
    """RSS with what is hostile (text or bytes) between two innocent items; `channel`, `root` and `before` go into the channel, its root and before it."""
    first, last = (f'<item><guid isPermaLink="false">{guid}</guid><link>{url}</link><title>{title}</title><description>{text}</description></item>'
                   for guid, url, title, text in innocents(name))
    head = f'<?xml version="1.0" encoding="{encoding}"?>{before}<rss version="2.0" {root}><channel><title>{title or name}</title>{channel}{first}'
    return Document(name, raw(head) + raw(inside) + raw(last) + b"</channel></rss>", innocent=guids(name), **more)


def atom(name, inside, feed="", root="", before="", **more):
    first, last = (f'<entry><id>{guid}</id><link href="{url}"/><title>{title}</title><content>{text}</content></entry>'
                   for guid, url, title, text in innocents(name))
    text = f'<?xml version="1.0" encoding="UTF-8"?>{before}<feed xmlns="{ATOM}" {root}><title>{name}</title><id>urn:x:{name}</id>{feed}{first}'
    return Document(name, raw(text) + raw(inside) + raw(last) + b"</feed>", "application/atom+xml", innocent=guids(name), **more)


def json_feed(name, inside, head="", **more):
    """JSON Feed with the text of what is hostile between two innocent items, commas included."""
    first, last = (json.dumps({"id": guid, "url": url, "title": title, "content_text": text}) for guid, url, title, text in innocents(name))
    text = f'{{"version":"https://jsonfeed.org/version/1.1","title":"{name}",{head}"items":[{first},{inside}{last}]}}'
    return Document(name, raw(text), "application/feed+json", innocent=guids(name), **more)


def raw(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def guids(name):
    return tuple(guid for guid, *_ in innocents(name))


def entry(inside, title="hostile"):
    """An RSS item."""
    return f"<item><title>{title}</title>{inside}</item>"


def described(markup, title="hostile"):
    """An RSS item whose description is HTML, in CDATA."""
    return entry(f"<description><![CDATA[{markup}]]></description>", title)


def many(count, pattern):
    """The pattern so many times, with {} replaced by the number."""
    return "".join(pattern.replace("{}", f"{number:06d}") for number in range(count))


# --- Counts that a stranger chooses -----------------------------------------------------------------------------------------------------------

def attributes(size):
    """Tags with more attributes, or larger ones, than any person would write."""
    names = many(size.n(60_000), ' a{}=""')
    yield rss("of-an-item", f"<item {names}><title>x</title></item>")
    yield rss("of-the-channel-s-root", entry(""), root=names)
    yield rss("of-an-unknown-element", entry(f"<x {names}/>"))
    yield rss("of-html", described(f"<p {names}>x</p>"))
    yield rss("of-html-without-values", described("<p" + many(size.n(80_000), " b{}") + ">x</p>"))
    yield rss("one-name-again-and-again-in-html", described("<p" + " class=a" * size.n(80_000) + ">x</p>"))
    yield atom("of-xhtml", f'<entry><id>x</id><title>x</title><content type="xhtml"><div xmlns="{XHTML}"><p {names}>x</p></div></content></entry>')
    yield rss("of-many-tags", entry(many(size.n(600), "<x{} " + many(100, "a{}='' ").replace("{}", "") + "/>")))
    yield rss("the-same-twice", "<item a='1' a='2'><title>x</title></item>", may_be_refused=True)
    yield rss("a-long-name", f"<item {'a' * size.n(1_000_000)}=''><title>x</title></item>", may_be_refused=True)
    yield rss("a-long-value", f"<item a='{'v' * size.n(4_000_000)}'><title>x</title></item>", may_be_refused=True)
    yield rss("a-value-of-references", f"<item a='{'&amp;' * size.n(400_000)}'><title>x</title></item>", may_be_refused=True)
    yield rss("a-long-value-in-html", described(f'<img alt="{"v" * size.n(1_000_000)}" src="http://a.test/a.png">'))


def namespaces(size):
    """Declarations of namespaces without number, and names that change their meaning."""
    declared = many(size.n(40_000), ' xmlns:p{}="urn:x:{}"')
    yield rss("declared-on-an-item", f"<item{declared}><title>x</title></item>")
    yield rss("declared-on-the-root", entry(""), root=declared)
    yield rss("declared-anew-by-each-item", many(size.n(8_000), '<item xmlns:a="urn:x:{}" a:b="c"><title>x {}</title></item>'))
    yield rss("declared-anew-at-each-depth", entry(many(200, '<x xmlns:q{}="urn:x:{}" q{}:a="">') + "</x>" * 200))
    yield rss("declared-in-each-attribute-of-each-element", entry(many(size.n(4_000), '<x xmlns:a="urn:a:{}" xmlns:b="urn:b:{}" xmlns:c="urn:c:{}" a:y="" b:y="" c:y=""/>')))
    yield rss("a-long-address", "".join(f'<n:e{n}/>' for n in range(size.n(2_000))), root=f'xmlns:n="urn:{"x" * size.n(500_000)}"', may_be_refused=True)
    yield rss("a-long-prefix", entry(""), root=f'xmlns:{"p" * 40_000}="urn:x"', may_be_refused=True)
    yield rss("prefixes-that-nobody-declared", entry(many(size.n(20_000), "<u{}:x u{}:y=''>z</u{}:x>")))
    yield rss("items-of-another-namespace", many(size.n(9_000), '<item xmlns="urn:other"><title>x {}</title></item>'))


def depth(size):
    """Elements within elements, in the document, in XHTML, and in HTML."""
    lines = "<br>".join(f"line {n} of the poem" for n in range(400))
    yield rss("unclosed-void-elements", entry(f"<description>{lines}</description>"))
    yield rss("unclosed-paragraphs", entry("<description>" + "<p>a" * 300 + "</description>"))
    yield rss("unclosed-elements-in-many-items", entry("<description>a<br>b<img src='http://a.test/a.png'>c<hr></description>") * 100)
    yield atom("unclosed-elements-in-xhtml", f'<entry><id>x</id><title>x</title><content type="xhtml"><div xmlns="{XHTML}">{lines}</div></content></entry>')
    yield rss("unknown-elements", entry("<x>" * size.n(20_000) + "</x>" * size.n(20_000)))
    yield rss("a-million-elements", entry("<x>" * size.n(1_000_000)), may_be_refused=True)
    yield rss("items-in-items", "<item><title>x</title>" * size.n(2_000) + "</item>" * size.n(2_000), may_be_refused=True)
    yield atom("divisions-in-xhtml", f'<entry><id>x</id><title>x</title><content type="xhtml"><div xmlns="{XHTML}">{"<div>" * 5_000}x{"</div>" * 5_000}</div></content></entry>')
    for tag in ("div", "blockquote", "ul><li", "table><tr><td", "b", "b><i><a href=x", "span", "details", "font size=1", "svg", "math><mi", "select><option", "ruby><rt"):
        name = tag.partition(">")[0].partition(" ")[0]
        yield rss(f"html-of-{name}-{len(tag)}", described(f"<{tag}>" * size.n(60_000) + "the end"))
    yield rss("formatting-that-is-closed-in-the-wrong-order", described("<b><i><u><a href=x>x</b></i></u>" * size.n(20_000)))
    yield rss("formatting-that-each-paragraph-inherits", described(many(200, "<font size={}><b id=b{}>") + "<p>x" * size.n(10_000)))
    yield rss("closing-tags-alone", described("</p></b></div>" * size.n(60_000)))
    yield rss("text-in-tables", described("<table>" + "<td>a</table>b<table>c" * size.n(20_000)))
    yield json_feed("brackets", '{"id":"deep","content_text":"x","_x":' + "[" * size.n(100_000) + "]" * size.n(100_000) + "},", may_be_refused=True)
    yield json_feed("objects", '{"id":"deep","content_text":"x","_x":' + '{"a":' * size.n(50_000) + "1" + "}" * size.n(50_000) + "},", may_be_refused=True)
    yield rss("feeds-in-feeds", "<item><title>x</title><rss><channel>" * 60 + "</channel></rss></item>" * 60, may_be_refused=True)


def entities(size):
    """What a document type may declare, and references without number."""
    bomb = '<!ENTITY e0 "billion laughs ">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    yield rss("a-bomb-in-a-title", entry("", "&e11;"), before=f"<!DOCTYPE rss [{bomb}]>", may_be_refused=True)
    yield rss("a-bomb-in-an-attribute", '<item a="&e11;"><title>x</title></item>', before=f"<!DOCTYPE rss [{bomb}]>", may_be_refused=True)
    yield rss("a-quadratic-bomb", entry("&a;" * size.n(20_000)), before=f'<!DOCTYPE rss [<!ENTITY a "{"a" * size.n(100_000)}">]>', may_be_refused=True)
    yield rss("parameters", entry(""), before='<!DOCTYPE rss [<!ENTITY % a "<!ENTITY &#37; b \'x\'>"> %a; ' + "%b;" * size.n(20_000) + "]>", may_be_refused=True)
    yield rss("declared-and-not-used", entry(""), before="<!DOCTYPE rss [" + many(size.n(40_000), '<!ENTITY n{} "v">') + "]>", may_be_refused=True)
    yield rss("default-attributes", "<item><title>x</title></item>" * size.n(2_000),
              before="<!DOCTYPE rss [<!ATTLIST item a CDATA '" + "d" * size.n(40_000) + "'>]>", may_be_refused=True)
    yield rss("many-default-attributes", "<item><title>x</title></item>" * size.n(1_000),
              before="<!DOCTYPE rss [" + many(size.n(3_000), "<!ATTLIST item a{} CDATA 'd'>") + "]>", may_be_refused=True)
    yield rss("element-types", entry(""), before="<!DOCTYPE rss [" + many(size.n(20_000), "<!ELEMENT e{} (a|b|c)*>") + "]>", may_be_refused=True)
    yield rss("comments-in-the-document-type", entry(""), before="<!DOCTYPE rss [" + "<!-- x -->" * size.n(100_000) + "]>", may_be_refused=True)
    yield rss("numeric-references", entry("<description>" + "&#65;" * size.n(400_000) + "</description>"))
    yield rss("numeric-references-to-markup", entry("<description>" + "&#60;b&#62;x&#60;/b&#62; " * size.n(40_000) + "</description>"))
    yield rss("references-that-nobody-declared", entry("<description>" + "&foo; &nbsp; &Bar; " * size.n(50_000) + "</description>"))
    yield rss("references-of-references", described("&amp;" + "amp;" * size.n(300_000)))
    yield rss("numbers-beyond-all-characters", entry("<description>a &#99999999999999999999; &#x110000; &#0; &#xD800; b</description>"), may_be_refused=True)
    yield rss("external", entry("<description>a &secret; b</description>"),
              before='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY secret SYSTEM "file:///etc/passwd">]>', may_be_refused=True)


def products(size):
    """What stands once and is copied into every item, or resolves every link."""
    items = many(size.n(4_000), "<item><title>t {}</title></item>")
    long = "T" * size.n(400_000)
    yield rss("a-title-of-the-channel", items, title=long)
    yield rss("a-language", items, channel=f"<language>{long}</language>")
    yield rss("a-language-of-dublin-core", items, channel=f'<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">{long}</dc:language>')
    yield rss("xml-lang", items, root=f'xml:lang="{long}"')
    entries = many(size.n(4_000), "<entry><id>p{}</id><title>t {}</title></entry>")
    yield atom("an-author", entries, feed=f"<author><name>{long}</name></author>")
    yield atom("many-authors", entries, feed=many(size.n(10_000), "<author><name>author {}</name></author>"))
    yield atom("an-author-s-address", entries, feed=f"<author><name>A</name><uri>http://a.test/{long}</uri></author>")
    yield atom("rights", entries, feed=f"<rights>{long}</rights>")
    json_items = many(size.n(4_000), '{"id":"p{}","content_text":"t {}"},')
    yield json_feed("a-language-of-json", json_items, head=f'"language":"{long}",')
    yield json_feed("authors-of-json", json_items, head='"authors":[' + ",".join(f'{{"name":"author {n}"}}' for n in range(size.n(10_000))) + "],")
    base = "http://a.test/" + "p" * 7_500 + "/"
    yield rss("a-base-and-the-links-of-items", many(size.n(4_000), "<item><title>t {}</title><link>r{}</link></item>"), root=f'xml:base="{base}"')
    yield rss("a-base-and-the-links-of-content", described("<a href=x>a</a> " * size.n(40_000)), root=f'xml:base="{base}"')
    yield rss("a-base-and-images", described("<img src=x> " * size.n(40_000)), root=f'xml:base="{base}"')
    yield rss("a-link-of-an-item-and-its-content", entry(f"<link>{base}</link><description><![CDATA[{'<a href=x>a</a> ' * size.n(40_000)}]]></description>"))
    yield atom("bases-that-add-up", f"<entry><id>x</id><title>x</title><content type='xhtml' xml:base='http://a.test/'><div xmlns='{XHTML}'>"
               + f"<div xml:base='{'q' * 200}/'>" * 200 + "<a href='x'>a</a>" * size.n(4_000) + "</div>" * 201 + "</content></entry>")
    yield atom("a-base-and-attachments", "<entry><id>x</id><title>x</title>" + many(size.n(10_000), '<link rel="enclosure" href="a{}.mp3"/>') + "</entry>", root=f'xml:base="{base}"')
    yield rss("a-base-and-media", entry(many(size.n(10_000), '<media:content url="m{}.jpg" medium="image"/>')), root=f'xml:base="{base}" xmlns:media="{MEDIA}"')
    yield rss("a-title-of-a-media-group", entry(f"<media:group><media:title>{long}</media:title>" + many(size.n(4_000), '<media:content url="http://a.test/{}.jpg"/>') + "</media:group>"),
              root=f'xmlns:media="{MEDIA}"')
    yield atom("the-title-of-a-source", many(size.n(400), "<entry><id>s{}</id><title>t</title><source><title>" + "S" * 2_000 + "</title></source></entry>"))
    yield rss("a-tag-of-the-channel", items, channel=f"<category>{long}</category>")
    yield rss("an-image-of-the-channel", items, channel=f"<image><url>http://a.test/{long}.png</url></image>")


def fields(size):
    """One field, as often or as long as the document's size allows."""
    long = size.n(2_000_000)
    yield rss("ampersands", entry(f"<description><![CDATA[{'&' * long}]]></description>"))
    yield rss("quotes", entry(f"<description><![CDATA[{chr(34) * long}]]></description>"))
    yield rss("less-than-signs", entry(f"<description><![CDATA[{'<' * long}]]></description>"))
    yield rss("backslashes", entry(f"<description>{chr(92) * long}</description>"))
    yield rss("list-items", described("<ul><li>a" * size.n(200_000)))
    yield rss("tabs", entry(f"<title>a{chr(9) * long}b</title>"))
    yield rss("a-title", entry("", "t" * long))
    yield rss("titles", entry("<title>x</title>" * size.n(100_000)))
    yield rss("a-guid", entry(f"<guid>{'g' * long}</guid>"))
    yield rss("a-link", entry(f"<link>http://a.test/{'l' * long}</link>"))
    yield rss("authors-of-dublin-core", entry(many(size.n(30_000), "<dc:creator>author {}</dc:creator>")), root='xmlns:dc="http://purl.org/dc/elements/1.1/"')
    yield atom("authors", "<entry><id>x</id><title>x</title>" + many(size.n(30_000), "<author><name>author {}</name></author>") + "</entry>")
    yield atom("contributors", "<entry><id>x</id><title>x</title>" + many(size.n(30_000), "<contributor><name>one {}</name></contributor>") + "</entry>")
    yield rss("categories", entry(many(size.n(40_000), "<category>tag {}</category>")))
    yield rss("nested-categories", entry('<i:category text="a">' * 200 + "</i:category>" * 200), root='xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"')
    yield rss("enclosures", entry(many(size.n(20_000), '<enclosure url="http://a.test/{}.mp3" type="audio/mpeg" length="1"/>')))
    yield atom("links", "<entry><id>x</id><title>x</title>" + many(size.n(20_000), '<link rel="related" href="http://a.test/{}"/>') + "</entry>")
    yield rss("media", entry(many(size.n(20_000), '<media:group><media:content url="http://a.test/{}.jpg"/><media:thumbnail url="http://a.test/{}.png"/></media:group>')), root=f'xmlns:media="{MEDIA}"')
    yield rss("thumbnails", entry('<media:content url="http://a.test/a.jpg">' + many(size.n(20_000), '<media:thumbnail url="http://a.test/{}.png"/>') + "</media:content>"), root=f'xmlns:media="{MEDIA}"')
    yield rss("persons", entry(many(size.n(20_000), "<p:person role='r'>person {}</p:person>")), root='xmlns:p="https://podcastindex.org/namespace/1.0"')
    yield rss("chapters", entry("<c:chapters>" + many(size.n(20_000), "<c:chapter start='00:{}' title='c {}'/>") + "</c:chapters>"), root='xmlns:c="http://podlove.org/simple-chapters"')
    yield rss("places", entry("<g:line>" + "45.2 -71.9 " * size.n(100_000) + "</g:line>"), root='xmlns:g="http://www.georss.org/georss"')
    yield rss("hours-to-skip", entry(""), channel="<skipHours>" + many(size.n(50_000), "<hour>{}</hour>") + "</skipHours><skipDays>" + "<day>Monday</day>" * size.n(50_000) + "</skipDays>")
    yield rss("times-to-live", entry(""), channel="<ttl>" + "9" * 100_000 + "</ttl>" + "<ttl>-1</ttl>" * 1_000)
    yield rss("hubs", entry(""), channel=many(size.n(20_000), f'<a:link xmlns:a="{ATOM}" rel="hub" href="http://a.test/{{}}"/>'))
    yield rss("unknown-text", entry(f"<x>{'x' * long}</x>"))
    yield rss("a-comment", f"<!--{'c' * long}-->")
    yield rss("an-instruction", f"<?x {'c' * long}?>")
    yield rss("space-between-items", " \n" * size.n(2_000_000))
    yield rss("sections-of-character-data", entry("<description>" + "<![CDATA[a]]>" * size.n(100_000) + "</description>"))
    yield rss("items", many(size.n(100_000), "<item><title>x {}</title></item>")).without_the_last()
    yield rss("items-with-nothing", "<item/>" * size.n(200_000)).without_the_last()
    seq = many(size.n(40_000), '<rdf:li resource="http://a.test/{}"/>')
    yield Document("a-sequence-of-rss-1", raw(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="http://a.test/"><title>x</title><items><rdf:Seq>'
        + seq + '</rdf:Seq></items></channel><item rdf:about="http://a.test/000001"><title>fields-rdf</title><link>http://a.test/rdf/1</link></item></rdf:RDF>'))


# --- Characters -------------------------------------------------------------------------------------------------------------------------------

def encodings(size):
    """Bytes that are not in the encoding they claim, and encodings that hide something."""
    text = rss("x", entry("<description>" + "Grüße aus Köln. " * size.n(5_000) + "</description>")).body.decode()
    for name, body in {
        "utf-16-without-a-mark": text.encode("utf-16-le"),
        "utf-32": text.encode("utf-32"),
        "utf-7": text.replace("UTF-8", "UTF-7").encode("utf-7"),
        "marks": b"\xef\xbb\xbf" * size.n(100_000) + text.encode(),
        "a-declaration-that-lies": text.replace("UTF-8", "UTF-16").encode(),
        "a-name-without-end": text.replace("UTF-8", "x" * size.n(1_000_000)).encode(),
        "a-name-that-nobody-knows": text.replace("UTF-8", "x-no-such-thing").encode(),
        "escape-sequences": text.replace("UTF-8", "ISO-2022-JP").replace("Grüße aus Köln. ", "\x1b$B$3\x1b(B").encode("latin-1"),
        "ebcdic": text.replace("UTF-8", "IBM037").encode("cp037", "replace"),
        "nothing-but-nul": bytes(size.n(1_000_000)),
    }.items():
        yield Document(name, body, may_be_refused=True)
    for name, hostile in {
        "invalid-bytes": b"\xff\xfe\xc0\x80\xed\xa0\x80\xf8\x88" * size.n(100_000),
        "truncated-characters": b"\xe2\x82 \xf0\x9f\x98 \xc3" * size.n(100_000),
        "overlong-markup": b"\xc0\xbcscript\xc0\xbe \xe0\x80\xbcimg" * size.n(40_000),
        "nul-characters": b"a\x00b" * size.n(100_000),
    }.items():
        yield rss(name, b"<item><title>x</title><description>" + hostile + b"</description></item>", may_be_refused=True)
    yield rss("truncated-trail-bytes", b"<item><title>x</title><description>" + b"\x81<b>\x81\x30\x81\xff" * size.n(40_000) + b"</description></item>", encoding="GB18030", may_be_refused=True)
    document = rss("a-header-that-contradicts", entry(""))
    document.kind = "application/rss+xml; charset=utf-16"
    document.may_be_refused = True
    yield document


CONTROLS = "\u202e\u2066\u2067\u200f\u061c\u2028\u2029\u0085\u009b31m\u009d0;x\u009c\U000e0041\ufeff\u200b"


def controls(size):
    """Text that turns the direction of other text, hides, or speaks to a terminal."""
    yield rss("in-every-text", f'<item><title>a{CONTROLS}b</title><author>a{CONTROLS}b</author><category>a{CONTROLS}b</category><guid>g{CONTROLS}</guid>'
              f"<description>a{CONTROLS}b</description></item>", channel=f"<language>e{CONTROLS}n</language>")
    escapes = json.dumps(f"a{CONTROLS}\x1b[31m\x00\x7f\udc9bb")
    yield json_feed("in-every-text-of-json", f'{{"id":{escapes},"title":{escapes},"content_text":{escapes},"authors":[{{"name":{escapes}}}],"tags":[{escapes}],"url":{escapes}}},')
    yield rss("unbalanced-directions", many(1_000, "<item><title>{}\u202e\u202b\u2067</title><description>" + "\u202e" * 200 + "</description></item>"))
    yield rss("marks-on-one-letter", entry("<description>a" + "\u0300\u0489" * size.n(200_000) + "</description>"))
    yield rss("nothing-to-be-seen", entry("<description>" + "\u200b\u200c\u200d\ufeff\u2060" * size.n(60_000) + "</description>"))
    yield rss("soft-hyphens", entry("<description>" + "a\u00ad" * size.n(200_000) + "</description>"))
    yield rss("one-word", entry("<description>" + "w" * size.n(1_000_000) + "</description>"))
    yield rss("characters-that-are-none", entry("<description>\ufffe\uffff\U0001fffe</description>"), may_be_refused=True)
    yield Document("a-root-that-speaks-to-a-terminal", raw("<a\u202e\u009b31m><b/></a\u202e\u009b31m>"), must_be_refused=True)
    yield Document("a-root-with-a-long-name", raw(f"<{'r' * size.n(1_000_000)}/>"), must_be_refused=True)
    yield Document("a-version-that-speaks-to-a-terminal", raw('{"version":"\\u001b[31m\\u202e","items":7}'), "application/feed+json", must_be_refused=True)


# --- Values -----------------------------------------------------------------------------------------------------------------------------------

ADDRESSES = ("javascript:pwn(1)", "JaVaScRiPt&#58;pwn(1)", " java\tscript:pwn(1)", "vbscript:x", "data:text/html,&lt;script&gt;pwn(1)&lt;/script&gt;", "file:///etc/passwd",
             "gopher://a.test/x", "dict://a.test/x", "http://a.test/&quot;onmouseover=pwn(1)//", "&quot;&gt;&lt;img src=x onerror=pwn(1)&gt;", "http://a.test/a b\u2028c\u202e\u009b",
             "http://u:p@a.test\\@b.test/#@c.test", "http://[::1", "http://a.test:99999/", "//", "http://", "http:///x", "http://%00/", "http://xn--a/")


def addresses(size):
    """Addresses that run, lie, or have no end, in every field that takes one."""
    def with_all(url):
        return (f'<item><title>x</title><link>{url}</link><guid>{url}</guid><comments>{url}</comments><enclosure url="{url}" type="audio/mpeg"/><source url="{url}">s</source>'
                f'<media:content url="{url}"/><media:thumbnail url="{url}"/><description>&lt;a href="{html.escape(url)}">x&lt;/a></description></item>')
    yield rss("of-every-scheme", "".join(map(with_all, ADDRESSES)), root=f'xmlns:media="{MEDIA}"', channel=f"<image><url>{ADDRESSES[0]}</url></image>")
    yield json_feed("of-every-scheme-in-json", "".join(json.dumps({"id": f"j{n}", "url": url, "external_url": url, "image": url, "banner_image": url, "content_text": "x",
                    "authors": [{"name": "a", "url": url, "avatar": url}], "attachments": [{"url": url, "mime_type": "audio/mpeg"}]}) + ","
                    for n, url in enumerate(map(html.unescape, ADDRESSES))), head='"home_page_url":"javascript:pwn(1)","icon":"data:text/html,x",')
    yield rss("of-32-kilobytes", many(size.n(100), "<item><title>x {}</title><link>http://a.test/{}" + "u" * 32_768 + "</link></item>"))
    yield rss("that-grow-when-encoded", many(size.n(100), "<item><title>x {}</title><link>http://a.test/{}" + "\u2603" * 2_500 + "</link></item>"))
    yield rss("that-climb", described("<a href='" + "../" * 2_000 + "x'>a</a>") * size.n(100), root='xml:base="http://a.test/a/b/c/d/"')
    yield rss("with-many-labels", many(size.n(200), "<item><title>x {}</title><link>http://" + "a." * 2_000 + "test/{}</link></item>"))
    yield rss("with-names-to-encode", many(size.n(1_000), "<item><title>x {}</title><link>http://" + "\u4e2d\u6587" * 30 + ".test/{}</link></item>"))
    yield rss("with-many-parameters", entry("<link>http://a.test/?" + "&amp;".join(f"p{n}=v" for n in range(size.n(50_000))) + "</link>"))
    yield rss("with-many-parameters-that-track", many(size.n(500), "<item><title>x {}</title><link>http://a.test/{}?" + "&amp;".join(f"utm_{n}=v" for n in range(200)) + "</link></item>"))
    yield rss("images-as-data", described(f'<img src="data:image/png;base64,{"A" * 40_000}">' * size.n(40)))
    yield rss("candidates-of-an-image", described('<img src=a.png srcset="' + many(size.n(20_000), "a{}.png {}w, ") + '">'))
    yield rss("bases-that-are-none", many(200, '<item xml:base="javascript:{}"><title>x {}</title><link>y</link></item>'))


def dates(size):
    """Dates of no calendar, without end, or without number."""
    texts = ("99999999999-01-01T00:00:00Z", "-1", "0000-00-00", "Mon, 99 Foo 99999 99:99:99 +9999", "1" * size.n(400_000), "Mon, " * size.n(100_000), "2026-01-01T" + "0" * 100_000,
             "\u0661\u0662 \u064a\u0646\u0627\u064a\u0631", "now", "1e308", "2026-02-30T25:61:61.99999999999999999999+99:99", "()" * 10_000, "(" * size.n(100_000))
    yield rss("of-no-calendar", "".join(f"<item><title>d{n}</title><pubDate>{text}</pubDate></item>" for n, text in enumerate(texts)), channel=f"<lastBuildDate>{texts[4]}</lastBuildDate>")
    yield rss("without-number", entry("<pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>" * size.n(60_000)))
    yield json_feed("of-no-calendar-in-json", "".join(json.dumps({"id": f"d{n}", "content_text": "x", "date_published": text}) + "," for n, text in enumerate(texts)))


def duplicates(size):
    """The same thing again: guids, addresses, titles, texts, blocks."""
    words = " ".join(f"word{n}" for n in range(60))
    yield rss("of-a-guid", many(size.n(9_000), "<item><guid>one</guid><title>x {}</title></item>"))
    yield rss("of-a-link", many(size.n(9_000), "<item><guid>g{}</guid><link>http://a.test/one</link><title>x {}</title></item>"))
    yield rss("of-a-text", many(size.n(6_000), "<item><guid>t{}</guid><title>x</title><description>" + words + "</description></item>"))
    yield rss("of-nearly-a-text", many(size.n(4_000), "<item><guid>n{}</guid><title>x {}</title><description>" + words + " {}</description></item>"))
    yield rss("of-a-whole-item", entry(words) * size.n(9_000))
    yield rss("of-blocks", many(size.n(200), "<item><guid>b{}</guid><title>x {}</title><description><![CDATA[" + "<p>Read also: <a href='/x'>the same again</a></p><p>word</p>" * 100 + "]]></description></item>"))
    yield rss("of-blocks-in-one-item", described("<p>Read also: <a href='/x'>the same again</a></p>" * size.n(20_000)))
    yield rss("of-links-between-paragraphs", described(many(size.n(8_000), "<p>A paragraph of text {} with some words.</p><p><a href='/{}'>A headline of another page {}</a></p>")))
    yield rss("of-guids-that-differ-by-case", many(size.n(4_000), "<item><guid>Case-{}</guid><title>x</title></item><item><guid>case-{}</guid><title>X</title></item>"))


def markup(size):
    """HTML that no browser's author would write, and that all of them read."""
    for name, text in {
        "paragraphs": "<p>a" * size.n(200_000),
        "open-comments": "<!--" * size.n(200_000),
        "open-comments-with-dashes": "<!--" + "-" * size.n(500_000),
        "open-tags": "<a href=x" * size.n(100_000),
        "open-quotes": "<a href='" * size.n(100_000),
        "open-quotes-of-both-kinds": "<a title=\"<b title='" * size.n(50_000),
        "open-declarations": "<!x" * size.n(100_000),
        "open-links": "<a href=x>y" * size.n(60_000),
        "images": "<img src=http://a.test/a.png>" * size.n(40_000),
        "scripts": "<script>x</script>" * size.n(40_000),
        "an-open-script": "<script>" + "x<" * size.n(400_000),
        "open-raw-text": "<textarea></textare" * size.n(40_000),
        "styles": "<p style='" + "color:red;" * size.n(100_000) + "'>x",
        "styles-of-each": "<p style='display:none;width:1px'>x</p>" * size.n(30_000),
        "hidden-within-hidden": "<div style='display:none'>" * size.n(2_000) + "x",
        "line-breaks": "<br>" * size.n(200_000),
        "entities": "&lt;&gt;&nbsp;&copy;" * size.n(40_000),
        "broken-entities": "&#&#x&am&notit;" * size.n(60_000),
        "preformatted": "<pre>\n\n" * size.n(2_000) + "x\n" * size.n(100_000),
        "tables": "<table><tr><td>" * size.n(2_000) + "<tr><td>x" * size.n(20_000),
        "definition-lists": "<dl><dt>a<dd>b" * size.n(20_000),
        "headings": "<h1>a<h2>b<h3>c" * size.n(30_000),
        "foreign-content": "<svg><foreignObject><math><annotation-xml encoding=text/html>" * size.n(4_000),
        "templates": "<template>" * size.n(10_000) + "x",
        "frames-and-players": "<iframe src=http://a.test/></iframe><video src=a.mp4></video>" * size.n(10_000),
        "spaces": "a" + " \n" * size.n(400_000) + "b",
        "custom-elements": many(size.n(30_000), "<x-{}>a</x-{}>"),
        "long-names": ("<" + "x" * 10_000 + ">a") * size.n(60),
        "pixels": "<img src=http://t.test/p.gif width=1 height=1><img src=http://t.test/o style=display:none>" * size.n(10_000),
    }.items():
        yield rss(name, described(text))
    yield rss("in-a-title", entry("", "&lt;b>" * size.n(60_000)))
    yield atom("html-in-a-title", f"<entry><id>x</id><title type='html'>{'&lt;div>' * size.n(60_000)}</title></entry>")


# --- Shapes of documents ------------------------------------------------------------------------------------------------------------------------

def json_shapes(size):
    """JSON of other types, sizes and numbers than JSON Feed has."""
    yield json_feed("many-members", "{" + many(size.n(100_000), '"k{}":1,') + '"id":"m","content_text":"x"},')
    yield json_feed("one-member-again-and-again", "{" + '"title":"x",' * size.n(100_000) + '"id":"m","content_text":"x"},')
    yield json_feed("huge-numbers", f'{{"id":"n","content_text":"x","_n":{"9" * size.n(500_000)}}},{{"id":1e999,"content_text":"x"}},{{"id":-{"1" * 1000}.{"0" * 1000},"content_text":"x"}},')
    yield json_feed("escapes", '{"id":"e","content_text":"' + "\\u0041\\n\\\\" * size.n(100_000) + '"},')
    yield json_feed("escapes-of-controls", '{"id":"e","content_text":"' + "\\u0000\\u001b\\u009b" * size.n(60_000) + '"},')
    yield json_feed("lone-surrogates", '{"id":"s","content_text":"' + "\\ud800\\udfff\\udbff" * size.n(60_000) + '"},')
    yield json_feed("other-types", '{"id":{},"title":[],"content_text":7,"authors":"x","tags":{"a":1},"attachments":[1,null,"x",{}],"url":true},null,7,"x",[],[[]],{},')
    yield json_feed("empty-objects", "{}," * size.n(300_000)).without_the_last()
    yield json_feed("attachments", '{"id":"a","content_text":"x","attachments":[' + many(size.n(20_000), '{"url":"http://a.test/{}.mp3","mime_type":"audio/mpeg"},') + '{"url":"http://a.test/z.mp3","mime_type":"audio/mpeg"}]},')
    yield json_feed("tags", '{"id":"t","content_text":"x","tags":[' + many(size.n(60_000), '"tag {}",') + '"z"]},')
    yield json_feed("authors-in-json", '{"id":"w","content_text":"x","authors":[' + many(size.n(30_000), '{"name":"author {}"},') + '{"name":"z"}]},')
    yield json_feed("space", " \n" * size.n(1_000_000))
    yield json_feed("extensions", '{"id":"x","content_text":"x",' + many(size.n(30_000), '"_x{}":{"a":[1,2,3]},') + '"_z":1},')
    yield Document("cut-off", json_feed("cut-off", "").body[:-40], "application/feed+json", may_be_refused=True)
    yield Document("items-of-no-list", b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":{"0":{"id":"a"}}}', "application/feed+json", may_be_refused=True)
    yield Document("a-list-alone", b"[" * size.n(400_000), "application/feed+json", must_be_refused=True)
    yield Document("a-string-alone", b'"' + b"x" * size.n(1_000_000) + b'"', "application/feed+json", must_be_refused=True)


def xml_shapes(size):
    """XML that is no feed, more than one, or broken off."""
    whole = rss("x", entry("")).body
    yield Document("two-documents", whole + whole, may_be_refused=True)
    yield Document("garbage-behind", whole + b"\x00<garbage>" * size.n(50_000), may_be_refused=True)
    yield Document("cut-off-in-a-tag", whole[:-60], may_be_refused=True)
    yield Document("many-channels", b'<rss version="2.0">' + b"<channel><title>c</title></channel>" * size.n(20_000) + b"</rss>", may_be_refused=True)
    yield Document("many-roots", b"<rss><channel/></rss>" * size.n(20_000), may_be_refused=True)
    yield Document("an-outline", raw('<opml version="2.0"><body>' + '<outline text="a" xmlUrl="http://a.test/">' * 200 + "</outline>" * 200 + "</body></opml>"), must_be_refused=True)
    yield Document("a-sitemap", raw("<urlset>" + many(size.n(10_000), "<url><loc>http://a.test/{}</loc></url>") + "</urlset>"), must_be_refused=True)
    yield Document("a-page", raw("<!DOCTYPE html><html><body>" + "<p>x" * size.n(100_000)), "text/html", must_be_refused=True)
    yield Document("an-instruction-to-a-stylesheet", b'<?xml-stylesheet href="http://127.0.0.1:1/x.xsl" type="text/xsl"?>' + whole[38:], may_be_refused=True)
    yield rss("inclusions", entry('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'))
    yield Document("elements-that-never-close", b"<rss><channel>" + b"<item><title>x" * size.n(50_000), may_be_refused=True)
    yield Document("tags-without-end", b"<rss " + b"<" * size.n(500_000), may_be_refused=True)
    yield Document("one-tag", b"<rss " + b"a " * size.n(500_000), may_be_refused=True)
    yield rss("mismatched-tags", entry("<a><b></a></b>" * size.n(20_000)), may_be_refused=True)


CLASSES = [attributes, namespaces, depth, entities, products, fields, encodings, controls, addresses, dates, duplicates, markup, json_shapes, xml_shapes]
