#!/usr/bin/env python3
"""Polls the same feeds with an old and a new feedd and compares the two journals record by record.

usage: compare_journals.py OLD NEW CORPUS [--files] [--pages DIR] [--allow FIELD]… [--limit N]

CORPUS is a directory of feeds, or one with a directory `feeds` in it. Both binaries poll all of them three times: as they are, with their items reversed
and other dates of the feed, and with edited texts. The feeds come from nginx on loopback, or with --files, or where nginx is not installed, as file: URLs.
One connection at a time keeps the order of the records, on which the items that two feeds share depend. With --pages, the web pages of DIR are polled
too, as the articles of full-text sources; the order of their records depends on when the pages arrive, so --allow order then.

Records are paired by (key, revision), then by source, guid, URL and title. All members but `at` are compared, and so is the order of the records. Every
difference is listed, --limit of them (100) in full, and then counted by member. --allow names members that may differ, such as `id` or `_feedd.version`.
Exits 0 where nothing else differs, 1 where something does.
"""
import argparse
import collections
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
import urllib.parse

import documents
from feedd import Feedd, configuration
from invented import item, rss
from servers import NGINX, FeedServer, Nginx

PAGES_PER_FEED = 20


def main():
    chosen = arguments()
    with tempfile.TemporaryDirectory(prefix="feedd-compare-") as directory, contextlib.ExitStack() as stack:
        site = os.path.join(directory, "site")
        names = copy_feeds(chosen.corpus, site)
        files = chosen.files or not NGINX
        nginx = None if files else stack.enter_context(Nginx(os.path.join(directory, "nginx"), site))
        sources = [(name, f"file://{site}/{name}" if files else nginx.url(name)) for name in names]
        if chosen.pages:
            server = stack.enter_context(PageServer(chosen.pages))
            sources += [(name, server.url("/" + name), {"full_text": "true"}) for name in server.feeds]
        pair = [prepared(binary, directory, name, sources) for binary, name in ((chosen.old, "old"), (chosen.new, "new"))]
        differences = Differences(chosen.allow, chosen.limit)
        for title, rewrite in (("as they are", None), ("items reversed", documents.reversed_items), ("texts edited", edited)):
            if rewrite:
                rewrite_all(site, names, rewrite)
            before = [len(feedd.journal.bytes()) for feedd in pair]
            for feedd in pair:
                result = feedd.poll(timeout=1800)
                if result.status not in (0, 1):
                    sys.exit(f"{feedd.binary}: feedd poll failed: {result.report}")
            old, new = (feedd.journal.bytes()[start:].splitlines() for feedd, start in zip(pair, before))
            print(f"{title}: {len(old)} records by the old binary, {len(new)} by the new one", flush=True)
            differences.compare([json.loads(line) for line in old], [json.loads(line) for line in new])
    return differences.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", metavar="OLD", type=os.path.abspath)
    parser.add_argument("new", metavar="NEW", type=os.path.abspath)
    parser.add_argument("corpus", metavar="CORPUS", type=os.path.abspath)
    parser.add_argument("--files", action="store_true", help="poll file: URLs instead of nginx")
    parser.add_argument("--pages", metavar="DIR", type=os.path.abspath, help="poll these web pages as articles, too")
    parser.add_argument("--allow", metavar="FIELD", action="append", default=[], help="a member that may differ")
    parser.add_argument("--limit", metavar="N", type=int, default=100, help="how many differences to print in full")
    return parser.parse_args()


# --- What is polled -----------------------------------------------------------------------------------------------------------------------

def copy_feeds(corpus, site):
    """Copies the feeds; returns their names."""
    feeds = os.path.join(corpus, "feeds")
    feeds = feeds if os.path.isdir(feeds) else corpus
    shutil.copytree(feeds, site)
    return sorted(name for name in os.listdir(site) if os.path.isfile(os.path.join(site, name)))


def prepared(binary, directory, name, sources):
    feedd = Feedd(binary, directory, name)
    feedd.configure(configuration(sources, fetch={"connections": "1", "per_host": "1"}))
    return feedd


def rewrite_all(site, names, rewrite):
    """Rewrites every document; one that cannot be taken apart gets a comment at its end."""
    for name in names:
        path = os.path.join(site, name)
        with open(path, "rb") as stream:
            data = stream.read()
        try:
            count = len(documents.item_ranges(data)) if rewrite is documents.reversed_items else None
            data = rewrite(data, count) if count is not None else rewrite(data)
        except documents.Unsafe:
            data = documents.commented(data)
        with open(path, "wb") as stream:
            stream.write(data)


@documents.with_ascii_bytes
def edited(data):
    """Inserts two words behind common words of several languages, so that most texts change."""
    return re.sub(rb" (the|a|of|de|la|und|die|i|na|v) (?=[a-z])", lambda match: b" " + match[1] + b" slightly other ", data)


class PageServer:
    """Serves the files of a directory as article pages, and feeds of teasers that link to them."""

    def __init__(self, directory):
        self.directory = directory
        self.pages = sorted(name for name in os.listdir(directory) if os.path.isfile(os.path.join(directory, name)))
        starts = range(0, len(self.pages), PAGES_PER_FEED)
        self.feeds = {f"pages-{start // PAGES_PER_FEED}": self.pages[start:start + PAGES_PER_FEED] for start in starts}
        self.server = FeedServer(self.document)

    def url(self, path):
        return self.server.url(path)

    def document(self, path):
        name = path[1:]
        if name in self.feeds:
            return rss(name, [(page, self.url("/page/" + urllib.parse.quote(page)), item(page, 1)[2], item(page, 1, words=8)[3]) for page in self.feeds[name]])
        page = urllib.parse.unquote(name.removeprefix("page/"))
        if page in self.pages:
            with open(os.path.join(self.directory, page), "rb") as stream:
                # The server takes what begins like this for HTML.
                return b"<!DOCTYPE html>" + stream.read()
        return None

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *ignored):
        self.server.__exit__()


# --- What differs -------------------------------------------------------------------------------------------------------------------------

SIGNS = (
    lambda record: (record["_feedd"]["key"], record["_feedd"]["revision"]),
    lambda record: (record["_feedd"]["source"], record["_feedd"].get("guid"), record.get("url"), record.get("title"), record["_feedd"]["revision"]),
    lambda record: (record["_feedd"]["source"], record.get("url") or record.get("title") or record["_feedd"].get("guid")),
)
"""What two records may be paired by, the surest first."""
IGNORED = {"_feedd.at", "_feedd.seq"}


class Differences:
    """Prints and counts what differs."""

    def __init__(self, allowed, limit):
        self.allowed, self.limit = set(allowed), limit
        self.counts, self.records, self.printed = collections.Counter(), 0, 0

    def compare(self, old, new):
        self.records += len(old)
        pairs, only_old, only_new = paired(old, new)
        for record in only_old:
            self.note("record", f"only by the old binary: {described(record)}")
        for record in only_new:
            self.note("record", f"only by the new binary: {described(record)}")
        for one, other in pairs:
            before, after = flat(one), flat(other)
            for path in sorted(before.keys() | after.keys()):
                if path not in IGNORED and before.get(path) != after.get(path):
                    self.note(path, f"{described(one)}\n    {path}: {difference(before.get(path), after.get(path))}")
        places = {id(other): place for place, other in enumerate(new)}
        order = [places[id(other)] for _, other in pairs]
        for place in range(1, len(order)):
            if order[place] < order[place - 1]:
                self.note("order", f"in another order: {described(pairs[place][0])}")

    def note(self, member, text):
        self.counts[member] += 1
        if member not in self.allowed:
            self.printed += 1
            if self.printed <= self.limit:
                print(text)

    def close(self):
        """Prints the counts; returns the exit status."""
        for member, count in self.counts.most_common():
            print(f"{count:7} × {member}" + (" (allowed)" if member in self.allowed else ""))
        print(f"{self.records} records compared, {self.printed} differences that are not allowed")
        return int(self.printed > 0)


def paired(old, new):
    """The pairs in the old journal's order, and what is left of each."""
    pairs = {}
    for sign in SIGNS:
        waiting, taken = collections.defaultdict(collections.deque), set()
        for record in new:
            waiting[sign(record)].append(record)
        for record in old:
            if id(record) not in pairs and waiting[sign(record)]:
                other = waiting[sign(record)].popleft()
                pairs[id(record)] = other
                taken.add(id(other))
        new = [record for record in new if id(record) not in taken]
    return ([(record, pairs[id(record)]) for record in old if id(record) in pairs], [record for record in old if id(record) not in pairs], new)


def flat(record):
    """The members by their paths; `_feedd` is taken apart, other values are compared whole."""
    members = {f"_feedd.{name}": value for name, value in record["_feedd"].items()}
    return members | {name: value for name, value in record.items() if name != "_feedd"}


def described(record):
    head = record["_feedd"]
    return f"{head['source']}: {head['op']} {head['revision']} {record.get('title') or record.get('url') or head.get('guid')!r}"


def difference(before, after):
    """Both values, from a little before the place where they part."""
    one, other = (json.dumps(value, ensure_ascii=False) if value is not None else "(absent)" for value in (before, after))
    start = max(0, next((place for place, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other))) - 40)
    lead = "…" if start else ""
    return f"{lead}{one[start:start + 160]}\n      → {lead}{other[start:start + 160]}"


if __name__ == "__main__":
    sys.exit(main())
