"""What may not be read is an error that says who may, never an empty table; so is a state directory that is not there and a name that nobody knows.

The tests run as root and drop to other users: `daemon` owns the state directory as feedd's own user would, a member of the group daemon may read the
journal, and `nobody` may read nothing.
"""
import copy
import itertools
import os
import re
import shutil
import tempfile
import time

import pytest

from feedd import Feedd, as_user, configuration
from invented import feed
from servers import FeedServer

OWNER, STRANGER = "daemon", "nobody"
NAMES_WHO_MAY = re.compile(rf"\b(group|sudo|root|{OWNER})\b", re.I)
INTERNALS = re.compile(r"SQLite|readonly database|Error Domain|Fatal error")

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="dropping to other users takes root")


@pytest.fixture(scope="module")
def place(binary):
    """A directory that everybody can reach, with a copy of the binary, since the checkout may be private."""
    directory = tempfile.mkdtemp(prefix="feedd-permissions-")
    os.chmod(directory, 0o755)
    shutil.copy(binary, f"{directory}/feedd")
    os.chmod(f"{directory}/feedd", 0o755)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="module")
def server():
    with FeedServer(lambda path: feed(path.strip("/"), 3)) as server:
        yield server


NUMBERS = itertools.count(1)


@pytest.fixture
def owned(place, server):
    """A feedd of the user `daemon` that has polled; its files are closed to strangers, as systemd/feedd.service has it."""
    # Numbered, since words in a path could be taken for words of a message.
    feedd = Feedd(f"{place}/feedd", place, f"case-{next(NUMBERS)}", prefix=[*as_user(OWNER), "sh", "-c", 'umask 027; exec "$@"', "sh"])
    os.mkdir(feedd.state, 0o750)
    shutil.chown(feedd.state, OWNER, OWNER)
    feedd.configure(configuration([("alpha", server.url("/alpha"))], defaults={"interval": '"1h"', "interval_min": '"1h"'}))
    result = feedd.poll()
    assert result.status == 0, result.report
    return feedd


@pytest.fixture(params=["stopped", "running"])
def owned_either_way(request, owned):
    """The same, while its daemon is stopped and while it runs."""
    if request.param == "stopped":
        yield owned
    else:
        with owned.daemon() as daemon:
            daemon.wait_until(lambda: os.path.exists(f"{owned.state}/control.sock"), 15)
            yield owned
            daemon.terminate()


def seen_by(feedd, user, group=None):
    """The same feedd, run by another user, whose only group is `group`."""
    other = copy.copy(feedd)
    other.prefix = as_user(user, group)
    return other


def assert_refused(result, *words):
    """It fails, prints no table and no record, and says on standard error what, where and who may."""
    assert result.status not in (0, None) and not result.timed_out, f"exit {result.status}: {result.output}{result.errors}"
    assert result.status > 0, f"killed by signal {-result.status}"
    assert not result.output.strip(), result.output
    assert re.search("permission|not allowed|may not|access", result.errors, re.I), result.report
    assert NAMES_WHO_MAY.search(result.errors), f"it does not say who may\n{result.report}"
    assert not INTERNALS.search(result.errors), result.report
    for word in words:
        assert word in result.errors, f"{word} is not named\n{result.report}"


# --- State and journal --------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("command", [("sources",), ("tail",), ("tail", "--json"), ("tail", "-f"), ("poll", "alpha")], ids=" ".join)
def test_a_stranger_is_refused_and_told_who_may(command, owned_either_way):
    result = seen_by(owned_either_way, STRANGER).run(*command, timeout=10)
    assert_refused(result, owned_either_way.state)


@pytest.mark.parametrize("command", [("sources",), ("tail", "-n", "3")], ids=" ".join)
def test_a_member_of_the_group_may_look(command, owned_either_way):
    """README: programs that run as another user join the group."""
    result = seen_by(owned_either_way, STRANGER, group=OWNER).run(*command, timeout=10)
    assert result.status == 0, result.report
    assert "alpha" in result.output, result.report
    assert "never" not in result.output, result.output


def test_a_member_of_the_group_who_polls_is_told_who_may(owned):
    """Without a daemon to ask, polling takes the owner, whom the error names."""
    assert_refused(seen_by(owned, STRANGER, group=OWNER).poll("alpha", timeout=10), owned.state)


def test_an_unreadable_journal_is_an_error(owned):
    """The directory is open, the file is not."""
    os.chmod(owned.state, 0o755)
    os.chmod(owned.journal.directory, 0o755)
    os.chmod(owned.journal.live, 0o600)
    assert_refused(seen_by(owned, STRANGER).run("tail", timeout=10), owned.journal.live)


def test_an_unreadable_journal_directory_is_an_error(owned):
    os.chmod(owned.state, 0o755)
    os.chmod(owned.journal.directory, 0o700)
    assert_refused(seen_by(owned, STRANGER).run("tail", timeout=10), owned.journal.directory)


def test_an_unreadable_store_is_an_error(owned):
    os.chmod(owned.state, 0o755)
    os.chmod(f"{owned.state}/state.sqlite", 0o600)
    assert_refused(seen_by(owned, STRANGER).run("sources", timeout=10), "state.sqlite")


def test_a_journal_that_its_own_user_may_not_read_stops_feedd_and_loses_nothing(owned):
    """As after somebody else's `cp`: nothing may be taken for empty, and nothing is journaled again once it can be read."""
    before = owned.journal.bytes()
    shutil.chown(owned.journal.live, "root", "root")
    os.chmod(owned.journal.live, 0o600)
    assert_refused(owned.poll(), owned.journal.live)
    shutil.chown(owned.journal.live, OWNER, OWNER)
    result = owned.poll()
    assert result.status == 0, result.report
    assert owned.journal.bytes() == before


# --- Places that do not exist -------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("command", [("sources",), ("tail",)], ids=" ".join)
def test_a_wrong_state_directory_is_an_error(command, owned):
    wrong = owned.state + "-mistyped"
    owned.state, owned.prefix = wrong, []
    result = owned.run(*command, timeout=10)
    assert result.status > 0, f"exit {result.status}: {result.output}"
    assert not result.output.strip(), result.output
    assert wrong in result.errors, result.report
    assert not os.path.exists(wrong), "a command that only reads made the directory"


@pytest.mark.parametrize("command", [("sources",), ("tail",)], ids=" ".join)
def test_a_file_in_the_place_of_the_state_directory_is_an_error(command, owned):
    wrong = owned.config
    owned.state, owned.prefix = wrong, []
    result = owned.run(*command, timeout=10)
    assert result.status > 0, f"exit {result.status}: {result.output}"
    assert not result.output.strip(), result.output
    assert wrong in result.errors, result.report


# --- Names that nobody knows --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("command", [("tail", "--source", "alpah"), ("tail", "-f", "--source", "alpah"), ("poll", "alpah")], ids=" ".join)
def test_a_name_that_nobody_knows_is_an_error_with_a_suggestion(command, owned):
    """Neither the configuration nor the journal has it."""
    result = owned.run(*command, timeout=10)
    assert result.status == 64, f"exit {result.status}: {result.report}"
    assert not result.output.strip(), result.output
    assert "alpah" in result.errors, result.report
    assert re.search(r"\balpha\b", result.errors), f"no suggestion\n{result.report}"


def test_tail_knows_a_source_that_is_in_the_journal_alone(owned, server):
    """It was taken out of the configuration; its items are still there."""
    owned.configure(configuration([("beta", server.url("/beta"))]))
    result = owned.run("tail", "--source", "alpha", timeout=10)
    assert result.status == 0, result.report
    assert len(result.output.splitlines()) == 3, result.output


def test_tail_knows_a_source_that_has_no_item_yet(owned, server):
    owned.configure(configuration([("alpha", server.url("/alpha")), ("beta", server.url("/beta"))]))
    result = owned.run("tail", "--source", "beta", timeout=10)
    assert result.status == 0, result.report
    assert not result.output.strip(), result.output


# --- Includes -----------------------------------------------------------------------------------------------------------------------------

@pytest.fixture
def including(owned, server):
    """A configuration whose only source is in an included directory."""
    folder = owned.config[:-5] + ".d"
    os.mkdir(folder)
    with open(f"{folder}/alpha.toml", "w") as out:
        out.write(f'[[source]]\nname = "alpha"\nurl = "{server.url("/alpha")}"\n')
    owned.configure(configuration([], include=[f"{os.path.basename(folder)}/*.toml"]))
    return owned, folder


@pytest.mark.parametrize("closed, mode", [("", 0o700), ("alpha.toml", 0o600)], ids=["directory", "file"])
@pytest.mark.parametrize("verb", ["check", "poll", "sources"])
def test_an_unreadable_include_is_an_error(verb, closed, mode, including):
    """Closed to feedd's user: the configuration is wrong (78), and the error names the path and the line of the include."""
    feedd, folder = including
    os.chmod(os.path.join(folder, closed), mode)
    result = feedd.run(verb, timeout=10)
    assert result.status == 78, f"exit {result.status}: {result.report}"
    assert re.search("permission|may not|cannot be (read|listed|opened)", result.errors, re.I), result.report
    assert NAMES_WHO_MAY.search(result.errors), f"it does not say who may\n{result.report}"
    assert os.path.basename(folder) in result.errors, result.report
    assert re.search(rf"{re.escape(os.path.basename(feedd.config))}:1\b", result.errors), f"the line of the include is not named\n{result.report}"


@pytest.mark.parametrize("closed, mode", [("", 0o700), ("alpha.toml", 0o600)], ids=["directory", "file"])
def test_a_reload_with_an_unreadable_include_keeps_the_old_configuration(closed, mode, including, server):
    feedd, folder = including
    with feedd.daemon() as daemon:
        daemon.wait_until(lambda: "polling 1 source" in daemon.log, 15)
        os.chmod(os.path.join(folder, closed), mode)
        daemon.reload()
        daemon.wait_until(lambda: os.path.basename(folder) in daemon.log, 10)
        assert not re.search(r"polling (0|no) sources", daemon.log), daemon.log_tail
        os.chmod(os.path.join(folder, closed), 0o755)
        since = time.monotonic()
        result = feedd.poll("alpha", timeout=10)
        assert result.status == 0 and server.seen(since), f"the source is not polled any more\n{result.report}"
        daemon.terminate()


def test_an_include_that_matches_nothing_is_said(including):
    """A mistyped pattern: `feedd check` does not find that nothing is wrong."""
    feedd, folder = including
    feedd.configure(configuration([], include=["mistyped.d/*.toml"]))
    result = feedd.run("check", timeout=10)
    assert "mistyped.d" in result.errors, result.report
    assert "nothing is wrong" not in result.output, result.output
