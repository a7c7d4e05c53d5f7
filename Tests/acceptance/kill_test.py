#!/usr/bin/env python3
"""Killed at any moment, feedd loses nothing and writes nothing twice.

usage: kill_test.py FEEDD [--rounds 60] [--seed N] [--daemon]

A server adds an item to each of a hundred feeds every round. In each round a `feedd poll` is killed with SIGKILL after 30 to 900 ms: at most about as long as
a poll takes, so that most kills come in its middle, and in every third round within 15 ms of the first record's being written, where the journal is ahead
of the store. `sync` changes from round to round. After one clean poll at the end the journal must have what an undisturbed feedd's has, each item once.
With --daemon it is `feedd run` that is killed.
"""
import contextlib
import random
import signal
import subprocess
import sys

import support

FEEDS = [f"feed-{number}" for number in range(100)]
SYNCS = ('"always"', '"1s"')


def main():
    chosen = support.arguments(__doc__, options=options)
    verdict, moments = support.Verdict(), random.Random(chosen.seed)
    rounds = min(chosen.rounds, 12) if chosen.quick else chosen.rounds
    published = {"items": 1}
    with support.workspace(chosen.keep) as space:
        server = space.enter(support.FeedServer(lambda path: document(path, published["items"])))
        feedd = support.Feedd(chosen.feedd, space.directory)
        interval = support.shortest_interval(feedd) if chosen.daemon else None
        longest, torn = time_of_a_poll(verdict, space, chosen, server), set()
        verdict.note(f"kills after 30 to {longest * 1000:.0f} ms, seed {chosen.seed}")
        early, late, wrote = 0, 0, 0
        for number in range(rounds):
            published["items"] = number + 1
            configure(feedd, server, SYNCS[number % len(SYNCS)], interval)
            before = feedd.journal.size()
            aimed = number % 3 == 2
            moment, after_growth = (0.9, moments.uniform(0, 0.015)) if aimed else (moments.uniform(0.03, longest), None)
            finished = run_and_kill(feedd, "run" if chosen.daemon else "poll", moment, after_growth)
            grew = feedd.journal.size() > before
            longest = min(0.9, max(0.1, longest * (0.95 if finished else 1 if grew else 1.04)))
            wrote, late, early = wrote + (grew and not finished), late + finished, early + (not grew and not finished)
            torn.update(feedd.journal.torn())
        verdict.note(f"{rounds} rounds: {wrote} kills after records were written, {early} before, {late} polls were over first")
        verdict.note(f"{len(torn)} torn ends were set aside by recovery")
        configure(feedd, server, SYNCS[-1])
        clean = feedd.poll()
        verdict.check(clean.status == 0, "the clean poll exits 0", clean.story)
        compare(verdict, feedd, undisturbed(verdict, space, chosen, server), rounds)
        idle = feedd.journal.bytes()
        again = feedd.poll()
        verdict.check(again.status == 0 and feedd.journal.bytes() == idle, "one more poll adds nothing", again.story)
        verdict.check(wrote > 0, "some kills came after records were written")
    verb = "feedd run" if chosen.daemon else "feedd poll"
    return verdict.close(f"{rounds} rounds of {verb} killed, {wrote} after records were written; {len(FEEDS) * rounds} items, each once")


def options(parser):
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--daemon", action="store_true", help="kill `feedd run` instead")


def document(path, count):
    name = path.strip("/")
    return support.rss(name, [support.news(name, number) for number in range(count, 0, -1)]) if name in FEEDS else None


def configure(feedd, server, sync, interval=None):
    defaults = support.intervals(interval) if interval else None
    feedd.configure(support.configuration([(name, server.url("/" + name)) for name in FEEDS], defaults=defaults, journal={"sync": sync}))


def time_of_a_poll(verdict, space, chosen, server):
    """How late a kill may come, in seconds: a little after an undisturbed poll's end, 0.9 at most."""
    trial = support.Feedd(chosen.feedd, space.directory, "trial")
    configure(trial, server, SYNCS[0])
    result = trial.poll()
    verdict.note(f"an undisturbed first poll takes {result.wall * 1000:.0f} ms")
    return min(0.9, max(0.12, result.wall * 1.1))


def run_and_kill(feedd, verb, seconds, after_growth=None):
    """Starts feedd and kills it after so many seconds, or `after_growth` seconds after the journal grew; whether it had ended by itself before."""
    before = feedd.journal.size()
    process = subprocess.Popen(feedd.command(verb), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if after_growth is not None:
            if support.wait_until(lambda: process.poll() is not None or feedd.journal.size() > before, seconds, step=0.001):
                seconds = after_growth
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return True
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait()


def undisturbed(verdict, space, chosen, server):
    """The journal of a feedd that polled once, at the end."""
    calm = support.Feedd(chosen.feedd, space.directory, "undisturbed")
    configure(calm, server, SYNCS[-1])
    result = calm.poll()
    verdict.check(result.status == 0, "an undisturbed feedd's poll exits 0", result.story)
    return calm.journal


def compare(verdict, feedd, calm, rounds):
    support.judge_journal(verdict, feedd.journal)
    support.judge_journal(verdict, calm, "the undisturbed journal")
    got, want = [essence(r) for r in feedd.journal.records()], [essence(r) for r in calm.records()]
    missing, surplus, twice = set(want) - set(got), set(got) - set(want), len(got) - len(set(got))
    verdict.check(len(want) == len(FEEDS) * rounds, f"the undisturbed journal has all {len(FEEDS) * rounds} items: {len(want)}")
    verdict.check(not missing, f"nothing lost: {len(missing)} items", "\n".join(map(str, sorted(missing)[:20])))
    verdict.check(not surplus and not twice, f"nothing twice: {twice}, nothing else: {len(surplus)}", "\n".join(map(str, sorted(surplus)[:20])))
    updates = [r for r in feedd.journal.records() if r["_feedd"]["op"] != "new"]
    verdict.check(not updates, f"no updates: {len(updates)}")


def essence(record):
    """What makes a record the same as another feedd's: whose it is and what it says, not its place and time."""
    head = record["_feedd"]
    return (head["source"], head.get("guid") or record["id"], record.get("url"), record.get("title"), record.get("content_text"))


if __name__ == "__main__":
    sys.exit(main())
