#!/usr/bin/env python3
"""A thousand real feeds polled by feedd, by bare libcurl and by newsboat or sfeed, side by side.

usage: compare.py FEEDD [--rounds 3] [--sources 1000] [--peer newsboat|sfeed|none] [--shared DIR]

The corpus' documents stand in copies under names of their own, about 200 MB, behind nginx with ETag and gzip; every address in a copy is rewritten, so
that no item of one is an item of another. Each round starts every program afresh, in turn: the first poll, then the poll that is answered with 304s.
Medians are printed beside what is to be reached: the first poll in at most 6 times the CPU of `fetch_limit` (libcurl alone), the 304s in at most 4 times,
at most 96 MB of memory.
"""
import concurrent.futures
import gzip
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "acceptance"))

import documents  # noqa: E402
import support  # noqa: E402

FIRST_REACH, AGAIN_REACH, PEAK_REACH = 6, 4, 96 * 2**20
CONNECTIONS = 100


def main():
    chosen = support.arguments(__doc__, needs=("corpus/expected.jsonl", "corpus/feeds", "bench/fetch_limit.c"), options=options)
    if not support.has_nginx() or not shutil.which("cc"):
        print("skipped: this takes nginx (Debian's nginx-light) and a C compiler with libcurl's headers")
        return 0
    rounds = 1 if chosen.quick else chosen.rounds
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        floor = space.path("fetch_limit")
        subprocess.run(["cc", "-O2", "-o", floor, os.path.join(chosen.shared, "bench", "fetch_limit.c"), "-lcurl"], check=True)
        names, items, size = make_site(space.folder("site"), os.path.join(chosen.shared, "corpus"), chosen.sources)
        verdict.note(f"{len(names)} documents, {size / 1e6:.0f} MB, {items} items; {rounds} rounds; {os.cpu_count()} cores")
        nginx = space.enter(support.Nginx(space.folder("nginx"), space.path("site"), compressed_files=True))
        programs = [FetchLimit(floor, space, nginx, names), FeeddPoll(chosen.feedd, space, nginx, names, items)]
        if peer := choose_peer(chosen.peer, verdict):
            programs.append(peer(space, nginx, names))
        figures = measure(verdict, programs, nginx, rounds)
        judge(verdict, figures, len(names))
    return verdict.close(summary(figures))


def options(parser):
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--peer", choices=("newsboat", "sfeed", "none"), default="newsboat")


# --- The site -----------------------------------------------------------------------------------------------------------------------------

def make_site(site, corpus, count):
    """Writes `count` documents and their compressed forms; gives their names, the items in them and their bytes."""
    with open(os.path.join(corpus, "expected.jsonl")) as text:
        feeds = [json.loads(line) for line in text]
    names, items, size = [], 0, 0
    with concurrent.futures.ThreadPoolExecutor() as workers:
        writes = []
        for number in range(count):
            feed, turn = feeds[number % len(feeds)], number // len(feeds)
            with open(os.path.join(corpus, "feeds", feed["file"]), "rb") as stream:
                data = stream.read()
            if turn:
                data = documents.copy(data, turn)
            stem, extension = os.path.splitext(feed["file"])
            names.append(f"{stem}-{turn}{extension}")
            # A relative address leads to the same place in every copy, and two feeds that carry the same address bring it once.
            items += len({(item["guid"], item["url"], item["title"]) for item in feed["items"] if not turn or is_absolute(item["url"])})
            size += len(data)
            writes.append(workers.submit(write_both, os.path.join(site, names[-1]), data))
        for write in writes:
            write.result()
    return names, items, size


def is_absolute(url):
    return url is None or "://" in url


def write_both(path, data):
    with open(path, "wb") as plain:
        plain.write(data)
    with open(path + ".gz", "wb") as packed:
        packed.write(gzip.compress(data, 6, mtime=0))


# --- The programs -------------------------------------------------------------------------------------------------------------------------

class Program:
    """A program to measure: a first poll, then one again."""
    name = ""

    def reset(self):
        """Forgets what earlier rounds left."""

    def prepare_again(self):
        """Does, unmeasured, what the second poll needs beyond the first."""

    def complaint(self):
        """What is wrong with its work, that no speed could make up for."""
        return ""


class FetchLimit(Program):
    """libcurl alone: every URL fetched, the bodies dropped."""
    name = "fetch_limit"

    def __init__(self, program, space, nginx, names):
        self.program, self.urls, self.etags = program, space.path("urls"), space.path("etags")
        with open(self.urls, "w") as out:
            out.writelines(nginx.url(name) + "\n" for name in names)
        connection = http.client.HTTPConnection("127.0.0.1", nginx.port)
        with open(self.etags, "w") as out:
            for name in names:
                connection.request("HEAD", "/" + name, headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                response.read()
                out.write(response.headers["ETag"] + "\n")

    def first(self):
        return support.measured([self.program, self.urls, str(CONNECTIONS)])

    def again(self):
        return support.measured([self.program, self.urls, str(CONNECTIONS), self.etags])

class FeeddPoll(Program):
    """feedd as it is, with a fresh state directory a round."""
    name = "feedd"

    def __init__(self, program, space, nginx, names, items):
        self.feedd, self.items = support.Feedd(program, space.directory), items
        self.feedd.configure(support.configuration([(name, nginx.url(name)) for name in names], fetch={"per_host": str(CONNECTIONS)}))

    def reset(self):
        shutil.rmtree(self.feedd.state, ignore_errors=True)

    def first(self):
        return self.feedd.poll()

    again = first

    def complaint(self):
        """A handful of items may differ, by documents that are cut off."""
        lines = self.feedd.journal.bytes().count(b"\n")
        return "" if 0.995 * self.items <= lines <= self.items else f"{lines} records from {self.items} items"


class Newsboat(Program):
    """newsboat's own reload. It sends validators only from its third reload of a feed on, so the 304s are asked for with a cache that has been through two."""
    name = "newsboat"

    def __init__(self, space, nginx, names):
        self.home, self.fresh, self.used = space.folder("newsboat"), space.path("newsboat", "fresh.db"), space.path("newsboat", "used.db")
        for file, text in (("urls", "".join(nginx.url(name) + "\n" for name in names)), ("config", "reload-threads 2\n")):
            with open(os.path.join(self.home, file), "w") as out:
                out.write(text)

    def reset(self):
        if os.path.exists(self.fresh):
            os.unlink(self.fresh)

    def first(self):
        return self.reload(self.fresh)

    def prepare_again(self):
        if not os.path.exists(self.used):
            shutil.copyfile(self.fresh, self.used)
            self.reload(self.used)

    def again(self):
        return self.reload(self.used)

    def reload(self, cache):
        return support.measured(
            ["newsboat", "-q", "-u", f"{self.home}/urls", "-c", cache, "-C", f"{self.home}/config", "-x", "reload"],
            timeout=300, environment=os.environ | {"HOME": self.home})

class Sfeed(Program):
    """sfeed_update, with curl sending each feed's ETag."""
    name = "sfeed"

    def __init__(self, space, nginx, names):
        self.home = space.folder("sfeed")
        with open(os.path.join(self.home, "sfeedrc"), "w") as out:
            out.write(f"""sfeedpath={self.home}/feeds
maxjobs=8
fetch() {{
  tag="$sfeedpath/$1.etag"
  curl -s -f --compressed --etag-save "$tag.new" --etag-compare "$tag" "$2" && {{ [ ! -s "$tag.new" ] || mv "$tag.new" "$tag"; }}
}}
feeds() {{
""")
            out.writelines(f"  feed '{name}' '{nginx.url(name)}'\n" for name in names)
            out.write("}\n")

    def reset(self):
        shutil.rmtree(os.path.join(self.home, "feeds"), ignore_errors=True)

    def first(self):
        return support.measured(["sfeed_update", os.path.join(self.home, "sfeedrc")], timeout=300)

    again = first

def choose_peer(name, verdict):
    for peer, program in ((Newsboat, "newsboat"), (Sfeed, "sfeed_update")):
        if peer.name == name:
            if shutil.which(program):
                return peer
            verdict.note(f"without {name}: it is not installed (Debian's package {name})")
    return None


# --- The figures --------------------------------------------------------------------------------------------------------------------------

def measure(verdict, programs, nginx, rounds):
    """{program: {"first": [Result, …], "again": [Result, …]}}, the programs in turn within each round."""
    figures = {program.name: {"first": [], "again": []} for program in programs}
    for number in range(rounds):
        for program in programs:
            program.reset()
        for phase in ("first", "again"):
            for program in programs:
                if phase == "again":
                    program.prepare_again()
                nginx.requests()
                result = getattr(program, phase)()
                statuses = [status for status, _ in nginx.requests()]
                figures[program.name][phase].append(result)
                counts = ", ".join(f"{statuses.count(status)} × {status}" for status in sorted(set(statuses)))
                verdict.note(f"round {number + 1} {phase:5} {program.name:11} CPU {result.cpu:7.3f} s  wall {result.wall:6.2f} s  "
                             f"peak {result.peak / 2**20:6.1f} MB  {counts}")
                if complaint := program.complaint() or (result.story if result.late else ""):
                    verdict.check(False, f"{program.name} did its work in round {number + 1}: {complaint.splitlines()[0]}", result.story)
                if program.name == "feedd" and phase == "again" and statuses.count(304) < 0.99 * len(statuses):
                    verdict.check(False, f"feedd is answered with 304s in round {number + 1}: {counts}", result.story)
    return figures


def median(results, figure):
    return statistics.median(getattr(result, figure) for result in results)


def judge(verdict, figures, count):
    verdict.section("medians")
    for name, phases in figures.items():
        for phase, results in phases.items():
            cpu = median(results, "cpu")
            times = cpu / max(1e-6, median(figures["fetch_limit"][phase], "cpu"))
            verdict.note(f"{phase:5} {name:11} CPU {cpu:7.3f} s ({cpu / count * 1e6:6.0f} µs a source, {times:6.1f} × fetch_limit)  "
                         f"wall {median(results, 'wall'):6.2f} s  peak {median(results, 'peak') / 2**20:6.1f} MB")
    for phase, reach in (("first", FIRST_REACH), ("again", AGAIN_REACH)):
        ratio = ratio_to_floor(figures, phase)
        verdict.check(ratio <= reach, f"{phase} poll: {ratio:.2f} times fetch_limit's CPU, to reach {reach}")
    peak = max(result.peak for results in figures["feedd"].values() for result in results)
    verdict.check(peak <= PEAK_REACH, f"peak memory: {peak / 2**20:.1f} MB, to reach {PEAK_REACH >> 20} MB")


def ratio_to_floor(figures, phase):
    return median(figures["feedd"][phase], "cpu") / max(1e-6, median(figures["fetch_limit"][phase], "cpu"))


def summary(figures):
    return f"first poll {ratio_to_floor(figures, 'first'):.2f} × fetch_limit's CPU (6), 304s {ratio_to_floor(figures, 'again'):.2f} × (4)"


if __name__ == "__main__":
    sys.exit(main())
