"""Some hundred and fifty hostile servers at once beside ten good sources: each is named with what it did, or gives its items, and hurts no other."""
import contextlib
import dataclasses
import re
import time

import pytest

from guarded import Ordeal, assert_whole, healed
from hostile_servers import IDENTITIES, HostileServer, addresses, kinds
from journal import guids

KINDS = kinds()
TIMEOUT_SECONDS = 5
CPU_SECONDS = 60
UNPACKED_BYTES = len(KINDS) * 256 * 1024
"""What all of them may fill the journal for: feeds of a few kilobytes each, and what `items-without-end` sends within the limit is refused as a whole."""


@dataclasses.dataclass
class Outcome:
    blocks: dict
    log: str
    guids: set
    error: str
    recovered: set


@pytest.fixture(scope="module")
def outcome(binary, quick, tmp_path_factory):
    """One daemon polls all kinds, is stopped, and polls them again when they are healed; assertions about the whole are kept for a test of their own."""
    directory = tmp_path_factory.mktemp("servers")
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(HostileServer(name, kind, address)) for (name, kind), address in zip(KINDS.items(), addresses(3))]
        IDENTITIES.make(directory, [server.address for server in servers])
        bad, errors = [server.source for server in servers], []

        def step(action, *arguments):
            try:
                action(*arguments)
            except AssertionError as error:
                errors.append(str(error))

        ordeal = stack.enter_context(Ordeal(binary, directory, bad, fetch={"timeout": f'"{TIMEOUT_SECONDS}s"'}, prefix=IDENTITIES.prefix))
        step(ordeal.assert_good_sources_go_on)
        step(ordeal.assert_all_are_polled, 45 if quick else 120)
        if not quick:
            # A page is tried three times within 70 s before its item comes without it.
            step(await_pages, ordeal)
        step(ordeal.assert_stops)
        print(f"{len(servers)} servers: {ordeal.figures}")
        step(ordeal.assert_bounded, UNPACKED_BYTES, CPU_SECONDS)
        if ordeal.daemon.alive:
            ordeal.daemon.process.kill()
            ordeal.daemon.process.wait()
        step(assert_whole, ordeal.feedd)
        blocks, log, found = ordeal.feedd.sources(), ordeal.daemon.log, set(guids(ordeal.feedd.journal.records()))
        for server in servers:
            server.is_healed = True
        step(recover, ordeal, servers, stack)
        return Outcome(blocks, log, found, "\n".join(errors[:1]), set(guids(ordeal.feedd.journal.records())))


def await_pages(ordeal):
    wanted = {guid for name, kind in KINDS.items() if kind.keys for guid in items(name)}
    end = time.monotonic() + 120
    while not wanted <= set(guids(ordeal.feedd.journal.records())) and time.monotonic() < end:
        ordeal.assert_good_sources_go_on(1)
        time.sleep(2)


def recover(ordeal, servers, stack):
    """Hosts that asked for a wait are kept to it, so their sources move to others; those of TLS need the tests' authority."""
    able = [server for server in servers if server.kind.scheme == "http" or IDENTITIES.prefix]
    moved = {server.name: stack.enter_context(HostileServer(server.name, server.kind, address))
             for server, address in zip((server for server in able if not server.kind.heals), addresses(13))}
    for server in moved.values():
        server.is_healed = True
    ordeal.configure([(name, url, {}) for server in able for name, url, _ in [moved.get(server.name, server).source]])
    ordeal.assert_recovers([healed(server.name)[1] for server in able])


def items(name):
    return [f"{name}-{number}" for number in (1, 2, 3)]


def test_the_daemon_serves_the_good_sources_stays_within_bounds_stops_and_recovers(outcome):
    assert not outcome.error, outcome.error


@pytest.mark.parametrize("name", KINDS)
def test_a_server_is_named_with_what_it_did_or_gives_its_items(name, outcome, quick):
    kind, line = KINDS[name], outcome.blocks.get(name, "it is not listed").splitlines()[0]
    if kind.is_slow and quick:
        pytest.skip("its pages are tried for more than a minute")
    assert "not listed" not in line and " never " not in line, line
    missing = [guid for guid in items(name) if guid not in outcome.guids]
    if kind.reads:
        assert not missing, f"not journaled: {missing}; {line}"
    # The name and the URL must not stand in for the reason.
    said = re.sub(r"\S*127\.\d+\.\d+\.\d+\S*", "", line.replace(name, "", 1))
    if kind.reads is False:
        assert not re.match(r"\s+ok\b", said), line
        assert re.search(r"[a-z]{4,} [a-z]+", said), f"no reason: {line}"
        assert not re.search("out of memory", said, re.I), line
    if kind.reads is None and missing:
        assert re.search(r"[a-z]{4,} [a-z]+ [a-z]+", said), f"items are missing, and no reason is given: {line}"
    if kind.reason:
        assert re.search(kind.reason, said, re.I), line


def test_a_robots_txt_that_cannot_be_read_is_told_from_one_that_forbids(outcome):
    said = "\n".join(line for line in outcome.log.splitlines() if "robots-files.an-error:" in line)
    assert "cannot be read" in said and "forbids" not in said, said or "it is not named"


def test_what_is_printed_has_no_control_characters(outcome):
    for text in (outcome.log, *outcome.blocks.values()):
        found = re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)
        assert not found, repr(text[max(0, found.start() - 60):found.end() + 20])
