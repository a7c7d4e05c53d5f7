"""Some two hundred hostile feeds and pages beside ten good sources: each costs little, gives its innocent items or is refused by name, and hurts no other."""
import dataclasses
import json
import re

import pytest

from feedd import measure
from guarded import PEAK_BYTES, Ordeal, allowed_journal, assert_whole, guarded, healed
from hostile_documents import documents
from hostile_pages import pages
from servers import RawServer, head

FULL, QUICK = 1.0, 0.1
"""The share of the full sizes."""
DOCUMENTS, PAGES = list(documents(0.01)), list(pages(0.01))
CPU_PER_MB, CPU_FLOOR = 1.0, 0.5
"""CPU seconds that a document may cost."""


@pytest.fixture(scope="session")
def share(quick):
    return QUICK if quick else FULL


@pytest.fixture(scope="session")
def feeds(share):
    return documents(share)


@pytest.fixture(scope="session")
def hostile_pages(share):
    return pages(share)


# --- One at a time --------------------------------------------------------------------------------------------------------------------------

def pytest_generate_tests(metafunc):
    """Documents are read one at a time in the full run, and those of a class by one process in the quick run."""
    for argument, names in (("feed_names", DOCUMENTS), ("page_names", PAGES)):
        if argument in metafunc.fixturenames:
            batches = {name: [name] for name in names}
            if metafunc.config.getoption("--quick"):
                batches = {group: [name for name in names if name.startswith(group + ".")] for group in dict.fromkeys(name.split(".")[0] for name in names)}
            metafunc.parametrize(argument, batches.values(), ids=batches)


def read_within_bounds(binary, verb, directory, bodies):
    """What feedd prints of each document; fails where they cost more than in proportion to their size."""
    paths = []
    for number, body in enumerate(bodies):
        paths.append(str(directory / f"{number}"))
        with open(paths[-1], "wb") as out:
            out.write(body)
    feedd, megabytes = guarded(binary, directory), sum(map(len, bodies)) / 1e6
    result = measure([*feedd.prefix, binary, verb, "--url", "http://hostile.example/feed", *paths], timeout=30)
    figures = f"{megabytes:.2f} MB: CPU {result.cpu:.2f} s, peak {result.peak / 2**20:.0f} MB, {len(result.output) / 1e6:.2f} MB out"
    assert not result.timed_out and result.status in (0, 65), f"{figures}\n{result.report[-2000:]}"
    assert result.cpu <= CPU_FLOOR + CPU_PER_MB * megabytes, figures
    assert result.peak <= PEAK_BYTES, figures
    lines = result.output.splitlines()
    assert len(lines) == len(bodies), figures
    return lines


def surplus(names, bodies, lines):
    """The documents of which more is printed than in proportion to their size."""
    return [f"{name}: {len(line)} bytes for {len(body)}" for name, body, line in zip(names, bodies, lines)
            if len(line.encode()) > allowed_journal(len(body), line.count('"content_text"'))]


def test_reading_feeds_costs_time_memory_and_output_in_proportion(feed_names, feeds, binary, tmp_path):
    bodies = [feeds[name].body for name in feed_names]
    lines = read_within_bounds(binary, "parse", tmp_path, bodies)
    large = surplus(feed_names, bodies, lines)
    assert not large, "\n".join(large)
    unread = {name: line[-200:] for name, line in zip(feed_names, lines)
              if not feeds[name].refusable and not all(json.dumps(guid) in line for guid in feeds[name].innocent)}
    assert not unread, "\n".join(f"{name}: an innocent item is missing: {line}" for name, line in unread.items())


def test_reading_pages_costs_time_memory_and_output_in_proportion(page_names, hostile_pages, binary, tmp_path):
    bodies = [hostile_pages[name].body for name in page_names]
    large = surplus(page_names, bodies, read_within_bounds(binary, "extract", tmp_path, bodies))
    assert not large, "\n".join(large)


# --- All together ---------------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Outcome:
    """What became of all feeds, polled by one daemon beside ten good sources."""
    blocks: dict
    """What `feedd sources` says of each."""
    log: str
    sizes: dict
    """Bytes and records of the journal, by source."""
    guids: set
    error: str = ""
    """The first assertion about the whole that failed."""


@pytest.fixture(scope="module")
def outcome(binary, feeds, quick, tmp_path_factory):
    """In the full run: polls all feeds, stops the daemon, heals them, and polls again; assertions about the whole are kept for a test of their own."""
    if quick:
        pytest.skip("the quick run reads the documents alone")
    served = dict(feeds)
    good_now = {name: healed(name) for name in feeds}
    state = {"healed": False}

    def answer(name):
        body, kind = (good_now[name][0], "application/rss+xml") if state["healed"] else (served[name].body, served[name].kind)
        return lambda connection: connection.sendall(head(kind=kind, Content_Length=len(body), Cache_Control="max-age=3600") + body)

    unpacked = sum(len(document.body) for document in feeds.values())
    with RawServer(answer, "127.2.1.1") as server:
        # Sources with a short interval are all polled at the start at once; max-age keeps them from being polled again.
        bad = [(name, server.url(name), {"interval": '"1s"', "interval_min": '"1s"', "interval_max": '"1h"'}) for name in feeds]
        with Ordeal(binary, tmp_path_factory.mktemp("feeds"), bad, fetch={"timeout": '"30s"'}) as ordeal:
            result = Outcome({}, "", {}, set())
            try:
                ordeal.assert_all_are_polled(240)
                ordeal.assert_good_sources_go_on()
                ordeal.assert_stops()
                print(f"{len(feeds)} feeds, {unpacked / 1e6:.0f} MB: {ordeal.figures}")
                ordeal.assert_bounded(unpacked, cpu=15 + unpacked / 1e6)
            except AssertionError as error:
                result.error = str(error)
            if ordeal.daemon.alive:
                ordeal.daemon.process.kill()
                ordeal.daemon.process.wait()
            result.log, result.blocks = ordeal.daemon.log, ordeal.feedd.sources()
            ordeal.tally.read()
            result.sizes = {name: (size, ordeal.tally.counts[name]) for name, size in ordeal.tally.bytes.items()}
            result.guids = guids_of(ordeal.feedd)
            for step in (lambda: assert_whole(ordeal.feedd), lambda: assert_nothing_dangerous(ordeal.feedd), lambda: recover(ordeal, state, good_now)):
                try:
                    step()
                except AssertionError as error:
                    result.error = result.error or str(error)
            yield result


def recover(ordeal, state, good_now):
    state["healed"] = True
    ordeal.assert_recovers([guid for _, guid in good_now.values()])


def guids_of(feedd):
    return {json.loads(line)["_feedd"].get("guid") for line in feedd.journal.bytes().splitlines()}


DANGEROUS = re.compile(r'"(?:url|id|external_url|image|banner_image|avatar|icon|comments_url|player)":"[\s\\]*(?:javascript|vbscript|data:text|file|gopher|dict):', re.I)
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def assert_nothing_dangerous(feedd):
    """No address that runs or reads a file, in whatever member."""
    found = [line[:80] for line in feedd.journal.bytes().decode().splitlines() if DANGEROUS.search(line)]
    assert not found, f"{len(found)} records: {found[:5]}"


def test_the_daemon_serves_the_good_sources_stays_within_bounds_stops_and_recovers(outcome):
    assert not outcome.error, outcome.error


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_feed_gives_its_innocent_items_or_is_refused_by_name(name, outcome, feeds):
    document, line = feeds[name], outcome.blocks.get(name, "it is not listed").splitlines()[0]
    failed = re.search(rf"^{re.escape(name)}\s+(?!ok\b)\w", line)
    assert " never " not in line and "not listed" not in line, line
    if not document.refusable:
        assert not failed, line
    if document.must_be_refused:
        assert failed and re.search(r"\w{3,}", line.split(name, 1)[1]), line
    if not failed:
        missing = [guid for guid in document.innocent if guid not in outcome.guids]
        assert not missing, f"not journaled: {missing}; {line}"
    size, records = outcome.sizes.get(name, (0, 0))
    limit = allowed_journal(len(document.body), records)
    assert size <= limit, f"{size} bytes of journal for {len(document.body)}"


def test_what_is_printed_has_no_control_characters(outcome):
    for text in (outcome.log, *outcome.blocks.values()):
        found = UNPRINTABLE.search(text)
        assert not found, repr(text[max(0, found.start() - 60):found.end() + 20])
