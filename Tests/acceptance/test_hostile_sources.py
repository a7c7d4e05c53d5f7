"""Sources of every hostile kind beside good ones: the bad ones are marked failed with the reason, the good ones are journaled, time and memory stay bounded."""
import dataclasses
import re

import pytest

from feedd import Feedd, Result, configuration
from hostile import HOSTILE, external_entity
from invented import feed, item
from journal import assert_valid, guids
from servers import FeedServer, RawServer, free_port, whole

TIMEOUT_SECONDS = 5
PEAK_BYTES = 150 * 2**20
SECRET = "root:x:0:0"
"""What /etc/passwd begins with."""
PASSWORD = "hunter2"
MAY_PASS = ("recursive-entities", "external-entity", "deep-elements")
"""Kinds that may also be read, as long as nothing hostile comes of it."""


# --- The poll -----------------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Outcome:
    """One poll of all hostile sources and two good ones."""
    result: Result
    feedd: Feedd
    blocks: dict
    """What `feedd sources` says of each source."""
    paths: list
    """What was requested of the hostile server."""


@pytest.fixture(scope="module")
def outcome(binary, tmp_path_factory):
    feedd = Feedd(binary, str(tmp_path_factory.mktemp("hostile")))
    with RawServer(answer) as server, FeedServer(lambda path: feed(path.strip("/"), 3)) as good:
        server.answer_for = lambda path: whole(external_entity(server.url("external"))) if path == "external-entity" else answer(path)
        urls = {name: server.url(name) for name in (*HOSTILE, "external-entity")} | {
            "refused-port": f"http://127.0.0.1:{free_port()}/",
            "no-such-host": "http://feedd.invalid/",
            "secret": f"http://anna:{PASSWORD}@127.0.0.1:{server.port}/secret",
        }
        sources = [("good-1", good.url("/good-1")), *urls.items(), ("good-2", good.url("/good-2"))]
        feedd.configure(configuration(sources, fetch={"timeout": f'"{TIMEOUT_SECONDS}s"'}))
        result = feedd.poll(timeout=180)
        print(f"{len(urls)} bad sources: {result.wall:.1f} s, CPU {result.cpu:.2f} s, peak {result.peak / 2**20:.0f} MB")
        return Outcome(result, feedd, feedd.sources(), server.paths)


def answer(path):
    return HOSTILE[path].answer if path in HOSTILE else None


def test_the_poll_fails(outcome):
    assert outcome.result.status == 1, outcome.result.report


def test_memory_and_time_stay_bounded(outcome):
    assert outcome.result.peak <= PEAK_BYTES
    assert outcome.result.wall < 4 * TIMEOUT_SECONDS, outcome.result.report


REASONS = {name: kind.reason for name, kind in HOSTILE.items() if name not in MAY_PASS} | {
    "refused-port": "refus|connect", "no-such-host": "resolv|name|host|DNS", "secret": "404"}


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_source_is_marked_failed_with_the_reason(name, outcome):
    block = outcome.blocks.get(name, "")
    # The name and the URL must not stand in for the reason.
    said = re.sub(r"\S*127\.0\.0\.1:\S*", "", block.replace(name, "", 1))
    assert re.search(r"\bfail|\berror\b", said, re.I), block or "it is not listed"
    assert re.search(REASONS[name] or "", said, re.I), block


@pytest.mark.parametrize("name", ["good-1", "good-2"])
def test_a_good_source_is_not_marked_failed(name, outcome):
    block = outcome.blocks.get(name, "it is not listed")
    assert not re.search(r"\bfail|\berror\b|not listed", block, re.I), block


def test_no_password_and_no_control_character_is_printed(outcome):
    printed = outcome.result.output + outcome.result.errors + "".join(outcome.blocks.values())
    assert PASSWORD not in printed
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed)


def test_the_good_sources_are_journaled_and_the_bad_ones_are_not(outcome):
    assert_valid(outcome.feedd.journal.bytes())
    records = outcome.feedd.journal.records()
    good = [r for r in records if r["_feedd"]["source"].startswith("good")]
    assert sorted(guids(good)) == [f"good-{s}-{n}" for s in (1, 2) for n in (1, 2, 3)]
    assert not {r["_feedd"]["source"] for r in records} - {"good-1", "good-2", "cut", *MAY_PASS}


def test_of_a_document_cut_short_only_whole_items_are_journaled(outcome):
    whole_texts = {item("cut", n)[3] for n in range(20)}
    torn = [r for r in outcome.feedd.journal.records() if r["_feedd"]["source"] == "cut" and r["content_text"].strip() not in whole_texts]
    assert not torn


def test_external_entities_are_neither_read_nor_fetched(outcome):
    assert SECRET.encode() not in outcome.feedd.journal.bytes()
    assert not [path for path in outcome.paths if path.startswith("external/")]


# --- Private addresses --------------------------------------------------------------------------------------------------------------------

def test_private_addresses_are_refused_without_a_request(make_feedd):
    """However they are written, and with the reason."""
    feedd = make_feedd()
    hosts = {"plain": "127.0.0.1", "named": "localhost", "mapped": "[::ffff:127.0.0.1]", "zero": "0.0.0.0"}
    with FeedServer(lambda path: feed("good", 3)) as server:
        feedd.configure(configuration(
            [(name, server.url("/good").replace("127.0.0.1", host)) for name, host in hosts.items()],
            fetch={"allow_private_addresses": "false", "timeout": '"5s"'}))
        result = feedd.poll(timeout=60)
        assert result.status == 1, result.report
        assert not server.seen()
    blocks = feedd.sources()
    assert set(blocks) == set(hosts)
    for name, block in blocks.items():
        assert re.search(r"private|loopback|allow_private_addresses|local|refused", block, re.I), f"{name}: {block}"
