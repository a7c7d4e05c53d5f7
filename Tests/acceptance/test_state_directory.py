"""The state directory among other users: what modes its files have, and what its control socket survives."""
import contextlib
import os
import socket
import stat
import time

import pytest

from feedd import configuration
from guarded import guarded
from invented import feed
from servers import FeedServer


@pytest.fixture
def server():
    with FeedServer(lambda path: feed(path.strip("/"), 3)) as server:
        yield server


@pytest.fixture
def feedd(server, binary, tmp_path):
    feedd = guarded(binary, tmp_path)
    feedd.configure(configuration([(name, server.url(f"/{name}")) for name in ("alpha", "beta")], defaults={"interval": '"1h"', "interval_min": '"1h"'}))
    return feedd


# --- Modes ----------------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_files_are_for_the_owner_and_the_group_alone_at_every_umask(umask, feedd, binary):
    """Also while a daemon runs, whose store has a write-ahead log, and in a state directory that was there."""
    os.mkdir(feedd.state, 0o755)
    feedd.prefix = ["sh", "-c", f'umask {umask}; exec "$@"', "sh"]
    result = feedd.poll()
    assert result.status == 0, result.report
    assert not open_to_others(feedd)
    with feedd.daemon() as daemon:
        daemon.wait_until(lambda: os.path.exists(f"{feedd.state}/control.sock"), 15)
        assert not open_to_others(feedd)
        daemon.terminate()


def open_to_others(feedd):
    """The files below the state directory that others may read or write, or the group write, with their modes."""
    found = []
    for directory, _, names in os.walk(feedd.state):
        for name in names:
            mode = os.lstat(os.path.join(directory, name)).st_mode
            if stat.S_IMODE(mode) & 0o027 and not stat.S_ISSOCK(mode) or stat.S_IMODE(mode) & 0o007:
                found.append(f"{name} {stat.S_IMODE(mode):04o}")
    return found


# --- The control socket ---------------------------------------------------------------------------------------------------------------------

@pytest.fixture
def running(feedd):
    with feedd.daemon() as daemon:
        daemon.wait_until(lambda: os.path.exists(f"{feedd.state}/control.sock") and len(feedd.journal.records()) >= 6, 20)
        yield daemon


def connect(feedd):
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(20)
    client.connect(f"{feedd.state}/control.sock")
    return client


HOSTILE_REQUESTS = {
    "garbage": bytes(range(256)) * 40 + b"\n",
    "deep": b'{"poll":' + b"[" * 500_000 + b"\n",
    "no end of the line": b'{"poll":["' + b"x" * 3_000_000,
    "a long name": b'{"poll":["' + b"x" * 900_000 + b'"]}\n',
    "many names": b'{"poll":[' + b'"alpha",' * 20_000 + b'"alpha"]}\n',
    "no list": b'{"poll":"alpha"}\n',
    "another request": b'{"stop":[]}\n',
    "names that nobody knows": b'{"poll":["gamma"]}\n',
}


def test_hostile_requests_are_answered_or_refused_and_poll_nothing_else(feedd, running, server):
    for name, request in HOSTILE_REQUESTS.items():
        since = time.monotonic()
        with connect(feedd) as client, contextlib.suppress(OSError):
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        time.sleep(0.2)
        polled = [request.path for request in server.seen(since)]
        assert len(polled) <= 1 and set(polled) <= ({"/alpha"} if name == "many names" else set()), f"{name}: {polled}"
        assert running.alive and running.peak < 100 * 2**20, f"{name}\n{running.log_tail}"
    result = feedd.poll("beta", timeout=20)
    assert result.status == 0, result.report
