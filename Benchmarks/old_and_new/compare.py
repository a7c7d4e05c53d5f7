#!/usr/bin/env python3
"""Measures two feedd binaries in alternating rounds, and prints how the new one's CPU seconds and peak memory compare with the old one's.

usage: compare.py OLD NEW [--rounds 5] [--sources 1000] [--only WORK]… [--corpus DIR] [--pages DIR]

  parse    `feedd parse` over the feeds of the corpus, five times each
  first    the first `feedd poll` of 1,000 sources, copies of the corpus' feeds behind nginx
  again    five more, answered with 304s
  extract  `feedd extract` over web pages

In each round both binaries do each work once, the one that goes first alternating, so that what else the machine does falls on both. CPU seconds are
user and system time of the process; memory is its peak resident set. The figures are medians; beside their ratio stand the lowest and the highest ratio
of a round, and that of the minima, which a busy machine disturbs least. Exits 1 where the new binary takes more than 1.03 times
the CPU or 1.03 times the memory of the old one: two runs of one binary differ by up to about as much.
"""
import argparse
import os
import shutil
import statistics
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "Benchmarks", "polling"), os.path.join(ROOT, "Tests", "acceptance")]

from feedd import Feedd, configuration, measure  # noqa: E402
from servers import NGINX, Nginx  # noqa: E402
from site_of_copies import make_site  # noqa: E402

REACH = 1.03
CONNECTIONS = 100
PARSE_TIMES, AGAIN_POLLS = 5, 5
"""The short works are done several times a round."""
WORKS = ("parse", "first", "again", "extract")


def main():
    chosen = arguments()
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="feedd-old-and-new-") as directory:
        # Copied, since how much of a program counts as resident depends on how its file came into the page cache.
        binaries = {which: shutil.copy(path, os.path.join(directory, which)) for which, path in (("old", chosen.old), ("new", chosen.new))}
        works = []
        if "parse" in chosen.only:
            works.append(Files("parse", binaries, files_in(os.path.join(chosen.corpus, "feeds")) * PARSE_TIMES))
        if "extract" in chosen.only:
            works.append(Files("extract", binaries, files_in(chosen.pages)))
        if not {"first", "again"} & set(chosen.only):
            return judge(rounds(works, chosen.rounds))
        if not NGINX:
            sys.exit("compare.py: polling takes nginx (Debian's nginx-light): install it, or leave polling out with --only parse --only extract")
        site = os.path.join(directory, "site")
        os.mkdir(site)
        names, items, size = make_site(site, chosen.corpus, chosen.sources)
        print(f"{len(names)} documents, {size / 1e6:.0f} MB, {items} items; {chosen.rounds} rounds; {os.cpu_count()} cores")
        with Nginx(os.path.join(directory, "nginx"), site, compressed_files=True) as nginx:
            works.append(Polls(binaries, directory, nginx, names, items))
            return judge(rounds(works, chosen.rounds))


def arguments():
    shared = os.path.join(os.path.dirname(ROOT), "shared")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", metavar="OLD", type=os.path.abspath)
    parser.add_argument("new", metavar="NEW", type=os.path.abspath)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--only", metavar="WORK", choices=WORKS, action="append")
    parser.add_argument("--corpus", metavar="DIR", type=os.path.abspath, default=os.path.join(shared, "corpus"))
    parser.add_argument("--pages", metavar="DIR", type=os.path.abspath, default=os.path.join(shared, "extraction", "pages"))
    chosen = parser.parse_args()
    chosen.only = chosen.only or WORKS
    needed = [os.path.join(chosen.corpus, "feeds")] + ([os.path.join(chosen.corpus, "expected.jsonl")] if {"first", "again"} & set(chosen.only) else [])
    for path in needed + ([chosen.pages] if "extract" in chosen.only else []):
        if not os.path.exists(path):
            sys.exit(f"compare.py: {path}: no such file or directory: name the corpus with --corpus and the pages with --pages")
    return chosen


def files_in(directory):
    return sorted(os.path.join(directory, name) for name in os.listdir(directory))


# --- The works ----------------------------------------------------------------------------------------------------------------------------

class Files:
    """A command over files, with its output discarded."""

    def __init__(self, verb, binaries, files):
        self.verb, self.binaries, self.files = verb, binaries, files

    def run(self, which):
        """Yields (name of the work, result)."""
        result = measure([self.binaries[which], self.verb, *self.files], timeout=600, discard=True)
        # 65: some file is no feed.
        if result.status not in (0, 65):
            sys.exit(f"compare.py: feedd {self.verb} by the {which} binary failed: {result.report}")
        yield self.verb, result


class Polls:
    """A first poll with a fresh state directory, and another that is answered with 304s."""

    def __init__(self, binaries, directory, nginx, names, items):
        self.nginx, self.items, self.count = nginx, items, len(names)
        self.feedds = {which: Feedd(binary, directory, f"{which}-poll") for which, binary in binaries.items()}
        for feedd in self.feedds.values():
            feedd.configure(configuration([(name, nginx.url(name)) for name in names], fetch={"per_host": str(CONNECTIONS)}))

    def run(self, which):
        feedd = self.feedds[which]
        shutil.rmtree(feedd.state, ignore_errors=True)
        yield "first", self.poll(which, 200)
        records = feedd.journal.bytes().count(b"\n")
        # A handful of items may differ, by documents that are cut off.
        if not 0.995 * self.items <= records <= self.items:
            sys.exit(f"compare.py: the {which} binary journaled {records} records of {self.items} items")
        for _ in range(AGAIN_POLLS):
            yield "again", self.poll(which, 304)

    def poll(self, which, status):
        self.nginx.requests()
        result = self.feedds[which].poll(timeout=600)
        answers = [answer for answer, _ in self.nginx.requests()]
        if len(answers) != self.count or answers.count(status) < 0.99 * self.count:
            counts = ", ".join(f"{answers.count(s)} × {s}" for s in sorted(set(answers)))
            sys.exit(f"compare.py: the {which} binary's poll was answered with {counts}: {result.report}")
        return result


# --- The figures --------------------------------------------------------------------------------------------------------------------------

def rounds(works, count):
    """{name of the work: {"old": [Result, …], "new": [Result, …]}}."""
    figures = {}
    for number in range(count):
        for work in works:
            for which in ("old", "new") if number % 2 == 0 else ("new", "old"):
                for name, result in work.run(which):
                    figures.setdefault(name, {"old": [], "new": []})[which].append(result)
                    print(f"round {number + 1}  {name:8} {which}  CPU {result.cpu:7.3f} s  wall {result.wall:6.2f} s  peak {result.peak / 2**20:6.1f} MB")
    return figures


def judge(figures):
    """Prints the medians and their ratios; returns the exit status."""
    print(f"\n{'medians':9} {'CPU old':>9} {'CPU new':>9} {'ratio':>7} {'spread':>13} {'of minima':>10}   {'peak old':>9} {'peak new':>9} {'ratio':>7}")
    slower = []
    for name in WORKS:
        if name not in figures:
            continue
        old, new = figures[name]["old"], figures[name]["new"]
        each = sorted(after.cpu / before.cpu for before, after in zip(old, new))
        cpu = [median(results, "cpu") for results in (old, new)]
        least = [min(result.cpu for result in results) for results in (old, new)]
        peak = [median(results, "peak") for results in (old, new)]
        print(f"{name:9} {cpu[0]:7.3f} s {cpu[1]:7.3f} s {cpu[1] / cpu[0]:7.3f} {each[0]:6.2f} …{each[-1]:5.2f} "
              f"{least[1] / least[0]:10.3f}   "
              f"{peak[0] / 2**20:6.1f} MB {peak[1] / 2**20:6.1f} MB {peak[1] / peak[0]:7.3f}")
        slower += [f"{name}: {what} {after / before:.3f} times" for what, (before, after) in (("CPU", cpu), ("peak memory", peak)) if after > REACH * before]
    for line in slower:
        print(f"falls short: {line}, at most {REACH} is to be reached")
    return int(bool(slower))


def median(results, figure):
    return statistics.median(getattr(result, figure) for result in results)


if __name__ == "__main__":
    sys.exit(main())
