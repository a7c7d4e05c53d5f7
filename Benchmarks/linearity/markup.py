"""Shapes of HTML: as the content of an item, in each of its carriers, and as a page whose article is extracted."""

from feeds import ATOM, JSON_HEAD, RSS, numbered
from shape import Shape, encoded, product, repeated
from html import escape
import json

ELEMENTS = (
    "p div span b i em strong a font nobr code big tt u s small sup sub q cite blockquote pre ul ol li dl dt dd table tbody tr td th caption col form fieldset label "
    "select option optgroup button input textarea details summary figure figcaption picture source img video audio iframe object embed param noscript script style template title svg math "
    "h1 h6 center ruby rt br hr wbr base meta link frameset frame map area dialog nav header footer main article section aside time abbr marquee blink plaintext xmp listing body html head foo custom-element"
).split()

PIECES = {
    "paragraphs": "<p>text %d</p>", "equal paragraphs": "<p>text</p>", "links": '<a href="http://a.test/%d">link</a> ', "relative links": '<a href="x%d">link</a> ', "fragments": '<a href="#x%d">link</a> ',
    "images": '<img src="http://a.test/%d.jpg" alt="text %d">', "sized images": '<img src="http://a.test/%d.jpg" width="300" height="200">', "pixels": '<img src="http://a.test/%d.gif" width="1" height="1">',
    "lazy images": '<img data-src="http://a.test/%d.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "srcset images": '<img srcset="http://a.test/%d.jpg 1x, http://a.test/%d-2.jpg 2x">',
    "pictures": '<picture><source srcset="http://a.test/%d.webp"><img src="http://a.test/%d.jpg"></picture>', "noscript images": '<noscript><img src="http://a.test/%d.jpg"></noscript>',
    "iframes": '<iframe src="http://a.test/embed/%d"></iframe>', "videos": '<video src="http://a.test/%d.mp4" poster="http://a.test/%d.jpg"></video>', "objects": '<object data="http://a.test/%d"><p>x</p></object>',
    "styles": '<p style="color: red; display: block; margin: %dpx">x</p>', "hidden": '<p style="display:none">x%d</p>', "hidden attribute": "<p hidden>x%d</p>", "classes": '<p class="c%d d%d e%d">x</p>', "ids": '<p id="i%d">x</p>',
    "handlers": '<p onclick="x(%d)">x</p>', "tables": "<table><tr><td>%d</td></tr></table>", "rows": "<tr><td>%d</td><td>x</td></tr>", "items": "<li>text %d</li>", "lists": "<ul><li>text %d</li></ul>",
    "headings": "<h2>heading %d</h2>", "scripts": "<script>x(%d)</script>", "style elements": "<style>p { color: red%d }</style>", "comments": "<!-- %d -->", "open comments": "<!-- %d ", "conditional": "<!--[if IE]>%d<![endif]-->",
    "cdata": "<![CDATA[%d]]>", "instructions": "<?x %d?>", "declarations": "<!x %d>", "references": "&#%d;", "named references": "&eacute;", "unterminated references": "&eacute ", "unknown references": "&x%d;", "ampersands": "&", "less-than": "<", "less-than space": "< ",
    "slash": "</", "open tags": "<e%d", "open attributes": '<p a%d="', "end tags": "</p>", "unknown end tags": "</e%d>", "unknown tags": "<e%d>", "breaks": "<br>", "double breaks": "text %d<br><br>", "rules": "<hr>", "no-break spaces": "&nbsp;", "soft hyphens": "\u00ad",
    "bidi": "\u202e%d", "zero width": "\u200b", "line separators": "\u2028", "lines": "line %d\n", "spaces": "  ", "words": "word%d ", "letters": "a", "mentions": "&lt;b&gt; ", "quotes": '"', "forms": '<form><input name="x%d"></form>', "details": "<details><summary>x%d</summary>y</details>",
    "svg": "<svg><path d=%d></svg>", "math": "<math><mi>x%d</mi></math>", "templates": "<template>%d</template>", "figures": '<figure><img src="http://a.test/%d.jpg"><figcaption>x</figcaption></figure>', "adoption": "<b><p>x%d</b></p>", "misnested": "<i><b>x%d</i></b>", "anchors in anchors": '<a href="x%d"><div><a href=y>',
    "formatting": "<b>x%d", "nobr": "<nobr>x", "selects": "<select><option>%d", "table text": "<table>x%d", "cells": "<td>%d", "ruby": "<ruby>x<rt>%d</rt></ruby>", "definitions": "<dt>x%d<dd>y", "embeds": '<amp-youtube data-videoid="x%d"></amp-youtube>', "emoji images": '<img class="emoji" alt="\U0001f600" src="http://a.test/%d.png">',
    "tracking links": '<a href="http://a.test/?utm_source=%d&amp;fbclid=x">x</a>', "data urls": '<img src="data:image/png;base64,%d">', "bad urls": '<a href="javascript:%d">x</a>', "time": '<time datetime="2023-01-%02d">x</time>', "read also": '<p>Read also: <a href="http://a.test/%d">x</a></p>', "sources": '<source src="http://a.test/%d">',
}

ATTRIBUTES = {
    "distinct": ' a%d="%d"', "equal": ' a="%d"', "bare": " a%d", "unquoted": " a%d=%d", "equal titles": " title=x%d", "classes": ' class="c%d"', "data": ' data-x%d="y"', "handlers": ' onx%d="y"', "styles": ' style="a:%d"', "slashes": "/", "quotes": '"', "equals": "=",
    "references": ' a%d="&amp;"',
}
VALUES = {
    "style": ("color: red%d; ", '<p style="%s">x</p>'), "style comments": ("/* %d */", '<p style="%s">x</p>'), "style open": ("(", '<p style="%s">x</p>'), "srcset": ("http://a.test/%d.jpg %dw, ", '<img srcset="%s" src=x>'), "srcset commas": (", ", '<img srcset="%s">'), "srcset brackets": ("(", '<img srcset="x %s">'),
    "class": ("c%d ", '<p class="%s">x</p>'), "alt": ("word%d ", '<img alt="%s" src=x>'), "title": ("&quot;", '<p title="%s">x</p>'), "href": ("/../%d", '<a href="http://a.test%s">x</a>'), "query": ("&a%d=b", '<a href="http://a.test/?%s">x</a>'), "query utm": ("&utm_x%d=b", '<a href="http://a.test/?%s">x</a>'), "percent": ("%%41", '<a href="http://a.test/%s">x</a>'),
    "host": ("a%d.", '<a href="http://%stest/">x</a>'), "unicode host": ("\u00e9.", '<a href="http://%stest/">x</a>'), "fragment": ("x%d", '<a href="#%s">x</a>'), "data": ("R0lG", '<img src="data:image/png;base64,%s">'), "width": ("1", '<img src=x width="%s">'), "rel": ("x%d ", '<a rel="%s" href=y>x</a>'), "language": ("en-", '<p lang="%s">x</p>'), "tag name": ("a", "<a%s>x"), "attribute name": ("a", "<p a%s=x>y"),
    "script": ("x = %d; ", "<script>%s</script>"), "script ends": ("</scrip", "<script>%s</script>"), "script comment": ("<!--<script>", "<script>%s</script>"), "style element": ("p { a: b%d } ", "<style>%s</style>"), "textarea": ("x%d ", "<textarea>%s</textarea>"), "comment": ("-", "<!--%s-->"), "comment bang": ("--!", "<!--%s-->"), "title element": ("x%d ", "<title>%s</title>"), "pre": ("x%d\n", "<pre>%s</pre>"),
}


def piece(text):
    return numbered(text) if "%%" not in text else (lambda i: text.replace("%%", "%"))


def carriers(name, make):
    """The same HTML in the carriers through which it comes; `make(before, after)` gives the documents."""
    before, after = RSS.in_item()
    yield Shape(f"content {name}", make(before + "<description><![CDATA[", "]]></description>" + after))
    yield Shape(f"page {name}", make("<!doctype html><html><head><title>t</title></head><body><article><p>An article with text.</p>", "</article></body></html>"), "extract", "html")


def shapes():
    for name, text in PIECES.items():
        yield from carriers(name, lambda before, after, text=text: repeated(piece(text), before, after))
        escaped = lambda k, step, text=text: encoded(RSS.in_item()[0] + "<description>" + escape("".join(map(piece(text), range(step * k // 2 // len(text))))) + "</description>" + RSS.in_item()[1])
        yield Shape(f"escaped {name}", escaped)
        yield Shape(f"title {name}", repeated(piece(text), RSS.items()[0] + "<item><title><![CDATA[", "]]></title></item>" + RSS.closing))
        in_json = lambda k, step, text=text: encoded(JSON_HEAD + '"items":[{"id":"1","content_html":' + json.dumps("".join(map(piece(text), range(step * k // (len(text) + 2))))) + "}]}")
        yield Shape(f"json {name}", in_json, suffix="json")
        yield Shape(f"json text {name}", lambda k, step, f=in_json: f(k, step).replace(b'"content_html"', b'"content_text"'), suffix="json")
    for element in ELEMENTS:
        yield from carriers(f"nested <{element}>", lambda before, after, e=element: repeated(lambda i: f"<{e}>", before, after, lambda i: f"</{e}>"))
        yield from carriers(f"nested <{element}> with text", lambda before, after, e=element: repeated(lambda i: f"<{e}>text ", before, after, lambda i: f"text</{e}>"))
        yield from carriers(f"unclosed <{element}>", lambda before, after, e=element: repeated(lambda i: f"<{e}>x{i} ", before, after))
        yield from carriers(f"alternating <{element}>", lambda before, after, e=element: repeated(lambda i: f"<{e}>x<div>", before, after))
        yield from carriers(f"closed <{element}>", lambda before, after, e=element: repeated(lambda i: f"<{e}>x{i}</{e}>", before, after))
    for name, text in ATTRIBUTES.items():
        for element in ("p", "img", "a", "table", "iframe", "body", "custom-element"):
            yield from carriers(f"attributes of <{element}>: {name}", lambda before, after, text=text, e=element: repeated(piece(text), before + f"<{e}", ">text" + after))
        yield from carriers(f"attributes of an end tag: {name}", lambda before, after, text=text: repeated(piece(text), before + "<p>x</p", ">text" + after))
    for name, (unit, around) in VALUES.items():
        start, end = around.split("%s")
        yield from carriers(f"length of {name}", lambda before, after, unit=unit, start=start, end=end: repeated(piece(unit), before + start, end + after))
    yield from pages()


def pages():
    HEAD = {
        "meta": '<meta name="m%d" content="c%d">', "og": '<meta property="og:image" content="http://a.test/%d.jpg">', "tags": '<meta property="article:tag" content="tag %d">', "authors": '<meta name="author" content="Author %d">', "titles": "<title>t%d</title>",
        "alternates": '<link rel="alternate" type="application/rss+xml" href="/f%d" title="f %d">', "hreflang": '<link rel="alternate" hreflang="en" href="/f%d">', "icons": '<link rel="icon" href="/i%d">', "bases": '<base href="http://a.test/%d/">', "canonical": '<link rel="canonical" href="/c%d">',
        "json-ld": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"h%d"}</script>', "charsets": '<meta charset="utf-%d">', "scripts": "<script>x</script>",
    }
    LD = {
        "graph": ('{"@graph":[', '{"@type":"Person","name":"a%d"},', '{"@type":"NewsArticle","headline":"h"}]}'), "authors": ('{"@type":"NewsArticle","author":[', '{"name":"a%d"},', '"x"]}'), "keys": ('{"@type":"NewsArticle",', '"k%d":1,', '"x":1}'),
        "images": ('{"@type":"NewsArticle","image":[', '"http://a.test/%d",', '"x"]}'), "keywords": ('{"@type":"NewsArticle","keywords":"', "k%d, ", '"}'), "text": ('{"@type":"NewsArticle","articleBody":"', "t%d ", '"}'), "references": ('{"@graph":[', '{"@id":"#%d","author":{"@id":"#%d"}},', '{}]}'), "types": ('{"@type":[', '"t%d",', '"NewsArticle"],"headline":"x"}'),
    }
    end = "</head><body><article><h1>t</h1><p>An article with text.</p></article></body></html>"
    for name, text in HEAD.items():
        yield Shape(f"page head: {name}", repeated(piece(text), "<!doctype html><html><head>", end), "extract", "html")
        yield Shape(f"feed that is a page: {name}", repeated(piece(text), "<!doctype html><html><head>", end), "parse", "html")
    for name, (before, text, after) in LD.items():
        yield Shape(f"page json-ld: {name}", repeated(piece(text), '<!doctype html><html><head><script type="application/ld+json">' + before, after + "</script>" + end), "extract", "html")
    for name, unit in {"arrays": ("[", "]"), "objects": ('{"a":', "}")}.items():
        yield Shape(f"page json-ld: nesting {name}", repeated(lambda i, u=unit: u[0], '<html><head><script type="application/ld+json">', "0</script>" + end, lambda i, u=unit: u[1]), "extract", "html")
    BODY = {
        "articles": "<article><h1>h%d</h1><p>This is the text of an article, with some words in it.</p></article>", "blocks": "<div><p>This is the text of a block, number %d, with some words in it.</p></div>", "equal blocks": "<div><p>This is the text of a block, with some words in it.</p></div>",
        "list of links": '<li><a href="/a%d">A headline of several words</a></li>', "headings and text": "<h2>h%d</h2><p>Text of several words, one after another, as an article has it.</p>", "bylines": '<p class="byline">By Author %d</p>', "times": '<time datetime="2023-01-%02d">2023</time>', "dates": "<p>%d January 2023</p>",
        "itemprop": '<span itemprop="author">Author %d</span>', "rel author": '<a rel="author" href="/a%d">Author</a>', "asides": "<aside>Aside %d</aside>", "captions": '<figure><img src="/i%d.jpg"><figcaption>Caption of an image.</figcaption></figure>', "comments of readers": '<div class="comment"><p>I think that %d is a number.</p></div>',
        "breaks": "Text of a line, number %d.<br>", "classes": '<div class="article-body-%d content main"><p>Text.</p></div>', "tables": "<table><tr><td><p>Text of a cell %d, with several words.</p></td></tr></table>", "spans": "<span>word</span> ",
    }
    for name, text in BODY.items():
        yield Shape(f"page body: {name}", repeated(piece(text), "<!doctype html><html><head><title>t</title></head><body>", "</body></html>"), "extract", "html")
        yield Shape(f"page body nested: {name}", repeated(lambda i, text=text: "<div>" + piece(text)(i) + ("</div>" * 50 if i % 50 == 49 else ""), "<!doctype html><html><head><title>t</title></head><body>", "</body></html>"), "extract", "html")
    yield Shape("product: base of a page x links", product(lambda a, b: f'<html><head><base href="http://a.test/{"p" * a}/"></head><body><article>' + "<p>Text of an article. <a href=x>link</a> and more</p>" * (b // 52) + "</article></body></html>"), "extract", "html")
    yield Shape("long base: links of a page", repeated(lambda i: f"<p>Text of an article. <a href=x{i}>link</a> and more</p>", f'<html><head><base href="http://a.test/{"p" * 7900}/"></head><body><article>', "</article></body></html>"), "extract", "html")
    yield Shape("product: classes x blocks", product(lambda a, b: '<html><body class="' + "".join(f"c{i} " for i in range(a // 8)) + '"><article>' + "<p>Text of an article.</p>" * (b // 27) + "</article></body></html>"), "extract", "html")
    yield Shape("product: title x headings", product(lambda a, b: "<html><head><title>" + "word " * (a // 5) + "</title></head><body>" + "<h1>word word</h1><p>text</p>" * (b // 28) + "</body></html>"), "extract", "html")
    yield Shape("product: depth x blocks", product(lambda a, b: "<html><body>" + "<div>" * (a // 5) + "<p>Text of an article.</p>" * (b // 27) + "</body></html>"), "extract", "html")
    yield Shape("product: formatting x blocks", product(lambda a, b: "<html><body>" + "".join(f"<font size={i}>" for i in range(a // 14)) + "<p>Text of an article.</p>" * (b // 27) + "</body></html>"), "extract", "html")
