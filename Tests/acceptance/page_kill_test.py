#!/usr/bin/env python3
"""Killed at any moment while pages are awaited, feedd loses nothing and writes nothing twice; pages that never answer hold up nobody else's.

usage: page_kill_test.py FEEDD [--rounds 40] [--seed N]

A server adds an item to each of twenty feeds every round; the items' text is on their pages, each of which takes a moment, and a tenth of which are not there.
In each round a `feedd poll` is killed with SIGKILL after 30 ms to as long as a poll takes, and in every third round within 15 ms of the first record's being
written. After one clean poll at the end the journal must have what an undisturbed feedd's has, each item once.
Then `feedd run` polls a site whose pages never answer beside one whose pages do: the latter's items must come as if it were alone.
"""
import random
import sys
import time

import kill_test
import support

FEEDS = [f"feed-{number}" for number in range(20)]
SYNCS = ('"always"', '"1s"')
HANGING = "hanging"


def main():
    chosen = support.arguments(__doc__, options=options)
    verdict, moments = support.Verdict(), random.Random(chosen.seed)
    rounds = min(chosen.rounds, 9) if chosen.quick else chosen.rounds
    site = Site()
    with support.workspace(chosen.keep) as space:
        server = space.enter(support.FeedServer(site.document))
        site.server = server
        verdict.section("killed while pages are awaited")
        kills(verdict, space, chosen, server, site, rounds, moments)
        verdict.section("pages that never answer")
        hanging(verdict, space, chosen, server, site)
        site.release = True
    return verdict.close(f"{rounds} rounds of feedd poll killed, {len(FEEDS) * rounds} items with their pages, each once")


def options(parser):
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261123)


class Site:
    """Feeds of teasers, and the pages of their items."""

    def __init__(self):
        self.server, self.items, self.release = None, 1, False

    def document(self, path):
        parts = path.strip("/").split("/")
        if parts[0] in FEEDS + [HANGING] and len(parts) == 1:
            return support.rss(parts[0], [self.item(parts[0], number) for number in range(self.items, 0, -1)])
        if parts[0] == "page":
            return self.page(parts[1], int(parts[2]))
        return None

    def item(self, feed, number):
        guid, _, title, text = support.news(feed, number, words=12)
        # Politeness goes by host, and a host by its name.
        host = "localhost" if feed == HANGING else "127.0.0.1"
        return guid, self.server.url(f"/page/{feed}/{number}").replace("127.0.0.1", host), title, text

    def page(self, feed, number):
        if feed == HANGING:
            support.wait_until(lambda: self.release, 120)
            return None
        time.sleep(0.02 + 0.06 * (support.hash_of(f"{feed}/{number}") % 10) / 10)
        if is_missing(feed, number):
            return None
        _, _, title, text = support.news(feed, number, words=12)
        paragraphs = "".join(f"<p>{text} {sentence(feed, number, place)}</p>\n" for place in range(4))
        return (f"<!DOCTYPE html><html><head><title>{title} | Example</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
                f"<article><h1>{title}</h1>\n{paragraphs}</article><footer>Copyright Example</footer></body></html>").encode()


def is_missing(feed, number):
    return support.hash_of(f"missing/{feed}/{number}") % 10 == 0


def sentence(feed, number, place):
    words = " ".join(f"further{(support.hash_of(f'{feed}{place}') + number * 7919 + k * 104729) % 99991}" for k in range(25))
    return f"In paragraph {place} the story goes on, and it says {words}."


def configure(feedd, server, sync, names, interval=None):
    defaults = {"full_text": "true"} | (support.intervals(interval) if interval else {})
    feedd.configure(support.configuration([(name, server.url("/" + name)) for name in names], defaults=defaults, journal={"sync": sync}))


def kills(verdict, space, chosen, server, site, rounds, moments):
    feedd = support.Feedd(chosen.feedd, space.directory)
    configure(support.Feedd(chosen.feedd, space.directory, "trial"), server, SYNCS[0], FEEDS)
    trial = support.Feedd(chosen.feedd, space.directory, "trial").poll()
    verdict.check(trial.status == 0, "an undisturbed first poll exits 0", trial.story)
    longest = min(2, max(0.15, trial.wall * 1.1))
    verdict.note(f"kills after 30 to {longest * 1000:.0f} ms, seed {chosen.seed}")
    early = late = wrote = 0
    for number in range(rounds):
        site.items = number + 1
        configure(feedd, server, SYNCS[number % len(SYNCS)], FEEDS)
        before = feedd.journal.size()
        aimed = number % 3 == 2
        moment, after_growth = (longest, moments.uniform(0, 0.015)) if aimed else (moments.uniform(0.03, longest), None)
        finished = kill_test.run_and_kill(feedd, "poll", moment, after_growth)
        grew = feedd.journal.size() > before
        wrote, late, early = wrote + (grew and not finished), late + finished, early + (not grew and not finished)
    verdict.note(f"{rounds} rounds: {wrote} kills after records were written, {early} before, {late} polls were over first")
    configure(feedd, server, SYNCS[-1], FEEDS)
    clean = feedd.poll()
    verdict.check(clean.status == 0, "the clean poll exits 0", clean.story)
    calm = support.Feedd(chosen.feedd, space.directory, "undisturbed")
    configure(calm, server, SYNCS[-1], FEEDS)
    result = calm.poll()
    verdict.check(result.status == 0, "an undisturbed feedd's poll exits 0", result.story)
    compare(verdict, feedd.journal, calm.journal, rounds)
    idle = feedd.journal.bytes()
    again = feedd.poll()
    verdict.check(again.status == 0 and feedd.journal.bytes() == idle, "one more poll adds nothing", again.story)
    verdict.check(wrote > 0, "some kills came after records were written")


def compare(verdict, journal, calm, rounds):
    support.judge_journal(verdict, journal)
    got, want = [kill_test.essence(r) for r in journal.records()], [kill_test.essence(r) for r in calm.records()]
    missing, surplus, twice = set(want) - set(got), set(got) - set(want), len(got) - len(set(got))
    verdict.check(len(want) == len(FEEDS) * rounds, f"the undisturbed journal has all {len(FEEDS) * rounds} items: {len(want)}")
    verdict.check(not missing, f"nothing lost: {len(missing)} items", "\n".join(map(str, sorted(missing)[:10])))
    verdict.check(not surplus and not twice, f"nothing twice: {twice}, nothing else: {len(surplus)}", "\n".join(map(str, sorted(surplus)[:10])))
    updates = [r for r in journal.records() if r["_feedd"]["op"] != "new"]
    verdict.check(not updates, f"no updates: {len(updates)}", "\n".join(str(kill_test.essence(r)) for r in updates[:10]))
    full = [r for r in journal.records() if "In paragraph 3" in r["content_text"]]
    absent = sum(is_missing(name, number) for name in FEEDS for number in range(1, rounds + 1))
    verdict.check(len(full) == len(FEEDS) * rounds - absent, f"{len(full)} items have their page's article, {absent} have no page")


def hanging(verdict, space, chosen, server, site):
    feedd = support.Feedd(chosen.feedd, space.directory, "hanging")
    interval = support.shortest_interval(feedd)
    hidden = server.url("/" + HANGING).replace("127.0.0.1", "localhost")
    site.items = 3
    feedd.configure(support.configuration(
        [(HANGING, hidden, {"full_text": "true"}), ("feed-1", server.url("/feed-1"), {"full_text": "true"})], defaults=support.intervals(interval)))
    with feedd.daemon() as daemon:
        came = support.wait_until(lambda: len(feedd.journal.records()) >= 3, 20)
        verdict.check(came, "the other site's items come", daemon.log_tail)
        site.items = 4
        came = support.wait_until(lambda: len(feedd.journal.records()) >= 4, interval + 20)
        verdict.check(came, "and go on coming", daemon.log_tail)
        verdict.check(all(r["_feedd"]["source"] == "feed-1" for r in feedd.journal.records()), "the site's own items wait")
        status, took = daemon.terminate()
        verdict.check(status == 0 and took <= 10, f"SIGTERM ends it all the same: exit {status} after {took:.1f} s", daemon.log_tail)
    site.release = True


if __name__ == "__main__":
    sys.exit(main())
