#!/usr/bin/env python3
"""A minute of `feedd run` against feeds that change: new items arrive within the interval, each once.

usage: daemon.py FEEDD [--seconds 60]

It must also tell systemd that it is ready (READY=1 on $NOTIFY_SOCKET), show the items to `feedd tail -f`, ask with validators, keep to its interval, and
end on SIGTERM.
"""
import collections
import contextlib
import socket
import statistics
import subprocess
import sys
import threading
import time

import support

FEEDS = [f"feed-{number}" for number in range(10)]
SLACK_SECONDS = 5
"""For the fetch, the commit's `sync` of a second, and a busy machine."""


def main():
    chosen = support.arguments(__doc__, options=lambda parser: parser.add_argument("--seconds", type=int, default=60))
    seconds = min(chosen.seconds, 20) if chosen.quick else chosen.seconds
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        news = News()
        server = space.enter(support.FeedServer(news.document))
        feedd = support.Feedd(chosen.feedd, space.directory)
        interval = support.shortest_interval(feedd)
        if interval > 10:
            verdict.check(False, f"an interval short enough to try is accepted: the shortest is {interval} s")
            return verdict.close("the daemon was not tried")
        interval = max(2, interval)
        feedd.configure(support.configuration([(name, server.url("/" + name)) for name in FEEDS], defaults=support.intervals(interval)))
        with notify_socket(space) as ready, feedd.daemon(environment={"NOTIFY_SOCKET": ready.path}) as daemon:
            verdict.check(support.wait_until(lambda: "READY=1" in ready.words, 15), f"systemd is told: {ready.words}", daemon.log_tail)
            first = support.wait_until(lambda: len(feedd.journal.records()) >= len(FEEDS), interval + 15)
            verdict.check(first, "the first items arrive", daemon.log_tail)
            with tail(feedd, space) as shown:
                arrivals = watch(news, feedd, seconds, interval)
                support.wait_until(lambda: len(feedd.journal.records()) >= len(news.published), interval + SLACK_SECONDS)
                support.wait_until(lambda: all(title in shown() for title in news.titles()), 3)
                text = shown()
                missing = [title for title in news.titles() if title not in text]
            verdict.check(not missing, f"feedd tail -f shows all {len(news.titles())} items", "\n".join(missing[:10]))
            peak = daemon.peak
            status, took = daemon.terminate()
            verdict.check(status == 0 and took <= 10, f"SIGTERM ends it: exit {status} after {took:.1f} s", daemon.log_tail)
            verdict.note(f"systemd was told: {' '.join(ready.words)}; peak memory {peak / 2**20:.0f} MB")
        judge_arrivals(verdict, news, feedd, arrivals, interval)
        judge_requests(verdict, server, interval)
    return verdict.close(f"{len(news.published)} items in {seconds} s, each in the journal once, within an interval of {interval} s and what a commit takes")


class News:
    """The feeds' items, and when each was published."""

    def __init__(self):
        self.lock, self.counts, self.published = threading.Lock(), collections.Counter(FEEDS), {}
        for name in FEEDS:
            self.published[f"{name}-1"] = time.monotonic()

    def document(self, path):
        name = path.strip("/")
        with self.lock:
            count = self.counts[name]
        return support.rss(name, [support.news(name, n) for n in range(count, 0, -1)]) if count else None

    def publish(self, name):
        with self.lock:
            self.counts[name] += 1
            self.published[f"{name}-{self.counts[name]}"] = time.monotonic()

    def titles(self):
        return [support.news(name, n)[2] for name in FEEDS for n in range(1, self.counts[name] + 1)]


@contextlib.contextmanager
def notify_socket(space):
    """Collects what is sent to $NOTIFY_SOCKET."""
    class Ready:
        path, words = space.path("notify"), []

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(Ready.path)
        receiver.settimeout(0.2)
        done = threading.Event()

        def receive():
            while not done.is_set():
                with contextlib.suppress(TimeoutError):
                    Ready.words.extend(receiver.recv(65536).decode("utf-8", "replace").split("\n"))

        thread = threading.Thread(target=receive)
        thread.start()
        try:
            yield Ready
        finally:
            done.set()
            thread.join()


@contextlib.contextmanager
def tail(feedd, space):
    """`feedd tail -f` while the block runs; gives a function for what it has shown."""
    path = space.path("tail.txt")
    with open(path, "wb") as out:
        process = subprocess.Popen(feedd.command("tail", "-f", "-n", "1000"), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)

    def shown():
        with open(path, "rb") as text:
            return text.read().decode("utf-8", "replace")

    try:
        yield shown
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def watch(news, feedd, seconds, interval):
    """Publishes an item every 0.7 s, feed after feed; gives the time when each first stood in the journal."""
    arrivals, size, turn = {}, -1, 0
    began = due = time.monotonic()
    while time.monotonic() < began + seconds + interval + SLACK_SECONDS and (time.monotonic() < began + seconds or len(arrivals) < len(news.published)):
        if due <= time.monotonic() < began + seconds:
            news.publish(FEEDS[turn % len(FEEDS)])
            turn, due = turn + 1, due + 0.7
        if feedd.journal.size() != size:
            size = feedd.journal.size()
            for record in feedd.journal.records():
                arrivals.setdefault(record["_feedd"].get("guid"), time.monotonic())
        time.sleep(0.05)
    return arrivals


def judge_arrivals(verdict, news, feedd, arrivals, interval):
    support.judge_journal(verdict, feedd.journal)
    guids = [record["_feedd"].get("guid") for record in feedd.journal.records()]
    missing, twice = set(news.published) - set(guids), len(guids) - len(set(guids))
    verdict.check(not missing and not twice, f"each of {len(news.published)} items once: {len(missing)} missing, {twice} twice", sorted(missing)[:20])
    delays = {guid: arrivals[guid] - at for guid, at in news.published.items() if guid in arrivals and not guid.endswith("-1")}
    late = {guid: round(delay, 1) for guid, delay in delays.items() if delay > interval * 1.25 + SLACK_SECONDS}
    if delays:
        verdict.note(f"from published to journaled: median {statistics.median(delays.values()):.1f} s, longest {max(delays.values()):.1f} s")
    verdict.check(delays and not late, f"each within its interval of {interval} s (and {SLACK_SECONDS} s)", late)


def judge_requests(verdict, server, interval):
    gaps, last = [], {}
    for seen in server.seen():
        if seen.path in last:
            gaps.append(seen.at - last[seen.path])
        last[seen.path] = seen.at
    again = [seen for seen in server.seen() if seen.status == 304]
    verdict.check(again, f"it asks with validators: {len(again)} of {len(server.seen())} answers are 304")
    early = [round(gap, 2) for gap in gaps if gap < interval * 0.7]
    verdict.check(gaps and not early, f"no source is asked before its interval: {len(gaps)} gaps, the shortest {min(gaps, default=0):.1f} s", early[:10])


if __name__ == "__main__":
    sys.exit(main())
