#!/usr/bin/env python3
"""A thousand real feeds polled by feedd, by bare libcurl and by newsboat or sfeed, side by side.

usage: compare.py FEEDD [--rounds 3] [--sources 1000] [--peer newsboat|sfeed|none] [--shared DIR]

The corpus' documents stand in copies under names of their own, about 200 MB, behind nginx with ETag and gzip; every address in a copy is rewritten, so
that no item of one is an item of another. Each round starts every program afresh, in turn: the first poll, then the poll that is answered with 304s.
Medians are printed beside what is to be reached: the first poll in at most 6 times the CPU of `fetch_limit` (libcurl alone), the 304s in at most 4 times,
at most 96 MB of memory.
"""
import argparse
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from site_of_copies import ROOT, make_site

from feedd import Feedd, configuration, measure as measure_command
from servers import NGINX, Nginx

FIRST_REACH, AGAIN_REACH, PEAK_REACH = 6, 4, 96 * 2**20
CONNECTIONS = 100


def main():
    chosen = arguments()
    for path in ("corpus/expected.jsonl", "corpus/feeds", "bench/fetch_limit.c"):
        if not os.path.exists(os.path.join(chosen.shared, path)):
            print(f"skipped: there is no {path} in {chosen.shared}")
            return 0
    if not NGINX or not shutil.which("cc"):
        print("skipped: this takes nginx (Debian's nginx-light) and a C compiler with libcurl's headers")
        return 0
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="feedd-polling-") as directory:
        floor, site = os.path.join(directory, "fetch_limit"), os.path.join(directory, "site")
        subprocess.run(["cc", "-O2", "-o", floor, os.path.join(chosen.shared, "bench", "fetch_limit.c"), "-lcurl"], check=True)
        os.mkdir(site)
        names, items, size = make_site(site, os.path.join(chosen.shared, "corpus"), chosen.sources)
        print(f"{len(names)} documents, {size / 1e6:.0f} MB, {items} items; {chosen.rounds} rounds; {os.cpu_count()} cores")
        with Nginx(os.path.join(directory, "nginx"), site, compressed_files=True) as nginx:
            programs = [FetchLimit(floor, directory, nginx, names), FeeddPoll(os.path.abspath(chosen.feedd), directory, nginx, names, items)]
            if peer := choose_peer(chosen.peer):
                programs.append(peer(directory, nginx, names))
            figures, faults = measure(programs, nginx, chosen.rounds)
    return judge(figures, faults, len(names))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("feedd", metavar="FEEDD", help="the binary to measure")
    parser.add_argument("--shared", metavar="DIR", default=os.path.join(os.path.dirname(ROOT), "shared"), help="where the corpus and the floors are")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--peer", choices=("newsboat", "sfeed", "none"), default="newsboat")
    return parser.parse_args()


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

    def __init__(self, program, directory, nginx, names):
        self.program, self.urls, self.etags = program, os.path.join(directory, "urls"), os.path.join(directory, "etags")
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
        return measure_command([self.program, self.urls, str(CONNECTIONS)])

    def again(self):
        return measure_command([self.program, self.urls, str(CONNECTIONS), self.etags])


class FeeddPoll(Program):
    """feedd as it is, with a fresh state directory a round."""
    name = "feedd"

    def __init__(self, program, directory, nginx, names, items):
        self.feedd, self.items = Feedd(program, directory), items
        self.feedd.configure(configuration([(name, nginx.url(name)) for name in names], fetch={"per_host": str(CONNECTIONS)}))

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

    def __init__(self, directory, nginx, names):
        self.home = os.path.join(directory, "newsboat")
        os.mkdir(self.home)
        self.fresh, self.used = os.path.join(self.home, "fresh.db"), os.path.join(self.home, "used.db")
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
        return measure_command(
            ["newsboat", "-q", "-u", f"{self.home}/urls", "-c", cache, "-C", f"{self.home}/config", "-x", "reload"],
            timeout=300, environment=os.environ | {"HOME": self.home})


class Sfeed(Program):
    """sfeed_update, with curl sending each feed's ETag."""
    name = "sfeed"

    def __init__(self, directory, nginx, names):
        self.home = os.path.join(directory, "sfeed")
        os.mkdir(self.home)
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
        return measure_command(["sfeed_update", os.path.join(self.home, "sfeedrc")], timeout=300)

    again = first


def choose_peer(name):
    for peer, program in ((Newsboat, "newsboat"), (Sfeed, "sfeed_update")):
        if peer.name == name:
            if shutil.which(program):
                return peer
            print(f"without {name}: it is not installed (Debian's package {name})")
    return None


# --- The figures --------------------------------------------------------------------------------------------------------------------------

def measure(programs, nginx, rounds):
    """{program: {"first": [Result, …], "again": [Result, …]}}, the programs in turn within each round; and what was wrong with their work."""
    figures, faults = {program.name: {"first": [], "again": []} for program in programs}, []
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
                print(f"round {number + 1} {phase:5} {program.name:11} CPU {result.cpu:7.3f} s  wall {result.wall:6.2f} s  "
                      f"peak {result.peak / 2**20:6.1f} MB  {counts}")
                if complaint := program.complaint() or (result.report if result.timed_out else ""):
                    faults.append(f"round {number + 1}: {program.name} did not do its work: {complaint}")
                if program.name == "feedd" and phase == "again" and statuses.count(304) < 0.99 * len(statuses):
                    faults.append(f"round {number + 1}: feedd's second poll is not answered with 304s: {counts}")
    return figures, faults


def median(results, figure):
    return statistics.median(getattr(result, figure) for result in results)


def judge(figures, faults, count):
    """Prints the medians beside what is to be reached; returns the exit status."""
    print("medians:")
    for name, phases in figures.items():
        for phase, results in phases.items():
            cpu = median(results, "cpu")
            times = cpu / max(1e-6, median(figures["fetch_limit"][phase], "cpu"))
            print(f"{phase:5} {name:11} CPU {cpu:7.3f} s ({cpu / count * 1e6:6.0f} µs a source, {times:6.1f} × fetch_limit)  "
                  f"wall {median(results, 'wall'):6.2f} s  peak {median(results, 'peak') / 2**20:6.1f} MB")
    for phase, reach in (("first", FIRST_REACH), ("again", AGAIN_REACH)):
        ratio = median(figures["feedd"][phase], "cpu") / max(1e-6, median(figures["fetch_limit"][phase], "cpu"))
        print(f"{phase} poll: {ratio:.2f} × fetch_limit's CPU, to reach {reach}")
        if ratio > reach:
            faults.append(f"{phase} poll: {ratio:.2f} × fetch_limit's CPU, to reach {reach}")
    peak = max(result.peak for results in figures["feedd"].values() for result in results)
    print(f"peak memory: {peak / 2**20:.1f} MB, to reach {PEAK_REACH >> 20} MB")
    if peak > PEAK_REACH:
        faults.append(f"peak memory: {peak / 2**20:.1f} MB, to reach {PEAK_REACH >> 20} MB")
    for fault in faults:
        print(f"falls short: {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
