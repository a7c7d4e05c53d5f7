#!/usr/bin/env python3
"""measure.py FEEDD [--only WORDS] [--step KB] [--jobs N]: does the cost of reading a document grow faster than the document?

For every count that whoever publishes a document chooses (attributes, depth, items, authors, links, entities, …) documents are made in which that count is 1, 2, 4 and 8 times
as large, and read with `parse`, `extract` or `poll`. The exponent of the growth of user CPU time and of peak memory is fitted, what an empty document costs being subtracted. It
fails where an exponent is over 1.15, where a document takes over 1 s a MB, where what is written exceeds 8 times the document and 64 kB, or where feedd dies.

A shape that fails is measured anew with documents four times as large, of each size the least cost, so that a busy machine does not decide."""

import argparse
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import feeds
import markup
import polls

SIZES = (1, 2, 4, 8)
EXPONENT = 1.15
# What is below this is noise: the time of a tenth of a scheduler's slice, and the memory of a few pages of the allocator.
LEAST_SECONDS = 0.008
LEAST_BYTES = 3 << 20
SECONDS_A_DOCUMENT = 8
MEMORY = 2 << 30


@dataclass
class Run:
    seconds: float
    memory: int
    output: int
    failed: str = ""


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_A_DOCUMENT, SECONDS_A_DOCUMENT + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))


def run(feedd, shape, path):
    """Reads the document at `path` in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="linearity-") as directory:
        output = pathlib.Path(directory, "output")
        arguments = [feedd, shape.command, "--url", "http://a.test/feed", str(path)]
        if shape.command == "poll":
            pathlib.Path(directory, "feedd.toml").write_text(f'[[source]]\nname = "s"\nurl = "file://{path}"\n')
            arguments = [feedd, "poll", "--config", f"{directory}/feedd.toml", "--state", f"{directory}/state"]
        with open(output, "wb") as file:
            process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.DEVNULL, preexec_fn=limits)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        written = output.stat().st_size
        if shape.command == "poll":
            written = sum(file.stat().st_size for file in pathlib.Path(directory).glob("state/journal/*"))
        failed = "" if process.returncode in (0, 1, 65) else "CPU limit" if process.returncode == -24 else f"status {process.returncode}"
        return Run(usage.ru_utime, usage.ru_maxrss * 1024, written, failed)


def exponent(costs, least):
    """The slope of the regression of the logarithms, where the costs are large enough to tell."""
    points = [(math.log(size), math.log(cost)) for size, cost in costs if cost > least / 8]
    if len(points) < 2 or max(cost for _, cost in costs) < least:
        return None
    x, y = (sum(values) / len(points) for values in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


class Measurement:
    def __init__(self, shape):
        self.shape = shape
        self.runs = {}
        self.bytes = {}

    def measure(self, feedd, empty, step, sizes=SIZES):
        for size in sizes:
            document = self.shape.make(size, step)
            self.bytes[size] = len(document)
            with tempfile.NamedTemporaryFile(prefix="linearity-", suffix="." + self.shape.suffix) as file:
                file.write(document)
                file.flush()
                result = run(feedd, self.shape, file.name)
            before = self.runs.get(size)
            if before and not before.failed and not result.failed:
                result = Run(min(before.seconds, result.seconds), min(before.memory, result.memory), result.output)
            self.runs[size] = result
            if result.failed:
                break
        base = empty[self.shape.command]
        self.time = exponent([(s, r.seconds - base.seconds) for s, r in self.runs.items() if not r.failed], LEAST_SECONDS)
        self.memory = exponent([(s, r.memory - base.memory) for s, r in self.runs.items() if not r.failed], LEAST_BYTES)
        return self

    @property
    def faults(self):
        size, largest = max(self.runs.items())
        faults = [largest.failed] if largest.failed else []
        if self.time and self.time > EXPONENT: faults.append("time")
        if self.memory and self.memory > EXPONENT: faults.append("memory")
        if largest.seconds > 0.25 + self.bytes[size] / 1e6: faults.append("slow")
        if largest.output > 8 * self.bytes[size] + (64 << 10): faults.append("output")
        return faults

    def row(self):
        size, largest = max(self.runs.items())
        shown = lambda value: f"{value:5.2f}" if value is not None else "    –"
        return (f"{self.shape.name[:58]:58} {self.bytes[size] / 1e6:7.2f} {largest.seconds:8.3f} {shown(self.time)} {largest.memory / 1e6:8.0f} {shown(self.memory)} "
                f"{largest.output / max(1, self.bytes[size]):7.2f}  {', '.join(self.faults)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feedd", help="a release binary")
    parser.add_argument("--only", default="", help="shapes whose name contains this; several are separated by |")
    parser.add_argument("--step", type=int, default=256, help="kB of a document of size 1")
    parser.add_argument("--jobs", type=int, default=1, help="documents read at the same time")
    parser.add_argument("--all", action="store_true", help="print every shape, not the failing ones alone")
    parser.add_argument("--no-polls", action="store_true", help="leave out what only a poll shows")
    parser.add_argument("--quick", action="store_true", help="measure all sizes only of shapes whose smallest and largest document show a growth")
    parser.add_argument("--sample", type=int, default=1, help="measure each Nth shape alone")
    options = parser.parse_args()
    feedd = os.path.abspath(options.feedd)

    shapes = [*feeds.shapes(), *markup.shapes()] + ([] if options.no_polls else [*polls.shapes()])
    shapes = [shape for shape in shapes if any(part in shape.name for part in options.only.split("|"))][::options.sample]
    empty = {}
    for command, document in (("parse", "<rss><channel><title>c</title></channel></rss>"), ("extract", "<html></html>"), ("poll", "<rss><channel><title>c</title></channel></rss>")):
        if command == "poll" and options.no_polls: continue
        with tempfile.NamedTemporaryFile("w", prefix="linearity-") as file:
            file.write(document)
            file.flush()
            runs = [run(feedd, feeds.Shape("", None, command), file.name) for _ in range(15)]
        empty[command] = Run(min(r.seconds for r in runs), min(r.memory for r in runs), 0)

    def measured(shape):
        measurement = Measurement(shape).measure(feedd, empty, options.step << 10, SIZES[::len(SIZES) - 1] if options.quick else SIZES)
        if not set(measurement.faults) & {"time", "memory", "slow"} or max(r.seconds for r in measurement.runs.values()) > 1: return measurement
        # Of larger documents a busy machine and the allocator's steps are a smaller part.
        measurement = Measurement(shape)
        for _ in range(4):
            measurement.measure(feedd, empty, options.step << 12)
            if not set(measurement.faults) & {"time", "memory", "slow"}: break
        return measurement

    print(f"{'shape':58} {'MB':>7} {'CPU s':>8} {'exp.':>5} {'RSS MB':>8} {'exp.':>5} {'out/in':>7}", flush=True)
    failed = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for measurement in pool.map(measured, shapes):
            if measurement.faults: failed.append(measurement)
            if measurement.faults or options.all: print(measurement.row(), flush=True)
    print(f"{len(shapes)} shapes, {len(failed)} of them grow too fast")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
