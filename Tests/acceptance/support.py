"""What the acceptance scripts share: a workspace, feedd as a black box, two servers, and the journal's reader and judge.

Python's standard library alone. Everything lives in one temporary directory and on free loopback ports, and is gone when the script ends, however it ends.
"""
import argparse
import contextlib
import dataclasses
import html
import http.server
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


# --- A script's frame ---------------------------------------------------------------------------------------------------------------------

def arguments(description, needs=(), options=None):
    """Reads the command line; says `skipped: …` and exits 0 where a file of the shared directory in `needs` is absent."""
    parser = argparse.ArgumentParser(description=description.strip().splitlines()[0])
    parser.add_argument("feedd", metavar="FEEDD", help="the binary to try")
    parser.add_argument("--shared", metavar="DIR", default=os.path.join(os.path.dirname(ROOT), "shared"), help="where the corpus and the floors are")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--keep", action="store_true", help="leave the temporary directory, and name it")
    if options:
        options(parser)
    chosen = parser.parse_args()
    for path in needs:
        if not os.path.exists(os.path.join(chosen.shared, path)):
            print(f"skipped: there is no {path} in {chosen.shared}")
            sys.exit(0)
    chosen.feedd = os.path.abspath(chosen.feedd)
    if not os.access(chosen.feedd, os.X_OK):
        sys.exit(f"{chosen.feedd}: no such program: build feedd first")
    return chosen


class Verdict:
    """Collects what held and what did not, printing each as it comes."""

    def __init__(self):
        self.held, self.failed = 0, []
        sys.stdout.reconfigure(line_buffering=True)

    def check(self, condition, text, detail=""):
        """Counts one check; `detail` is shown when it failed."""
        if condition:
            self.held += 1
            print(f"  ok    {text}")
        else:
            self.failed.append(text)
            print(f"  FAILS {text}")
            for line in str(detail).splitlines()[:40]:
                print(f"        {line}")
        return bool(condition)

    def note(self, text):
        print(f"        {text}")

    def section(self, text):
        print(f"{text}:")

    def close(self, summary):
        """Prints the closing line and gives the exit status."""
        if self.failed:
            print(f"falls short: {summary}; {len(self.failed)} of {self.held + len(self.failed)} checks failed: {'; '.join(self.failed[:4])}")
            return 1
        print(f"holds: {summary}; {self.held} checks")
        return 0


@contextlib.contextmanager
def workspace(keep=False):
    """A temporary directory, removed at the end; what was entered on its `stack` (servers, mounts) is stopped first, on SIGTERM too."""
    def end(number, frame):
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    directory = tempfile.mkdtemp(prefix="feedd-acceptance-")
    os.chmod(directory, 0o755)
    space = Workspace(directory)
    try:
        with space.stack:
            yield space
    finally:
        if keep:
            print(f"        kept: {directory}")
        else:
            shutil.rmtree(directory, ignore_errors=True)


class Workspace:
    def __init__(self, directory):
        self.directory, self.stack = directory, contextlib.ExitStack()

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def folder(self, *names):
        path = self.path(*names)
        os.makedirs(path, exist_ok=True)
        return path

    def enter(self, manager):
        return self.stack.enter_context(manager)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds, step=0.05):
    """Whether `condition` came true within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


# --- feedd as a black box -----------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Result:
    """What a command printed and what it cost: seconds, and bytes of peak memory."""
    status: int
    late: bool
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
    def story(self):
        """For the detail of a check."""
        late = " (killed: out of time)" if self.late else ""
        return f"exit {self.status}{late}\n" + "\n".join((self.errors or self.output).splitlines()[-30:])


def measured(command, timeout=120, directory=None, environment=None, prepare=None):
    """Runs a command to its end through launch.py; `prepare` runs in the child before it starts."""
    with tempfile.TemporaryDirectory(prefix="feedd-measure-") as scratch:
        figures = os.path.join(scratch, "figures")
        with open(os.path.join(scratch, "out"), "w+b") as out, open(os.path.join(scratch, "err"), "w+b") as err:
            launcher = subprocess.Popen(
                [sys.executable, "-I", "-S", os.path.join(HERE, "launch.py"), figures, str(timeout), *command],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=directory, env=environment, preexec_fn=prepare)
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


def toml_string(text):
    return json.dumps(text, ensure_ascii=False)


def configuration(sources, fetch=None, defaults=None, journal=None):
    """A configuration as TOML. `sources` is a list of (name, url) or (name, url, {key: value}); values are given as TOML text."""
    fetch = {"per_host": "100", "delay_per_host": '"0s"', "allow_private_addresses": "true"} | (fetch or {})
    parts = []
    for name, table in (("journal", journal), ("fetch", fetch), ("defaults", defaults)):
        if table:
            parts.append(f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in table.items()))
    for name, url, *more in sources:
        extra = "".join(f"{key} = {value}\n" for key, value in (more[0] if more else {}).items())
        parts.append(f"[[source]]\nname = {toml_string(name)}\nurl = {toml_string(url)}\n{extra}")
    return "\n".join(parts)


class Feedd:
    """The binary with one configuration and one state directory."""

    def __init__(self, binary, directory, name="feedd", state=None):
        self.binary, self.config = binary, os.path.join(directory, f"{name}.toml")
        self.state = state or os.path.join(directory, f"{name}-state")

    def configure(self, text):
        with open(self.config, "w") as out:
            out.write(text)

    def command(self, verb, *more):
        return [self.binary, verb, "--config", self.config, *([] if verb == "check" else ["--state", self.state]), *more]

    def run(self, verb, *more, **options):
        return measured(self.command(verb, *more), **options)

    def poll(self, *names, **options):
        return self.run("poll", *names, **options)

    def sources(self):
        """What `feedd sources` prints, as a block of text a source: its line and the lines below it up to the next source's."""
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

    @property
    def journal(self):
        return Journal(os.path.join(self.state, "journal"))

    @contextlib.contextmanager
    def daemon(self, environment=None, prepare=None, executable_arguments=()):
        """`feedd run` while the block runs; it is killed where the block did not end it."""
        log_path = self.config + ".log"
        with open(log_path, "ab") as log:
            process = subprocess.Popen(
                self.command("run", *executable_arguments), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=os.environ | (environment or {}), preexec_fn=prepare)
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
        with open(self.log_path, "rb") as text:
            text.seek(self.log_start)
            return text.read().decode("utf-8", "replace")

    @property
    def log_tail(self):
        return "\n".join(self.log.splitlines()[-25:])

    def terminate(self, seconds=15):
        """Sends SIGTERM; gives the exit status and the seconds it took, or None for a status where it had to be killed."""
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
        """Bytes of memory at most so far; 0 when it is gone."""
        with contextlib.suppress(OSError):
            with open(f"/proc/{self.process.pid}/status") as text:
                found = re.search(r"VmHWM:\s+(\d+)", text.read())
                return int(found[1]) * 1024 if found else 0
        return 0


def shortest_interval(feedd):
    """The shortest polling interval, in seconds, that the configuration accepts."""
    trial = Feedd(feedd.binary, os.path.dirname(feedd.config), "interval-trial")
    for seconds in (1, 2, 5, 10, 30, 60):
        trial.configure(configuration([("a", "http://127.0.0.1:1/")], defaults=intervals(seconds)))
        if trial.run("check").status == 0:
            return seconds
    return 600


def intervals(seconds):
    """Defaults that poll every so many seconds."""
    return {"interval": f'"{seconds}s"', "interval_min": f'"{seconds}s"'}


# --- The journal --------------------------------------------------------------------------------------------------------------------------

class Journal:
    """The journal's directory, read as any other program would."""

    def __init__(self, directory):
        self.directory = directory

    @property
    def live(self):
        return os.path.join(self.directory, "feedd.jsonl")

    def bytes(self):
        names = sorted(os.listdir(self.directory)) if os.path.isdir(self.directory) else []
        data = b""
        for name in [n for n in names if re.fullmatch(r"feedd-\d{20}\.jsonl", n)] + ["feedd.jsonl"]:
            with contextlib.suppress(FileNotFoundError), open(os.path.join(self.directory, name), "rb") as text:
                data += text.read()
        return data

    def size(self):
        with contextlib.suppress(OSError):
            return sum(e.stat().st_size for e in os.scandir(self.directory) if re.fullmatch(r"feedd(-\d{20})?\.jsonl", e.name))
        return 0

    def torn(self):
        """The names of what recovery cut off and set aside."""
        return [n for n in os.listdir(self.directory) if ".torn-" in n] if os.path.isdir(self.directory) else []

    def records(self):
        """The records of every whole line that is JSON; of a member that is there twice (a fault that `faults` names) the first."""
        found = []
        for line in self.bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line, object_pairs_hook=lambda pairs: dict(reversed(pairs)))) if line else None
        return found


RFC3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
RELATIVE_REFERENCE = re.compile(r"""<(?:a|img|video|audio|source|iframe)\s[^<>]*?\b(?:href|src)\s*=\s*["'](?!#|[A-Za-z][A-Za-z0-9+.-]*:)([^"']*)["']""")
RAW_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
STRINGS = ("id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified",
           "language")


def faults(journal_bytes):
    """Everything that is wrong with a journal's bytes: each line a JSON Feed 1.1 item as DESIGN.md's record says, `seq` from 1 without a gap."""
    found = []
    if journal_bytes and not journal_bytes.endswith(b"\n"):
        found.append("the last line has no end")
    seen = set()
    for number, line in enumerate(journal_bytes.split(b"\n")[:-1], start=1):
        for fault in record_faults(line, number, seen):
            found.append(f"line {number}: {fault}: {line[:160].decode('utf-8', 'replace')}")
    return found


def record_faults(line, number, seen):
    try:
        text = line.decode("utf-8")
        record = json.loads(text, object_pairs_hook=members)
    except (ValueError, RecursionError) as error:
        yield f"not JSON: {error}"
        return
    if RAW_CONTROL.search(text):
        yield "a raw control character"
    if not line.startswith(b'{"_feedd":{'):
        yield "_feedd is not first"
    head = record.get("_feedd", {})
    if head.get("seq") != number:
        yield f"seq is {head.get('seq')}, not {number}"
    if not RFC3339_UTC.fullmatch(str(head.get("at"))):
        yield f"at is {head.get('at')!r}"
    if head.get("op") not in ("new", "update"):
        yield f"op is {head.get('op')!r}"
    for key, form in (("key", r"[0-9a-f]{32}"), ("version", r"[0-9a-f]{16}")):
        if not re.fullmatch(form, str(head.get(key))):
            yield f"{key} is {head.get(key)!r}"
    if not isinstance(head.get("revision"), int) or (head["revision"] == 1) != (head.get("op") == "new"):
        yield f"revision is {head.get('revision')!r} with op {head.get('op')!r}"
    if not isinstance(head.get("source"), str) or not head["source"]:
        yield "no source"
    once = (head.get("key"), head.get("revision"))
    if once in seen:
        yield f"key and revision {once} again"
    seen.add(once)
    yield from item_faults(record)


def item_faults(item):
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield f"id is {item.get('id')!r}"
    if not isinstance(item.get("content_text"), str):
        yield "no content_text"
    for key in STRINGS:
        if key in item and not isinstance(item[key], str):
            yield f"{key} is {item[key]!r}"
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item and not ABSOLUTE.match(str(item[key])):
            yield f"{key} is not absolute: {item[key]!r}"
    for key in ("date_published", "date_modified"):
        if key in item and not RFC3339_UTC.fullmatch(str(item[key])):
            yield f"{key} is {item[key]!r}"
    for attachment in item.get("attachments", []):
        if not ABSOLUTE.match(str(attachment.get("url"))) or not re.match(r"[^/\s]+/[^/\s]+", str(attachment.get("mime_type"))):
            yield f"attachment {attachment!r}"
        for key in ("size_in_bytes", "duration_in_seconds"):
            if key in attachment and (isinstance(attachment[key], bool) or not isinstance(attachment[key], (int, float))):
                yield f"attachment's {key} is {attachment[key]!r}"
    for author in item.get("authors", []):
        if not isinstance(author, dict) or not ({"name", "url", "avatar", "_email"} & author.keys()):
            yield f"author {author!r}"
        elif "url" in author and not ABSOLUTE.match(author["url"]):
            yield f"author's url {author['url']!r}"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
        yield f"tags {item['tags']!r}"
    markup = item.get("content_html") or ""
    if isinstance(markup, str):
        if re.search(r"<script\b", markup, re.I):
            yield "a script in content_html"
        if relative := RELATIVE_REFERENCE.search(markup):
            yield f"a relative reference in content_html: {relative[1][:80]!r}"
    for path in nulls(item):
        yield f"null at {path}"


def members(pairs):
    """An object whose members may not repeat."""
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError(f"a member twice among {[k for k, _ in pairs]}")
    return out


def nulls(value, path="."):
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from nulls(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from nulls(inner, f"{path}{index}.")


def judge_journal(verdict, journal, name="the journal"):
    """Checks every line of a journal."""
    data = journal.bytes()
    wrong = faults(data)
    lines = data.count(b"\n")
    verdict.check(not wrong, f"{name}: {lines} lines, each a valid item, seq 1…{lines} without a gap", f"{len(wrong)} faults\n" + "\n".join(wrong[:30]))
    return lines


# --- Servers ------------------------------------------------------------------------------------------------------------------------------

def rss(title, items, head=""):
    """An RSS 2.0 document; items are (guid, url, title, text)."""
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{html.escape(title)}</title>{head}\n']
    for guid, url, name, text in items:
        parts.append(f'<item><guid isPermaLink="false">{html.escape(guid)}</guid><link>{html.escape(url)}</link><title>{html.escape(name)}</title>'
                     f"<description>{html.escape(text)}</description></item>\n")
    parts.append("</channel></rss>\n")
    return "".join(parts).encode()


def news(feed, number, words=60):
    """One invented item of a feed, always the same for the same number, unlike every other feed's and number's."""
    body = " ".join(f"word{(number * 7919 + k * 104729 + hash_of(feed)) % 99991}" for k in range(words))
    return (f"{feed}-{number}", f"http://{feed}.example/{number}", f"{feed} reports number {number}", f"Item {number} of {feed}. {body}")


def hash_of(text):
    """A small hash that is the same in every run, as Python's own is not."""
    value = 0
    for byte in text.encode():
        value = (value * 131 + byte) % 1_000_003
    return value


@dataclasses.dataclass
class Seen:
    """One request that a FeedServer answered."""
    path: str
    status: int
    at: float
    headers: dict


class FeedServer:
    """A threaded HTTP/1.1 server whose documents are given by a function of the path: bytes, or None for a 404. It sends an ETag and answers 304."""

    def __init__(self, document, host="127.0.0.1"):
        self.document, self.requests, self.lock = document, [], threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version, disable_nagle_algorithm, timeout = "HTTP/1.1", True, 60

            def do_GET(self):
                body = outer.document(self.path)
                tag = f'"{hash_of(self.path)}-{zlib_crc(body)}"' if body is not None else None
                status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
                with outer.lock:
                    outer.requests.append(Seen(self.path, status, time.monotonic(), dict(self.headers)))
                self.send_response(status)
                if tag:
                    self.send_header("ETag", tag)
                if status == 200:
                    self.send_header("Content-Type", "text/html" if body.startswith(b"<!DOCTYPE html>") else "application/rss+xml")
                if status != 304:
                    self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

            def log_message(self, *ignored):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 512

            def handle_error(self, request, client_address):
                pass  # a client that was killed is part of the exercise

        self.server = Server((host, 0), Handler)
        self.port = self.server.server_address[1]

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def seen(self, since=0.0):
        with self.lock:
            return [r for r in self.requests if r.at >= since]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        self.server.shutdown()
        self.server.server_close()


def zlib_crc(data):
    import zlib
    return zlib.crc32(data)


class Nginx:
    """A real nginx on a loopback port over one directory: ETag, Last-Modified and gzip as it ships them."""

    TYPES = "types { application/rss+xml rss; application/atom+xml atom; text/xml xml; application/feed+json json; }"

    def __init__(self, directory, root, compressed_files=False):
        self.directory, self.root, self.compressed_files = directory, root, compressed_files
        self.port, self.process = free_port(), None
        os.makedirs(directory, exist_ok=True)

    @property
    def log(self):
        return os.path.join(self.directory, "access.log")

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def configure(self, validators):
        # An empty add_header is nginx's way to leave a Last-Modified out; if_modified_since keeps it from comparing one all the same.
        off = "" if validators else 'etag off; if_modified_since off; add_header Last-Modified "";'
        packing = "gzip_static on;" if self.compressed_files else "gzip on; gzip_min_length 256; gzip_types *;"
        user = "user root;" if os.geteuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path {self.directory}/tmp-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(os.path.join(self.directory, "nginx.conf"), "w") as out:
            out.write(f"""{user} daemon off; worker_processes 1; pid {self.directory}/nginx.pid; error_log {self.directory}/error.log;
events {{ worker_connections 2048; }}
http {{
  {self.TYPES} default_type application/octet-stream; {temporary}
  log_format plain '$status $request_uri $body_bytes_sent $http_if_none_match'; access_log {self.log} plain;
  keepalive_requests 100000; sendfile on; {packing}
  server {{ listen 127.0.0.1:{self.port} backlog=1024; root {self.root}; {off} }}
}}
""")

    def start(self, validators=True):
        self.configure(validators)
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        self.process = subprocess.Popen(
            [program, "-e", f"{self.directory}/error.log", "-p", self.directory, "-c", f"{self.directory}/nginx.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not wait_until(self.answers, 10):
            with open(f"{self.directory}/error.log") as text:
                raise RuntimeError(f"nginx does not start: {text.read()[-400:]}")

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def restart(self, validators):
        self.stop()
        self.start(validators)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def requests(self):
        """(status, path) of every request since the last call."""
        if not os.path.exists(self.log):
            return []
        with open(self.log, "r+") as text:
            lines = text.read().splitlines()
            text.truncate(0)
        return [(int(line.split()[0]), line.split()[1]) for line in lines]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *ignored):
        self.stop()


def has_nginx():
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") is not None


def limit_file_size(size):
    """A `prepare` that keeps the process from writing past `size` bytes of any file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
