"""Moves, empties, removes, compresses and rotates the journal, and changes its directory, while feedd runs and while it is stopped.

The store is the authority on what was journaled, and a journal can only contradict it by the records it holds. So no item comes again, `seq` goes on
where it was, no (key, revision) is given out twice, and the log says once that records are gone.
"""
import contextlib
import glob
import gzip
import os
import random
import re
import shutil
import subprocess
import warnings

import pytest

from feedd import configuration
from invented import GrowingSite, feed, item, rss
from journal import History, guids
from servers import FeedServer

FEEDS = [f"feed-{number}" for number in range(4)]
LOGROTATE = shutil.which("logrotate", path=os.environ.get("PATH", "") + ":/usr/sbin")
RECORDS_ARE_GONE = re.compile(
    r"journal.*\b(gone|missing|empty|emptied|moved|removed|renamed|replaced|truncated|shorter|no longer|not there|absent|does not (have|hold|reach))\b", re.I)
REBUILT = re.compile(r"\brebuil[dt]", re.I)


class EditedSite(GrowingSite):
    """A growing site whose first feed's first item has another text in each edition. Feeds show their items from number `oldest` on."""
    edition, oldest = 1, 1

    def document(self, path):
        name = path.strip("/")
        return rss(name, [self.item(name, number) for number in range(self.count, self.oldest - 1, -1)]) if name in self.names else None

    def item(self, name, number):
        guid, url, title, text = item(name, number)
        return guid, url, title, item(f"edition-{self.edition}", 1)[3] if (name, number) == (FEEDS[0], 1) else text


class Story:
    """A feedd with a history of a few records whose journal gets lost, and what it does afterwards."""

    def __init__(self, feedd, site):
        self.feedd, self.site, self.history, self.log = feedd, site, History(), []
        self.configure()

    def configure(self):
        self.feedd.configure(configuration(
            [(name, self.site.server.url("/" + name)) for name in FEEDS], defaults={"interval": '"1h"', "interval_min": '"1h"'},
            journal={"sync": '"always"', "directory": f'"{self.feedd.journal_directory}"'}))

    def poll(self, may_fail=False):
        """`feedd poll`, which asks the daemon where one runs; takes in what it wrote."""
        result = self.feedd.poll()
        assert may_fail or result.status == 0, result.report
        self.log += result.errors.splitlines()
        self.history.add(self.feedd.journal.bytes())

    @contextlib.contextmanager
    def daemon(self):
        """`feedd run`, which ends with success at the end of the block; takes in its log."""
        with self.feedd.daemon() as daemon:
            daemon.wait_until(lambda: os.path.exists(os.path.join(self.feedd.state, "control.sock")), 15)
            yield daemon
            status, _ = daemon.terminate()
            self.log += daemon.log.splitlines()
            assert status == 0, daemon.log_tail

    def begin(self):
        """Two polls: two items a feed, and one item in two revisions."""
        self.poll()
        self.site.count, self.site.edition = 2, 2
        self.poll()
        self.history.assert_valid()
        assert self.history.last == 2 * len(FEEDS) + 1

    def publish(self):
        """One more item a feed, and a third revision."""
        self.site.count, self.site.edition = 3, 3

    def assert_goes_on(self):
        """The records after the loss are what was published after it, `seq` goes on, and no (key, revision) is there twice."""
        self.history.assert_valid()
        news = self.history.records(after=2 * len(FEEDS) + 1)
        assert sorted(guids(news)) == sorted([f"{name}-3" for name in FEEDS] + [f"{FEEDS[0]}-1"])
        assert {r["_feedd"]["guid"]: r["_feedd"]["revision"] for r in news}[f"{FEEDS[0]}-1"] == 3
        assert not [line for line in self.log if REBUILT.search(line)], "\n".join(self.log)
        assert not old_stores(self.feedd)

    def assert_rebuilt(self):
        """The store knows from the journal what was journaled; the first poll takes the texts that it sees for known, and later edits are updates."""
        assert [line for line in self.log if REBUILT.search(line)], "\n".join(self.log)
        self.history.assert_valid()
        assert sorted(guids(self.history.records(after=2 * len(FEEDS) + 1))) == sorted(f"{name}-3" for name in FEEDS)
        last, self.site.edition = self.history.last, 4
        self.poll()
        assert [(r["_feedd"]["guid"], r["_feedd"]["revision"]) for r in self.history.records(after=last)] == [(f"{FEEDS[0]}-1", 3)]
        self.history.assert_valid()

    def poll_and_assert_goes_on(self, times=1):
        for _ in range(times):
            self.poll()
            self.assert_goes_on()
        self.assert_said_once()

    def assert_said_once(self):
        said = [line for line in self.log if RECORDS_ARE_GONE.search(line)]
        assert len(said) == 1, "\n".join(said or self.log)


def old_stores(feedd):
    """The copies of earlier stores."""
    return [path for path in glob.glob(os.path.join(feedd.state, "state.sqlite.*")) if not path.endswith("-wal") and not path.endswith("-shm")]


@pytest.fixture
def story(make_feedd):
    site = EditedSite(FEEDS)
    with FeedServer(site.document) as site.server:
        yield Story(make_feedd(), site)


# --- What an administrator does -----------------------------------------------------------------------------------------------------------

def move(feedd):
    os.rename(feedd.journal.live, os.path.join(feedd.state, "archive.jsonl"))


def move_and_touch(feedd):
    move(feedd)
    open(feedd.journal.live, "x").close()


def empty(feedd):
    os.truncate(feedd.journal.live, 0)


def remove(feedd):
    os.unlink(feedd.journal.live)


def remove_directory(feedd):
    shutil.rmtree(feedd.journal.directory)


def compress(feedd):
    """What gzip does: writes the compressed file, then removes the other."""
    with open(feedd.journal.live, "rb") as plain, gzip.open(feedd.journal.live + ".gz", "wb") as packed:
        shutil.copyfileobj(plain, packed)
    os.unlink(feedd.journal.live)


def cut_last_line(feedd):
    data = feedd.journal.bytes()
    os.truncate(feedd.journal.live, data.rindex(b"\n", 0, -1) + 1)


def keep_lines(feedd, kept):
    """Puts a new file with some of the lines under the old name."""
    lines = feedd.journal.bytes().splitlines(keepends=True)[kept]
    with open(feedd.journal.live + ".new", "wb") as out:
        out.writelines(lines)
    os.rename(feedd.journal.live + ".new", feedd.journal.live)


def cut_first_lines(feedd):
    keep_lines(feedd, slice(-3, None))


def restore_older_copy(feedd):
    """Puts back a copy that has the first lines alone."""
    keep_lines(feedd, slice(4))


def rotate(*directives):
    """Rotates by logrotate with these directives; where it is not installed, takes the steps that it would."""
    def damage(feedd):
        live = feedd.journal.live
        if not LOGROTATE:
            warnings.warn("logrotate is not installed: its steps are taken by hand")
            return rotate_by_hand(live, directives)
        settings = os.path.join(feedd.state, "..", "logrotate.conf")
        with open(settings, "w") as out:
            user = "  su root root\n" if os.geteuid() == 0 else ""
            out.write(f"{live} {{\n{user}  rotate 5\n" + "".join(f"  {line}\n" for line in directives) + "}\n")
        os.chmod(settings, 0o644)
        subprocess.run([LOGROTATE, "--force", "--state", settings + ".state", settings], check=True, stdin=subprocess.DEVNULL)
        assert glob.glob(live + ".1*"), "logrotate did nothing"
    return damage


def rotate_by_hand(live, directives):
    if "copytruncate" in directives:
        shutil.copyfile(live, live + ".1")
        os.truncate(live, 0)
    else:
        os.rename(live, live + ".1")
        os.close(os.open(live, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640))
    if "compress" in directives:
        with open(live + ".1", "rb") as plain, gzip.open(live + ".1.gz", "wb") as packed:
            shutil.copyfileobj(plain, packed)
        os.unlink(live + ".1")


LOSSES = {
    "moved": move,
    "moved and touched": move_and_touch,
    "emptied": empty,
    "removed": remove,
    "compressed": compress,
    "without its last line": cut_last_line,
    "replaced by an older copy": restore_older_copy,
    "rotated by create": rotate("create 0640"),
    "rotated by create, compressed": rotate("create 0640", "compress"),
    "rotated by copytruncate": rotate("copytruncate"),
    "rotated by copytruncate, compressed": rotate("copytruncate", "compress"),
    "removed with its directory": remove_directory,
}
LOSES = pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)


# --- Losses -------------------------------------------------------------------------------------------------------------------------------

@LOSES
def test_lost_while_stopped(lose, story):
    story.begin()
    lose(story.feedd)
    story.publish()
    story.poll_and_assert_goes_on(times=2)


@LOSES
def test_lost_while_stopped_with_nothing_new_at_the_next_starts(lose, story):
    """Three starts after the loss, the third with new items."""
    story.begin()
    lose(story.feedd)
    story.poll()
    story.poll()
    story.publish()
    story.poll_and_assert_goes_on()


@LOSES
def test_lost_while_running(lose, story):
    """New items come while the daemon runs, or, where the journal's directory is gone, at the next start."""
    with story.daemon():
        story.begin()
        lose(story.feedd)
        story.publish()
        story.poll(may_fail=not os.path.isdir(story.feedd.journal.directory))
    story.poll_and_assert_goes_on(times=2)


@LOSES
def test_lost_while_running_with_nothing_new_before_the_next_start(lose, story):
    with story.daemon():
        story.begin()
        lose(story.feedd)
    story.publish()
    story.poll_and_assert_goes_on()


def test_rotated_three_times_without_a_new_item(story):
    story.begin()
    for _ in range(3):
        rotate("create 0640")(story.feedd)
        story.poll()
    story.publish()
    story.poll()
    story.assert_goes_on()


def test_items_that_left_their_feeds_before_the_loss_are_not_journaled_when_they_return(story):
    story.begin()
    story.site.oldest = 2
    story.poll()
    remove(story.feedd)
    story.publish()
    story.site.oldest = 1
    story.poll()
    story.assert_goes_on()


@pytest.mark.parametrize("number", range(5))
def test_killed_after_the_loss(number, story, seed):
    """The first poll after the loss is killed at some moment, once before and once after records were written."""
    moments = random.Random(seed + number)
    story.begin()
    rotate("create 0640")(story.feedd)
    story.publish()
    story.feedd.run_and_kill("poll", moments.uniform(0.01, 0.1))
    story.feedd.run_and_kill("poll", 5, after_growth=moments.uniform(0, 0.01))
    story.poll()
    story.assert_goes_on()


def test_the_first_lines_are_cut_off(story):
    """The newest records are still there: nothing is missing that feedd itself needs."""
    story.begin()
    cut_first_lines(story.feedd)
    story.publish()
    story.poll()
    story.assert_goes_on()


def test_moved_and_put_back_as_a_closed_segment(story):
    """What was moved away and comes back under a segment's name is read as the journal's beginning."""
    story.begin()
    move(story.feedd)
    story.publish()
    story.poll()
    os.rename(os.path.join(story.feedd.state, "archive.jsonl"), os.path.join(story.feedd.journal.directory, "feedd-00000000000000000001.jsonl"))
    story.poll()
    story.assert_goes_on()
    assert story.feedd.journal.bytes() == story.history.bytes()
    story.assert_said_once()


# --- The journal's directory ---------------------------------------------------------------------------------------------------------------

def test_the_directory_is_changed_while_stopped(story):
    story.begin()
    story.feedd.journal_directory = "elsewhere"
    story.configure()
    story.publish()
    story.poll_and_assert_goes_on(times=2)


def test_the_directory_is_changed_while_running(story):
    """A reload says that this takes a restart, and the journal goes on where it was until then."""
    with story.daemon() as daemon:
        story.begin()
        story.feedd.journal_directory = "elsewhere"
        story.configure()
        before = daemon.log
        daemon.reload()
        daemon.wait_until(lambda: re.search(r"\[?journal\b.*restart", daemon.log[len(before):]), 10)
        story.feedd.journal_directory = "journal"
        story.publish()
        story.poll()
        story.assert_goes_on()
    story.feedd.journal_directory = "elsewhere"
    story.poll_and_assert_goes_on()
    assert not story.feedd.journal.bytes()


# --- What is still found out --------------------------------------------------------------------------------------------------------------

def lose_store(feedd):
    for path in glob.glob(os.path.join(feedd.state, "state.sqlite*")):
        os.unlink(path)


def test_a_lost_store_is_rebuilt_from_the_journal(story):
    story.begin()
    lose_store(story.feedd)
    story.publish()
    story.poll()
    story.assert_rebuilt()


def test_a_damaged_store_is_kept_as_a_copy_and_rebuilt_from_the_journal(story):
    story.begin()
    lose_store(story.feedd)
    garbage = b"This was a database once. " * 1000
    with open(os.path.join(story.feedd.state, "state.sqlite"), "wb") as out:
        out.write(garbage)
    story.publish()
    story.poll()
    story.assert_rebuilt()
    copies = old_stores(story.feedd)
    assert len(copies) == 1, os.listdir(story.feedd.state)
    with open(copies[0], "rb") as copy:
        assert copy.read() == garbage


def identity(record):
    """What a consumer stores a record by."""
    return record["_feedd"]["key"], record["_feedd"]["revision"]


def foreign_journal(make_feedd):
    """The journal of another feedd with feeds of its own, longer than the story's."""
    names = [f"foreign-{number}" for number in range(20)]
    other = make_feedd("other")
    with FeedServer(lambda path: feed(path.strip("/"), 2)) as server:
        other.configure(configuration([(name, server.url("/" + name)) for name in names]))
        result = other.poll()
        assert result.status == 0, result.report
    return other.journal.bytes()


def test_a_foreign_journal_is_found_out(story, make_feedd):
    """Its records contradict the store: the store is copied and rebuilt, `seq` goes on behind both, and the log says so."""
    story.begin()
    foreign = foreign_journal(make_feedd)
    os.rename(story.feedd.journal.live, story.feedd.journal.live + ".old")
    with open(story.feedd.journal.live, "wb") as out:
        out.write(foreign)
    story.publish()
    result = story.feedd.poll()
    assert result.status == 0, result.report
    assert len(old_stores(story.feedd)) == 1, os.listdir(story.feedd.state)
    assert REBUILT.search(result.errors), result.report
    after = story.feedd.journal.bytes()
    assert after.startswith(foreign)
    seqs = [record["_feedd"]["seq"] for record in story.feedd.journal.records()]
    assert seqs == list(range(1, len(seqs) + 1))


def test_after_a_foreign_journal_no_key_and_revision_is_given_out_twice(story, make_feedd):
    """What this feedd journaled before comes with higher revisions, if it comes again."""
    story.begin()
    foreign = foreign_journal(make_feedd)
    with open(story.feedd.journal.live, "wb") as out:
        out.write(foreign)
    story.publish()
    assert story.feedd.poll().status == 0
    given = {identity(record) for record in story.history.records()}
    later = [identity(record) for record in story.feedd.journal.records() if record["_feedd"]["source"] in FEEDS]
    assert not given & set(later)
    assert len(later) == len(set(later))


def test_a_journal_ahead_of_the_store_that_cannot_be_replayed_is_found_out(story):
    """The store is of an earlier day, and the records that followed were rotated away: the log says so and the store is copied."""
    story.poll()
    backup = story.feedd.state + "-backup"
    shutil.copytree(story.feedd.state, backup)
    story.site.count, story.site.edition = 2, 2
    story.poll()
    move(story.feedd)
    story.publish()
    story.poll()
    lose_store(story.feedd)
    for path in glob.glob(os.path.join(backup, "state.sqlite*")):
        shutil.copy(path, story.feedd.state)
    last = story.history.last
    story.poll()
    assert len(old_stores(story.feedd)) == 1, os.listdir(story.feedd.state)
    story.history.assert_valid()
    assert story.history.last >= last
