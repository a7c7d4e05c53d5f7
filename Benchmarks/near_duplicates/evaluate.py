#!/usr/bin/env python3
"""Measures how well feedd tells near-duplicates, on texts it is given.

usage: Benchmarks/near_duplicates/evaluate.py FEEDD [--texts N] [--words N] [--seed N] [--list] [FILE...]

FILE is a feed, or JSON lines with "title" and "content_text" (a journal, what `feedd extract` prints); without any, the feeds of
../shared/corpus are read. Of every file at most N articles (60) of N words (60) and more are taken. Half of a site's articles are published by one
local source and polled; then other sources publish, each in a run of its own:

- the same articles as another outlet would: rewritten headline, other lead, cut to a third, sentences dropped and reordered, agency credits, links to
  other articles between the paragraphs, other quotes and dashes, one word in twenty replaced;
- the other half: different articles of the same sites.

Everything runs through the real program: `feedd poll`, and what the journal says. Recall is the share of copies that are marked with the right
original, among all, and among those whose word 3-shingles have a true Jaccard similarity of 0.6 and more. Precision is the share of marks that
are right, over all runs. Exits 0 where precision is at least 0.99 and the recall of the latter 0.95. --list prints each wrong mark.
"""
import argparse
import glob
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+(?:['’][^\\W{UNSPACED}]+)*")
SENTENCE = re.compile(r"[^.!?。！？…\n]+[.!?。！？…]*[\"”’»)]*\s*", re.S)


class Article:
    def __init__(self, site, title, text):
        self.site, self.title, self.text = site, title, text
        self.tokens = len(TOKEN.findall(text))

    def is_same(self, other):
        """What was published twice, by one site or two, tells nothing of different articles."""
        return self.title == other.title and self.title != "" or similarity(self.text, other.text) >= 0.9


def words(text):
    return [word.replace("’", "'") for word in TOKEN.findall(unicodedata.normalize("NFC", text).lower())]


def shingles(text):
    tokens = words(text)
    return set(zip(tokens, tokens[1:], tokens[2:]))


def jaccard(one, other):
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def similarity(one, other):
    """As docs/IDENTITY.md says under "Near-duplicates": Jaccard, or containment where one is under half as long."""
    a, b = shingles(one), shingles(other)
    if not a or not b:
        return 0.0
    short = min(len(a), len(b))
    return len(a & b) / short if 2 * short < max(len(a), len(b)) else len(a & b) / len(a | b)


# -- The copies: each takes (article, others of its site, random) and gives (title, text) --------------------------------------------------------


def sentences(text):
    return [sentence for sentence in SENTENCE.findall(text) if sentence.strip()]


def splice(text, replace):
    """The text with what `replace` makes of each of its words."""
    out, end = [], 0
    for match in TOKEN.finditer(text):
        out += [text[end:match.start()], replace(match.group())]
        end = match.end()
    return "".join(out) + text[end:]


def other_headline(article, others, rng):
    return rng.choice(others).title or "News", article.text


def other_lead(article, others, rng):
    """The first tenth, in whole sentences, is another article's."""
    rest, gone = sentences(article.text), 0
    while len(rest) > 1 and gone < article.tokens / 10:
        gone += len(TOKEN.findall(rest.pop(0)))
    lead, length = "", 0
    for sentence in sentences(rng.choice(others).text):
        if length >= article.tokens / 10:
            break
        lead, length = lead + sentence.strip() + " ", length + len(TOKEN.findall(sentence))
    return article.title, lead + "".join(rest)


def cut_to_a_third(article, others, rng):
    matches = list(TOKEN.finditer(article.text))
    return article.title, article.text[: matches[len(matches) // 3].start()].rstrip() + "…"


def dropped_and_reordered(article, others, rng):
    """One sentence in ten is gone, and a third of the others have changed places."""
    kept = [sentence.strip() for sentence in sentences(article.text) if rng.random() >= 0.1] or [article.text]
    moved = sorted(rng.sample(range(len(kept)), len(kept) // 3))
    for place, sentence in zip(moved, rng.sample([kept[place] for place in moved], len(moved))):
        kept[place] = sentence
    return article.title, " ".join(kept)


def agency_credits(article, others, rng):
    agency = rng.choice(["Reuters", "AP", "dpa", "AFP", "БТА"])
    return article.title, f"({agency}) – {article.text}\n\nReporting by {agency} correspondents; editing by the desk. © {agency} 2026"


def cross_links(article, others, rng):
    parts = [part for part in re.split(r"\n{2,}", article.text) if part.strip()]
    if len(parts) == 1:
        pieces = sentences(article.text)
        parts = [" ".join(piece.strip() for piece in pieces[at : at + 5]) for at in range(0, len(pieces), 5)]
    out = []
    for place, part in enumerate(parts):
        out.append(part)
        if place % 3 == 2 or place == 0:
            out.append(f"Read also: {(rng.choice(others).title or 'More news')[:60]}")
    return article.title, "\n\n".join(out)


def typography(article, others, rng):
    text = re.sub(r"\"([^\"\n]*)\"", r"„\1“", article.text.replace("“", '"').replace("”", '"'))
    text = text.replace("'", "’").replace(" – ", " — ").replace(" - ", " — ").replace("...", "…")
    return article.title.upper(), re.sub(r" (\d)", "\u00a0\\1", text)


def words_replaced(article, others, rng):
    stock = words(rng.choice(others).text) or ["other"]
    return article.title, splice(article.text, lambda word: rng.choice(stock) if rng.random() < 0.05 else word)


COPIES = {
    "rewritten headline": other_headline,
    "other lead": other_lead,
    "cut to a third": cut_to_a_third,
    "sentences dropped, reordered": dropped_and_reordered,
    "agency credits": agency_credits,
    "cross-links": cross_links,
    "quotes, dashes, case": typography,
    "a word in twenty replaced": words_replaced,
}

# -- The articles -------------------------------------------------------------------------------------------------------------------------------


def read(feedd, paths, most, least, rng):
    """Sites, each a list of articles that differ."""
    sites = []
    for path in paths:
        if path.endswith((".jsonl", ".json")):
            with open(path, encoding="utf-8") as file:
                items = [json.loads(line) for line in file if line.strip()]
        else:
            output = subprocess.run([feedd, "parse", path], capture_output=True, check=False).stdout.decode("utf-8", "replace")
            items = [item for line in output.splitlines() for item in json.loads(line).get("items", [])]
        site, known = [], []
        rng.shuffle(items)
        for item in items:
            article = Article(len(sites), " ".join((item.get("title") or "").split()), item.get("content_text") or item.get("summary") or "")
            if article.tokens < least or len(site) >= most or any(article.is_same(other) for other in site):
                continue
            site.append(article)
        if len(site) >= 4:
            sites.append(site)
    return sites


# -- The polls ----------------------------------------------------------------------------------------------------------------------------------


def feed(name, entries):
    """RSS of (title, text)."""
    parts = [f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{name}</title><link>https://{name}.example/</link>']
    for number, (title, text) in enumerate(entries):
        body = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n{2,}", text))
        parts.append(
            f"<item><title>{html.escape(title)}</title><link>https://{name}.example/a/{number}</link><guid>{name}-{number}</guid>"
            f"<description>{html.escape(body)}</description></item>")
    text = "\n".join(parts) + "</channel></rss>"
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= 0x20 and ord(c) not in (0xFFFE, 0xFFFF))


class Daemon:
    def __init__(self, feedd, directory):
        self.feedd, self.directory, self.state = feedd, directory, os.path.join(directory, "state")

    def poll(self, state, sources):
        """Polls feeds, by source a list of (title, text), and gives the records that this adds."""
        config = os.path.join(self.directory, "feedd.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write('[fetch]\ncontact = "test@example.org"\n')
            for name, entries in sources.items():
                path = os.path.join(self.directory, name + ".xml")
                with open(path, "w", encoding="utf-8") as out:
                    out.write(feed(name, entries))
                file.write(f'[[source]]\nname = "{name}"\nurl = "file:{path}"\n')
        before = len(self.records(state))
        process = subprocess.run([self.feedd, "poll", "--config", config, "--state", state], capture_output=True, text=True)
        if process.returncode != 0:
            sys.exit(f"feedd: poll: status {process.returncode}: {process.stderr.strip()[-500:]}")
        return self.records(state)[before:]

    @staticmethod
    def records(state):
        path = os.path.join(state, "journal", "feedd.jsonl")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]


def number(record):
    return int(record["_feedd"]["guid"].rsplit("-", 1)[1])


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("feedd")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_intermixed_args()
    rng = random.Random(options.seed)
    feedd = os.path.abspath(options.feedd)
    files = options.files or sorted(glob.glob(os.path.join(os.environ.get("SHARED", "../shared"), "corpus/feeds/*")))
    if not files:
        sys.exit("feedd: ../shared/corpus is not there: name files to take the texts from")
    sites = read(feedd, files, options.texts, options.words, rng)
    if not sites:
        sys.exit("feedd: no site with four articles: give more texts")
    halves = [(site[: len(site) // 2], site[len(site) // 2 :]) for site in sites]
    print(f"{len(sites)} sites, {sum(len(site) for site in sites)} articles of {min(a.tokens for s in sites for a in s)} words and more")

    with tempfile.TemporaryDirectory(prefix="feedd-near-") as directory:
        daemon = Daemon(feedd, directory)
        originals = {f"o{place}": [(a.title, a.text) for a in first] for place, (first, _) in enumerate(halves)}
        by_key = {}
        for record in daemon.poll(daemon.state, originals):
            source = int(record["_feedd"]["source"][1:])
            by_key[record["_feedd"]["key"]] = halves[source][0][number(record)]
        table, wrong = [], []
        for name, copy in COPIES.items():
            sources, made = {}, {}
            for place, (first, second) in enumerate(halves):
                entries = [copy(article, second, rng) for article in first]
                sources[f"c{place}"] = entries
                made.update({(f"c{place}", at): (article, entry) for at, (article, entry) in enumerate(zip(first, entries))})
            table.append((name, *judge(daemon, sources, made, by_key, wrong)))
        other = {f"d{place}": [(a.title, a.text) for a in second] for place, (_, second) in enumerate(halves)}
        made = {(f"d{place}", at): (None, (a.title, a.text)) for place, (_, second) in enumerate(halves) for at, a in enumerate(second)}
        table.append(("different articles of one site", *judge(daemon, other, made, by_key, wrong)))
        # Where nothing tells yet what the site sets under every item: each of its first articles comes from a source of its own.
        lone = {f"l{place}x{at}": [(a.title, a.text)] for place, site in enumerate(sites) for at, a in enumerate(site[:6])}
        made = {(f"l{place}x{at}", 0): (None, (a.title, a.text)) for place, site in enumerate(sites) for at, a in enumerate(site[:6])}
        os.rename(daemon.state, daemon.state + ".full")
        os.makedirs(daemon.state)
        table.append(("the same, one article a source", *judge(daemon, lone, made, {}, wrong)))
    return report(table, wrong, options.list)


def judge(daemon, sources, made, by_key, wrong):
    """Polls copies of articles beside the originals; of each the truth, and what the journal says."""
    state = os.path.join(daemon.directory, "run")
    shutil.copytree(daemon.state, state)
    records = daemon.poll(state, sources)
    shutil.rmtree(state)
    keys = dict(by_key)
    keys.update({record["_feedd"]["key"]: record for record in records})
    found = []
    for record in records:
        article, (title, text) = made[record["_feedd"]["source"], number(record)]
        named = keys.get(record["_feedd"].get("duplicate_of"))
        told = record["_feedd"].get("similarity", 0.0)
        if article is None:
            if named is not None and not isinstance(named, Article):
                named = Article(None, named.get("title", ""), named["content_text"])
            right = named is not None and named.is_same(Article(None, title, text))
            found.append((None, None, named is not None, right, None))
        else:
            truth = jaccard(article.text, text)
            right = named is not None and (named is article or isinstance(named, Article) and similarity(named.text, text) >= 0.6)
            error = told - similarity(article.text, text) if named is article else None
            found.append((truth, similarity(article.text, text), named is not None, right, error))
        if named is not None and not right:
            wrong.append((record, named))
    return (found,)


def report(table, wrong, listing):
    print(f"\n{'':32}{'copies':>7}{'marked':>8}{'recall':>8}{'J>=0.6':>8}{'recall':>8}{'wrong':>7}{'error':>8}")
    marks = rights = near = near_found = 0
    for name, found in table:
        copies = [f for f in found if f[0] is not None]
        marked = [f for f in found if f[2]]
        right = [f for f in found if f[3]]
        alike = [f for f in copies if f[0] >= 0.6]
        alike_right = [f for f in alike if f[3]]
        errors = [abs(f[4]) for f in copies if f[4] is not None]
        marks, rights = marks + len(marked), rights + len(right)
        near, near_found = near + len(alike), near_found + len(alike_right)
        share = lambda part, whole: f"{len(part) / len(whole):.3f}" if whole else "-"
        print(f"{name:32}{len(found):7}{len(marked):8}{share([f for f in copies if f[3]], copies):>8}{len(alike):8}{share(alike_right, alike):>8}"
              f"{len(marked) - len(right):7}{f'{sum(errors) / len(errors):.3f}' if errors else '-':>8}")
    if listing:
        for record, named in wrong:
            text = named.text if isinstance(named, Article) else named["content_text"]
            print(f"\n{record['_feedd']['source']} {record['_feedd']['similarity']} true {similarity(record['content_text'], text):.2f}")
            print("  " + " ".join(record["content_text"].split())[:300])
            print("  " + " ".join(text.split())[:300])
    precision, recall = rights / marks if marks else 0, near_found / near if near else 0
    print(f"\nprecision {precision:.4f} of {marks} marks; recall {recall:.4f} of {near} copies with a Jaccard similarity of 0.6 and more")
    holds = precision >= 0.99 and recall >= 0.95
    print("holds: precision >= 0.99 and recall >= 0.95" if holds else "falls short of precision 0.99 and recall 0.95")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
