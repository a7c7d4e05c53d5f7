"""Options and fixtures of the acceptance tests.

usage: python3 -m pytest Tests/acceptance [--feedd BINARY] [--quick] [--shared DIR] [-k WORDS] [--durations N] [-rP for the figures]
"""
import os
import signal

import pytest

pytest.register_assert_rewrite("journal")

from feedd import Feedd, shortest_interval  # noqa: E402
from servers import NGINX  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def pytest_addoption(parser):
    group = parser.getgroup("feedd")
    group.addoption("--feedd", metavar="BINARY", default=os.path.join(ROOT, ".build", "release", "feedd"), help="the binary to test")
    group.addoption("--quick", action="store_true", help="fewer rounds and shorter watches")
    group.addoption("--shared", metavar="DIR", default=os.path.join(os.path.dirname(ROOT), "shared"), help="the directory of the corpus")
    group.addoption("--rounds", metavar="N", type=int, help="rounds of each kill test")
    group.addoption("--seed", metavar="N", type=int, default=20261122, help="seed of the moments at which feedd is killed")


def pytest_configure(config):
    binary = os.path.abspath(config.getoption("--feedd"))
    if not os.access(binary, os.X_OK):
        raise pytest.UsageError(f"{binary}: no such program: build it with `make release`, or name one with --feedd")

    def interrupt(number, frame):
        raise KeyboardInterrupt

    # Finalizers run (servers stop, file systems are unmounted) when a time limit ends the run.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


@pytest.fixture(scope="session")
def binary(request):
    return os.path.abspath(request.config.getoption("--feedd"))


@pytest.fixture(scope="session")
def quick(request):
    return request.config.getoption("--quick")


@pytest.fixture(scope="session")
def seed(request):
    return request.config.getoption("--seed")


@pytest.fixture(scope="session")
def corpus(request):
    """The directory of real feeds; what needs it is skipped where it is absent."""
    path = os.path.join(request.config.getoption("--shared"), "corpus")
    for name in ("expected.jsonl", "feeds"):
        if not os.path.exists(os.path.join(path, name)):
            pytest.skip(f"there is no {name} in {path}")
    return path


@pytest.fixture(scope="session")
def nginx_is_installed():
    if not NGINX:
        pytest.skip("nginx is not installed (Debian's package nginx-light)")


@pytest.fixture(scope="session")
def interval(binary, tmp_path_factory):
    """The polling interval of daemons under test, in seconds."""
    seconds = shortest_interval(binary, str(tmp_path_factory.mktemp("interval")))
    assert seconds <= 10, f"the shortest interval that the configuration accepts is {seconds} s: too long to test a daemon"
    return max(2, seconds)


@pytest.fixture
def make_feedd(binary, tmp_path):
    """Makes a `Feedd` whose configuration and state directory are named after it."""
    return lambda name="feedd", **options: Feedd(binary, str(tmp_path), name, **options)
