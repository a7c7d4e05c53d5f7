"""132 real feeds through nginx into the journal: every item once, and nothing more whatever the server does next.

1,  polled for the first time: every item of expected.jsonl is in the journal exactly once, each line a valid JSON Feed item, `seq` without a gap;
2,  polled again: no record, every answer a 304;
3,  polled twice with ETag and Last-Modified switched off: no record;
4,  polled with every document rewritten and its items the same (reversed, other dates of the feed, a comment at the end): no record;
5,  `feedd sources` lists every source as read.

A document that is cut off inside an item is a case of its own: its open item is not journaled, its validators are not kept (so that it is answered 200
again), and its source may be marked failed.
"""
import collections
import dataclasses
import html
import json
import os
import re
import shutil

import pytest

import documents
from feedd import Feedd, Result, configuration
from journal import assert_valid
from servers import Nginx

FAILED = re.compile(r"\bfail|\berror\b|\bcut (short|off)\b", re.I)


@pytest.fixture(scope="module")
def expected(corpus):
    """What reference parsers read from each feed."""
    with open(os.path.join(corpus, "expected.jsonl")) as text:
        return [json.loads(line) for line in text]


class Site:
    """The corpus behind nginx, and a feedd that polls it."""

    def __init__(self, binary, directory, corpus, expected, nginx):
        self.expected, self.nginx, self.root = expected, nginx, nginx.root
        self.feedd = Feedd(binary, directory)
        for feed in expected:
            shutil.copyfile(os.path.join(corpus, "feeds", feed["file"]), os.path.join(self.root, feed["file"]))
        self.feedd.configure(configuration([(feed["file"], nginx.url(feed["file"])) for feed in expected]))
        self.cut = {feed["file"] for feed in expected if documents.is_cut_off(self.read(feed["file"]))}
        """The documents that end inside an item."""
        print(f"cut off inside an item: {', '.join(sorted(self.cut))}")

    def read(self, file):
        with open(os.path.join(self.root, file), "rb") as stream:
            return stream.read()

    def rewrite(self):
        """Changes every document but none of its items."""
        for feed in self.expected:
            data = self.read(feed["file"])
            try:
                data = documents.reversed_items(data, len(feed["items"]))
            except documents.Unsafe as reason:
                print(f"{feed['file']}: items left in their order, a comment added: {reason}")
                data = documents.commented(data)
            with open(os.path.join(self.root, feed["file"]), "wb") as stream:
                stream.write(data)

    def poll(self):
        before = self.feedd.journal.bytes()
        result = self.feedd.poll()
        statuses = collections.Counter(status for status, _ in self.nginx.requests())
        failed = {name for name, block in self.feedd.sources().items() if FAILED.search(block)}
        poll = Poll(result, statuses, failed, self.cut, before, self.feedd.journal.bytes())
        print(f"{result.wall:.2f} s, CPU {result.cpu:.2f} s, peak {result.peak / 2**20:.1f} MB, answers {dict(statuses)}")
        return poll


@dataclasses.dataclass
class Poll:
    """One poll of the whole corpus."""
    result: Result
    statuses: collections.Counter
    """How often the server gave each HTTP status."""
    failed: set
    """The sources that `feedd sources` marked failed after it."""
    cut: set
    before: bytes
    """The journal before it."""
    after: bytes

    def assert_succeeded(self):
        """Exit 0, or 1 where nothing but documents that are cut off was marked failed."""
        assert self.result.status in (0, 1), self.result.report
        if self.result.status == 1:
            assert self.failed and self.failed <= self.cut, f"failed: {sorted(self.failed)}\n{self.result.report}"

    def assert_brought_nothing(self):
        self.assert_succeeded()
        assert self.after == self.before, self.surplus()

    def surplus(self):
        """The records that should not be there, with what the journal had of the same item."""
        if not self.after.startswith(self.before):
            return "the journal was rewritten"
        old, out = {r["_feedd"]["key"]: r for r in map(json.loads, self.before.splitlines())}, []
        for record in map(json.loads, self.after[len(self.before):].splitlines()):
            head, known = record["_feedd"], old.get(record["_feedd"]["key"])
            out.append(f"{head['op']} {head['source']}: {record.get('title')!r} {record.get('url')}")
            if known:
                out.append("    changed: " + ", ".join(k for k in sorted(record.keys() | known.keys()) if k != "_feedd" and record.get(k) != known.get(k)))
        return "\n".join(out)


# --- The polls: each fixture is the state that the next begins with -----------------------------------------------------------------------

@pytest.fixture(scope="module")
def site(binary, corpus, nginx_is_installed, expected, tmp_path_factory):
    directory = str(tmp_path_factory.mktemp("corpus"))
    os.mkdir(f"{directory}/site")
    with Nginx(f"{directory}/nginx", f"{directory}/site") as nginx:
        yield Site(binary, directory, corpus, expected, nginx)


@pytest.fixture(scope="module")
def first(site):
    return site.poll()


@pytest.fixture(scope="module")
def second(site, first):
    return site.poll()


@pytest.fixture(scope="module")
def without_validators(site, second):
    site.nginx.restart(validators=False)
    return [site.poll(), site.poll()]


@pytest.fixture(scope="module")
def rewritten(site, without_validators):
    site.rewrite()
    site.nginx.restart(validators=True)
    return site.poll()


# --- First poll ---------------------------------------------------------------------------------------------------------------------------

def test_the_first_poll_succeeds_with_one_request_a_source(first, expected):
    first.assert_succeeded()
    assert first.statuses == {200: len(expected)}


def test_every_line_of_the_journal_is_valid(first):
    assert_valid(first.after)


def test_every_item_is_in_the_journal_once(first, expected):
    """Pairs every expected item with a record of its source, the surest signs first; nothing may be left over on either side."""
    missing, surplus = match_items(expected, [json.loads(line) for line in first.after.splitlines()], first.cut)
    assert not missing, f"{len(missing)} items are missing:\n" + "\n".join(missing[:40])
    assert not surplus, f"{len(surplus)} records too many:\n" + "\n".join(surplus[:40])


def test_the_oldest_item_of_a_document_comes_first(first):
    order = out_of_order([json.loads(line) for line in first.after.splitlines()])
    assert not order, "\n".join(order)


# --- Later polls --------------------------------------------------------------------------------------------------------------------------

def test_a_second_poll_is_answered_with_304s_and_brings_nothing(second, expected):
    second.assert_brought_nothing()
    whole = len(expected) - len(second.cut)
    assert second.statuses[304] >= whole and sum(second.statuses.values()) == len(expected), second.statuses


@pytest.mark.parametrize("number", [0, 1])
def test_polls_without_validators_bring_nothing(number, without_validators, expected):
    without_validators[number].assert_brought_nothing()
    assert without_validators[0].statuses == {200: len(expected)}


def test_rewritten_documents_with_the_same_items_bring_nothing(rewritten, expected):
    rewritten.assert_brought_nothing()
    assert rewritten.statuses == {200: len(expected)}


def test_sources_lists_every_source_as_read(site, rewritten, expected):
    """But for the documents that are cut off."""
    blocks = site.feedd.sources()
    missing = [feed["file"] for feed in expected if feed["file"] not in blocks]
    assert not missing, f"{len(missing)} are not listed:\n" + "\n".join(missing)
    failed = [block for name, block in blocks.items() if name not in site.cut and FAILED.search(block)]
    assert not failed, "\n".join(failed)


# --- Which record is which item -----------------------------------------------------------------------------------------------------------

def match_items(expected, records, cut):
    """The expected items without a record, and the records without an item."""
    by_source = collections.defaultdict(list)
    for record in records:
        by_source[record["_feedd"]["source"]].append(record)
    missing, surplus, steps = [], [], collections.Counter()
    journaled = {address(r.get("url")): r for r in records if r.get("url")}
    for feed in expected:
        items, repeats = distinct(feed["items"])
        for item, count in repeats:
            print(f"{feed['file']}: {count} entries agree in guid, URL and title, one item: {item['title']}")
        unmatched, left = pair(items, by_source[feed["file"]], steps)
        for item in unmatched:
            if feed["file"] in cut and item is items[-1]:
                print(f"{feed['file']}: the open item is not journaled: {item['title']!r}")
                continue
            twin = journaled.get(address(item["url"]))
            if twin and twin["_feedd"]["source"] != feed["file"] and squeeze(twin.get("title")) == squeeze(item["title"]):
                print(f"{feed['file']}: {item['url']} is in the journal from {twin['_feedd']['source']}")
            else:
                missing.append(f"{feed['file']}: {item['title']!r} {item['url']} {item['guid']}")
        surplus += [f"{feed['file']}: {r['_feedd']['op']} {r.get('title')!r} {r.get('url')} {r['_feedd'].get('guid')}" for r in left]
    print("recognized by: " + ", ".join(f"{name} {count}" for name, count in steps.items()))
    return missing, surplus


def distinct(items):
    """The items without those that agree with an earlier one in guid, URL and title (one item, by the rules of identity), and which those were."""
    counts = collections.Counter((i["guid"], i["url"], i["title"]) for i in items)
    first = {}
    for item in items:
        first.setdefault((item["guid"], item["url"], item["title"]), item)
    return list(first.values()), [(first[triple], count) for triple, count in counts.items() if count > 1]


SIGNS = {
    "guid, URL and title": lambda guid, url, title, text: guid and url and title and (guid, url, title),
    "guid and URL": lambda guid, url, title, text: guid and url and (guid, url),
    "guid and title": lambda guid, url, title, text: guid and title and (guid, title),
    "URL and title": lambda guid, url, title, text: url and title and (url, title),
    "guid": lambda guid, url, title, text: guid,
    "URL": lambda guid, url, title, text: url,
    "title": lambda guid, url, title, text: title,
    "text": lambda guid, url, title, text: text[:40],
}


def pair(items, records, steps):
    wanted = [(i, (address(i["guid"]), address(i["url"]), squeeze(i["title"]), squeeze(i["text_head"]).replace(" ", ""))) for i in items]
    left = [(r, (address(r["_feedd"].get("guid") or r["id"]), address(r.get("url")), squeeze(r.get("title")),
                 squeeze(r.get("content_text") or r.get("summary")).replace(" ", ""))) for r in records]
    for name, sign in SIGNS.items():
        at = collections.defaultdict(list)
        for index, (_, parts) in enumerate(left):
            if found := sign(*parts):
                at[found].append(index)
        taken, open_items = set(), []
        for item, parts in wanted:
            candidates = [index for index in at.get(sign(*parts) or None, []) if index not in taken]
            if candidates:
                taken.add(candidates[0])
                steps[name] += 1
            else:
                open_items.append((item, parts))
        wanted, left = open_items, [entry for index, entry in enumerate(left) if index not in taken]
    return [item for item, _ in wanted], [record for record, _ in left]


def squeeze(text):
    text = re.sub(r"<[^>]*>", " ", html.unescape(html.unescape(text or "")))
    return re.sub(r"\W+", " ", text).strip().lower()


def address(text):
    return re.sub(r"/$", "", html.unescape((text or "").strip()))


def out_of_order(records):
    """Sources whose dated records do not come oldest first."""
    found, last = {}, {}
    for record in records:
        source, date = record["_feedd"]["source"], (record.get("date_published") or "")[:19]
        if date and source in last and date < last[source]:
            found.setdefault(source, f"{source}: {date} after {last[source]}: {record.get('title')!r}")
        last[source] = date or last.get(source, "")
    return list(found.values())
