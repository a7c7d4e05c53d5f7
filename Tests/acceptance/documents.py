"""Feed documents rewritten byte by byte, in whatever encoding they are, so that their items stay what they were.

It knows only as much of XML as it takes to find where items begin and end: comments, CDATA, processing instructions and tags with their quoted attributes.
"""
import re

TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>"
    rb"|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?P<empty>/?)>", re.S)
FEED_DATE = re.compile(rb"(<(?P<name>(?:[\w-]+:)?(?:lastBuildDate|pubDate|updated|modified|date))>)[^<]*(</(?P=name)>)")
ADDRESS = re.compile(rb"(?P<fixed>\bxmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')|<!DOCTYPE[^>]*>)|://")


OPEN = "an item is left open"


class Unsafe(Exception):
    """The document cannot be taken apart with certainty; says why."""


def with_ascii_bytes(rewrite):
    """UTF-16 is rewritten as UTF-8 and put back; every other encoding in use keeps ASCII's bytes for ASCII's characters."""
    def inner(data, *more):
        for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if data.startswith(mark):
                return mark + rewrite(data[2:].decode(codec).encode(), *more).decode().encode(codec)
        return rewrite(data, *more)
    return inner


def item_ranges(data):
    """Where each item begins and ends."""
    wanted, ranges, start, depth = None, [], 0, 0
    for token in TOKEN.finditer(data):
        if token["name"] is None:
            continue
        local = token["name"].split(b":")[-1]
        if wanted is None:
            wanted = {b"feed": b"entry", b"rss": b"item", b"RDF": b"item"}.get(local)
            if wanted is None:
                raise Unsafe(f"its root is <{token['name'].decode('ascii', 'replace')}>")
        if local != wanted or token["rest"].endswith(b"/") or token["empty"]:
            continue
        depth += -1 if token["close"] else 1
        if depth < 0:
            raise Unsafe("an item ends that did not begin")
        if depth == 1 and not token["close"]:
            start = token.start()
        if depth == 0:
            ranges.append((start, token.end()))
    if depth:
        raise Unsafe(OPEN)
    return ranges


def is_cut_off(data):
    """Whether the document ends inside an item."""
    try:
        item_ranges(data)
    except Unsafe as reason:
        return str(reason) == OPEN
    return False


def reversed_items(data, expected_count):
    """The document with its items in reverse, other dates of the feed itself, and a comment at the end."""
    return with_ascii_bytes(_reversed_items)(data, expected_count)


def _reversed_items(data, expected_count):
    ranges = item_ranges(data)
    if len(ranges) != expected_count:
        raise Unsafe(f"{len(ranges)} items found where {expected_count} are read")
    out, position = bytearray(), 0
    for (start, end), (other_start, other_end) in zip(ranges, reversed(ranges)):
        out += other_dates(data[position:start]) + data[other_start:other_end]
        position = end
    return bytes(out) + other_dates(data[position:]) + COMMENT


COMMENT = b"\n<!-- rewritten: the items are the same -->\n"


def other_dates(data):
    def replace(match):
        local = match["name"].split(b":")[-1]
        return match[1] + (b"2026-11-01T04:05:06Z" if local in (b"updated", b"modified", b"date") else b"Sun, 01 Nov 2026 04:05:06 GMT") + match[3]
    return FEED_DATE.sub(replace, data)


@with_ascii_bytes
def commented(data):
    """The document with a comment at its end, and nothing else changed."""
    return data + COMMENT


def copy(data, number):
    """The document as another site's: every address in it on another host, so that no item of it is an item of the original."""
    mark = b"://c%d." % number
    return with_ascii_bytes(lambda text: ADDRESS.sub(lambda m: m["fixed"] or mark, text))(data)
