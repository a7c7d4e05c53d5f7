#!/usr/bin/env python3
"""A full disk and a file-size limit: nothing half-written, nothing marked seen, and every item once as soon as there is room.

usage: disk_full.py FEEDD

The state directory stands on a small tmpfs that a ballast file fills up (that needs root, and is skipped with the reason otherwise). `feedd poll` must fail and
say why, leave the journal as it was, and bring every item once when the ballast is gone; the same under RLIMIT_FSIZE; and `feedd run` must stop fetching while
the journal cannot be written and recover by itself.
"""
import contextlib
import os
import re
import subprocess
import sys
import threading
import time

import support

FEEDS = [f"feed-{number}" for number in range(20)]
WORDS = 1200
SAYS_WHY = re.compile(r"no space|disk full|disk is full|ENOSPC|quota|file too large|EFBIG|size limit|full", re.I)
RECOVERY_SECONDS = 25
"""Writing is probed every 10 s; what was fetched in vain is due again soon after."""


def main():
    chosen = support.arguments(__doc__)
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        site = Site()
        server = space.enter(support.FeedServer(site.document))
        file_size_limit(verdict, space, chosen, server, site)
        try:
            disk = space.enter(SmallDisk(space.folder("disk")))
        except OSError as reason:
            verdict.note(f"skipped: the full disk itself: {reason}")
            return verdict.close("a file-size limit loses nothing and writes nothing twice (the tmpfs part was skipped)")
        for left in (0, 64 * 1024, 300 * 1024):
            full_disk(verdict, space, disk, chosen, server, site, left)
        full_disk_under_daemon(verdict, space, disk, chosen, server, site)
    return verdict.close("full disks and a file-size limit lose nothing, write nothing twice, and are recovered from")


class Site:
    """Twenty feeds of which each has `count` items, about 10 kB an item."""

    def __init__(self):
        self.count = 1

    def document(self, path):
        name = path.strip("/")
        return support.rss(name, [support.news(name, n, WORDS) for n in range(self.count, 0, -1)]) if name in FEEDS else None

    @property
    def items(self):
        return {f"{name}-{n}" for name in FEEDS for n in range(1, self.count + 1)}


class SmallDisk:
    """A tmpfs of 8 MB, with a ballast file to fill it."""

    def __init__(self, directory):
        self.directory, self.ballast = directory, os.path.join(directory, "ballast")

    def __enter__(self):
        if os.geteuid() != 0:
            raise OSError("mounting a tmpfs takes root")
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.directory], capture_output=True, text=True)
        if mounted.returncode:
            raise OSError(mounted.stderr.strip())
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


# --- feedd poll ---------------------------------------------------------------------------------------------------------------------------

def file_size_limit(verdict, space, chosen, server, site):
    verdict.section("RLIMIT_FSIZE")
    site.count = 1
    feedd = prepared(verdict, chosen, space, "limited", server, space.directory)
    site.count = 8
    limit = feedd.journal.size() + 200 * 1024
    fails_cleanly(verdict, feedd, site, prepare=support.limit_file_size(limit))
    verdict.check(feedd.journal.size() <= limit, "the journal is no longer than the limit")
    brings_everything(verdict, feedd, site)


def full_disk(verdict, space, disk, chosen, server, site, left):
    verdict.section(f"a disk with {left // 1024} KiB left")
    site.count = 1
    feedd = prepared(verdict, chosen, space, f"left-{left}", server, disk.directory)
    site.count = 5
    disk.fill(left)
    fails_cleanly(verdict, feedd, site)
    disk.free()
    brings_everything(verdict, feedd, site)
    subprocess.run(["rm", "-rf", feedd.state], check=True)


def prepared(verdict, chosen, space, name, server, disk):
    """A feedd that has polled once while there was room."""
    feedd = support.Feedd(chosen.feedd, space.directory, name, os.path.join(disk, name))
    feedd.configure(support.configuration([(name, server.url("/" + name)) for name in FEEDS]))
    first = feedd.poll()
    verdict.check(first.status == 0, "with room, feedd poll exits 0", first.story)
    return feedd


def fails_cleanly(verdict, feedd, site, prepare=None):
    before = feedd.journal.bytes()
    result = feedd.poll(prepare=prepare, timeout=60)
    after = feedd.journal.bytes()
    verdict.check(result.status in (1, 73, 74), f"without, it fails: exit {result.status}", result.story)
    verdict.check(SAYS_WHY.search(result.errors), f"and says why: {first_line(result.errors)}", result.story)
    wrong = support.faults(after)
    verdict.check(after.startswith(before) and not wrong, f"the journal is whole: {len(after) - len(before)} bytes of whole records more", "\n".join(wrong))


def brings_everything(verdict, feedd, site):
    result = feedd.poll()
    verdict.check(result.status == 0, "with room again, feedd poll exits 0", result.story)
    judge_items(verdict, feedd, site)


def judge_items(verdict, feedd, site):
    support.judge_journal(verdict, feedd.journal)
    guids = [record["_feedd"].get("guid") for record in feedd.journal.records()]
    missing, twice = site.items - set(guids), len(guids) - len(set(guids))
    verdict.check(not missing and not twice, f"each of {len(site.items)} items once: {len(missing)} missing, {twice} twice", sorted(missing)[:20])


def first_line(text):
    lines = [line for line in text.splitlines() if SAYS_WHY.search(line)]
    return (lines or text.splitlines() or [""])[0][:150]


# --- feedd run ----------------------------------------------------------------------------------------------------------------------------

def full_disk_under_daemon(verdict, space, disk, chosen, server, site):
    verdict.section("a full disk under feedd run")
    site.count = 1
    feedd = support.Feedd(chosen.feedd, space.directory, "daemon", os.path.join(disk.directory, "daemon"))
    interval = support.shortest_interval(feedd)
    feedd.configure(support.configuration(
        [(name, server.url("/" + name)) for name in FEEDS], defaults=support.intervals(interval)))
    stop = threading.Event()
    with feedd.daemon() as daemon:
        verdict.check(support.wait_until(lambda: len(feedd.journal.records()) >= len(FEEDS), 30), "the first items arrive", daemon.log_tail)
        disk.fill(0)
        whole = feedd.journal.bytes()
        site.count = 4
        noticed = support.wait_until(lambda: SAYS_WHY.search(daemon.log), interval * 3 + 15)
        verdict.check(noticed and daemon.alive, f"the full disk is in the log: {first_line(daemon.log)}", daemon.log_tail)
        stop.wait(interval + 2)
        silent_from = time.monotonic()
        stop.wait(max(6, interval * 3))
        fetched = len(server.seen(since=silent_from))
        verdict.check(fetched == 0, f"while it is full nothing is fetched: {fetched} requests in {max(6, interval * 3)} s", daemon.log_tail)
        verdict.check(feedd.journal.bytes() == whole, "the journal stays as it was")
        disk.free()
        freed = time.monotonic()
        verdict.check(
            support.wait_until(lambda: len(feedd.journal.records()) >= len(site.items), RECOVERY_SECONDS + interval),
            "with room again it recovers by itself", daemon.log_tail)
        verdict.note(f"after {time.monotonic() - freed:.1f} s")
        status, seconds = daemon.terminate()
        verdict.check(status == 0, f"SIGTERM ends it: exit {status} after {seconds:.1f} s", daemon.log_tail)
    judge_items(verdict, feedd, site)


if __name__ == "__main__":
    sys.exit(main())
