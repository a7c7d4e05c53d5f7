#!/usr/bin/env python3
"""Compares what feedd reads from feeds with what feedparser reads (PyPI, Debian's python3-feedparser), field by field: what one of them lacks counts as well as what
differs.

usage: compare_feedparser.py FEEDD DIRECTORY [--kind NAME] [--markdown]

Each difference belongs to a kind of KINDS, which says why the two differ; those of no kind are printed. test_feedparser.py fails where there is one.
"""
import argparse
import calendar
import collections
import dataclasses
import datetime
import html
import html.parser
import json
import os
import re
import subprocess
import sys
import unicodedata
import urllib.parse
import warnings


@dataclasses.dataclass(frozen=True)
class Difference:
    file: str
    item: object
    """The item's number, or None for the feed itself."""
    field: str
    feedd: object
    feedparser: object
    document: bytes = dataclasses.field(repr=False, compare=False)
    entry: object = dataclasses.field(repr=False, compare=False)
    """What feedparser made of the item or feed."""
    record: dict = dataclasses.field(repr=False, compare=False)
    """What feedd made of it."""
    feed: dict = dataclasses.field(repr=False, compare=False)
    """What feedd made of the whole feed."""

    @property
    def raw(self):
        """The item as it stands in the document, its HTML unescaped once."""
        parts = re.split(rb"<(?:\w+:)?(?:item|entry)[\s>]", self.document)
        return html.unescape(parts[self.item + 1].decode("utf-8", "replace")) if self.item is not None and self.item + 1 < len(parts) else ""

    @property
    def full_field(self):
        return self.field if self.item is not None else f"feed.{self.field}"

    def __str__(self):
        place = self.file if self.item is None else f"{self.file}, item {self.item}"
        return f"{place}: {self.field}: {shown_beside(self.feedd, self.feedparser)}"


def shown(value):
    text = repr(sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)
    return text if len(text) < 300 else text[:300] + "…"


def shown_beside(ours, theirs):
    """Both values. Of sets what only one has, of long texts the place where they part."""
    if isinstance(ours, set) and isinstance(theirs, set):
        return f"only feedd {shown(ours - theirs)}, only feedparser {shown(theirs - ours)}"
    if isinstance(ours, str) and isinstance(theirs, str) and max(len(ours), len(theirs)) > 100:
        start = max(0, len(os.path.commonprefix([ours, theirs])) - 30)
        return f"from character {start} on feedd {ours[start:start + 120]!r}, feedparser {theirs[start:start + 120]!r}"
    return f"feedd {shown(ours)}, feedparser {shown(theirs)}"


# --- The fields of both ---------------------------------------------------------------------------------------------------------------------
# Each field is a text, a set of texts, or None. Texts are without white space: where lines break is another test's.

def of_feedd_feed(feed):
    head = feed["_feedd"]
    return {
        "title": squeezed(feed.get("title")),
        "link": feed.get("home_page_url"),
        "id": head.get("id"),
        "description": squeezed(feed.get("description")),
        "language": feed.get("language"),
        "authors": names(feed.get("authors", [])),
        "contributors": names(head.get("contributors", [])),
        "tags": set(map(squeezed, head.get("tags", []))),
        "rights": squeezed(head.get("rights")),
        "updated": head.get("updated"),
        "published": head.get("published"),
        "generator": squeezed(head.get("generator")),
        "images": present(feed.get("icon"), feed.get("favicon")),
        "links": links(head.get("links", []), "url"),
    }


def of_feedparser_feed(feed):
    return {
        "title": text_of(feed, "title"),
        "link": feed.get("link"),
        "id": feed.get("id"),
        "description": text_of(feed, "subtitle") or text_of(feed, "summary"),
        "language": feed.get("language"),
        "authors": persons(feed, "authors", "author_detail"),
        "contributors": persons(feed, "contributors"),
        "tags": tags(feed),
        "rights": text_of(feed, "rights"),
        "updated": date(feed, "updated_parsed"),
        "published": date(feed, "published_parsed"),
        "generator": squeezed(feed.get("generator")),
        "images": present(feed.get("image", {}).get("href"), feed.get("icon"), feed.get("logo")),
        "links": links(feed.get("links", []), "href"),
    }


def of_feedd_item(item):
    head = item.get("_feedd", {})
    return {
        "title": squeezed(item.get("title")),
        "link": item.get("url"),
        "id": head.get("guid"),
        "authors": names(item.get("authors", [])),
        "contributors": names(head.get("contributors", [])),
        "tags": set(map(squeezed, item.get("tags", []))),
        "enclosures": {attachment["url"] for attachment in item.get("attachments", [])},
        "images": present(item.get("image"), item.get("banner_image")),
        "links": links(head.get("links", []), "url") | ({("alternate", item["url"])} if "url" in item else set()),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "summary": squeezed(item.get("summary")),
        "content": squeezed(plain(item["content_html"]) if "content_html" in item else item.get("content_text")),
        "rights": squeezed(head.get("rights")),
        "language": item.get("language"),
        "comments": head.get("comments_url"),
    }


def of_feedparser_item(entry):
    contents = [squeezed(plain(content.value) if "html" in content.get("type", "html") else content.value) for content in entry.get("content", [])]
    # Where there is a content alone, it is the summary as well.
    summary = text_of(entry, "summary") if "summary_detail" in entry or not contents else ""
    content = max(contents, key=len, default="") or summary
    return {
        "title": text_of(entry, "title"),
        "link": entry.get("link"),
        "id": entry.get("id"),
        "authors": persons(entry, "authors", "author_detail"),
        "contributors": persons(entry, "contributors"),
        "tags": tags(entry),
        "enclosures": {enclosure.get("href") for enclosure in entry.get("enclosures", []) if enclosure.get("href")},
        "images": present(entry.get("image", {}).get("href"), *(thumbnail.get("url") for thumbnail in entry.get("media_thumbnail", []))),
        "links": links(entry.get("links", []), "href"),
        "published": date(entry, "published_parsed"),
        "updated": date(entry, "updated_parsed"),
        "summary": summary if summary != content else "",
        "content": content,
        "rights": text_of(entry, "rights"),
        "language": (entry.get("content") or [{}])[0].get("language") or entry.get("title_detail", {}).get("language"),
        "comments": entry.get("comments"),
    }


def links(found, url):
    """Links with their relations, but for enclosures, which are a field of their own."""
    return {(link.get("rel") or "alternate", link.get(url)) for link in found if link.get("rel") != "enclosure" and link.get(url)}


def present(*values):
    return {value for value in values if value}


def names(persons):
    return {squeezed(person.get("name") or person.get("_email") or person.get("url")) for person in persons}


def persons(entry, field, single=None):
    found = entry.get(field) or ([entry[single]] if single and entry.get(single) else [])
    return {squeezed(person.get("name") or person.get("email") or person.get("href")) for person in found if person} - {""}


def tags(entry):
    return {squeezed(tag.get("label") or tag.get("term")) for tag in entry.get("tags", [])} - {""}


def text_of(entry, field):
    """A text field of feedparser's, which is HTML or plain text as it says itself."""
    detail = entry.get(field + "_detail")
    if not detail:
        return squeezed(entry.get(field))
    return squeezed(plain(detail.value) if "html" in detail.get("type", "") else html.unescape(detail.value or ""))


def date(entry, field):
    # Not by get(): feedparser answers with another date where this one is missing.
    parsed = dict.get(entry, field)
    if not parsed:
        return None
    try:
        return datetime.datetime.fromtimestamp(calendar.timegm(parsed), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return "beyond the calendar"


def squeezed(text):
    return re.sub(r"[\s\u00a0\u200b-\u200f\u2028\u2029\u00ad\ufeff\u2060]+", "", unicodedata.normalize("NFC", text or ""))


class PlainText(html.parser.HTMLParser):
    """The text of HTML that feedparser has sanitized."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style", "title", "textarea")

    def handle_endtag(self, tag):
        self.hidden -= self.hidden > 0 and tag in ("script", "style", "title", "textarea")

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


def plain(markup):
    parser = PlainText()
    parser.feed(markup or "")
    parser.close()
    return "".join(parser.text)


# --- Comparing ------------------------------------------------------------------------------------------------------------------------------

def compare(binary, directory):
    """All differences between the two over the feeds of a directory."""
    import feedparser

    warnings.simplefilter("ignore")
    files = sorted(os.listdir(directory))
    lines = subprocess.run([binary, "parse", *files], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines()
    assert len(lines) == len(files), f"{len(lines)} lines for {len(files)} files"
    for file, line in zip(files, lines):
        with open(os.path.join(directory, file), "rb") as stream:
            document = stream.read()
        feed, parsed = json.loads(line), feedparser.parse(document)
        yield from differing(file, None, of_feedd_feed(feed), of_feedparser_feed(parsed.feed), document, parsed.feed, feed, feed)
        items = feed["items"]
        if len(items) != len(parsed.entries):
            yield Difference(file, None, "number_of_items", len(items), len(parsed.entries), document, parsed.feed, feed, feed)
        for number, (item, entry) in enumerate(zip(items, parsed.entries)):
            yield from differing(file, number, of_feedd_item(item), of_feedparser_item(entry), document, entry, item, feed)


def differing(file, item, feedd, feedparser, *context):
    for field, ours in feedd.items():
        theirs = feedparser[field]
        if (ours or None) != (theirs or None):
            yield Difference(file, item, field, ours or None, theirs or None, *context)


# --- Kinds of difference --------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Kind:
    name: str
    reason: str
    fields: tuple
    """The fields in which it occurs; the feed's begin with `feed.`."""
    holds: object
    """Whether a difference is of this kind."""


def kinds(*table):
    return [Kind(name, reason, tuple(fields.split()), holds) for name, fields, reason, holds in table]


KINDS = kinds(
    # --- What feedparser does not read ---
    ("children of foreign elements", "title content summary", "feedparser takes the title and summary of an element of a foreign vocabulary within an item for the item's own.",
     lambda d: re.search(r"<og[ >]|<s:variant", d.raw)),
    ("prefixed RSS", "feed.title feed.link feed.description feed.rights feed.images feed.links feed.language feed.tags feed.authors feed.updated feed.published"
     " feed.generator feed.id feed.number_of_items",
     "The elements of RSS 2.0 have a prefix whose namespace is nobody's or the old one of UserLand. feedparser reads no item of such a feed.",
     lambda d: not d.entry.get("title") and d.record.get("title")),
    ("fractions of a second", "published updated feed.published feed.updated", "feedparser keeps whole seconds.",
     lambda d: both(d) and d.feedd[:19] == d.feedparser[:19] and "." in d.feedd),
    ("year 1", "published updated", "The year 1 is the zero value of programs that had no date, and feedd takes it for none.",
     lambda d: d.feedparser and re.match(r"0*1-", d.feedparser) and (d.feedd is None or d.feedd.startswith("0001-"))),
    ("dc:date", "published updated", "dc:date is the date of an item that names no other; feedd takes it for the day of publication, feedparser for that of a change.",
     lambda d: "<dc:date" in d.raw and not dict.get(d.entry, "published_parsed")),
    ("date with slashes", "published updated feed.updated", "feedparser misreads `2020/1/10 14:33:00`.",
     lambda d: both(d) and re.search(rb">\d{4}/\d{1,2}/\d{1,2} ", d.document)),
    ("generator of RDF", "feed.generator", "feedparser does not read admin:generatorAgent.", lambda d: only_feedd(d) and b"generatorAgent" in d.document),
    ("rdf:about", "feed.id", "The rdf:about of an RSS 1.0 channel identifies it.", lambda d: only_feedd(d) and d.feedd.encode() in d.document and b"rdf:about" in d.document),
    ("rdf:resource of an image", "feed.images", "feedparser does not read the image of an RSS 1.0 channel.", lambda d: only_feedd(d) and b"<rdf:RDF" in d.document),
    ("docs", "feed.links", "feedd has `docs` as a link with the relation `help`.",
     lambda d: not extra(d.feedparser, d.feedd) and all(rel == "help" for rel, _ in extra(d.feedd, d.feedparser))),
    ("link with a license", "links feed.links", "feedd has a link with the relation `license` as the member `license`.",
     lambda d: not extra(d.feedd, d.feedparser) and all(rel == "license" for rel, _ in extra(d.feedparser, d.feedd))),
    ("replies as comments", "comments", "feedd takes an Atom link with the relation `replies` to a page for the item's comments.",
     lambda d: only_feedd(d) and ("replies", d.feedd) in links(d.entry.get("links", []), "href")),
    ("alternate that is no HTML", "link", "A link with the relation `alternate` is the entry's, of whatever type; feedparser passes over one that is no HTML and takes the id.",
     lambda d: both(d) and d.feedparser == d.entry.get("id") and ("alternate", d.feedd) in links(d.entry.get("links", []), "href")),
    ("tracking parameters", "link links feed.link feed.links enclosures comments", "feedd removes tracking parameters from URLs that readers follow.",
     lambda d: same_urls(d, without_query)),
    ("relative references", "link links images enclosures feed.link feed.links feed.images", "Without the document's address feedparser leaves relative references as they are."
     " feedd resolves them against the feed's link, and leaves them out where that is relative too.",
     lambda d: relative(d) and not extra_urls(d, lambda url: any(url.endswith(reference.lstrip("./")) for reference in relative(d)))),
    ("spaces in an address", "link links images feed.link feed.links feed.images enclosures",
     "feedd encodes the characters that a URL may not have. feedparser leaves the link out, or as it is.",
     lambda d: same_urls(d, urllib.parse.unquote) or only_feedd(d) and any(" " in urllib.parse.unquote(url) for url in urls_of(d.feedd))),
    # --- What feedd adds ---
    ("inherited authors", "authors", "An entry without authors has those of its feed (RFC 4287, 4.2.1; JSON Feed 1.1).",
     lambda d: only_feedd(d) and d.feedd <= names(d.feed.get("authors", []))),
    ("inherited rights", "rights", "An entry without rights has those of its feed (RFC 4287, 4.2.10).",
     lambda d: only_feedd(d) and d.feedd == squeezed(d.feed["_feedd"].get("rights"))),
    ("inherited language", "language", "An item is in its feed's language unless it says otherwise.",
     lambda d: only_feedd(d) and d.feedd == d.feed.get("language")),
    ("dc:language", "language", "feedparser does not read an item's dc:language.", lambda d: only_feedd(d) and "<dc:language" in d.raw),
    ("dc:publisher", "authors", "The publisher is the author of an item that names none.", lambda d: only_feedd(d) and "<dc:publisher" in d.raw),
    ("image of the content", "images", "Where a feed names no image of an item, feedd takes the first of its content, or of its media. feedparser fills no image.",
     lambda d: only_feedd(d) and stand_in(d.raw, d.feedd)),
    ("largest image", "images", "Of several images feedd names the largest, feedparser all thumbnails.",
     lambda d: both(d) and stand_in(d.raw, d.feedd)),
    ("media:content", "enclosures", "feedd has a media object of Media RSS among the attachments; feedparser has it apart.",
     lambda d: not extra(d.feedparser, d.feedd) and extra(d.feedd, d.feedparser) <= {media.get("url") for media in d.entry.get("media_content", [])}),
    ("itunes:subtitle", "summary", "itunes:summary or itunes:subtitle is the summary of an item whose description is its content. feedparser gives up all but one of them.",
     lambda d: only_feedd(d) and re.search("<itunes:(?:subtitle|summary)", d.raw)),
    # --- Choices ---
    ("several elements for authors", "authors", "Where `author` or dc:creator names the writer, itunes:author (the show) is no author of the item. feedparser lists both.",
     lambda d: both(d) and d.feedd < d.feedparser and b"itunes:author" in d.document),
    ("several elements for a feed's authors", "feed.authors", "itunes:author is the feed's author, and itunes:owner only where there is none. feedparser takes the owner.",
     lambda d: b"itunes:author" in d.document or b"itunes:owner" in d.document),
    ("webMaster", "feed.authors", "feedparser has the web master as publisher; feedd takes them for the author of a feed that names none.",
     lambda d: only_feedd(d) and (b"<webMaster>" in d.document or b"dc:publisher" in d.document)),
    ("many tags of a feed", "feed.tags", "feedd keeps the first 256 tags.", lambda d: len(d.feedd or ()) >= 250 and not extra(d.feedd, d.feedparser)),
    ("two images of a channel", "feed.images", "The first of several images counts, in feedparser the last.", lambda d: both(d) and d.document.count(b"<image>") > 1),
    ("broken HTML in rights", "feed.rights", "feedd reads the text of a copyright that has a tag, which RSS allows in practice.", lambda d: both(d) and "<a" in d.feedparser),
    ("subtitle joined", "feed.description", "feedparser joins itunes:subtitle and itunes:summary to a description that it read before.",
     lambda d: both(d) and d.feedparser.startswith(d.feedd) and b"itunes:" in d.document),
    ("mojibake on purpose", "title", "feedparser takes well-formed text for wrongly decoded, and decodes it again.",
     lambda d: both(d) and "\u00c3\u00a9" in d.feedd and "\u00c3\u00a9".encode() in d.document),
    ("summary that repeats the content", "summary", "feedd names a description beside a content of the same words where the content has more than words.",
     lambda d: only_feedd(d) and words(d.feedd) == words(d.record.get("content_text"))),
    ("marks of lists", "summary", "feedd's summary is plain text: lists have marks, and images the words that stand for them.",
     lambda d: both(d) and words(d.feedd) == words(d.feedparser)),
    ("content that feedparser loses", "content summary", "feedparser gives up a CDATA section in the middle, and takes the description for the content.",
     lambda d: not dict.get(d.entry, "content") and "<content:encoded" in d.raw),
    # --- Text within HTML ---
    ("scripts", "content", "feedparser loses what follows a script that closes itself, or keeps a part of a script's text.",
     lambda d: keeps_most(d) and re.search(r"<script\b", d.raw)),
    ("emoji drawn as images", "content summary", "An image that stands for a character leaves that character.",
     lambda d: both(d) and re.search(r"<img[^>]+(?:emoji|smiley)|alt=.[^\w\s<>]{1,9}\W", d.raw) and without_symbols(d.feedd) == without_symbols(d.feedparser)),
    ("annotations of formulas", "content summary", "The annotation of a formula is its source in another notation, not text.",
     lambda d: keeps_most(d) and re.search(r"<annotation|katex", d.raw)),
    ("fallback of players", "content summary", "What browsers show that do not know <audio>, <video> or <canvas> is not text where the element itself is kept.",
     lambda d: keeps_most(d) and re.search(r"<(?:audio|video|canvas)\b", d.raw)),
    ("players, frames and objects", "content summary", "An embedded player leaves its fallback or a link to it; feedparser leaves the fallback alone.",
     lambda d: keeps_most(d) and re.search(r"<(?:iframe|object|embed)\b", d.raw)),
    ("drawings", "content summary", "feedparser keeps the words of a drawing and drops its shapes; in feedd the drawing leaves what it says of itself.",
     lambda d: keeps_most(d) and re.search(r"<svg\b", d.raw)),
    ("controls", "content summary", "The labels of buttons and fields are no text.", lambda d: keeps_most(d) and re.search(r"<(?:button|select|option|textarea|form)\b", d.raw)),
    ("hidden text", "content summary", "Text that the publisher hides stays hidden.",
     lambda d: keeps_most(d) and re.search(r"<[^>]+(?:\shidden\b|display:\s*none|aria-hidden)|<(?:noscript|template|dialog)\b", d.raw)),
    ("tags that are text", "content summary", "A name in angle brackets that is no element of HTML, as in a piece of code, stays as it was written.",
     lambda d: keeps_most(d) and both(d) and "<" in d.feedd),
    ("broken tags", "content summary", "What looks like a tag up to its `>` is one by HTML's rules, whatever stands in it; feedparser takes a part of it for text.",
     lambda d: keeps_most(d) and both(d) and re.search(r"=[\u201c\u201d]|<[a-zA-Z][^<>]*<|<a [^>]*=\"[^\">]*>", d.raw)),
)


def both(d):
    return d.feedd is not None and d.feedparser is not None


def only_feedd(d):
    return d.feedd is not None and d.feedparser is None


def extra(these, those):
    return (these or set()) - (those or set())


def keeps_most(d):
    """Whether feedd has nearly all characters of a text that feedparser has: no kind explains a lost paragraph."""
    lost = collections.Counter(d.feedparser or "") - collections.Counter(d.feedd or "")
    return sum(lost.values()) <= 200 + len(d.feedparser or "") / 4


def stand_in(raw, urls):
    """Whether the last part of each URL's path stands in the document."""
    return all(urllib.parse.unquote(urllib.parse.urlsplit(url).path.rsplit("/", 1)[-1]) in urllib.parse.unquote(raw) for url in urls)


def words(text):
    return re.sub(r"\W", "", text or "")


def without_symbols(text):
    return "".join(character for character in text if unicodedata.category(character)[0] in "LNP")


def urls_of(value):
    return [value] if isinstance(value, str) else [url if isinstance(url, str) else url[1] for url in value or ()]


def same_urls(d, rule):
    """Whether the URLs of both are the same once the rule is applied to them."""
    return d.feedd and d.feedparser and set(map(rule, urls_of(d.feedd))) == set(map(rule, urls_of(d.feedparser)))


def without_query(url):
    return url.split("?")[0].split("#")[0]


def relative(d):
    """The relative references that feedparser left as they are."""
    return [url for url in urls_of(d.feedparser) if url and not re.match("[a-z][a-z0-9+.-]*:", url)]


def extra_urls(d, explained):
    """The URLs of feedd's that feedparser does not have, but for those that are explained."""
    return [url for url in urls_of(d.feedd) if url not in urls_of(d.feedparser) and not explained(url)]


def kind_of(difference):
    """The first kind that a difference is of; None where it is of no kind."""
    return next((kind for kind in KINDS if difference.full_field in kind.fields and kind.holds(difference)), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("feedd")
    parser.add_argument("directory")
    parser.add_argument("--kind", help="print all differences of this kind")
    parser.add_argument("--markdown", action="store_true", help="print the table of kinds as Markdown")
    options = parser.parse_args()
    counts, unexplained, compared = collections.Counter(), [], 0
    for difference in compare(os.path.abspath(options.feedd), options.directory):
        kind = kind_of(difference)
        if kind is None:
            unexplained.append(difference)
        else:
            counts[kind] += 1
            if kind.name == options.kind:
                print(difference)
    for kind in KINDS:
        if options.markdown:
            print(f"| {kind.name} | {', '.join(kind.fields)} | {counts[kind]} | {kind.reason} |")
        else:
            print(f"{counts[kind]:6} {kind.name}")
    print(f"{len(unexplained):6} of no kind")
    # One of each feed and field is enough to find the rule.
    groups = collections.defaultdict(list)
    for difference in unexplained:
        groups[difference.full_field, difference.file].append(difference)
    for (field, _), differences in sorted(groups.items()):
        print(f"{field} x {len(differences)}: {differences[0]}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
