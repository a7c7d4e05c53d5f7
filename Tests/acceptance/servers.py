"""HTTP servers for the tests. They listen on loopback only, on free ports, and stop with the block or the process that started them."""
import contextlib
import dataclasses
import http.server
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import zlib

from feedd import die_with_parent, wait_until
from invented import stable_hash


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# --- Feeds that tests change --------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Request:
    """A request that a FeedServer answered."""
    path: str
    status: int
    at: float
    headers: dict


class FeedServer:
    """A threaded HTTP/1.1 server whose documents are given by a function of the path: bytes, or None for a 404. It sends an ETag and answers 304.

    `address` is any of 127.0.0.0/8: each is a host of its own to feedd.
    """

    def __init__(self, document, address="127.0.0.1"):
        self.document, self.requests, self.lock = document, [], threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version, disable_nagle_algorithm, timeout = "HTTP/1.1", True, 60

            def do_GET(self):
                outer.answer(self)

            def log_message(self, *ignored):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 512

            def handle_error(self, request, client_address):
                pass  # Some tests kill their clients.

        self.server = Server((address, 0), Handler)
        self.address, self.port = self.server.server_address

    def answer(self, handler):
        body = self.document(handler.path)
        tag = f'"{stable_hash(handler.path)}-{zlib.crc32(body)}"' if body is not None else None
        status = 404 if body is None else 304 if handler.headers.get("If-None-Match") == tag else 200
        with self.lock:
            self.requests.append(Request(handler.path, status, time.monotonic(), dict(handler.headers)))
        handler.send_response(status)
        if tag:
            handler.send_header("ETag", tag)
        if status == 200:
            handler.send_header("Content-Type", "text/html" if body.startswith(b"<!DOCTYPE html>") else "application/rss+xml")
        if status != 304:
            handler.send_header("Content-Length", str(len(body or b"")))
        handler.end_headers()
        if status == 200:
            handler.wfile.write(body)

    def url(self, path):
        return f"http://{self.address}:{self.port}{path}"

    def seen(self, since=0.0, path=None):
        """The requests since a moment of `time.monotonic()`, of one path or all."""
        with self.lock:
            return [r for r in self.requests if r.at >= since and path in (None, r.path)]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def documents():
    """A server of the texts in a dictionary, by path; both are given to the block, which may change the texts."""
    texts = {}
    with FeedServer(lambda path: texts[path].encode() if path in texts else None) as server:
        yield server, texts


# --- Answers byte by byte -----------------------------------------------------------------------------------------------------------------

def read_head(connection):
    """The header of a request, and what came with it; empty where the client closed the connection before its end."""
    text = b""
    while b"\r\n\r\n" not in text:
        received = connection.recv(65536)
        if not received:
            return b""
        text += received
    return text


def head(status="200 OK", kind="application/rss+xml", **more):
    """The head of an HTTP response that ends with the connection; underscores in the names of fields stand for hyphens."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"] + [f"{key.replace('_', '-')}: {value}" for key, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def whole(body, status="200 OK", kind="application/rss+xml"):
    return lambda connection: connection.sendall(head(status, kind, Content_Length=len(body)) + body)


def redirect(location, status="302 Found"):
    return lambda connection: connection.sendall(head(status, Location=location, Content_Length=0))


class RawServer:
    """Answers each request by a function that writes raw bytes to its connection.

    `answer` gives that function for a path (without the leading slash, with the query); None stands for a 404.
    """

    def __init__(self, answer, address="127.0.0.1"):
        self.answer_for = answer
        self.listener = socket.create_server((address, 0), backlog=256)
        self.address, self.port, self.paths, self.connections = address, self.listener.getsockname()[1], [], []

    def url(self, path):
        return f"http://{self.address}:{self.port}/{path}"

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # which ends a blocked accept, as closing would not
        self.listener.close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            request = read_head(connection)
            if not request:
                return
            path = request.split()[1].decode("latin-1").lstrip("/")
            self.paths.append(path)
            (self.answer_for(path) or whole(b"", "404 Not Found"))(connection)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)


# --- nginx --------------------------------------------------------------------------------------------------------------------------------

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
"""The path of nginx (Debian's nginx-light); None where it is not installed."""


class Nginx:
    """A real nginx on a loopback port over one directory, with the ETag, Last-Modified and gzip that it ships with."""

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
        self.process = subprocess.Popen(
            [NGINX, "-e", f"{self.directory}/error.log", "-p", self.directory, "-c", f"{self.directory}/nginx.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGTERM))  # SIGKILL would leave the worker behind.
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
                self.process.terminate()
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
