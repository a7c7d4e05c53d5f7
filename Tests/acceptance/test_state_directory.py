"""The state directory among other users: what modes its files have, that no symbolic link in it is followed, and what its control socket survives."""
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

VICTIM = b"what another program wrote\n" * 10


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


# --- Symbolic links -------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["lock", "journal/feedd.jsonl", "journal", "state.sqlite", "state.sqlite-wal", "state.sqlite-shm"])
@pytest.mark.parametrize("polled", [False, True], ids=["new", "polled before"])
def test_no_symbolic_link_is_followed(name, polled, feedd, tmp_path):
    """feedd refuses to run, or puts the link aside; the file that it points to stays as it is."""
    if polled:
        feedd.poll()
    victim = tmp_path / "victim"
    path = os.path.join(feedd.state, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if name == "journal":
        victim.mkdir()
        if os.path.isdir(path):
            os.rename(path, path + "-before")
    else:
        victim.write_bytes(VICTIM)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
    os.symlink(victim, path)
    result = feedd.poll(timeout=30)
    if name == "journal":
        assert not os.listdir(victim), result.report
    else:
        assert victim.read_bytes() == VICTIM, result.report
    if result.status != 0:
        assert result.status > 0, f"killed by signal {-result.status}"
        assert os.path.basename(name).partition("-")[0] in result.errors, result.report


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


def test_idle_clients_hold_up_no_other(feedd, running):
    clients = []
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                clients.append(connect(feedd))
        result = feedd.poll("alpha", timeout=20)
        assert result.status == 0 and result.wall <= 12, f"{result.wall:.1f} s: {result.report}"
    finally:
        for client in clients:
            client.close()
    assert running.alive
    status, seconds = running.terminate()
    assert status == 0 and seconds <= 12, running.log_tail


HOSTILE_REQUESTS = {
    "garbage": bytes(range(256)) * 40 + b"\n",
    "deep": b'{"poll":' + b"[" * 500_000 + b"\n",
    "no end of the line": b'{"poll":["' + b"x" * 3_000_000,
    "a long name": b'{"poll":["' + b"x" * 900_000 + b'"]}\n',
    "many names": b'{"poll":[' + b'"alpha",' * 20_000 + b'"alpha"]}\n',
    "other types": b'{"poll":[1,2,{}]}\n',
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
