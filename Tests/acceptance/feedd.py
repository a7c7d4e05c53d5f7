"""Drives the feedd binary as a black box: its configuration, its commands and what they cost, and a running daemon."""
import contextlib
import ctypes
import dataclasses
import grp
import json
import os
import pwd
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

from journal import Journal

LAUNCHER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.py")
LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


def wait_until(condition, seconds, step=0.05):
    """Polls `condition` until it is true; returns whether it was within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def die_with_parent(number=signal.SIGKILL):
    """A `preexec_fn`: the kernel sends the child this signal when its parent ends, so that nothing outlives an interrupted test run."""
    def prepare():
        LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    return prepare


def limit_file_size(size):
    """A `preexec_fn` that keeps the child from writing past `size` bytes of any file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


# --- One-shot commands --------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Result:
    """The outcome of a command and its cost: seconds, and peak memory in bytes."""
    status: int
    timed_out: bool
    wall: float
    user: float
    system: float
    peak: int
    output: str = ""
    errors: str = ""

    @property
    def cpu(self):
        return self.user + self.system

    @property
    def report(self):
        """Exit status and the end of what was printed, for the message of a failed assertion."""
        late = " (killed: it took too long)" if self.timed_out else ""
        return f"exit {self.status}{late}\n" + "\n".join((self.errors or self.output).splitlines()[-30:])


def measure(command, timeout=120, directory=None, environment=None, prepare=None, discard=False):
    """Runs a command to its end by way of launch.py. `prepare` runs in the child before the command starts. With `discard`, standard output goes nowhere."""
    with tempfile.TemporaryDirectory(prefix="feedd-measure-") as scratch:
        figures = os.path.join(scratch, "figures")
        with open(os.path.join(scratch, "out"), "w+b") as out, open(os.path.join(scratch, "err"), "w+b") as err:
            launcher = subprocess.Popen(
                [sys.executable, "-I", "-S", LAUNCHER, figures, str(timeout), *command],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL if discard else out, stderr=err, cwd=directory, env=environment, preexec_fn=prepare)
            try:
                launcher.wait()
            finally:
                if launcher.poll() is None:
                    launcher.terminate()
                    launcher.wait()
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read().decode("utf-8", "replace"))
        if not os.path.exists(figures):
            return Result(launcher.returncode, False, 0, 0, 0, 0, *texts)
        with open(figures) as text:
            return Result(**json.load(text), output=texts[0], errors=texts[1])


def as_user(user, group=None):
    """The command prefix that runs a program with another user's rights (util-linux' setpriv), `group` being its only group."""
    account = pwd.getpwnam(user)
    gid = account.pw_gid if group is None else grp.getgrnam(group).gr_gid
    # The kernel forgets the parent-death signal when the user changes, so setpriv sets it anew.
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={gid}", "--clear-groups", "--pdeathsig=KILL", "--"]


# --- Configuration ------------------------------------------------------------------------------------------------------------------------

def toml_string(text):
    return json.dumps(text, ensure_ascii=False)


def configuration(sources, fetch=None, defaults=None, journal=None, include=()):
    """A configuration as TOML. `sources` is a list of (name, url) or (name, url, {key: value}); values are TOML text."""
    fetch = {"contact": '"tests@feedd.example"', "per_host": "100", "delay_per_host": '"0s"', "allow_private_addresses": "true"} | (fetch or {})
    parts = [f"include = [{', '.join(map(toml_string, include))}]\n"] if include else []
    for name, table in (("journal", journal), ("fetch", fetch), ("defaults", defaults)):
        if table:
            parts.append(f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in table.items()))
    for name, url, *more in sources:
        extra = "".join(f"{key} = {value}\n" for key, value in (more[0] if more else {}).items())
        parts.append(f"[[source]]\nname = {toml_string(name)}\nurl = {toml_string(url)}\n{extra}")
    return "\n".join(parts)


def intervals(seconds):
    """Defaults that poll every so many seconds."""
    return {"interval": f'"{seconds}s"', "interval_min": f'"{seconds}s"'}


def shortest_interval(binary, directory):
    """The shortest polling interval, in seconds, that the configuration accepts."""
    trial = Feedd(binary, directory, "interval-trial")
    for seconds in (1, 2, 5, 10, 30, 60):
        trial.configure(configuration([("a", "http://127.0.0.1:1/")], defaults=intervals(seconds)))
        if trial.run("check").status == 0:
            return seconds
    return 600


# --- The binary with one state directory --------------------------------------------------------------------------------------------------

class Feedd:
    """The binary with one configuration file and one state directory. `prefix` goes before each command (see `as_user`)."""

    def __init__(self, binary, directory, name="feedd", state=None, prefix=()):
        self.binary, self.config = binary, os.path.join(directory, f"{name}.toml")
        self.state = state or os.path.join(directory, f"{name}-state")
        self.journal_directory = "journal"
        self.prefix = list(prefix)

    def configure(self, text):
        with open(self.config, "w") as out:
            out.write(text)

    def command(self, verb, *more):
        return [*self.prefix, self.binary, verb, "--config", self.config, *([] if verb == "check" else ["--state", self.state]), *more]

    def run(self, verb, *more, **options):
        return measure(self.command(verb, *more), **options)

    def poll(self, *names, **options):
        return self.run("poll", *names, **options)

    @property
    def journal(self):
        return Journal(os.path.join(self.state, self.journal_directory))

    def sources(self):
        """What `feedd sources` prints, as {name: its line and the lines below it up to the next source's}."""
        blocks, current = {}, None
        with open(self.config) as text:
            names = re.findall(r'^name = "(.*)"$', text.read(), re.M)
        for line in self.run("sources").output.splitlines():
            first = line.split()[0] if line.split() and not line[:1].isspace() else None
            if first in names:
                current = first
            if current:
                blocks[current] = blocks.get(current, "") + line + "\n"
        return blocks

    def run_and_kill(self, verb, seconds, after_growth=None):
        """Starts feedd and kills it after so many seconds, or `after_growth` seconds after the journal grew; returns whether it had ended before."""
        before = self.journal.size()
        process = subprocess.Popen(
            self.command(verb), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent())
        try:
            if after_growth is not None and wait_until(lambda: process.poll() is not None or self.journal.size() > before, seconds, step=0.001):
                seconds = after_growth
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
                return True
            return False
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()

    @contextlib.contextmanager
    def daemon(self, *arguments, environment=None):
        """`feedd run` while the block runs; it is killed where the block did not end it."""
        log_path = self.config + ".log"
        with open(log_path, "ab") as log:
            process = subprocess.Popen(
                self.command("run", *arguments), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=os.environ | (environment or {}), preexec_fn=die_with_parent())
        running = Daemon(process, log_path, os.path.getsize(log_path))
        try:
            yield running
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


class Daemon:
    """A running `feedd run`."""

    def __init__(self, process, log_path, log_start):
        self.process, self.log_path, self.log_start = process, log_path, log_start

    @property
    def alive(self):
        return self.process.poll() is None

    @property
    def log(self):
        """What this daemon has written to standard error."""
        with open(self.log_path, "rb") as text:
            text.seek(self.log_start)
            return text.read().decode("utf-8", "replace")

    @property
    def log_tail(self):
        return "\n".join(self.log.splitlines()[-25:])

    def wait_until(self, condition, seconds):
        """Fails with the end of the log unless `condition` is true within `seconds` while the daemon runs."""
        assert wait_until(lambda: condition() or not self.alive, seconds) and self.alive, self.log_tail

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def terminate(self, seconds=15):
        """Sends SIGTERM; returns the exit status (None where it had to be killed) and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = None
        return status, time.monotonic() - began

    @property
    def peak(self):
        """Peak memory in bytes so far; 0 after its end."""
        with contextlib.suppress(OSError):
            with open(f"/proc/{self.process.pid}/status") as text:
                found = re.search(r"VmHWM:\s+(\d+)", text.read())
                return int(found[1]) * 1024 if found else 0
        return 0
