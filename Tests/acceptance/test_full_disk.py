"""A full disk and a file-size limit: nothing is half written, nothing is lost, and every item comes once as soon as there is room.

The state directory is on a small tmpfs that a ballast file fills up. Mounting it takes root; those tests are skipped otherwise.
"""
import contextlib
import os
import re
import subprocess
import time

import pytest

from feedd import configuration, intervals, limit_file_size, wait_until
from invented import GrowingSite
from journal import assert_each_once, faults
from servers import FeedServer

FEEDS = [f"feed-{number}" for number in range(20)]
WORDS = 1200
"""About 10 kB an item."""
NAMES_THE_REASON = re.compile(r"no space|disk full|disk is full|ENOSPC|quota|file too large|EFBIG|size limit|full", re.I)
RECOVERY_SECONDS = 25
"""Writing is probed every 10 s; what was fetched in vain is due again soon after."""


class SmallDisk:
    """A tmpfs of 8 MB with a ballast file to fill it."""

    def __init__(self, directory):
        self.directory, self.ballast = directory, os.path.join(directory, "ballast")

    def __enter__(self):
        if os.geteuid() != 0:
            pytest.skip("mounting a tmpfs takes root")
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.directory], capture_output=True, text=True)
        if mounted.returncode:
            pytest.skip(f"cannot mount a tmpfs: {mounted.stderr.strip()}")
        return self

    def __exit__(self, *ignored):
        subprocess.run(["umount", "-l", self.directory], check=False)

    def fill(self, left):
        """Leaves about `left` bytes."""
        with open(self.ballast, "wb", buffering=0) as out:
            with contextlib.suppress(OSError):
                while True:
                    out.write(bytes(4096))
            out.truncate(max(0, out.tell() - left))

    def free(self):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.ballast)


@pytest.fixture
def site():
    site = GrowingSite(FEEDS, words=WORDS)
    with FeedServer(site.document) as site.server:
        yield site


@pytest.fixture
def disk(tmp_path):
    path = tmp_path / "disk"
    path.mkdir()
    with SmallDisk(str(path)) as disk:
        yield disk


def poll_with_room(feedd, site, **settings):
    feedd.configure(configuration([(name, site.server.url("/" + name)) for name in FEEDS], **settings))
    first = feedd.poll()
    assert first.status == 0, first.report


def assert_fails_cleanly(feedd, **options):
    """`feedd poll` fails, names the reason, and leaves whole records behind those that were there."""
    before = feedd.journal.bytes()
    result = feedd.poll(timeout=60, **options)
    after = feedd.journal.bytes()
    assert result.status in (1, 73, 74), result.report
    assert NAMES_THE_REASON.search(result.errors), result.report
    assert after.startswith(before), "the records of the first poll are not there any more"
    assert not faults(after)


def assert_recovers(feedd, site):
    result = feedd.poll()
    assert result.status == 0, result.report
    assert_each_once(feedd.journal, site.guids)


def test_a_file_size_limit_fails_the_poll_and_loses_nothing(site, make_feedd):
    feedd = make_feedd()
    poll_with_room(feedd, site)
    site.count = 8
    limit = feedd.journal.size() + 200 * 1024
    assert_fails_cleanly(feedd, prepare=limit_file_size(limit))
    assert feedd.journal.size() <= limit
    assert_recovers(feedd, site)


@pytest.mark.parametrize("left", [0, 64 * 1024, 300 * 1024])
def test_a_full_disk_fails_the_poll_and_loses_nothing(left, site, disk, make_feedd):
    feedd = make_feedd(state=os.path.join(disk.directory, "state"))
    poll_with_room(feedd, site)
    site.count = 5
    disk.fill(left)
    assert_fails_cleanly(feedd)
    disk.free()
    assert_recovers(feedd, site)


def test_a_daemon_fetches_nothing_while_the_disk_is_full_and_recovers_by_itself(site, disk, make_feedd, interval):
    feedd = make_feedd(state=os.path.join(disk.directory, "state"))
    feedd.configure(configuration([(name, site.server.url("/" + name)) for name in FEEDS], defaults=intervals(interval)))
    with feedd.daemon() as daemon:
        assert wait_until(lambda: len(feedd.journal.records()) >= len(FEEDS), 30), daemon.log_tail
        disk.fill(0)
        whole = feedd.journal.bytes()
        site.count = 4
        assert wait_until(lambda: NAMES_THE_REASON.search(daemon.log), interval * 3 + 15), f"the log does not say so:\n{daemon.log_tail}"
        assert daemon.alive, daemon.log_tail
        time.sleep(interval + 2)
        silent_from = time.monotonic()
        time.sleep(max(6, interval * 3))
        requests = site.server.seen(since=silent_from)
        assert not requests, f"{len(requests)} requests while the disk is full\n{daemon.log_tail}"
        assert feedd.journal.bytes() == whole
        disk.free()
        freed = time.monotonic()
        assert wait_until(lambda: len(feedd.journal.records()) >= len(site.guids), RECOVERY_SECONDS + interval), daemon.log_tail
        print(f"recovered after {time.monotonic() - freed:.1f} s")
        status, _ = daemon.terminate()
        assert status == 0, daemon.log_tail
    assert_each_once(feedd.journal, site.guids)
