#!/usr/bin/env python3
"""The corpus through nginx into the journal: every item once, and nothing more whatever the server does next.

usage: corpus_poll.py FEEDD [--shared DIR]

1,  polled for the first time: every item of expected.jsonl is in the journal exactly once, each line a valid JSON Feed item, seq without a gap;
2,  polled again: no record, every answer a 304;
3,  with ETag and Last-Modified switched off: no record;
4,  with every document rewritten and its items the same (reversed, other dates of the feed, a comment at the end): no record;
5,  `feedd sources` lists every source as read.

A document that is cut off inside an item is a case of its own, by DESIGN.md's table: its open item is not journaled, its validators are not kept (so it is
answered 200 again), and its source may be marked failed. Such documents are named.
"""
import collections
import html
import json
import os
import re
import shutil
import sys

import documents
import support


def main():
    chosen = support.arguments(__doc__, needs=("corpus/expected.jsonl", "corpus/feeds"))
    if not support.has_nginx():
        print("skipped: there is no nginx (Debian's package nginx-light)")
        return 0
    corpus = os.path.join(chosen.shared, "corpus")
    with open(os.path.join(corpus, "expected.jsonl")) as text:
        expected = [json.loads(line) for line in text]
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        site = space.folder("site")
        for feed in expected:
            shutil.copyfile(os.path.join(corpus, "feeds", feed["file"]), os.path.join(site, feed["file"]))
        nginx = space.enter(support.Nginx(space.folder("nginx"), site))
        cut = cut_off(verdict, site, expected)
        feedd = support.Feedd(chosen.feedd, space.directory)
        feedd.configure(support.configuration([(feed["file"], nginx.url(feed["file"])) for feed in expected]))
        total = first_poll(verdict, feedd, nginx, expected, cut)
        second_poll(verdict, feedd, nginx, expected, cut)
        poll_without_validators(verdict, feedd, nginx, expected, cut)
        poll_rewritten(verdict, feedd, nginx, expected, cut, site)
        list_sources(verdict, feedd, expected, cut)
    return verdict.close(f"{len(expected)} real feeds, {total} records from {sum(len(f['items']) for f in expected)} items, then 0, 0 and 0")


def cut_off(verdict, site, expected):
    """The documents that end inside an item."""
    found = set()
    for feed in expected:
        with open(os.path.join(site, feed["file"]), "rb") as stream:
            if documents.is_cut_off(stream.read()):
                found.add(feed["file"])
                verdict.note(f"{feed['file']} is cut off inside its last item: {feed['items'][-1]['title']!r}")
    return found


# --- The polls ----------------------------------------------------------------------------------------------------------------------------

def first_poll(verdict, feedd, nginx, expected, cut):
    verdict.section("first poll")
    result = feedd.poll()
    statuses = collections.Counter(status for status, _ in nginx.requests())
    verdict.note(figures(result, statuses))
    judge_status(verdict, feedd, result, cut)
    verdict.check(statuses == {200: len(expected)}, f"one request a source, each answered 200: {dict(statuses)}")
    lines = support.judge_journal(verdict, feedd.journal)
    records = feedd.journal.records()
    match_items(verdict, expected, records, cut)
    order = out_of_order(records)
    verdict.check(not order, "of each document the oldest item comes first", "\n".join(order))
    return lines


def second_poll(verdict, feedd, nginx, expected, cut):
    verdict.section("again")
    statuses = poll_for_nothing(verdict, feedd, nginx, cut)
    whole = len(expected) - len(cut)
    verdict.check(statuses[304] >= whole and sum(statuses.values()) == len(expected), f"the answer is a 304 for all {whole} whole documents: {dict(statuses)}")


def poll_without_validators(verdict, feedd, nginx, expected, cut):
    verdict.section("ETag and Last-Modified off")
    nginx.restart(validators=False)
    statuses = poll_for_nothing(verdict, feedd, nginx, cut)
    verdict.check(statuses == {200: len(expected)}, f"every answer is a 200: {dict(statuses)}")
    poll_for_nothing(verdict, feedd, nginx, cut)


def poll_rewritten(verdict, feedd, nginx, expected, cut, site):
    verdict.section("every document rewritten, its items the same")
    for feed in expected:
        path = os.path.join(site, feed["file"])
        with open(path, "rb") as stream:
            data = stream.read()
        try:
            data = documents.reversed_items(data, len(feed["items"]))
        except documents.Unsafe as reason:
            verdict.note(f"{feed['file']}: items left in their order, a comment added: {reason}")
            data = documents.commented(data)
        with open(path, "wb") as stream:
            stream.write(data)
    nginx.restart(validators=True)
    statuses = poll_for_nothing(verdict, feedd, nginx, cut)
    verdict.check(statuses == {200: len(expected)}, f"every answer is a 200: {dict(statuses)}")


def poll_for_nothing(verdict, feedd, nginx, cut):
    before = feedd.journal.bytes()
    result = feedd.poll()
    statuses = collections.Counter(status for status, _ in nginx.requests())
    after = feedd.journal.bytes()
    verdict.note(figures(result, statuses))
    judge_status(verdict, feedd, result, cut)
    count = after.count(NEWLINE) - before.count(NEWLINE)
    verdict.check(after == before, f"{count} records added", surplus(before, after))
    return statuses


NEWLINE = b"\n"
FAILED = re.compile(r"\bfail|\berror\b|\bcut (short|off)\b", re.I)


def judge_status(verdict, feedd, result, cut):
    """Exit 0, or 1 where nothing but a document that is cut off was marked failed."""
    if result.status == 1 and cut:
        failed = {name for name, block in feedd.sources().items() if FAILED.search(block)}
        verdict.check(failed and failed <= cut, f"feedd poll exits 1 for the documents that are cut off alone: {', '.join(sorted(failed)[:5])}", result.story)
    else:
        verdict.check(result.status == 0, "feedd poll exits 0", result.story)


def surplus(before, after):
    """The records that should not be there, with what the journal had of the same item."""
    if not after.startswith(before):
        return "the journal was rewritten"
    old = {r["_feedd"]["key"]: r for r in map(json.loads, before.splitlines())}
    out = []
    for record in map(json.loads, after[len(before):].splitlines()):
        head, known = record["_feedd"], old.get(record["_feedd"]["key"])
        out.append(f"{head['op']} {head['source']}: {record.get('title')!r} {record.get('url')}")
        if known:
            out.append("    changed: " + ", ".join(k for k in sorted(record.keys() | known.keys()) if k != "_feedd" and record.get(k) != known.get(k)))
    return "\n".join(out)


def list_sources(verdict, feedd, expected, cut):
    verdict.section("feedd sources")
    blocks = feedd.sources()
    missing = [feed["file"] for feed in expected if feed["file"] not in blocks]
    failed = [block for name, block in blocks.items() if name not in cut and FAILED.search(block)]
    verdict.check(not missing, f"{len(blocks)} of {len(expected)} are listed", "\n".join(missing))
    verdict.check(not failed, "no source of a whole document is marked failed", "\n".join(failed))


def figures(result, statuses):
    return (f"{result.wall:.2f} s, CPU {result.cpu:.2f} s, peak {result.peak / 2**20:.1f} MB, answers {dict(statuses)}"
            + "".join(f"\n        {line}" for line in result.output.splitlines()[-1:]))


# --- Whose item is whose ------------------------------------------------------------------------------------------------------------------

def match_items(verdict, expected, records, cut):
    """Pairs every expected item with one record of its source, the surest signs first, and says what is left over on either side."""
    by_source = collections.defaultdict(list)
    for record in records:
        by_source[record["_feedd"]["source"]].append(record)
    missing, surplus_records, folded, elsewhere, steps = [], [], [], [], collections.Counter()
    journaled = {address(r.get("url")): r for r in records if r.get("url")}
    for feed in expected:
        items, repeats = distinct(feed["items"])
        folded += [f"{feed['file']}: {count} entries agree in guid, URL and title, one item: {item['title']}" for item, count in repeats]
        unmatched, left = pair(items, by_source[feed["file"]], steps)
        for item in unmatched:
            if feed["file"] in cut and item is items[-1]:
                elsewhere.append(f"{feed['file']}: the open item is not journaled: {item['title']!r}")
                continue
            twin = journaled.get(address(item["url"]))
            if twin and twin["_feedd"]["source"] != feed["file"] and squeeze(twin.get("title")) == squeeze(item["title"]):
                elsewhere.append(f"{feed['file']}: {item['url']} is in the journal from {twin['_feedd']['source']}")
            else:
                missing.append(f"{feed['file']}: {item['title']!r} {item['url']} {item['guid']}")
        surplus_records += [f"{feed['file']}: {r['_feedd']['op']} {r.get('title')!r} {r.get('url')} {r['_feedd'].get('guid')}" for r in left]
    for line in folded + elsewhere:
        verdict.note(line)
    verdict.note("recognized by: " + ", ".join(f"{name} {count}" for name, count in steps.items()))
    verdict.check(not missing, f"every item is in the journal: {sum(steps.values())}, {len(missing)} missing", "\n".join(missing))
    verdict.check(not surplus_records, f"each exactly once: {len(surplus_records)} records too many", "\n".join(surplus_records))


def distinct(items):
    """The items without those that agree with an earlier one in guid, URL and title (one item, by DESIGN.md's identity), and which those were."""
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


if __name__ == "__main__":
    sys.exit(main())
