"""Shapes that only a poll shows: what is compared across the items of a document, and what is written of them."""

from feeds import ATOM, DECLARATIONS, RSS, numbered, products
from shape import Shape, product, repeated

WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform".split()


def sentence(i, count=60):
    return " ".join(WORDS[(i * 7 + j * (1 + i % 5)) % len(WORDS)] + (str(i) if j % 9 == 0 else "") for j in range(count))


ITEMS = {
    "items": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid></item>", "without guids": lambda i: f"<item><title>t{i}</title></item>", "equal items": lambda i: "<item><title>t</title><guid>g</guid></item>",
    "equal guids": lambda i: f"<item><title>t{i}</title><guid>g</guid><link>http://a.test/{i}</link></item>", "equal links": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><link>http://a.test/</link></item>", "equal titles": lambda i: f"<item><title>t</title><guid>g{i}</guid></item>",
    "equal texts": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><description>{sentence(1)}</description></item>", "similar texts": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><description>{sentence(1, 80)} {i}</description></item>",
    "distinct texts": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><description>{sentence(i)}</description></item>", "blocks that recur": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><description>&lt;p&gt;{sentence(i)}&lt;/p&gt;&lt;p&gt;Read our newsletter every day.&lt;/p&gt;</description></item>",
    "cross-links": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><link>http://a.test/{i}</link><description>&lt;p&gt;{sentence(i)}&lt;/p&gt;&lt;p&gt;Read also: &lt;a href='http://a.test/{i + 1}'&gt;t{i + 1}&lt;/a&gt;&lt;/p&gt;&lt;p&gt;{sentence(i + 3)}&lt;/p&gt;</description></item>",
    "tags": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid>" + "".join(f"<category>c{i}-{j}</category>" for j in range(20)) + "</item>", "dates that change": lambda i: f"<item><title>t{i}</title><guid>g{i}</guid><pubDate>Mon, 02 Jan 2023 10:{i % 60:02d}:00 GMT</pubDate></item>",
}
ITEM = {
    "blocks": "<p>Block number %d of the text.</p>", "equal blocks": "<p>Block of the text.</p>", "links": '<p>Read also: <a href="http://a.test/%d">a headline</a></p>', "words": "word%d ", "long word": "a", "references": "&amp;", "list": "<ul><li>a", "breaks": "line %d<br>", "numbers": "<p>%d</p>",
}


def shapes():
    for name, item in ITEMS.items():
        yield Shape(f"poll {name}", repeated(item, RSS.opened + "<title>c</title>", RSS.closing), "poll")
    for name, text in ITEM.items():
        yield Shape(f"poll item: {name}", repeated(numbered(text), RSS.in_item()[0] + "<guid>g</guid><description><![CDATA[", "]]></description>" + RSS.in_item()[1]), "poll")
    for shape in products():
        yield Shape("poll " + shape.name, shape.make, "poll", shape.suffix)
    yield Shape("poll product: blocks x items", product(lambda a, b: RSS.opened + "<item><title>t</title><description><![CDATA[" + "".join(f"<p>Block number {i}</p>" for i in range(a // 24)) + "]]></description></item>" + "".join(f"<item><title>t{i}</title><description>Block number {i}</description></item>" for i in range(b // 80)) + RSS.closing), "poll")
    yield Shape("poll product: links x items", product(lambda a, b: RSS.opened + "<item><title>t</title><description><![CDATA[" + "".join(f'<p><a href="http://a.test/{i}">t{i}</a></p>' for i in range(a // 44)) + "]]></description></item>" + "".join(f"<item><title>t{i}</title><link>http://a.test/{i}</link></item>" for i in range(b // 80)) + RSS.closing), "poll")
