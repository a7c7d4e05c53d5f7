"""Web pages that harm who extracts their article, by class: a function a class, which yields its pages. Each has an article that says what its feed does not."""
import dataclasses

from hostile_documents import Sizes, many


@dataclasses.dataclass
class Page:
    name: str
    body: bytes
    kind: str = "text/html"


def pages(share=1.0):
    """All pages, as {class.name: page}."""
    return {f"{make.__name__.replace('_', '-')}.{page.name}": page for make in CLASSES for page in make(Sizes(share))}


WORDS = "The lock keepers counted forty boats on that day, more than in any week of the dry summer before, and wrote each one down. " * 4


def page(name, inside="", head="", before="", behind="", encoding="utf-8", body_attributes="", **more):
    """A page with what is hostile in its head, before, within or behind its article."""
    text = (f'<!DOCTYPE html><html lang=en><head><meta charset="{encoding}"><title>The weir of {name}</title>{head}</head><body {body_attributes}>{before}'
            f"<article><h1>The weir of {name}</h1><p>{WORDS}</p><p>{WORDS}</p>{inside}<p>{WORDS}</p></article>{behind}</body></html>")
    return Page(name, text.encode("utf-8", "surrogatepass"), **more)


def tags(size):
    """Tags with too many attributes, names and openings."""
    names = many(size.n(40_000), " a{}=''")
    yield page("attributes-of-a-paragraph", f"<p {names}>x</p>")
    yield page("attributes-of-the-body", body_attributes=names)
    yield page("attributes-of-a-meta-element", head=f"<meta {names}>")
    yield page("classes", f"<p class='{many(size.n(60_000), 'c{} ')}'>x</p>")
    yield page("identifiers", many(size.n(20_000), "<a id=i{} name=n{}></a>"))
    yield page("open-elements", "<div>" * size.n(100_000))
    yield page("open-formatting", many(size.n(20_000), "<b id=b{}><i>") + "<p>x" * size.n(5_000))
    yield page("open-tables", "<table><tr><td>" * size.n(20_000))
    yield page("open-lists", "<ul><li>a" * size.n(60_000))
    yield page("open-links", "<a href=x>y" * size.n(60_000))
    yield page("closing-tags", "</div></p></span>" * size.n(60_000))
    yield page("open-tags", "<a href='" * size.n(80_000))
    yield page("less-than-signs", "<" * size.n(1_000_000))
    yield page("open-comments", "<!--" * size.n(200_000))


def blocks(size):
    """Blocks, texts and links without number, of one kind or of all."""
    yield page("paragraphs", "<p>word</p>" * size.n(100_000))
    yield page("paragraphs-of-words", many(size.n(4_000), "<p>A paragraph number {} of some words, which are many, and a comma, so that it looks like an article.</p>"))
    yield page("divisions-with-a-text-each", many(size.n(20_000), "<div><div>a text {}</div></div>"))
    yield page("siblings-that-could-all-be-the-article", behind=many(size.n(400), "<article><h2>Another {}</h2><p>" + WORDS + "</p></article>"))
    yield page("headings", "<h1>a</h1><h2>b</h2>" * size.n(30_000))
    yield page("links-between-paragraphs", many(size.n(8_000), "<p>Some words of paragraph {} are here.</p><p><a href='/{}'>A headline of another page {}</a></p>"))
    yield page("a-menu", before="<nav>" + many(size.n(30_000), "<li><a href='/{}'>entry {}</a></li>") + "</nav>")
    yield page("comments-of-readers", behind=many(size.n(6_000), "<div class=comment><p>I say so {}</p></div>"))
    yield page("tables", "<table>" + "<tr><td>a<td>b<td>c" * size.n(30_000) + "</table>")
    yield page("images", many(size.n(20_000), "<figure><img src='/{}.png'><figcaption>c {}</figcaption></figure>"))
    yield page("line-breaks", "a<br><br>" * size.n(60_000))
    yield page("inline-elements", "<span>w</span> " * size.n(80_000))
    yield page("one-word", "w" * size.n(1_000_000))
    yield page("spaces", " \n\t" * size.n(600_000))


def heads(size):
    """What stands in the head of a page: metadata, scripts, addresses."""
    yield page("meta-elements", head=many(size.n(30_000), "<meta property='og:image' content='/{}.png'><meta name=author content='A {}'>"))
    yield page("a-long-title", head=f"<title>{'t' * size.n(1_000_000)}</title>")
    yield page("a-description", head=f"<meta name=description content='{'d' * size.n(1_000_000)}'>")
    yield page("linked-data-of-lists", head="<script type='application/ld+json'>" + "[" * size.n(100_000) + "</script>")
    yield page("linked-data-of-members", head="<script type='application/ld+json'>{" + many(size.n(60_000), '"k{}":{"@type":"Person","name":"n"},') + '"@type":"NewsArticle"}</script>')
    yield page("linked-data-of-authors", head="<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[" + many(size.n(30_000), '{"name":"author {}"},') + '{"name":"z"}]}</script>')
    yield page("blocks-of-linked-data", head="<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"h\"}</script>" * size.n(10_000))
    yield page("scripts", head="<script>var a = '</p>';</script>" * size.n(30_000))
    yield page("alternates", head=many(size.n(20_000), "<link rel=alternate type='application/rss+xml' href='/{}'>"))
    yield page("a-long-base", "<a href=x>a</a><img src=y>" * size.n(20_000), head=f"<base href='http://a.test/{'b' * 7_500}/'>")
    yield page("many-bases", "<a href=x>a</a>" * size.n(2_000), head=many(size.n(20_000), "<base href='http://a.test/{}/'>"))
    yield page("the-next-page-is-this", head="<link rel=next href='?'>")
    yield page("another-encoding-by-each-element", head="<meta charset=utf-16><meta http-equiv=content-type content='text/html; charset=x-none'>" * size.n(10_000))
    yield page("a-refresh", head="<meta http-equiv=refresh content='0;url=javascript:pwn(1)'>" * size.n(1_000))


def values(size):
    """Text and attributes with characters, images and styles that harm."""
    yield page("entities", "&lt;&amp;&nbsp;&#65;" * size.n(60_000))
    yield page("directions", "<p>\u202e\u2066\u2067\u009b31m\U000e0041 of the weir</p>" * size.n(2_000))
    yield page("data", f"<img src='data:image/png;base64,{'A' * size.n(800_000)}'>")
    yield page("candidates", "<img srcset='" + many(size.n(20_000), "a{}.png {}w, ") + "'>")
    yield page("styles", "<p style='" + "color:red;" * size.n(80_000) + "'>x</p>")
    yield page("hidden", "<div style='display:none'><p>x</p></div>" * size.n(20_000))
    yield page("foreign", "<svg><foreignObject><math><mtext>" * size.n(10_000))
    yield page("templates", "<template><p>x</p></template>" * size.n(20_000))
    yield page("frames", "<iframe src='/x'></iframe><video src=y></video>" * size.n(15_000))
    yield page("invalid-bytes", "\ud800\udfff" * size.n(60_000))
    yield Page("nothing", b"")
    yield Page("nul-characters", page("nul", "a\x00" * size.n(200_000)).body)


CLASSES = [tags, blocks, heads, values]
