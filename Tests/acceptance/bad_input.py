#!/usr/bin/env python3
"""What feedd does with bad input: sources of every hostile kind beside good ones, bad configurations, bad reloads, a second daemon.

usage: bad_input.py FEEDD

Hostile sources are marked failed with their reason, the good ones are journaled, memory and time stay bounded. A configuration with errors starts
nothing, and a reload of one changes nothing. A daemon ends on SIGTERM, keeps its validators over a restart and polls nothing early after one.
"""
import contextlib
import os
import re
import signal
import socket
import sys
import threading
import time
import zlib

import support

TIMEOUT_SECONDS = 5
PEAK_BYTES = 150 * 2**20
SECRET = "root:x:0:0"


def main():
    chosen = support.arguments(__doc__)
    verdict = support.Verdict()
    with support.workspace(chosen.keep) as space:
        good = space.enter(support.FeedServer(good_document))
        hostile_sources(verdict, space, chosen, good)
        private_addresses(verdict, space, chosen, good)
        bad_configurations(verdict, space, chosen, good)
        restarts(verdict, space, chosen, good)
        interval_survives_restart(verdict, space, chosen, good)
        second_daemon(verdict, space, chosen, good)
        bad_reload(verdict, space, chosen, good)
        busy_shutdown(verdict, space, chosen)
    return verdict.close(f"{len(HOSTILE)} kinds of bad source and {len(BROKEN)} broken configurations disturb nothing")


def good_document(path):
    name = path.strip("/")
    return support.rss(name, [support.news(name, n) for n in (3, 2, 1)]) if name.startswith("good") else None


# --- Hostile sources ----------------------------------------------------------------------------------------------------------------------

def headers(status="200 OK", kind="application/rss+xml", **more):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"] + [f"{key.replace('_', '-')}: {value}" for key, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def whole(body, status="200 OK", kind="application/rss+xml"):
    return lambda connection: connection.sendall(headers(status, kind, Content_Length=len(body)) + body)


def redirect(location, status="302 Found"):
    return lambda connection: connection.sendall(headers(status, Location=location, Content_Length=0))


def cut_short(connection):
    body = support.rss("cut", [support.news("cut", n) for n in range(20)])
    connection.sendall(headers(Content_Length=len(body)) + body[: len(body) // 2])


def half_a_gigabyte(connection):
    connection.sendall(headers(Content_Length=500 * 2**20) + b"<rss version='2.0'><channel><title>huge</title><item><title>one</title><description>")
    for _ in range(8000):
        connection.sendall(b"all work and no play " * 3120)


def endless_items(connection):
    connection.sendall(headers() + b"<rss version='2.0'><channel><title>endless</title>")
    number = 0
    while number < 4_000_000:
        connection.sendall(b"".join(b"<item><guid>%d</guid><title>%d</title></item>" % (n, n) for n in range(number, number + 2000)))
        number += 2000


def gzip_bomb(connection):
    """A few hundred kilobytes that inflate to gigabytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = squeeze.compress(b"<rss version='2.0'><channel><title>bomb</title><description>") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * 2**24) + squeeze.flush(zlib.Z_FULL_FLUSH)
    connection.sendall(headers(Content_Encoding="gzip") + start)
    for _ in range(200):
        connection.sendall(block)


def entity_bomb():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "billion laughs ">{entities}]>'
            "<rss version='2.0'><channel><title>&e11;</title><item><guid>1</guid><title>&e11;</title></item></channel></rss>").encode()


def quadratic_bomb():
    return (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"a" * 200_000}">]><rss version="2.0"><channel><title>q</title>'
            f"<item><guid>1</guid><title>t</title><description>{'&a;' * 20_000}</description></item></channel></rss>").encode()


def recursive_entities():
    return (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss version="2.0"><channel><title>&a;</title>'
            b"<item><guid>1</guid><title>&a;</title></item></channel></rss>")


def external_entity(server_url):
    return (f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{server_url}/evil.dtd" [<!ENTITY secret SYSTEM "file:///etc/passwd">'
            f'<!ENTITY % more SYSTEM "{server_url}/evil.ent">%more;]>'
            "<rss version='2.0'><channel><title>external</title><item><guid>external-1</guid><link>http://external.example/1</link><title>a &secret; b</title>"
            "<description>c &secret; d</description></item></channel></rss>").encode()


def deep_elements():
    return b"<rss version='2.0'><channel><title>deep</title>" + b"<item>" * 300_000


def deep_json():
    return b'{"version":"https://jsonfeed.org/version/1.1","title":"deep","items":' + b"[" * 500_000


def never(connection):
    with contextlib.suppress(OSError):
        connection.settimeout(60)
        connection.recv(1)


def drip(connection):
    connection.sendall(headers(Content_Length=100_000))
    for _ in range(240):
        connection.sendall(b"<")
        time.sleep(0.25)


def garbage(connection):
    connection.sendall(bytes((n * 37 + 11) % 256 for n in range(3000)) + b"\r\n\r\n")


def endless_headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(400_000):
        connection.sendall(b"X-Header-%d: %s\r\n" % (n, b"x" * 200))


def bad_chunks(connection):
    connection.sendall(headers(Transfer_Encoding="chunked") + b"5\r\n<rss>\r\nzz\r\nnonsense")


TIMED_OUT = r"time|timed|slow|no answer|low.?speed"
CUT = r"cut|broke|closed|short|incomplete|partial|ended|transfer|missing|unexpected|truncat|reset|remaining"
TOO_LARGE = r"large|limit|max_body|exceed|bigger|more than|too (big|long|many)|MiB|" + TIMED_OUT
"""Several such bodies at once wait for each other's memory, and time may be up first."""
NO_FEED = r"no feed|not a feed|HTML|feed|empty|unknown|format|XML|JSON|parse|root"
BOMB = r"entit|expan|limit|bomb|large|amplif|depth|deep|nest|loop|feed"

HOSTILE = {
    "html": (whole(b"<!DOCTYPE html><html><head><title>Moved</title></head><body><h1>We have a new site</h1></body></html>", kind="text/html"), NO_FEED),
    "empty": (whole(b""), NO_FEED),
    "spaces": (whole(b" \n" * 100), NO_FEED),
    "cut": (cut_short, CUT),
    "half-a-gigabyte": (half_a_gigabyte, TOO_LARGE),
    "endless-items": (endless_items, TOO_LARGE),
    "gzip-bomb": (gzip_bomb, TOO_LARGE + "|gzip|encod|bomb"),
    "not-gzip": (lambda c: c.sendall(headers(Content_Encoding="gzip") + b"this was never compressed"), "gzip|encod|decompress|content"),
    "entity-bomb": (whole(entity_bomb()), BOMB),
    "quadratic-bomb": (whole(quadratic_bomb()), BOMB),
    "recursive-entities": (whole(recursive_entities()), None),
    "deep-elements": (whole(deep_elements()), None),
    "deep-json": (whole(deep_json(), kind="application/feed+json"), None),
    "text": (whole(b"There is nothing here, really.", kind="text/plain"), NO_FEED),
    "other-xml": (whole(b"<?xml version='1.0'?><sitemap><loc>http://a.example/</loc></sitemap>"), NO_FEED),
    "picture": (whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, kind="image/png"), NO_FEED),
    "status-404": (whole(b"gone fishing", "404 Not Found", "text/plain"), "404"),
    "status-500": (whole(b"oops", "500 Internal Server Error", "text/plain"), "500"),
    "feed-with-500": (whole(support.rss("e", [support.news("error", 1)]), "500 Internal Server Error"), "500"),
    "never": (never, TIMED_OUT),
    "drip": (drip, TIMED_OUT),
    "redirect-loop": (redirect("/redirect-loop"), "redirect"),
    "redirect-file": (redirect("file:///etc/passwd"), "redirect|file|scheme|protocol|http"),
    "redirect-nowhere": (redirect("http://"), None),
    "garbage": (garbage, None),
    "endless-headers": (endless_headers, None),
    "bad-chunks": (bad_chunks, None),
    "closes-at-once": (lambda connection: None, None),
}
"""Each kind of bad source: what it answers, and what its reason must speak of (None: any reason will do)."""

MAY_PASS = ("recursive-entities", "external-entity", "deep-elements")
"""Kinds that a reader may also make something of, as long as nothing hostile comes of it."""

PASSWORD = "hunter2"


class HostileServer:
    """Answers each path with raw bytes of its own kind."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port, self.paths, self.connections = self.listener.getsockname()[1], [], []

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *ignored):
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
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            path = request.split()[1].decode("latin-1").lstrip("/")
            self.paths.append(path)
            if path == "external-entity":
                whole(external_entity(self.url("external")))(connection)
            elif path in HOSTILE:
                HOSTILE[path][0](connection)
            else:
                whole(b"", "404 Not Found")(connection)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)


def hostile_sources(verdict, space, chosen, good):
    verdict.section("hostile sources beside good ones")
    server = space.enter(HostileServer())
    bad = [(name, server.url(name)) for name in (*HOSTILE, "external-entity")]
    bad += [("refused-port", f"http://127.0.0.1:{support.free_port()}/"), ("no-such-host", "http://feedd.invalid/"),
            ("secret", f"http://anna:{PASSWORD}@127.0.0.1:{server.port}/secret")]
    reasons = {name: reason for name, (_, reason) in HOSTILE.items()}
    reasons |= {"refused-port": "refus|connect", "no-such-host": "resolv|name|host|DNS", "secret": "404"}
    sources = [("good-1", good.url("/good-1")), *bad, ("good-2", good.url("/good-2"))]
    feedd = support.Feedd(chosen.feedd, space.directory, "hostile")
    feedd.configure(support.configuration(sources, fetch={"timeout": f'"{TIMEOUT_SECONDS}s"'}))
    result = feedd.poll(timeout=180)
    verdict.note(f"{len(bad)} bad sources: {result.wall:.1f} s, CPU {result.cpu:.2f} s, peak {result.peak / 2**20:.0f} MB")
    verdict.check(result.status == 1, f"feedd poll exits 1: {result.status}", result.story)
    verdict.check(result.peak <= PEAK_BYTES, f"peak memory {result.peak / 2**20:.0f} MB is at most {PEAK_BYTES >> 20} MB")
    verdict.check(result.wall < 4 * TIMEOUT_SECONDS, f"{result.wall:.1f} s with a timeout of {TIMEOUT_SECONDS} s", result.story)
    judge_hostile_journal(verdict, feedd, server)
    blocks = feedd.sources()
    for name, _ in bad:
        if name in MAY_PASS:
            continue
        block, reason = blocks.get(name, ""), reasons.get(name)
        said = re.sub(r"\S*127\.0\.0\.1:\S*", "", block.replace(name, "", 1))
        verdict.check(
            re.search(r"\bfail|\berror\b", said, re.I) and re.search(reason or "", said, re.I),
            f"{name} is marked failed, with its reason: {' '.join(said.split())[:110]}", block or "it is not listed")
    printed = result.output + result.errors + "".join(blocks.values())
    verdict.check(PASSWORD not in printed, "no password is printed")
    verdict.check(not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed), "nor a control character of the network's")
    fine = [blocks.get(name, "not listed") for name in ("good-1", "good-2")]
    verdict.check(not any(re.search(r"\bfail|\berror\b|not listed", block, re.I) for block in fine), "the good ones are not", "".join(fine))


def judge_hostile_journal(verdict, feedd, server):
    support.judge_journal(verdict, feedd.journal)
    guids = [r["_feedd"].get("guid") for r in feedd.journal.records() if r["_feedd"]["source"].startswith("good")]
    verdict.check(sorted(guids) == [f"good-{s}-{n}" for s in (1, 2) for n in (1, 2, 3)], "the good sources' items are in the journal", guids)
    odd = {r["_feedd"]["source"] for r in feedd.journal.records()} - {"good-1", "good-2", "cut", *MAY_PASS}
    verdict.check(not odd, f"nothing of the bad ones is: {', '.join(sorted(odd))}")
    whole_items = {support.news("cut", n)[3] for n in range(20)}
    torn = [r for r in feedd.journal.records() if r["_feedd"]["source"] == "cut" and r["content_text"].strip() not in whole_items]
    verdict.check(not torn, "of the one cut short only whole items are", torn)
    verdict.check(SECRET.encode() not in feedd.journal.bytes(), "no file was read for an external entity")
    fetched = [path for path in server.paths if path.startswith("external/")]
    verdict.check(not fetched, "no external DTD or entity was fetched", fetched)


def private_addresses(verdict, space, chosen, good):
    verdict.section("private addresses")
    feedd = support.Feedd(chosen.feedd, space.directory, "private")
    hosts = {"plain": "127.0.0.1", "named": "localhost", "mapped": "[::ffff:127.0.0.1]", "zero": "0.0.0.0"}
    sources = [(name, good.url("/good-p").replace("127.0.0.1", host)) for name, host in hosts.items()]
    feedd.configure(support.configuration(sources, fetch={"allow_private_addresses": "false", "timeout": '"5s"'}))
    since = time.monotonic()
    result = feedd.poll(timeout=60)
    verdict.check(result.status == 1, f"feedd poll exits 1: {result.status}", result.story)
    verdict.check(not good.seen(since), "no request arrives", [seen.path for seen in good.seen(since)])
    for name, block in feedd.sources().items():
        verdict.check(re.search(r"private|loopback|allow_private_addresses|local|refused", block, re.I), f"{name}: {' '.join(block.split())[:110]}", block)


# --- Configurations -----------------------------------------------------------------------------------------------------------------------

SOURCE = '[[source]]\nname = "a"\nurl = "http://a.example/"\n'
BROKEN = {
    "no TOML": ("this is not = = toml\n", (1,)),
    "an unknown key": (SOURCE + 'intervall = "1h"\n', (4,)),
    "a bad duration": (SOURCE + 'interval = "1 fortnight"\n', (4,)),
    "a wrong type": (SOURCE + "interval = 30\n", (4,)),
    "another scheme": ('[[source]]\nname = "a"\nurl = "ftp://a.example/"\n', (3,)),
    "three errors in one file": ('[fetch]\nper_hosts = 3\n\n' + SOURCE + 'interval = "soon"\ntagz = ["x"]\n', (2, 7, 8)),
}


def bad_configurations(verdict, space, chosen, good):
    verdict.section("configurations that start nothing")
    feedd = support.Feedd(chosen.feedd, space.directory, "broken")
    for name, (text, lines) in {"a missing file": (None, ()), **BROKEN}.items():
        if text is not None:
            feedd.configure(text)
        for verb in ("check", "poll", "run"):
            result = feedd.run(verb, timeout=20)
            told = all(re.search(rf"{re.escape(os.path.basename(feedd.config))}:{line}\b", result.errors) for line in lines)
            named = os.path.basename(feedd.config) in result.errors
            where = f" at line {', '.join(map(str, lines))}" if lines else ""
            verdict.check(result.status == 78 and told and named, f"{name}: {verb} exits 78 and says where{where}", result.story)
    verdict.check(not feedd.journal.bytes(), "nothing was started")


# --- Restarts, reloads, signals -----------------------------------------------------------------------------------------------------------

def restarts(verdict, space, chosen, good):
    verdict.section("feedd poll, again")
    feedd = support.Feedd(chosen.feedd, space.directory, "again")
    feedd.configure(support.configuration([("good-r", good.url("/good-r"))]))
    feedd.poll()
    since = time.monotonic()
    result = feedd.poll()
    seen = good.seen(since)
    verdict.check([s.status for s in seen] == [304] and result.status == 0, f"it polls at once, with validators: {[s.status for s in seen]}", result.story)


def interval_survives_restart(verdict, space, chosen, good):
    verdict.section("feedd run, restarted")
    feedd = support.Feedd(chosen.feedd, space.directory, "restarted")
    feedd.configure(support.configuration([("good-i", good.url("/good-i"))], defaults={"interval": '"1h"', "interval_min": '"1h"'}))
    with feedd.daemon() as daemon:
        verdict.check(support.wait_until(lambda: len(feedd.journal.records()) == 3, 30), "the first run polls", daemon.log_tail)
        status, seconds = daemon.terminate()
        verdict.check(status == 0 and seconds <= 10, f"SIGTERM ends it: exit {status} after {seconds:.1f} s", daemon.log_tail)
    since = time.monotonic()
    with feedd.daemon() as daemon:
        time.sleep(4)
        verdict.check(daemon.alive and not good.seen(since), "the second polls nothing early", daemon.log_tail)
        daemon.terminate()


def second_daemon(verdict, space, chosen, good):
    verdict.section("a second daemon on one state directory")
    feedd = support.Feedd(chosen.feedd, space.directory, "second")
    feedd.configure(support.configuration([("good-s", good.url("/good-s"))]))
    with feedd.daemon() as daemon:
        support.wait_until(lambda: feedd.journal.size() > 0, 30)
        result = feedd.run("run", timeout=15)
        verdict.check(
            result.status not in (0, -signal.SIGKILL) and not result.late and re.search(rf"\b{daemon.process.pid}\b", result.errors),
            f"it is refused, and told that process {daemon.process.pid} runs: exit {result.status}", result.story)
        for verb in (("sources",), ("tail", "-n", "1")):
            beside = feedd.run(*verb, timeout=15)
            verdict.check(beside.status == 0 and beside.output.strip(), f"feedd {verb[0]} works beside it", beside.story)
        verdict.check(daemon.alive, "the first goes on")
        daemon.terminate()


def bad_reload(verdict, space, chosen, good):
    verdict.section("SIGHUP")
    feedd = support.Feedd(chosen.feedd, space.directory, "reload")
    interval = support.shortest_interval(feedd)
    settings = support.intervals(interval)
    feedd.configure(support.configuration([("good-h", good.url("/good-h"))], defaults=settings))
    with feedd.daemon() as daemon:
        support.wait_until(lambda: good_requests(good, "/good-h", 0), 30)
        feedd.configure(SOURCE + 'intervall = "1h"\n')
        since = time.monotonic()
        daemon.process.send_signal(signal.SIGHUP)
        told = support.wait_until(lambda: re.search(rf"{os.path.basename(feedd.config)}:4\b", daemon.log), 10)
        verdict.check(told and daemon.alive, "a bad file is refused, with the line", daemon.log_tail)
        going = support.wait_until(lambda: good_requests(good, "/good-h", since) >= 2, interval * 4 + 10)
        verdict.check(going and daemon.alive, "the old configuration goes on", daemon.log_tail)
        feedd.configure(support.configuration([("good-n", good.url("/good-n"))], defaults=settings))
        daemon.process.send_signal(signal.SIGHUP)
        taken = support.wait_until(lambda: good_requests(good, "/good-n", since), interval * 4 + 15)
        verdict.check(taken, "a good one is taken: the new source is polled", daemon.log_tail)
        since = time.monotonic() + 0.5
        time.sleep(interval * 2 + 1)
        verdict.check(not good_requests(good, "/good-h", since), "and the old one is not any more", daemon.log_tail)
        status, _ = daemon.terminate()
        verdict.check(status == 0, f"SIGTERM ends it: exit {status}", daemon.log_tail)


def good_requests(good, path, since):
    return len([seen for seen in good.seen(since) if seen.path == path])


def busy_shutdown(verdict, space, chosen):
    verdict.section("SIGTERM while sources do not answer")
    server = space.enter(HostileServer())
    feedd = support.Feedd(chosen.feedd, space.directory, "busy")
    feedd.configure(support.configuration([("never", server.url("never")), ("drip", server.url("drip"))]))
    with feedd.daemon() as daemon:
        verdict.check(support.wait_until(lambda: len(server.paths) == 2, 30), "both are being fetched", daemon.log_tail)
        status, seconds = daemon.terminate(15)
        verdict.check(status == 0 and seconds <= 10.5, f"it ends within 10 s: exit {status} after {seconds:.1f} s", daemon.log_tail)


if __name__ == "__main__":
    sys.exit(main())
