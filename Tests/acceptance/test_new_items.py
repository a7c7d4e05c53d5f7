"""A minute of `feedd run` against feeds that change: each new item arrives once, within the interval; systemd, `feedd tail -f` and the servers see what they should."""
import collections
import contextlib
import dataclasses
import socket
import statistics
import subprocess
import threading
import time

import pytest

from feedd import Feedd, configuration, die_with_parent, intervals, wait_until
from invented import feed, item
from journal import Journal, assert_each_once
from servers import FeedServer

FEEDS = [f"feed-{number}" for number in range(10)]
SLACK_SECONDS = 5
"""For the fetch, the commit's `sync` of a second, and a busy machine."""


class News:
    """The items of the feeds, and when each was published."""

    def __init__(self):
        self.lock, self.counts, self.published = threading.Lock(), collections.Counter(FEEDS), {}
        for name in FEEDS:
            self.published[f"{name}-1"] = time.monotonic()

    def document(self, path):
        name = path.strip("/")
        with self.lock:
            count = self.counts[name]
        return feed(name, count) if count else None

    def publish(self, name):
        with self.lock:
            self.counts[name] += 1
            self.published[f"{name}-{self.counts[name]}"] = time.monotonic()

    def titles(self):
        return [item(name, number)[2] for name in FEEDS for number in range(1, self.counts[name] + 1)]


@dataclasses.dataclass
class Outcome:
    """What was seen while the daemon ran and at its end."""
    news: News
    journal: Journal
    server: FeedServer
    systemd: list
    """The lines that were sent to $NOTIFY_SOCKET."""
    arrivals: dict
    """When each guid first was in the journal."""
    shown: str
    """What `feedd tail -f` printed."""
    status: int
    stop_seconds: float
    log: str


@pytest.fixture(scope="module")
def outcome(binary, interval, quick, tmp_path_factory):
    directory, news = str(tmp_path_factory.mktemp("new-items")), News()
    feedd, seconds = Feedd(binary, directory), 20 if quick else 60
    with FeedServer(news.document) as server, notify_socket(f"{directory}/notify") as systemd:
        feedd.configure(configuration([(name, server.url("/" + name)) for name in FEEDS], defaults=intervals(interval)))
        with feedd.daemon(environment={"NOTIFY_SOCKET": f"{directory}/notify"}) as daemon:
            assert wait_until(lambda: "READY=1" in systemd, 15), f"systemd was told: {systemd}\n{daemon.log_tail}"
            assert wait_until(lambda: len(feedd.journal.records()) >= len(FEEDS), interval + 15), f"the first items do not arrive\n{daemon.log_tail}"
            with tail(feedd, f"{directory}/tail.txt") as shown:
                arrivals = watch(news, feedd.journal, seconds, interval)
                wait_until(lambda: len(feedd.journal.records()) >= len(news.published), interval + SLACK_SECONDS)
                wait_until(lambda: all(title in shown() for title in news.titles()), 3)
                text = shown()
            print(f"peak memory {daemon.peak / 2**20:.0f} MB")
            status, took = daemon.terminate()
            return Outcome(news, feedd.journal, server, systemd, arrivals, text, status, took, daemon.log_tail)


@contextlib.contextmanager
def notify_socket(path):
    """Collects what is sent to $NOTIFY_SOCKET, in a list of lines."""
    lines = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(path)
        receiver.settimeout(0.2)
        done = threading.Event()

        def receive():
            while not done.is_set():
                with contextlib.suppress(TimeoutError):
                    lines.extend(receiver.recv(65536).decode("utf-8", "replace").split("\n"))

        thread = threading.Thread(target=receive)
        thread.start()
        try:
            yield lines
        finally:
            done.set()
            thread.join()


@contextlib.contextmanager
def tail(feedd, path):
    """`feedd tail -f` while the block runs; gives a function that returns what it has printed."""
    with open(path, "wb") as out:
        process = subprocess.Popen(
            feedd.command("tail", "-f", "-n", "1000"), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, preexec_fn=die_with_parent())

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


def watch(news, journal, seconds, interval):
    """Publishes an item every 0.7 s, feed after feed; returns when each guid first was in the journal."""
    arrivals, size, turn = {}, -1, 0
    began = due = time.monotonic()
    while time.monotonic() < began + seconds + interval + SLACK_SECONDS and (time.monotonic() < began + seconds or len(arrivals) < len(news.published)):
        if due <= time.monotonic() < began + seconds:
            news.publish(FEEDS[turn % len(FEEDS)])
            turn, due = turn + 1, due + 0.7
        if journal.size() != size:
            size = journal.size()
            for record in journal.records():
                arrivals.setdefault(record["_feedd"].get("guid"), time.monotonic())
        time.sleep(0.05)
    return arrivals


def test_systemd_is_told_of_the_start_and_the_stop(outcome):
    assert "READY=1" in outcome.systemd and "STOPPING=1" in outcome.systemd, outcome.systemd


def test_each_item_is_in_the_journal_once(outcome):
    assert_each_once(outcome.journal, set(outcome.news.published))


def test_items_arrive_within_the_interval(outcome, interval):
    """Plus what the fetch, the commit's `sync` and a busy machine take."""
    delays = {guid: outcome.arrivals[guid] - at for guid, at in outcome.news.published.items() if guid in outcome.arrivals and not guid.endswith("-1")}
    assert delays
    print(f"from published to journaled: median {statistics.median(delays.values()):.1f} s, longest {max(delays.values()):.1f} s")
    late = {guid: round(delay, 1) for guid, delay in delays.items() if delay > interval * 1.25 + SLACK_SECONDS}
    assert not late


def test_tail_shows_all_items(outcome):
    missing = [title for title in outcome.news.titles() if title not in outcome.shown]
    assert not missing, "\n".join(missing[:10])


def test_requests_are_conditional(outcome):
    answers = collections.Counter(seen.status for seen in outcome.server.seen())
    assert answers[304] > 0, answers


def test_no_source_is_polled_before_its_interval(outcome, interval):
    gaps, last = [], {}
    for seen in outcome.server.seen():
        if seen.path in last:
            gaps.append(seen.at - last[seen.path])
        last[seen.path] = seen.at
    early = [round(gap, 2) for gap in gaps if gap < interval * 0.7]
    assert gaps and not early, f"{len(early)} of {len(gaps)} gaps are too short: {early[:10]}"


def test_sigterm_ends_the_daemon(outcome):
    assert outcome.status == 0 and outcome.stop_seconds <= 10, f"exit {outcome.status} after {outcome.stop_seconds:.1f} s\n{outcome.log}"
