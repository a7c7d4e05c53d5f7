"""Hostile HTML and URLs, the documents that carry them to feedd, and what comes out.

hostile_markup.jsonl has one vector a line: class, name, markup. Markup is a string, or a list of strings and of [string, count] pairs. A script that runs calls
`ran()`. Vectors of the class `address` are URLs alone.
"""
import dataclasses
import html
import html.parser
import json
import os
import re
import xml.parsers.expat

HERE = os.path.dirname(os.path.abspath(__file__))
# Where an address may stand in HTML; {} is the address as the value of an attribute.
PLACES = [
    '<a href="{}">x</a>', '<map name=m><area href="{}"></map>', '<img src="{}">', '<img srcset="{} 2x">', '<img data-src="{}" src=x.gif>', '<amp-img src="{}"></amp-img>',
    '<picture><source srcset="{}"><img src="{}"></picture>', '<video src="{}"></video>', '<video poster="{}" src=http://a.test/v.mp4></video>',
    '<audio><source src="{}"></audio>', '<video><track default src="{}"></video>', '<iframe src="{}"></iframe>', '<iframe data-src="{}"></iframe>',
    '<frameset><frame src="{}"></frameset>', '<embed src="{}">', '<object data="{}"></object>', '<object><param name=movie value="{}"></object>',
    '<form action="{}"><button>x</button></form>', '<button formaction="{}">x</button>', '<input type=image src="{}">', '<link rel=stylesheet href="{}">',
    '<base href="{}"><a href=x>x</a>', '<meta http-equiv=refresh content="0;url={}">', '<svg><a xlink:href="{}"><text y=9>x</text></a></svg>',
    '<svg><image href="{}"></image></svg>', '<svg><use href="{}"></use></svg>', '<svg><script href="{}"></script></svg>', '<math href="{}"><mi>x</mi></math>',
    '<q cite="{}">x</q>', '<blockquote cite="{}">x</blockquote>', '<del cite="{}">x</del>', '<img longdesc="{}" src=x.png>', '<table background="{}"><tr><td>x</table>',
    '<body background="{}">x', '<bgsound src="{}">', '<a ping="{}" href=http://a.test/>x</a>', '<noscript><img src="{}"></noscript>',
    '<template><a href="{}">x</a></template>', '<p style="background:url({})">x</p>']

# Members of a record that hold URLs, besides those whose names end in `_url`.
URL_MEMBERS = {"url", "image", "banner_image", "icon", "favicon", "avatar", "player", "thumbnails", "href", "uri", "link", "social_interact"}
# Members whose value is text for people, or a name that no program follows.
TEXT_MEMBERS = {"title", "name", "summary", "description", "content_text", "content_html", "tags", "guid", "warnings", "error", "rights", "text", "version"}
PERMITTED = set("""http https mailto tel sms xmpp sip sips irc ircs matrix magnet geo ftp gemini news acct bitcoin webcal nntp callto skype whatsapp tg signal
    viber urn doi ipfs nostr""".split())
DANGEROUS = re.compile(r"[\x00-\x20]*(?:feed:)?(?:javascript|vbscript|livescript|mocha|data|file|blob|filesystem|about|view-source|jar|chrome|resource|mhtml|ms-its):", re.I)


@dataclasses.dataclass(frozen=True)
class Vector:
    kind: str
    name: str
    markup: str

    def __str__(self):
        return f"{self.kind}: {self.name}"


def read_vectors():
    with open(os.path.join(HERE, "hostile_markup.jsonl")) as lines:
        return [Vector(kind, name, joined(markup)) for kind, name, markup in map(json.loads, lines)]


def joined(markup):
    return markup if isinstance(markup, str) else "".join(part if isinstance(part, str) else part[0] * part[1] for part in markup)


def in_every_place(vectors):
    """Markup alone: each address in every place where one may stand."""
    out = [vector for vector in vectors if vector.kind != "address"]
    for vector in vectors:
        if vector.kind == "address":
            out += [Vector("address", f"{vector.name}, in {place}", place.replace("{}", html.escape(vector.markup))) for place in PLACES]
    return out


# --- Documents ----------------------------------------------------------------------------------------------------------------------------

SITE = "http://a.test/"
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "content": "http://purl.org/rss/1.0/modules/content/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd", "media": "http://search.yahoo.com/mrss/",
    "podcast": "https://podcastindex.org/namespace/1.0", "atom": "http://www.w3.org/2005/Atom", "wfw": "http://wellformedweb.org/CommentAPI/",
    "cc": "http://web.resource.org/cc/", "psc": "http://podlove.org/simple-chapters", "webfeeds": "http://webfeeds.org/rss/1.0",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0", "googleplay": "http://www.google.com/schemas/play-podcasts/1.0"}.items())


def escaped(text):
    return html.escape(without_controls(text))


def cdata(text):
    return "<![CDATA[" + without_controls(text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def without_controls(text):
    """Without the characters that no XML document may have (XML 1.0, 2.2)."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def rss(items, channel=f"<link>{SITE}</link>"):
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}><channel><title>Hostile</title>{channel}{"".join(items)}</channel></rss>'


def rss_item(number, inside, site=SITE):
    return f'<item><guid isPermaLink="false">v{number}</guid><link>{site}{number}</link>{inside}</item>'


def atom(entries, head=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="{SITE}"><title>Hostile</title><id>urn:x:hostile</id>'
            f'<link href="{SITE}"/>{head}{"".join(entries)}</feed>')


def atom_entry(number, inside, site):
    return f'<entry><id>v{number}</id><link href="{site}{number}"/>{inside}</entry>'


def json_feed(items, **head):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Hostile", "home_page_url": SITE} | head | {"items": items})


def documents(vectors, titles):
    """A feed for each way in which a feed carries markup, as {name: text}; `titles` are the vectors for titles. The item of the vector with a number has the guid
    `v` and that number.
    """
    numbered = list(enumerate(vector.markup for vector in vectors))
    in_titles = list(enumerate(vector.markup for vector in titles))
    named = [(n, f"<title>item {n}</title>", markup) for n, markup in numbered]
    def site(name):
        # An item that another source has under the same URL is not journaled again. Relative references mean the same in all documents.
        return f"{SITE}?{name}-"

    return {
        "rss-escaped.xml": rss(rss_item(n, f"{title}<description>{escaped(m)}</description>", site("escaped")) for n, title, m in named),
        "rss-cdata.xml": rss(rss_item(n, f"{title}<description>{cdata(m)}</description>", site("cdata")) for n, title, m in named),
        "rss-encoded.xml": rss(
            rss_item(n, f"{title}<description>A teaser of item {n}.</description><content:encoded>{cdata(m)}</content:encoded>", site("encoded"))
            for n, title, m in named),
        "rss-title.xml": rss(
            rss_item(n, f"<title>{escaped(m)}</title><description>Text of item {n}.</description>", site("rss-title"))
            for n, m in in_titles),
        "atom-html.xml": atom(
            atom_entry(n, f'{title}<summary type="html">{escaped(m)}</summary><content type="html">{escaped(m)}</content>', site("html")) for n, title, m in named),
        "atom-title.xml": atom(
            atom_entry(n, f'<title type="html">{escaped(m)}</title><content>Text of item {n}.</content>', site("atom-title")) for n, m in in_titles),
        "atom-xhtml.xml": atom(
            atom_entry(n, f'{title}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></content>', site("xhtml"))
            for n, title, m in named if (inside := as_xhtml(m))),
        "feed.json": json_feed([{"id": f"v{n}", "url": f"{site('json')}{n}", "title": f"item {n}", "content_html": m} for n, m in numbered]),
    }


def unlawful_documents(vectors):
    """Feeds of one item each, with the characters that XML forbids, as {name: text}. They may be refused."""
    return {f"unlawful-{n}.xml": rss([rss_item(n, f"<description><![CDATA[{vector.markup}]]></description>")])
            for n, vector in enumerate(vectors) if vector.markup != without_controls(vector.markup) and "]]>" not in vector.markup}


def page(vector):
    """A web page whose article has the markup between its words."""
    words = "The lock keepers counted forty boats on that day, more than in any week of the dry summer before, and wrote each one down. " * 4
    title = html.escape(f"The weir {vector.markup[:200]}")
    return (f'<!DOCTYPE html><html lang=en><head><meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{title}"></head><body>'
            f"<article><h1>The weir</h1><p>{words}</p><p>{words}</p><p>It rained. {vector.markup} It stopped.</p><p>{words}</p></article></body></html>")


# --- Addresses in the fields of a feed ----------------------------------------------------------------------------------------------------

def address_documents(vectors):
    """Feeds and pages with the same address in every field that takes one, as {name: text}."""
    out = {}
    for number, vector in enumerate(vectors):
        if vector.kind == "address":
            raw, xml = vector.markup, escaped(vector.markup)
            out[f"address-{number}.rss.xml"] = rss(
                [f'<item><title>one</title><description>x</description>{rss_addresses(xml)}</item>',
                 f'<item><title>two</title><description>x</description><guid>{xml}</guid></item>'], channel_addresses(xml))
            out[f"address-{number}.atom.xml"] = atom([f"<entry><title>one</title>{atom_addresses(xml)}</entry>"], atom_addresses(xml) + f"<icon>{xml}</icon><logo>{xml}</logo>")
            out[f"address-{number}.json"] = json_addresses(raw)
    return out


def rss_addresses(url):
    return "".join(part.replace("{}", url) for part in [
        "<link>{}</link>", "<comments>{}</comments>", '<source url="{}">s</source>', '<enclosure url="{}" type="audio/mpeg" length="1"/>',
        '<enclosure url="{}" type="image/png" length="1"/>', '<itunes:image href="{}"/>', '<googleplay:image href="{}"/>', '<atom:link rel="alternate" href="{}"/>',
        '<atom:link rel="related" href="{}"/>', '<atom:link rel="enclosure" href="{}"/>', "<atom:author><atom:name>A</atom:name><atom:uri>{}</atom:uri></atom:author>",
        '<media:content url="{}" medium="image"><media:thumbnail url="{}"/><media:player url="{}"/></media:content>', '<media:content url="{}" type="video/mp4"/>',
        '<media:thumbnail url="{}"/>', '<media:license href="{}">l</media:license>', '<media:community><media:statistics views="1"/></media:community>',
        "<wfw:commentRss>{}</wfw:commentRss>", '<cc:license rdf:resource="{}" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        '<podcast:person img="{}" href="{}">P</podcast:person>', '<podcast:transcript url="{}" type="text/vtt"/>', '<podcast:chapters url="{}" type="application/json"/>',
        '<podcast:alternateEnclosure type="audio/opus" length="1"><podcast:source uri="{}"/></podcast:alternateEnclosure>',
        '<podcast:socialInteract uri="{}" protocol="activitypub"/>', '<podcast:contentLink href="{}">c</podcast:contentLink>', '<podcast:images srcset="{} 1500w"/>',
        '<podcast:license url="{}">l</podcast:license>', '<psc:chapters><psc:chapter start="0" title="c" href="{}" image="{}"/></psc:chapters>',
        "<feedburner:origLink>{}</feedburner:origLink>", "<feedburner:origEnclosureLink>{}</feedburner:origEnclosureLink>"])


def channel_addresses(url):
    return "".join(part.replace("{}", url) for part in [
        "<link>{}</link>", "<image><url>{}</url><link>{}</link><title>i</title></image>", '<itunes:image href="{}"/>', '<atom:link rel="self" href="{}"/>',
        '<atom:link rel="hub" href="{}"/>', '<atom:link rel="next" href="{}"/>', "<docs>{}</docs>", "<itunes:new-feed-url>{}</itunes:new-feed-url>",
        '<podcast:funding url="{}">f</podcast:funding>', '<podcast:trailer url="{}" pubdate="Thu, 01 Apr 2021 08:00:00 GMT">t</podcast:trailer>',
        '<podcast:podroll><podcast:remoteItem feedGuid="g" feedUrl="{}"/></podcast:podroll>', '<podcast:liveItem status="live" start="2026-01-01T00:00:00Z"><enclosure '
        'url="{}" type="audio/mpeg" length="1"/><podcast:contentLink href="{}">c</podcast:contentLink></podcast:liveItem>', "<webfeeds:icon>{}</webfeeds:icon>",
        '<webfeeds:cover image="{}"/>', "<webfeeds:logo>{}</webfeeds:logo>", "<managingEditor>a@a.test (A)</managingEditor>"])


def atom_addresses(url):
    return "".join(part.replace("{}", url) for part in [
        "<id>{}</id>", '<link href="{}"/>', '<link rel="related" href="{}"/>', '<link rel="enclosure" href="{}" type="audio/mpeg"/>', '<link rel="replies" href="{}"/>',
        '<link rel="license" href="{}"/>', '<link rel="hub" href="{}"/>', '<link rel="icon" href="{}"/>', "<author><name>A</name><uri>{}</uri></author>",
        "<contributor><name>C</name><uri>{}</uri></contributor>", '<generator uri="{}">g</generator>', '<category term="t" scheme="{}"/>',
        '<source><id>{}</id><title>s</title><link href="{}"/><icon>{}</icon></source>', '<content src="{}" type="text/html"/>',
        '<thr:in-reply-to xmlns:thr="http://purl.org/syndication/thread/1.0" href="{}" ref="r"/>'])


def json_addresses(url):
    author = {"name": "A", "url": url, "avatar": url}
    item = {"id": url, "url": url, "external_url": url, "image": url, "banner_image": url, "authors": [author], "content_text": "x",
            "attachments": [{"url": url, "mime_type": "audio/mpeg"}]}
    return json_feed([item], home_page_url=url, feed_url=url, icon=url, favicon=url, next_url=url, authors=[author], hubs=[{"type": "WebSub", "url": url}])


def address_page(vector):
    """A web page that names the address wherever a page names one."""
    url = html.escape(vector.markup)
    words = "The lock keepers counted forty boats on that day, more than in any week of the dry summer before, and wrote each one down. " * 4
    data = json.dumps({"@type": "NewsArticle", "headline": "h", "url": vector.markup, "image": vector.markup, "author": {"@type": "Person", "name": "A", "url": vector.markup}}).replace("<", "\\u003c")
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>The weir</title><link rel="canonical" href="{url}"><link rel="next" href="{url}">'
            f'<meta property="og:url" content="{url}"><meta property="og:image" content="{url}"><meta property="article:author" content="{url}">'
            f'<meta property="og:video" content="{url}"><link rel="alternate" type="application/rss+xml" href="{url}"><script type="application/ld+json">'
            f'{data}</script></head><body><article><h1>The weir</h1><address><a rel="author" href="{url}">A</a></address>'
            f'<p>{words}</p><p>{words}</p><p><a href="{url}">x</a></p><p>{words}</p></article></body></html>')


# --- XHTML --------------------------------------------------------------------------------------------------------------------------------

class XHTML(html.parser.HTMLParser):
    """Writes HTML as well-formed XML, element by element: no tree is built and nothing is taken out."""
    VOID = set("area base br col embed hr img input link meta param source track wbr".split())
    NAMESPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.open = [], []

    def handle_starttag(self, tag, attributes):
        if not re.fullmatch(r"[a-z][\w-]*", tag):
            return
        attributes = {name: value for name, value in attributes if re.fullmatch(r"[a-z][\w-]*", name)}
        if tag in self.NAMESPACES:
            attributes["xmlns"] = self.NAMESPACES[tag]
        self.out.append(f"<{tag}" + "".join(f' {name}="{escaped(value or "")}"' for name, value in attributes.items()) + ("/>" if tag in self.VOID else ">"))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while (closed := self.open.pop()) != tag:
                self.out.append(f"</{closed}>")
            self.out.append(f"</{tag}>")

    def handle_data(self, data):
        self.out.append(escaped(data))


def as_xhtml(markup):
    """The markup as it stands where it is well-formed, else written as XHTML; None where that is not well-formed either."""
    parser = XHTML()
    try:
        parser.feed(without_controls(markup))
        parser.close()
    except AssertionError:
        # Some declarations are more than Python's parser takes.
        parser.out = []
    for text in (markup, "".join(parser.out) + "".join(f"</{tag}>" for tag in reversed(parser.open))):
        # Deeper elements than these are another test's.
        if text.count("<") < 200 and is_well_formed(text):
            return text
    return None


def is_well_formed(text):
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f"<div>{text}</div>".encode(errors="replace"), True)
    except xml.parsers.expat.ExpatError:
        return False
    return True


# --- What comes out -----------------------------------------------------------------------------------------------------------------------

def html_of(value):
    """All HTML in a record, and its title as a program shows it that takes it for text."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and name.endswith("_html"):
                yield inner
            elif isinstance(inner, str) and name == "title" and html.escape(inner) != inner:
                yield html.escape(inner)
            else:
                yield from html_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from html_of(inner)


def url_faults(value, name="", path=""):
    """What is wrong with the URLs of a record: those of URL members must be absolute and permitted, and nothing else may look like a dangerous one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from url_faults(inner, key, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from url_faults(inner, name, path)
    elif isinstance(value, str):
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", value, re.I)
        if name.endswith("_html") or name in TEXT_MEMBERS:
            return
        if name in URL_MEMBERS or name.endswith("_url"):
            is_image = re.match(r"data:image/(?!svg)", value) and name in ("image", "banner_image", "icon", "favicon", "avatar", "thumbnails")
            if not is_image and not (scheme and scheme[1].lower() in PERMITTED):
                yield f"{path}: {value[:100]!r}"
            elif re.search(r"[\x00-\x20\x7f\"<>]", value):
                yield f"{path} is not normalized: {value[:100]!r}"
        elif DANGEROUS.match(re.sub(r"[\t\r\n]", "", value)):
            yield f"{path}: {value[:100]!r}"
