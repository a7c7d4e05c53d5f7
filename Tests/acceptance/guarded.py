"""Runs feedd against hostile sources beside ten good ones, within bounds that keep a failing test from taking the machine down.

What the tests of test_hostile_*.py have in common: the limits that must hold, the good sources, and a daemon whose memory and CPU time are watched.
"""
import contextlib
import json
import os
import re
import shutil
import signal
import threading
import time

from feedd import Feedd, configuration, wait_until
from invented import feed, item
from journal import faults
from servers import FeedServer

BUDGET = 32 * 2**20
"""The memory budget of feedd."""
PEAK_BYTES = 4 * BUDGET + 64 * 2**20
"""What feedd may be resident with, whatever its sources do."""
STOP_SECONDS = 12
"""After SIGTERM the daemon ends within ten seconds; the rest is for a busy machine."""
DEADLY_BYTES, DATA_BYTES, FILE_BYTES = 2**30, 3 * 2**30, 768 * 2**20
"""Resident memory at which the watch kills feedd, and what the kernel allows it of private memory and of one file."""
SERVED_SECONDS = 20
"""How soon each good source's new item must be in the journal."""


def allowed_journal(unpacked, records=0):
    """The bytes of the journal that a source may fill with so many bytes of documents; each record has a head of its own."""
    return 8 * unpacked + 64 * 1024 + 512 * records


def guarded(binary, directory, name="feedd", prefix=()):
    """A `Feedd` that the kernel stops from taking more memory or disk space than a test can spare."""
    limits = ["prlimit", f"--data={DATA_BYTES}", f"--fsize={FILE_BYTES}", "--core=0", "--"]
    return Feedd(binary, str(directory), name, prefix=[*prefix, *limits])


# --- The good sources ---------------------------------------------------------------------------------------------------------------------

class GoodSites:
    """Ten hosts with a growing feed each: 127.1.1.1 to 127.1.1.10."""

    NAMES = [f"good-{number}" for number in range(10)]

    def __init__(self):
        self.count, self.published = 1, time.monotonic()
        self.servers = {name: FeedServer(self.document, f"127.1.1.{number + 1}") for number, name in enumerate(self.NAMES)}

    def document(self, path):
        return feed(path.strip("/"), self.count)

    def sources(self, interval=None):
        """Entries for `configuration`; polled every `interval` seconds where that is given."""
        keys = {"interval": f'"{interval}s"', "interval_min": f'"{interval}s"'} if interval else {}
        return [(name, server.url(f"/{name}"), keys) for name, server in self.servers.items()]

    def publish(self):
        """Each site has one more item."""
        self.count, self.published = self.count + 1, time.monotonic()

    def guids(self):
        return {f"{name}-{number}" for name in self.NAMES for number in range(1, self.count + 1)}

    def requests(self, since):
        return sum(len(server.seen(since)) for server in self.servers.values())

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            for server in self.servers.values():
                stack.enter_context(server)
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *ignored):
        self.stack.close()


def among(sources, good):
    """The sources with the good ones spread among them."""
    step = max(1, len(sources) // len(good))
    mixed = list(sources)
    for place, entry in enumerate(good):
        mixed.insert(place * (step + 1), entry)
    return mixed


# --- The journal as it grows ----------------------------------------------------------------------------------------------------------------

class Tally:
    """Reads the live segment as it grows: the guids of the good sources, and the bytes and records of each source."""

    def __init__(self, feedd):
        self.path, self.offset, self.rest = feedd.journal.live, 0, b""
        self.good, self.bytes, self.counts = set(), {}, {}

    def read(self):
        with contextlib.suppress(FileNotFoundError), open(self.path, "rb") as text:
            text.seek(self.offset)
            while chunk := text.read(4 * 2**20):
                self.offset += len(chunk)
                lines = (self.rest + chunk).split(b"\n")
                self.rest = lines.pop()
                for line in lines:
                    self.add(line)
        return self

    def add(self, line):
        source = line.partition(b'"source":"')[2].partition(b'"')[0].decode()
        self.bytes[source] = self.bytes.get(source, 0) + len(line) + 1
        self.counts[source] = self.counts.get(source, 0) + 1
        if source.startswith("good-"):
            self.good.add(json.loads(line)["_feedd"].get("guid"))


# --- The daemon under watch -----------------------------------------------------------------------------------------------------------------

class Watch:
    """Samples a process's memory and CPU time, and kills it where it takes what no test can spare."""

    def __init__(self, pid):
        self.pid, self.peak, self.cpu, self.killed, self.ended = pid, 0, 0.0, False, threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.ended.wait(0.05) and not self.killed:
            with contextlib.suppress(OSError, IndexError):
                self.sample()

    def sample(self):
        with open(f"/proc/{self.pid}/status") as text:
            figures = dict(line.split(":", 1) for line in text)
        if "VmHWM" not in figures:
            return  # It has ended.
        self.peak = max(self.peak, int(figures["VmHWM"].split()[0]) * 1024)
        with open(f"/proc/{self.pid}/stat") as text:
            fields = text.read().rpartition(")")[2].split()
        self.cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        if int(figures["VmRSS"].split()[0]) * 1024 > DEADLY_BYTES:
            self.killed = True
            os.kill(self.pid, 9)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *ignored):
        self.ended.set()
        self.thread.join()
        with contextlib.suppress(OSError, IndexError):
            self.sample()


class Ordeal:
    """A daemon that polls bad sources once and ten good ones every second.

    `bad` is a list of entries for `configuration`. The block ends the daemon, and removes the journal, which may be large.
    """

    def __init__(self, binary, directory, bad, fetch=None, defaults=None, name="feedd", prefix=(), environment=None):
        self.feedd = guarded(binary, directory, name, prefix)
        self.bad, self.fetch, self.environment = bad, fetch or {}, environment
        self.defaults = {"interval": '"1h"', "interval_min": '"1h"'} | (defaults or {})
        self.good, self.tally, self.status = GoodSites(), Tally(self.feedd), None
        self.waits = []
        """How long the good sources took to be served, each time."""

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.good)
            stack.callback(shutil.rmtree, self.feedd.state, ignore_errors=True)
            self.configure(self.bad)
            self.start(stack)
            self.stack = stack.pop_all()
        return self

    def configure(self, bad):
        """The good sources come after the bad ones, which thus ask first."""
        self.feedd.configure(configuration([*bad, *self.good.sources(interval=1)], fetch=self.fetch, defaults=self.defaults))

    def start(self, stack=None):
        self.daemon = (stack or self.stack).enter_context(self.feedd.daemon(environment=self.environment))
        self.watch = (stack or self.stack).enter_context(Watch(self.daemon.process.pid))
        self.good.published = time.monotonic()

    def __exit__(self, *ignored):
        self.stack.close()

    # --- What must hold

    def assert_good_sources_are_served(self, seconds=SERVED_SECONDS):
        """Each good source's last item is in the journal so soon after it was published."""
        wanted = self.good.guids()
        served = wait_until(lambda: wanted <= self.tally.read().good or not self.daemon.alive, seconds - (time.monotonic() - self.good.published), step=0.1)
        assert self.daemon.alive, f"the daemon has ended{' (killed: it took too much memory)' if self.watch.killed else ''}\n{self.daemon.log_tail}"
        missing = sorted(wanted - self.tally.good)
        assert served and not missing, f"not served within {seconds} s: {len(missing)} of {len(wanted)} items\n{self.figures}\n{self.daemon.log_tail}"
        self.waits.append(time.monotonic() - self.good.published)

    def assert_good_sources_go_on(self, rounds=2):
        """They publish, and are served, while the bad sources do what they do."""
        self.assert_good_sources_are_served()
        for _ in range(rounds):
            self.good.publish()
            self.assert_good_sources_are_served()

    def assert_all_are_polled(self, seconds):
        """Each bad source has been polled, read or failed, so soon; the good ones are served meanwhile."""
        end = time.monotonic() + seconds
        while unpolled := self.unpolled():
            assert time.monotonic() < end, f"not polled within {seconds} s: {unpolled[:10]}\n{self.figures}\n{self.daemon.log_tail}"
            self.good.publish()
            self.assert_good_sources_are_served()
            time.sleep(1)

    def unpolled(self):
        blocks = self.feedd.sources()
        return [name for name, *_ in self.bad if name not in blocks or " never " in blocks[name].splitlines()[0]]

    def assert_stops(self):
        """SIGTERM ends the daemon within its grace."""
        self.status, seconds = self.daemon.terminate(STOP_SECONDS + 20)
        assert self.status is not None and seconds <= STOP_SECONDS, f"SIGTERM: exit {self.status} after {seconds:.1f} s\n{self.daemon.log_tail}"

    def assert_stops_at_once(self):
        """A second signal drops what is in flight."""
        self.daemon.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        self.status, seconds = self.daemon.terminate(STOP_SECONDS)
        assert self.status is not None and seconds <= 2, f"SIGTERM twice: exit {self.status} after {seconds:.1f} s\n{self.daemon.log_tail}"

    def assert_bounded(self, unpacked, cpu):
        """Resident memory, the journal and CPU seconds, for so many bytes of hostile documents, unpacked."""
        self.tally.read()
        assert not self.watch.killed, f"killed: it took too much memory\n{self.daemon.log_tail}"
        assert self.watch.peak <= PEAK_BYTES, f"{self.figures}\n{self.daemon.log_tail}"
        assert self.watch.cpu <= cpu, f"more than {cpu} CPU seconds: {self.figures}"
        hostile = {name: size for name, size in self.tally.bytes.items() if not name.startswith("good-")}
        records = sum(self.tally.counts[name] for name in hostile)
        assert sum(hostile.values()) <= allowed_journal(unpacked, records), f"{sum(hostile.values())} bytes of journal for {unpacked}: {self.figures}"

    def assert_named(self, name, words=""):
        """`feedd sources`, or the log, names the source and says so."""
        said = self.feedd.sources().get(name, "") + "\n".join(line for line in self.daemon.log.splitlines() if re.search(rf"\b{re.escape(name)}\b", line))
        assert re.search(words or r"\S", said.replace(name, ""), re.I), said or "it is not listed"

    def assert_recovers(self, documents, **options):
        """After the daemon has ended: the bad sources are healed (`documents` are their items' guids), and one poll reads them all."""
        result = self.feedd.poll(timeout=120, **options)
        found = {json.loads(line)["_feedd"].get("guid") for line in self.feedd.journal.bytes().splitlines() if b"healed" in line}
        missing = sorted(set(documents) - found)
        assert result.status == 0 and not missing, f"not read after they were healed: {missing[:10]}\n{result.report}"

    @property
    def figures(self):
        waits = ", ".join(f"{wait:.1f}" for wait in self.waits)
        return (f"peak {self.watch.peak / 2**20:.0f} MB, CPU {self.watch.cpu:.1f} s, journal {self.tally.offset / 2**20:.1f} MB, "
                f"good sources served after {waits or '-'} s")


def healed(name):
    """What a bad source serves once it is healed, and the guid of its item."""
    return feed(f"healed-{name}", 1), item(f"healed-{name}", 1)[0]


def assert_whole(feedd):
    """The journal's records are valid, whatever was published."""
    wrong = faults(feedd.journal.bytes())
    assert not wrong, f"the journal has {len(wrong)} faults:\n" + "\n".join(wrong[:20])
