"""Kills feedd with SIGKILL at any moment: nothing is lost and nothing is journaled twice.

A server adds an item to each feed every round. In each round feedd is killed after 30 ms to about as long as a poll takes, so that most kills come in
its middle, and in every third round within 15 ms of the first record's being written, where the journal is ahead of the store. `sync` changes from
round to round. After a clean poll at the end the journal must have what an undisturbed feedd's has.
"""
import dataclasses
import random

import pytest

from feedd import Feedd, Result, configuration, intervals
from invented import GrowingSite
from journal import Journal, assert_same_items, assert_valid
from servers import FeedServer
from teasers import LAST_PARAGRAPH, TeaserSite

SYNCS = ('"always"', '"1s"')


@dataclasses.dataclass
class Scenario:
    """What is killed, and in how many rounds."""
    verb: str
    feeds: int
    rounds: int
    quick_rounds: int
    full_text: bool = False


SCENARIOS = {
    "poll": Scenario("poll", feeds=100, rounds=60, quick_rounds=12),
    "run": Scenario("run", feeds=100, rounds=15, quick_rounds=12),
    # The text of the items is on pages, each of which takes a moment.
    "poll awaiting pages": Scenario("poll", feeds=20, rounds=40, quick_rounds=9, full_text=True),
}


@dataclasses.dataclass
class Outcome:
    """What is left after all rounds."""
    scenario: Scenario
    rounds: int
    site: object
    first: Result
    """An undisturbed first poll."""
    wrote: int
    """Kills after records were written."""
    clean: Result
    again: Result
    journal: Journal
    before_again: bytes
    undisturbed: Journal


@pytest.fixture(scope="module", params=SCENARIOS)
def outcome(request, binary, interval, quick, seed, tmp_path_factory):
    """Kills feedd in many rounds, then polls twice undisturbed."""
    scenario = SCENARIOS[request.param]
    rounds = request.config.getoption("--rounds") or (scenario.quick_rounds if quick else scenario.rounds)
    directory, moments = str(tmp_path_factory.mktemp("kill")), random.Random(seed)
    names = [f"feed-{number}" for number in range(scenario.feeds)]
    site = TeaserSite(names) if scenario.full_text else GrowingSite(names)
    with FeedServer(site.document) as server:
        site.server = server
        feedd, trial, undisturbed = (Feedd(binary, directory, name) for name in ("feedd", "trial", "undisturbed"))
        configure(trial, scenario, site, SYNCS[0])
        first = trial.poll()
        longest, torn, early, late, wrote = min(2, max(0.12, first.wall * 1.1)), set(), 0, 0, 0
        print(f"an undisturbed first poll takes {first.wall * 1000:.0f} ms; kills after 30 to {longest * 1000:.0f} ms, seed {seed}")
        for number in range(rounds):
            site.count = number + 1
            configure(feedd, scenario, site, SYNCS[number % len(SYNCS)], interval if scenario.verb == "run" else None)
            before = feedd.journal.size()
            aimed = number % 3 == 2
            moment, after_growth = (max(0.9, longest), moments.uniform(0, 0.015)) if aimed else (moments.uniform(0.03, longest), None)
            finished = feedd.run_and_kill(scenario.verb, moment, after_growth)
            grew = feedd.journal.size() > before
            longest = min(2, max(0.1, longest * (0.95 if finished else 1 if grew else 1.04)))
            wrote, late, early = wrote + (grew and not finished), late + finished, early + (not grew and not finished)
            torn.update(feedd.journal.torn())
        print(f"{rounds} rounds: {wrote} kills after records were written, {early} before, {late} polls ended first; {len(torn)} torn ends were set aside")
        configure(feedd, scenario, site, SYNCS[-1])
        clean = feedd.poll()
        configure(undisturbed, scenario, site, SYNCS[-1])
        calm = undisturbed.poll()
        assert calm.status == 0, calm.report
        before_again = feedd.journal.bytes()
        again = feedd.poll()
    return Outcome(scenario, rounds, site, first, wrote, clean, again, feedd.journal, before_again, undisturbed.journal)


def configure(feedd, scenario, site, sync, interval=None):
    defaults = ({"full_text": "true"} if scenario.full_text else {}) | (intervals(interval) if interval else {})
    feedd.configure(configuration([(name, site.server.url("/" + name)) for name in site.names], defaults=defaults, journal={"sync": sync}))


def test_undisturbed_polls_succeed(outcome):
    assert outcome.first.status == 0, outcome.first.report
    assert outcome.clean.status == 0, outcome.clean.report


def test_some_kills_come_after_records_were_written(outcome):
    assert outcome.wrote > 0


def test_every_line_of_the_journal_is_valid(outcome):
    assert_valid(outcome.journal.bytes())


def test_the_undisturbed_journal_has_all_items(outcome):
    assert len(outcome.undisturbed.records()) == outcome.scenario.feeds * outcome.rounds


def test_each_item_is_in_the_journal_once(outcome):
    assert_same_items(outcome.journal, outcome.undisturbed)


def test_items_have_the_articles_of_their_pages(outcome):
    """All of them but those whose page does not exist."""
    articles = [r for r in outcome.journal.records() if LAST_PARAGRAPH in r["content_text"]]
    assert len(articles) == (outcome.scenario.feeds * outcome.rounds - outcome.site.missing_pages if outcome.scenario.full_text else 0)


def test_another_poll_adds_nothing(outcome):
    assert outcome.again.status == 0, outcome.again.report
    assert outcome.journal.bytes() == outcome.before_again
