#!/usr/bin/env python3
"""What a crash, a power cut or a restored backup leaves behind, and that feedd comes back from each with every item once.

usage: recovery.py FEEDD

Each case starts from a journal and store of two polls, damages one or both as an accident would, publishes one more item a feed, and polls.
"""
import glob
import os
import shutil
import sys

import support

FEEDS = [f"feed-{number}" for number in range(10)]


def main():
    chosen = support.arguments(__doc__)
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        site = Site()
        server = space.enter(support.FeedServer(site.document))
        for number, (name, (damage, sets_aside)) in enumerate(CASES.items()):
            recover(verdict, support.Feedd(chosen.feedd, space.directory, f"case-{number}"), server, site, name, damage, sets_aside)
    return verdict.close(f"{len(CASES)} kinds of damage, every item once after each")


class Site:
    def __init__(self):
        self.count = 1

    def document(self, path):
        name = path.strip("/")
        return support.rss(name, [support.news(name, n) for n in range(self.count, 0, -1)]) if name in FEEDS else None


# --- The damage ---------------------------------------------------------------------------------------------------------------------------

def append(data):
    def damage(feedd, backup):
        with open(feedd.journal.live, "ab") as out:
            out.write(data(feedd) if callable(data) else data)
    return damage


def half_a_record(feedd):
    """The first half of what would be the next record."""
    line = feedd.journal.bytes().splitlines()[-1].replace(b'"seq":20', b'"seq":21')
    return line[: len(line) // 2]


def last_record_again(feedd):
    """A whole record with a seq that was used."""
    return feedd.journal.bytes().splitlines()[-1] + b"\n"


def lose_store(feedd, backup):
    for path in glob.glob(os.path.join(feedd.state, "state.sqlite*")):
        os.unlink(path)


def garble_store(feedd, backup):
    lose_store(feedd, backup)
    with open(os.path.join(feedd.state, "state.sqlite"), "wb") as out:
        out.write(b"This was a database once. " * 1000)


def restore_store(feedd, backup):
    """The store as it was before the second poll: the journal is ahead of it, as after a crash between the two."""
    lose_store(feedd, backup)
    for path in glob.glob(os.path.join(backup, "state.sqlite*")):
        shutil.copy(path, feedd.state)


def lose_empty_live(feedd, backup):
    """A crash after the live segment was sealed and before the next was made."""
    os.rename(feedd.journal.live, os.path.join(feedd.journal.directory, "feedd-00000000000000000001.jsonl"))


CASES = {
    "nothing at all": (lambda feedd, backup: None, False),
    "half a record at the end": (append(half_a_record), True),
    "zeros at the end": (append(bytes(4096)), True),
    "a line that is no JSON at the end": (append(b"garbage\n"), True),
    "a record that is there twice": (append(last_record_again), True),
    "the store is gone": (lose_store, False),
    "the store is garbage": (garble_store, False),
    "the store is one poll behind": (restore_store, False),
    "the store is behind and half a record is at the end": (
        lambda feedd, backup: (restore_store(feedd, backup), append(half_a_record)(feedd, backup)), True),
    "the store is gone and half a record is at the end": (lambda feedd, backup: (lose_store(feedd, backup), append(half_a_record)(feedd, backup)), True),
    "the live segment was sealed and no new one made": (lose_empty_live, False),
}
"""What happens to a state directory, and whether part of its journal must be set aside."""


# --- The recovery -------------------------------------------------------------------------------------------------------------------------

def recover(verdict, feedd, server, site, name, damage, sets_aside):
    verdict.section(name)
    feedd.configure(support.configuration([(feed, server.url("/" + feed)) for feed in FEEDS]))
    backup = feedd.state + "-backup"
    site.count = 1
    feedd.poll()
    shutil.copytree(feedd.state, backup, ignore=lambda directory, names: [n for n in names if not n.startswith("state.sqlite")])
    site.count = 2
    feedd.poll()
    before = feedd.journal.bytes()
    if not verdict.check(before.count(b"\n") == 2 * len(FEEDS), "two polls bring two items a feed"):
        return
    damage(feedd, backup)
    site.count = 3
    result = feedd.poll()
    after = feedd.journal.bytes()
    verdict.check(result.status == 0, "feedd poll exits 0", result.story)
    verdict.check(after.startswith(before), "what was in the journal is still there")
    support.judge_journal(verdict, feedd.journal)
    guids = sorted(str(record["_feedd"].get("guid")) for record in feedd.journal.records())
    want = sorted(f"{feed}-{n}" for feed in FEEDS for n in (1, 2, 3))
    verdict.check(guids == want, f"every item once: {len(guids)} records for {len(want)} items", surplus(guids, want))
    torn = feedd.journal.torn()
    verdict.check(bool(torn) == sets_aside, "what was no record is set aside" if sets_aside else "nothing is set aside", torn)
    again = feedd.poll()
    verdict.check(again.status == 0 and feedd.journal.bytes() == after, "one more poll adds nothing", again.story)


def surplus(guids, want):
    return f"missing {sorted(set(want) - set(guids))[:10]}, too many {sorted({g for g in guids if guids.count(g) > 1})[:10]}"


if __name__ == "__main__":
    sys.exit(main())
