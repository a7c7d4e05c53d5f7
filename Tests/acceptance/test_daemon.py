"""The daemon's life: restarts, a second daemon on the same state directory, reloads, and SIGTERM while servers do not answer."""
import os
import re
import signal
import time

import pytest

from feedd import configuration, intervals, wait_until
from hostile import HOSTILE
from invented import feed
from servers import FeedServer, RawServer


@pytest.fixture
def server():
    """Serves feeds of three items."""
    with FeedServer(lambda path: feed(path.strip("/"), 3)) as server:
        yield server


def test_a_second_poll_is_made_at_once_and_conditional(server, make_feedd):
    feedd = make_feedd()
    feedd.configure(configuration([("news", server.url("/news"))]))
    feedd.poll()
    since = time.monotonic()
    result = feedd.poll()
    assert [seen.status for seen in server.seen(since)] == [304], result.report
    assert result.status == 0, result.report


def test_a_restart_polls_nothing_early(server, make_feedd):
    feedd = make_feedd()
    feedd.configure(configuration([("news", server.url("/news"))], defaults={"interval": '"1h"', "interval_min": '"1h"'}))
    with feedd.daemon() as daemon:
        assert wait_until(lambda: len(feedd.journal.records()) == 3, 30), daemon.log_tail
        status, seconds = daemon.terminate()
        assert status == 0 and seconds <= 10, f"exit {status} after {seconds:.1f} s\n{daemon.log_tail}"
    since = time.monotonic()
    with feedd.daemon() as daemon:
        time.sleep(4)
        assert daemon.alive, daemon.log_tail
        assert not server.seen(since), daemon.log_tail
        daemon.terminate()


def test_a_second_daemon_is_refused_and_told_which_process_runs(server, make_feedd):
    """Commands that only read work beside the first, which goes on."""
    feedd = make_feedd()
    feedd.configure(configuration([("news", server.url("/news"))]))
    with feedd.daemon() as daemon:
        wait_until(lambda: feedd.journal.size() > 0, 30)
        result = feedd.run("run", timeout=15)
        assert result.status not in (0, -signal.SIGKILL) and not result.timed_out, result.report
        assert re.search(rf"\b{daemon.process.pid}\b", result.errors), result.report
        for verb in (("sources",), ("tail", "-n", "1")):
            beside = feedd.run(*verb, timeout=15)
            assert beside.status == 0 and beside.output.strip(), f"feedd {verb[0]}: {beside.report}"
        assert daemon.alive, daemon.log_tail
        daemon.terminate()


def test_a_reload_of_a_bad_file_changes_nothing_and_of_a_good_one_takes_effect(server, make_feedd, interval):
    feedd, settings = make_feedd(), intervals(interval)
    feedd.configure(configuration([("old", server.url("/old"))], defaults=settings))
    with feedd.daemon() as daemon:
        assert wait_until(lambda: server.seen(path="/old"), 30), daemon.log_tail
        feedd.configure('[[source]]\nname = "a"\nurl = "http://a.example/"\nintervall = "1h"\n')
        since = time.monotonic()
        daemon.reload()
        told = wait_until(lambda: re.search(rf"{os.path.basename(feedd.config)}:4\b", daemon.log), 10)
        assert told and daemon.alive, f"the log does not name the line\n{daemon.log_tail}"
        going = wait_until(lambda: len(server.seen(since, "/old")) >= 2, interval * 4 + 10)
        assert going and daemon.alive, f"the old configuration does not go on\n{daemon.log_tail}"
        feedd.configure(configuration([("new", server.url("/new"))], defaults=settings))
        daemon.reload()
        assert wait_until(lambda: server.seen(since, "/new"), interval * 4 + 15), f"the new source is not polled\n{daemon.log_tail}"
        since = time.monotonic() + 0.5
        time.sleep(interval * 2 + 1)
        assert not server.seen(since, "/old"), f"the old source still is\n{daemon.log_tail}"
        status, _ = daemon.terminate()
        assert status == 0, daemon.log_tail


def test_sigterm_ends_the_daemon_while_servers_do_not_answer(make_feedd):
    """One server never answers, the other sends a byte now and then."""
    feedd = make_feedd()
    with RawServer(lambda path: HOSTILE[path].answer) as server:
        feedd.configure(configuration([(name, server.url(name)) for name in ("never", "drip")]))
        with feedd.daemon() as daemon:
            assert wait_until(lambda: len(server.paths) == 2, 30), daemon.log_tail
            status, seconds = daemon.terminate(15)
            assert status == 0 and seconds <= 10.5, f"exit {status} after {seconds:.1f} s\n{daemon.log_tail}"
