"""Servers that harm who asks them, by class: a function a class, which yields its servers. Each listens on a loopback address of its own, and stops with the block.

A server answers `/feed` as its kind does until it is healed; then it serves a plain feed. What it does with other paths (pages, robots.txt) is its kind's own.
"""
import contextlib
import dataclasses
import gzip
import itertools
import os
import select
import socket
import ssl
import struct
import subprocess
import time
import zlib
from typing import Callable, Optional

from guarded import healed
from hostile import garbage
from invented import feed, item, rss
from servers import RawServer, head, read_head, redirect, whole

TIMED_OUT = r"timed out|no answer|next to nothing|slow"
NOT_HTTP = r"not HTTP|HTTP/"
BROKEN_OFF = r"closed|broke|cut short|not HTTP"
TOO_LARGE = r"too large|more than"
CODING = r"decompress|Content-Encoding|coding"
NO_FEED = r"not a feed|no feed|empty|HTML|page|XML|recogni[sz]|unknown|document"
HEADER = r"header|not HTTP"


@dataclasses.dataclass
class Request:
    """What a kind may need to know of a request."""
    path: str
    fields: dict
    server: str
    """The server's own address and port."""
    name: str

    @property
    def codings(self):
        return [coding.strip().partition(";")[0] for coding in self.fields.get("accept-encoding", "").split(",") if coding.strip()]


@dataclasses.dataclass
class Kind:
    """A kind of server. `answer` writes to the connection; with `greets` it is called before anything was read, and without a request."""
    name: str
    answer: Callable
    reason: Optional[str] = None
    """What `feedd sources` must say; None where it may say anything, or nothing."""
    reads: Optional[bool] = None
    """Whether the items of `feed(name, 3)` must be journaled (True), or the source must fail (False)."""
    greets: bool = False
    scheme: str = "http"
    keys: dict = dataclasses.field(default_factory=dict)
    """Further keys of its source."""
    heals: bool = True
    """Whether its host may be asked again once it is healed."""
    is_slow: bool = False
    """Whether its items come after more than a minute, since each page is tried three times."""
    group: str = ""


def kinds():
    """All kinds of servers, as {class.name: kind}."""
    found = {}
    for make in CLASSES:
        for kind in make():
            kind.group = make.__name__.replace("_", "-")
            found[f"{kind.group}.{kind.name}"] = kind
    return found


class HostileServer(RawServer):
    """A server of one kind."""

    def __init__(self, name, kind, address):
        super().__init__(None, address)
        self.name, self.kind, self.is_healed, self.requests = name, kind, False, []

    @property
    def source(self):
        return (self.name, f"{self.kind.scheme}://{self.address}:{self.port}/feed", self.kind.keys)

    def answer(self, connection):
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(30)
            if self.kind.greets and not self.is_healed:
                self.kind.answer(connection, None)
                return
            if self.kind.scheme == "https":
                connection = IDENTITIES.wrap(connection)
            self.respond(connection)

    def respond(self, connection):
        text = read_head(connection)
        if not text:
            return
        lines = text.decode("latin-1").split("\r\n")
        fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}
        request = Request(lines[0].split()[1], fields, f"{self.address}:{self.port}", self.name)
        self.requests.append((time.monotonic(), request.path))
        if self.is_healed:
            connection.sendall(head(Content_Length=len(healed(self.name)[0])) + healed(self.name)[0])
        else:
            self.kind.answer(connection, request)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        # Closing with unread bytes in the buffer would reset the connection, and lose what was sent.
        with contextlib.suppress(OSError):
            connection.settimeout(5)
            while connection.recv(65536):
                pass


def addresses(network):
    """Loopback addresses: 127.NETWORK.1.1 and so on."""
    return (f"127.{network}.{third}.{fourth}" for third in itertools.count(1) for fourth in range(1, 251))


# --- Answers --------------------------------------------------------------------------------------------------------------------------------

def sends(*parts):
    """Writes bytes, or what a function of the request gives."""
    def answer(connection, request):
        for part in parts:
            connection.sendall(part(request) if callable(part) else part)
    return answer


def body(request):
    """A feed of three items."""
    return feed(request.name, 3)


def with_length(request):
    return head(Content_Length=len(body(request))) + body(request)


def plain(answer):
    """An answer of servers.py, which needs no request."""
    return lambda connection, request: answer(connection)


def status(line, *fields, content=b"x"):
    """An answer with a status line of its own."""
    text = "".join(f"{field}\r\n" for field in fields)
    return sends(line + b"\r\n" + text.encode("latin-1") + b"Connection: close\r\n\r\n", content)


def fields(*lines, content=body):
    """A whole feed under header lines of its own."""
    return sends(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n" + b"".join(line + b"\r\n" for line in lines) + b"\r\n", content)


def waits(connection, seconds=60):
    """Until the other side closes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([connection], [], [], 1)[0] and not connection.recv(65536):
            return


def then_waits(*parts):
    def answer(connection, request):
        sends(*parts)(connection, request)
        waits(connection)
    return answer


def drips(connection, data, size, pause, seconds=60):
    end = time.monotonic() + seconds
    for start in range(0, len(data), size):
        if time.monotonic() > end:
            return
        connection.sendall(data[start:start + size])
        time.sleep(pause)


def then_drips(first, data, size=1, pause=0.25):
    def answer(connection, request):
        sends(first)(connection, request)
        drips(connection, data(request) if callable(data) else data, size, pause)
    return answer


# --- Codings --------------------------------------------------------------------------------------------------------------------------------

def zstd_bomb(megabytes):
    """A frame of blocks that repeat one byte: four bytes for each 128 KiB."""
    count = megabytes * 8
    return b"\x28\xb5\x2f\xfd\x00\x38" + b"".join(struct.pack("<I", (131_072 << 3) | (1 << 1) | (n == count - 1))[:3] + b" " for n in range(count))


def zstd_stored(data):
    """A frame whose blocks hold 64 bytes each as they are."""
    blocks = [data[start:start + 64] for start in range(0, len(data), 64)]
    return b"\x28\xb5\x2f\xfd\x00\x38" + b"".join(struct.pack("<I", len(block) << 3 | (n == len(blocks) - 1))[:3] + block for n, block in enumerate(blocks))


BROTLI_60_MB = bytes.fromhex("cfffff7ff82540e2b14020f7fe9ffffffff04b00c4610180eefd3fffffffe1970088c32200ddfbfffcffffc52f0110870500baf7bf")
"""60 MiB of spaces."""


def deflated(data, bits):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, bits)
    return squeeze.compress(data) + squeeze.flush()


_BOMBS = {}


def bomb(coding, megabytes=60):
    """So many megabytes of spaces in a coding; brotli's are always sixty."""
    if (coding, megabytes) not in _BOMBS:
        spaces = b" " * (megabytes * 2**20)
        _BOMBS[coding, megabytes] = {
            "gzip": lambda: deflated(spaces, 31), "deflate": lambda: deflated(spaces, 15), "raw deflate": lambda: deflated(spaces, -15),
            "zstd": lambda: zstd_bomb(megabytes), "br": lambda: BROTLI_60_MB, "gzip, gzip": lambda: gzip.compress(deflated(spaces, 31), 9),
        }[coding]()
    return _BOMBS[coding, megabytes]


def encoded(coding, data):
    return sends(lambda request: head(Content_Encoding=coding), data)


def packed(request):
    return gzip.compress(body(request), mtime=0)


def chunk(data, extension=b""):
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


# --- The classes ----------------------------------------------------------------------------------------------------------------------------

def status_lines():
    """Status lines that no RFC has, or that mean something else than they are used for."""
    yield Kind("a-huge-number", status(b"HTTP/1.1 99999 Huge"), reads=False)
    yield Kind("an-unknown-version", status(b"HTTP/9.9 200 OK"), reads=False)
    yield Kind("no-number", status(b"HTTP/1.1 OK"), reads=False)
    yield Kind("zero", status(b"HTTP/1.1 000 None"), reads=False)
    yield Kind("a-long-reason", status(b"HTTP/1.1 404 " + b"r" * 90_000), "404|header", reads=False)
    yield Kind("a-reason-that-speaks-to-a-terminal", status(b"HTTP/1.1 500 \x1b[31m\x9b31m\xe2\x80\xae"), "500", reads=False)
    yield Kind("radio", status(b"ICY 200 OK"), reads=False)
    yield Kind("another-protocol", sends(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), NOT_HTTP, reads=False)
    yield Kind("garbage", plain(garbage), NOT_HTTP, reads=False)
    yield Kind("a-body-alone", sends(body), NOT_HTTP, reads=False)
    yield Kind("interim-responses-without-end", lambda c, r: [c.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000) for _ in range(100)], HEADER + "|too large|closed", reads=False)
    yield Kind("another-protocol-is-offered", status(b"HTTP/1.1 101 Switching Protocols", "Upgrade: websocket"), reads=False)
    yield Kind("no-content-with-content", status(b"HTTP/1.1 204 No Content", content=body), reads=False)
    yield Kind("a-part-that-nobody-asked-for", sends(lambda r: head("206 Partial Content", Content_Range=f"bytes 0-99/{len(body(r))}", Content_Length=100), lambda r: body(r)[:100]), reads=None)
    yield Kind("a-range-that-nobody-asked-for", status(b"HTTP/1.1 416 Range Not Satisfiable"), "416", reads=False)
    yield Kind("a-proxy-s-status", status(b"HTTP/1.1 407 Proxy Authentication Required", "Proxy-Authenticate: Basic"), "407.*proxy", reads=False)
    yield Kind("gone", status(b"HTTP/1.1 410 Gone"), "410|gone", reads=False)


def header_fields():
    """Header lines that are too long, too many, or not what they say."""
    yield Kind("a-line-of-10-megabytes", sends(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 10_000_000, b"\r\n\r\n", body), "header", reads=False)
    yield Kind("a-line-of-150-kilobytes", sends(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 150_000, b"\r\n\r\n", body), reads=None)
    yield Kind("lines-without-end", lambda c, r: [c.sendall(b"".join(b"X-%d: %s\r\n" % (n, b"x" * 200) for n in range(100)) if k else b"HTTP/1.1 200 OK\r\n") for k in range(500)], "header", reads=False)
    yield Kind("no-colon", fields(b"this is no field", b"neither is this"), reads=None)
    yield Kind("folded-lines", fields(b"X-A: a\r\n b\r\n\tc", b"Content-Type: text/\r\n xml"), reads=None)
    yield Kind("nul-in-a-line", fields(b"X-A: a\x00b"), reads=None)
    yield Kind("two-lengths", fields(b"Content-Length: 100", b"Content-Length: 200"), reads=None)
    yield Kind("a-negative-length", fields(b"Content-Length: -5"), reads=None)
    yield Kind("a-length-beyond-all-numbers", fields(b"Content-Length: 99999999999999999999999"), reads=None)
    yield Kind("a-length-of-a-terabyte", fields(b"Content-Length: 1099511627776", content=b"x"), TOO_LARGE + "|" + BROKEN_OFF, reads=False)
    yield Kind("a-long-type", fields(b"Content-Type: " + b"t" * 90_000), reads=None)
    yield Kind("a-type-that-speaks-to-a-terminal", fields(b"Content-Type: \x1b]0;x\x07\x9b31m; charset=\x1b[31m"), reads=None)
    yield Kind("many-cookies", fields(*(b"Set-Cookie: c%d=%s; Max-Age=99999999" % (n, b"v" * 100) for n in range(300))), reads=True)
    yield Kind("broken-off", sends(b"HTTP/1.1 200 OK\r\nContent-Ty"), "header|closed|broke|complete", reads=False)
    yield Kind("space-before-the-colon", fields(b"Content-Length : 5"), reads=None)
    yield Kind("links-without-number", fields(b"Link: " + b", ".join(b"<http://a.test/%d>; rel=next" % n for n in range(1000))), reads=True)
    yield Kind("an-age-without-end", fields(b"Cache-Control: max-age=99999999999999999999, s-maxage=-1", b"Age: -7", b"Expires: 0", b"Date: never"), reads=True)


def chunks(*parts):
    return sends(head(Transfer_Encoding="chunked"), *parts)


def chunked_bodies():
    """Sizes of chunks that are none, and chunks that are mostly frame."""
    yield Kind("no-size", chunks(b"ZZZ\r\n<rss>\r\n"), NOT_HTTP, reads=False)
    yield Kind("a-negative-size", chunks(b"-5\r\n<rss>\r\n"), NOT_HTTP, reads=False)
    yield Kind("a-size-beyond-all-numbers", chunks(b"FFFFFFFFFFFFFFFFF\r\n<rss>"), NOT_HTTP + "|" + BROKEN_OFF, reads=False)
    yield Kind("a-size-of-a-gigabyte", chunks(b"40000000\r\n<rss>"), BROKEN_OFF, reads=False)
    yield Kind("of-one-byte", chunks(lambda r: b"".join(chunk(bytes([byte])) for byte in body(r)), b"0\r\n\r\n"), reads=True)
    yield Kind("extensions", chunks(lambda r: chunk(body(r), b";" + b"x" * 10_000), b"0\r\n\r\n"), reads=None)
    yield Kind("an-extension-of-a-megabyte", chunks(lambda r: chunk(body(r), b";" + b"x" * 1_000_000), b"0\r\n\r\n"), reads=None)
    yield Kind("trailers-without-end", chunks(lambda r: chunk(body(r)), b"0\r\n", *[b"".join(b"X-%d: %s\r\n" % (n, b"x" * 100) for n in range(1000))] * 20), reads=None)
    yield Kind("no-last-one", chunks(lambda r: chunk(body(r))), reads=None)
    yield Kind("a-length-too", sends(lambda r: head(Transfer_Encoding="chunked", Content_Length=7) + chunk(body(r)) + b"0\r\n\r\n"), reads=None)
    yield Kind("packed-as-a-transfer", sends(lambda r: head(Transfer_Encoding="gzip, chunked") + chunk(packed(r)) + b"0\r\n\r\n"), reads=None)
    yield Kind("zeros-before-the-size", chunks(lambda r: b"0" * 15 + chunk(body(r)), b"0\r\n\r\n"), reads=None)


def codings():
    """Bodies that unpack to what no memory holds, or do not unpack."""
    # On a busy machine the time limit may come before the limit on size.
    for coding in ("gzip", "deflate", "raw deflate", "zstd", "br", "gzip, gzip"):
        yield Kind(f"a-bomb-of-{coding.replace(', ', '-in-').replace(' ', '-')}", encoded(coding.replace("raw ", ""), lambda r, coding=coding: bomb(coding)), TOO_LARGE + "|" + CODING + "|" + TIMED_OUT, reads=False)
    yield Kind("ten-codings", encoded(", ".join(["gzip"] * 10), packed), CODING, reads=False)
    yield Kind("three-codings", encoded("gzip, deflate, gzip", packed), CODING, reads=False)
    yield Kind("a-coding-that-nobody-knows", encoded("x-none", b"x" * 1000), reads=False)
    yield Kind("plain-under-gzip", encoded("gzip", b"this was never packed"), CODING, reads=False)
    yield Kind("plain-under-zstd", encoded("zstd", b"this was never packed"), CODING, reads=False)
    yield Kind("plain-under-brotli", encoded("br", b"this was never packed"), CODING, reads=False)
    yield Kind("nothing-under-gzip", encoded("gzip", b""), reads=False)
    yield Kind("a-head-alone", encoded("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"), reads=False)
    yield Kind("a-long-file-name", encoded("gzip", lambda r: b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" + b"n" * 1_000_000 + b"\0" + packed(r)[10:]), reads=None)
    yield Kind("a-wrong-checksum", encoded("gzip", lambda r: packed(r)[:-8] + bytes(8)), reads=None)
    yield Kind("cut-off-gzip", encoded("gzip", lambda r: packed(r)[:-40]), reads=None)
    yield Kind("cut-off-zstd", encoded("zstd", lambda r: zstd_stored(body(r))[:-40]), BROKEN_OFF + "|" + CODING, reads=None)
    yield Kind("cut-off-deflate", encoded("deflate", lambda r: zlib.compress(body(r))[:-40]), BROKEN_OFF + "|" + CODING, reads=None)
    yield Kind("a-feed-that-was-cut-before-it-was-packed", encoded("gzip", lambda r: gzip.compress(body(r)[:-100], mtime=0)), "cut off", reads=None)
    yield Kind("empty-members", encoded("gzip", lambda r: gzip.compress(b"", mtime=0) * 50_000 + packed(r)), reads=None)
    yield Kind("garbage-behind-gzip", encoded("gzip", lambda r: packed(r) + b"garbage" * 1000), reads=None)
    yield Kind("frames-to-skip", encoded("zstd", b"\x50\x2a\x4d\x18\x00\x00\x00\x00" * 100_000), reads=False)
    yield Kind("a-window-of-a-gigabyte", encoded("zstd", b"\x28\xb5\x2f\xfd\x00\xa0" + b"\x03\x00\x10 "), reads=False)
    yield Kind("a-bomb-of-a-feed", encoded("gzip", lambda r: deflated(body(r).replace(b"</channel>", b"<x>" + b" " * 40_000_000 + b"</x></channel>"), 31)), TOO_LARGE + "|" + TIMED_OUT, reads=False)


def dripping():
    """Servers that send just enough to be waited for."""
    yield Kind("a-byte-now-and-then", then_drips(head(Content_Length=100_000), b"<" * 100_000), TIMED_OUT, reads=False)
    yield Kind("a-header", then_drips(b"", b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 10_000), TIMED_OUT, reads=False)
    yield Kind("behind-15-megabytes", then_drips(head() + b"<rss>" + b" " * 15_000_000, b" " * 100_000, 80, 0.1), TIMED_OUT, reads=False)
    yield Kind("packed", then_drips(lambda r: head(Content_Encoding="gzip") + packed(r)[:40], b"\x00" * 10_000), None, reads=False)
    yield Kind("chunks", then_drips(head(Transfer_Encoding="chunked"), b"1\r\n \r\n" * 10_000, 6, 0.2), TIMED_OUT, reads=False)
    yield Kind("just-above-the-floor", then_drips(head(), b" " * 1_000_000, 100, 0.1), TIMED_OUT, reads=False)
    yield Kind("a-status-line", then_drips(b"", b"HTTP/1.1 200 " + b"O" * 10_000), TIMED_OUT, reads=False)
    yield Kind("a-slow-but-honest-feed", lambda c, r: (c.sendall(head(Content_Length=len(body(r)))), drips(c, body(r), len(body(r)) // 8, 0.2)), reads=True)


def silence():
    """Servers that say nothing, or nothing more, and those that close."""
    yield Kind("after-the-request", then_waits(), TIMED_OUT, reads=False)
    yield Kind("after-the-header", then_waits(head(Content_Length=5000)), TIMED_OUT, reads=False)
    yield Kind("within-the-body", then_waits(lambda r: head(Content_Length=5_000_000) + body(r)[:-200]), reads=None)
    yield Kind("behind-the-body", then_waits(lambda r: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body(r)) + body(r)), reads=True)
    yield Kind("before-the-request", lambda c, r: waits(c), TIMED_OUT, reads=False, greets=True)
    yield Kind("closes-before-the-request", lambda c, r: None, reads=False, greets=True)
    yield Kind("closes-after-the-request", sends(), reads=False)
    yield Kind("resets-before-the-request", lambda c, r: c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)), reads=False, greets=True)


def redirects():
    """Redirects without end, to nowhere, and to where feedd must not go."""
    def to(location):
        return lambda c, r: redirect(location(r) if callable(location) else location)(c)
    count = itertools.count()
    yield Kind("in-a-circle", to("/feed"), "redirect", reads=False)
    yield Kind("in-a-slow-circle", lambda c, r: (time.sleep(0.8), redirect("/feed")(c)), "redirects in a circle", reads=False)
    yield Kind("without-end", to(lambda r: f"/feed?{next(count)}"), "redirect", reads=False)
    yield Kind("that-grow", to(lambda r: r.path + "?" + "g" * 2000), "redirect|URL", reads=False)
    yield Kind("to-an-address-of-100-kilobytes", to("/" + "l" * 100_000), reads=False)
    for scheme in ("file:///etc/passwd", "gopher://127.0.0.1:1/_x", "data:text/xml,<rss/>", "javascript:pwn(1)", "ftp://127.0.0.1/x"):
        yield Kind(f"to-{scheme.partition(':')[0]}", to(scheme), "scheme|redirect|URL|http", reads=False)
    yield Kind("to-nowhere", to("http://"), reads=False)
    yield Kind("without-a-location", status(b"HTTP/1.1 302 Found"), reads=False)
    yield Kind("with-two-locations", status(b"HTTP/1.1 302 Found", "Location: http://127.0.0.1:1/", "Location: http://127.0.0.1:2/"), reads=False)
    yield Kind("that-speak-to-a-terminal", to("http://\x1b[31m\x9b31m.test/"), reads=False)
    yield Kind("with-a-body-without-end", lambda c, r: [c.sendall(head("302 Found", Location="/feed") if not k else b"x" * 100_000) for k in range(300)], "redirect|large|closed", reads=False)
    yield Kind("to-a-port-that-is-closed", to("http://127.0.0.1:1/"), "connect", reads=False)
    yield Kind("by-a-page", plain(whole(b"<!DOCTYPE html><html><head><meta http-equiv=refresh content='0;url=/feed'></head></html>", kind="text/html")), NO_FEED, reads=False)
    yield Kind("a-choice", status(b"HTTP/1.1 300 Multiple Choices", content=b"x"), "300", reads=False)


def retry_after(value, code="503 Service Unavailable"):
    return plain(whole(b"later", f"{code}\r\nRetry-After: {value}"))


def waiting_times():
    """Times at which the server asks to be asked again."""
    yield Kind("a-week-and-more", retry_after("99999999999999999999"), "503", reads=False, heals=False)
    yield Kind("the-end-of-time", retry_after("Fri, 31 Dec 9999 23:59:59 GMT", "429 Too Many Requests"), "429", reads=False, heals=False)
    yield Kind("negative", retry_after("-99999"), "503", reads=False, heals=False)
    yield Kind("of-no-calendar", retry_after("next Tuesday \x1b[31m"), "503", reads=False, heals=False)
    yield Kind("of-a-success", fields(b"Retry-After: 99999999"), reads=True)


def validators():
    """Validators that are too long, change, or break a request."""
    yield Kind("a-tag-of-40-kilobytes", fields(b'ETag: "' + b"t" * 40_000 + b'"'), reads=True)
    yield Kind("a-tag-with-controls", fields(b'ETag: "a\x01\x1b[31m\x7f\xff"'), reads=True)
    yield Kind("a-tag-without-quotes", fields(b"ETag: W/W/\"\"\"x y"), reads=True)
    yield Kind("a-date-of-no-calendar", fields(b"Last-Modified: Thu, 99 Foo 99999 99:99:99 GMT" + b"x" * 10_000), reads=True)
    yield Kind("a-new-tag-each-time", sends(lambda r: head(ETag=f'"{time.monotonic_ns()}"', Content_Length=len(body(r))) + body(r)), reads=True)


def connection_ends():
    """Connections that end in the middle, or go on behind the end."""
    def resets(connection, request):
        connection.sendall(head(Content_Length=len(body(request))) + body(request)[:300])
        time.sleep(0.2)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    yield Kind("reset-in-the-body", resets, reads=None)
    yield Kind("closed-in-the-body", sends(lambda r: head(Content_Length=len(body(r))) + body(r)[:300]), reads=None)
    yield Kind("cut-by-its-publisher", sends(lambda r: head(Content_Length=len(body(r)) - 100) + body(r)[:-100]), "cut off", reads=None)
    yield Kind("closed-in-an-item", sends(lambda r: head(Content_Length=len(body(r))) + body(r)[:-100]), reads=None)
    yield Kind("a-second-response-behind", sends(lambda r: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body(r)) + body(r) + b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<evil"), reads=True)
    yield Kind("a-body-longer-than-announced", sends(lambda r: head(Content_Length=len(body(r))) + body(r) + b"x" * 1_000_000), reads=None)
    yield Kind("half-a-gigabyte", lambda c, r: [c.sendall(b"all work and no play " * 3120 if k else head(Content_Length=500 * 2**20) + b"<rss><channel>") for k in range(8000)], TOO_LARGE, reads=False)
    yield Kind("items-without-end", endless, TOO_LARGE, reads=False)


def endless(connection, request):
    connection.sendall(head() + b"<rss version='2.0'><channel><title>endless</title>")
    for start in range(0, 4_000_000, 2000):
        connection.sendall(b"".join(b"<item><guid>%d</guid><title>%d</title></item>" % (n, n) for n in range(start, start + 2000)))


def robots_files():
    """Sites whose robots.txt or pages harm who reads the articles of their feed; the items come with what the feed says of them."""
    def site(robots, article=None):
        def answer(connection, request):
            if request.path == "/robots.txt":
                robots(connection, request)
            elif request.path.startswith("/feed"):
                found = [item(request.name, number) for number in (1, 2, 3)]
                text = rss(request.name, [(guid, f"http://{request.server}/page/{guid}", title, text) for guid, _, title, text in found])
                connection.sendall(head(Content_Length=len(text)) + text)
            else:
                (article or plain(whole(b"", "404 Not Found")))(connection, request)
        return answer
    missing = plain(whole(b"", "404 Not Found"))
    text = {"kind": "text/plain"}
    keys = {"full_text": "true"}
    many = b"".join(b"Disallow: /" + b"*a" * 200 + b"%d$\n" % n for n in range(1000))
    for name, robots, article in (
        ("patterns", plain(whole(b"User-agent: *\n" + many, **text)), None),
        ("agents", plain(whole(b"".join(b"User-agent: a%d\n" % n for n in range(20_000)) + b"Disallow: /\n", **text)), None),
        ("a-line-without-end", plain(whole(b"User-agent: *\nDisallow: /" + b"x" * 2_000_000, **text)), None),
        ("without-end", lambda c, r: [c.sendall(b"Disallow: /x\n" * 1000 if k else head(kind="text/plain") + b"User-agent: *\n") for k in range(2000)], None),
        ("a-bomb", encoded("gzip", lambda r: bomb("gzip")), None),
        ("an-error", plain(whole(b"", "500 Internal Server Error")), None),
        ("in-a-circle", plain(redirect("/robots.txt")), None),
        ("that-is-silent", then_waits(), None),
        ("that-drips", then_drips(head(kind="text/plain"), b"User-agent: *\n" * 1000, 1, 0.2), None),
        ("a-page-without-end", missing, lambda c, r: [c.sendall(b"<p>word " * 10_000 if k else head(kind="text/html")) for k in range(400)]),
        ("a-page-that-is-a-bomb", missing, sends(lambda r: head(kind="text/html", Content_Encoding="gzip"), lambda r: bomb("gzip"))),
        ("a-page-that-is-silent", missing, then_waits(head(kind="text/html"))),
        ("pages-in-a-circle", missing, plain(redirect("/page/again"))),
        ("a-page-of-attributes", missing, lambda c, r: whole(b"<html><body><p " + b"".join(b"a%d='' " % n for n in range(100_000)) + b">x", kind="text/html")(c)),
    ):
        yield Kind(name, site(robots, article), reads=True, keys=keys, is_slow="silent" in name or "drips" in name)


def tls():
    """Handshakes that fail, hang, or are none, and certificates that nobody should trust."""
    record = b"\x16\x03\x03"
    def wrapped(**how):
        return lambda c, r: IDENTITIES.wrap(c, **how).recv(65536)
    yield Kind("plain-text", sends(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "TLS", reads=False, scheme="https", greets=True)
    yield Kind("silence", lambda c, r: waits(c), TIMED_OUT, reads=False, scheme="https", greets=True)
    yield Kind("garbage", lambda c, r: garbage(c), reads=False, scheme="https", greets=True)
    yield Kind("an-alert", lambda c, r: (c.recv(4096), c.sendall(b"\x15\x03\x03\x00\x02\x02\x28")), "TLS", reads=False, scheme="https", greets=True)
    yield Kind("a-record-without-end", lambda c, r: (c.recv(4096), c.sendall(record + b"\xff\xff" + b"x" * 65_535)), reads=False, scheme="https", greets=True)
    yield Kind("a-hello-of-16-megabytes", lambda c, r: (c.recv(4096), c.sendall(record + b"\x40\x00\x02\xff\xff\xff" + b"x" * 16_380), [c.sendall(record + b"\x40\x00" + b"x" * 16_384) for _ in range(1000)]),
               reads=False, scheme="https", greets=True)
    yield Kind("records-without-content", lambda c, r: (c.recv(4096), [c.sendall((record + b"\x00\x00") * 10_000) for _ in range(100)]), reads=False, scheme="https", greets=True)
    yield Kind("a-dripping-handshake", lambda c, r: (c.recv(4096), drips(c, record + b"\x10\x00" + b"x" * 4096, 1, 0.2)), TIMED_OUT, reads=False, scheme="https", greets=True)
    yield Kind("closes-in-the-handshake", lambda c, r: c.recv(4096), reads=False, scheme="https", greets=True)
    yield Kind("signed-by-itself", wrapped(own=True), "certificate", reads=False, scheme="https", greets=True)
    yield Kind("for-another-name", wrapped(name="other"), "certificate|TLS", reads=False, scheme="https", greets=True)
    yield Kind("expired", wrapped(name="expired"), "certificate", reads=False, scheme="https", greets=True)


DATA, HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 5, 6, 7, 8, 9
END_STREAM, END_HEADERS = 1, 4
STATUS_200 = b"\x88"
"""HPACK's index of `:status: 200`."""


def frame(kind, flags=0, stream=0, payload=b""):
    """A frame of HTTP/2 (RFC 9113, 4.1)."""
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def http2():
    """Frames of HTTP/2 that flood, break the rules, or unpack to much. Where feedd does not trust the tests' authority, the handshake fails instead."""
    def speaks(*parts, times=1):
        def answer(connection, request):
            secured = IDENTITIES.wrap(connection, protocols=["h2"])
            secured.recv(65536)
            secured.sendall(frame(SETTINGS))
            # The request's own frames come with the preface, or behind it.
            time.sleep(0.1)
            for _ in range(times):
                for part in parts:
                    secured.sendall(part)
            waits(secured, 20)
        return answer

    headers = frame(HEADERS, END_HEADERS, 1, STATUS_200)
    literal = b"\x40\x01x\x7f\x81\x1e" + b"v" * 4000
    """A field of 4,000 bytes that enters the dynamic table, in which it has the index 62."""
    for name, answer in {
        "goes-away": speaks(frame(GOAWAY, 0, 0, struct.pack(">II", 0, 0))),
        "resets-the-stream": speaks(frame(RST_STREAM, 0, 1, struct.pack(">I", 2))),
        "resets-within-the-body": speaks(headers, frame(DATA, 0, 1, b"<rss>"), frame(RST_STREAM, 0, 1, struct.pack(">I", 2))),
        "pings": speaks(frame(PING, 0, 0, b"12345678") * 1000, times=50),
        "settings": speaks(frame(SETTINGS) * 1000, times=50),
        "settings-that-grow": speaks(frame(SETTINGS, 0, 0, struct.pack(">HI", 1, 2**31 - 1) * 1000), times=20),
        "continuations": speaks(frame(HEADERS, 0, 1, STATUS_200), frame(CONTINUATION, 0, 1, b"\x00\x01x\x01y" * 1000) * 100),
        "empty-continuations": speaks(frame(HEADERS, 0, 1, STATUS_200), frame(CONTINUATION, 0, 1) * 20_000),
        "data-without-content": speaks(headers, frame(DATA, 0, 1) * 10_000, times=20),
        "packed-headers": speaks(frame(HEADERS, 0, 1, STATUS_200 + literal), frame(CONTINUATION, END_HEADERS, 1, b"\xbe" * 16_000)),
        "a-promise": speaks(headers, frame(PUSH_PROMISE, END_HEADERS, 1, struct.pack(">I", 2) + b"\x82\x84\x87")),
        "a-frame-too-large": speaks(frame(DATA, 0, 1, b"x" * 1_000_000)),
        "windows-that-overflow": speaks(frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 2**31 - 1)) * 3),
        "frames-that-nobody-knows": speaks(frame(0xEE, 0xFF, 1, b"x" * 1000) * 1000, times=5),
        "no-status": speaks(frame(HEADERS, END_HEADERS, 1, b"\x00\x01x\x01y")),
        "data-before-the-header": speaks(frame(DATA, 0, 1, b"<rss>")),
        "garbage-in-frames": speaks(bytes((n * 37 + 11) % 256 for n in range(3000))),
        "silence-in-the-stream": speaks(headers),
    }.items():
        yield Kind(name, answer, reads=False, scheme="https", greets=True)


CLASSES = [status_lines, header_fields, chunked_bodies, codings, dripping, silence, redirects, waiting_times, validators, connection_ends, robots_files, tls, http2]


# --- Certificates -----------------------------------------------------------------------------------------------------------------------------

class Identities:
    """A certificate authority of the tests and what it signed, made with openssl; feedd trusts it where it runs behind `prefix`."""

    def __init__(self):
        self.directory, self.prefix = None, []

    def make(self, directory, hosts):
        """Certificates: `good` for the hosts, `other` for another name, `expired`, and one that is signed by itself."""
        self.directory = str(directory)
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=feedd tests", "-keyout", "ca.key", "-out", "ca.pem")
        for name, names, validity in (("good", hosts, ["-days", "30"]), ("other", ["127.255.255.1"], ["-days", "30"]), ("expired", hosts, ["-days", "-1"])):
            with open(f"{self.directory}/{name}.ext", "w") as out:
                out.write("subjectAltName=" + ",".join(f"IP:{host}" for host in names))
            self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
            self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", *validity, "-extfile", f"{name}.ext", "-out", f"{name}.pem")
        if os.geteuid() == 0 and self.may_mount():
            self.prefix = self.mounting()

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.directory, check=True, capture_output=True)

    def mounting(self):
        """Runs a command in a mount namespace of its own, in which the system's authorities are replaced by that of the tests."""
        return ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"', f"{self.directory}/ca.pem"]

    def may_mount(self):
        return os.path.exists("/etc/ssl/certs/ca-certificates.crt") and subprocess.run([*self.mounting(), "true"], capture_output=True).returncode == 0

    def wrap(self, connection, name="good", own=False, protocols=()):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        name = "ca" if own else name
        context.load_cert_chain(f"{self.directory}/{name}.pem", f"{self.directory}/{name}.key")
        if protocols:
            context.set_alpn_protocols(protocols)
        return context.wrap_socket(connection, server_side=True)


IDENTITIES = Identities()
