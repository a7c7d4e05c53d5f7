"""Damages a stopped feedd's journal, its store or both as a crash, a power cut or a restored backup would: every item is in the journal once afterwards."""
import glob
import os
import shutil

import pytest

from feedd import configuration
from invented import GrowingSite
from journal import assert_each_once
from servers import FeedServer

FEEDS = [f"feed-{number}" for number in range(10)]


# --- Damage -------------------------------------------------------------------------------------------------------------------------------

def append(data):
    """Appends bytes to the live segment; `data` may be a function of the journal's bytes."""
    def damage(feedd, backup):
        with open(feedd.journal.live, "ab") as out:
            out.write(data(feedd.journal.bytes()) if callable(data) else data)
    return damage


def half_a_record(journal):
    """The first half of what would be the next record."""
    line = journal.splitlines()[-1].replace(b'"seq":20', b'"seq":21')
    return line[: len(line) // 2]


def last_record_again(journal):
    """A whole record whose `seq` was given out before."""
    return journal.splitlines()[-1] + b"\n"


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


def close_live_segment(feedd, backup):
    """A crash after the live segment was closed and before the next was made."""
    os.rename(feedd.journal.live, os.path.join(feedd.journal.directory, "feedd-00000000000000000001.jsonl"))


def both(*damages):
    def damage(feedd, backup):
        for each in damages:
            each(feedd, backup)
    return damage


CASES = {
    "no damage": (both(), False),
    "half a record at the end": (append(half_a_record), True),
    "zeros at the end": (append(bytes(4096)), True),
    "a line that is no JSON at the end": (append(b"garbage\n"), True),
    "a record that is there twice": (append(last_record_again), True),
    "no store": (lose_store, False),
    "a store that is no database": (garble_store, False),
    "a store that is one poll behind": (restore_store, False),
    "a store that is behind and half a record at the end": (both(restore_store, append(half_a_record)), True),
    "no store and half a record at the end": (both(lose_store, append(half_a_record)), True),
    "no live segment": (close_live_segment, False),
}
"""What happens to a state directory, and whether a part of its journal must be set aside."""


# --- Recovery -----------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("damage, sets_aside", CASES.values(), ids=CASES)
def test_every_item_is_in_the_journal_once_after(damage, sets_aside, make_feedd):
    """Two polls, the damage, one more item a feed, a third poll: it succeeds, changes no record that was there, and adds the new items alone."""
    feedd, site = make_feedd(), GrowingSite(FEEDS)
    with FeedServer(site.document) as server:
        feedd.configure(configuration([(feed, server.url("/" + feed)) for feed in FEEDS]))
        feedd.poll()
        backup = feedd.state + "-backup"
        shutil.copytree(feedd.state, backup, ignore=lambda directory, names: [n for n in names if not n.startswith("state.sqlite")])
        site.count = 2
        feedd.poll()
        before = feedd.journal.bytes()
        assert before.count(b"\n") == 2 * len(FEEDS), "two polls bring two items a feed"
        damage(feedd, backup)
        site.count = 3
        result = feedd.poll()
        after = feedd.journal.bytes()
        assert result.status == 0, result.report
        assert after.startswith(before), "the records of the first polls are not there any more"
        assert_each_once(feedd.journal, site.guids)
        assert bool(feedd.journal.torn()) == sets_aside, f"set aside: {feedd.journal.torn()}"
        again = feedd.poll()
        assert again.status == 0, again.report
        assert feedd.journal.bytes() == after, "one more poll adds nothing"
