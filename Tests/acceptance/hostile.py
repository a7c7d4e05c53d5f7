"""What hostile and broken servers answer, each kind under its name, and what feedd's reason must speak of."""
import contextlib
import dataclasses
import time
import zlib
from typing import Callable, Optional

from invented import item, rss
from servers import head, redirect, whole


def cut_short(connection):
    body = rss("cut", [item("cut", n) for n in range(20)])
    connection.sendall(head(Content_Length=len(body)) + body[: len(body) // 2])


def half_a_gigabyte(connection):
    connection.sendall(head(Content_Length=500 * 2**20) + b"<rss version='2.0'><channel><title>huge</title><item><title>one</title><description>")
    for _ in range(8000):
        connection.sendall(b"all work and no play " * 3120)


def endless_items(connection):
    connection.sendall(head() + b"<rss version='2.0'><channel><title>endless</title>")
    number = 0
    while number < 4_000_000:
        connection.sendall(b"".join(b"<item><guid>%d</guid><title>%d</title></item>" % (n, n) for n in range(number, number + 2000)))
        number += 2000


def gzip_bomb(connection):
    """A few hundred kilobytes that inflate to gigabytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = squeeze.compress(b"<rss version='2.0'><channel><title>bomb</title><description>") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * 2**24) + squeeze.flush(zlib.Z_FULL_FLUSH)
    connection.sendall(head(Content_Encoding="gzip") + start)
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
    connection.sendall(head(Content_Length=100_000))
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
    connection.sendall(head(Transfer_Encoding="chunked") + b"5\r\n<rss>\r\nzz\r\nnonsense")


# --- The kinds ----------------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Kind:
    """A kind of bad source."""
    answer: Callable
    reason: Optional[str]
    """What the reason given must match; None where any will do."""


TIMED_OUT = r"time|timed|slow|no answer|low.?speed"
CUT = r"cut|broke|closed|short|incomplete|partial|ended|transfer|missing|unexpected|truncat|reset|remaining"
# Several such bodies at once wait for each other's memory, and the time limit may come first.
TOO_LARGE = r"large|limit|max_body|exceed|bigger|more than|too (big|long|many)|MiB|" + TIMED_OUT
NO_FEED = r"no feed|not a feed|HTML|feed|empty|unknown|format|XML|JSON|parse|root"
BOMB = r"entit|expan|limit|bomb|large|amplif|depth|deep|nest|loop|feed"

HOSTILE = {
    "html": Kind(whole(b"<!DOCTYPE html><html><head><title>Moved</title></head><body><h1>We have a new site</h1></body></html>", kind="text/html"), NO_FEED),
    "empty": Kind(whole(b""), NO_FEED),
    "spaces": Kind(whole(b" \n" * 100), NO_FEED),
    "cut": Kind(cut_short, CUT),
    "half-a-gigabyte": Kind(half_a_gigabyte, TOO_LARGE),
    "endless-items": Kind(endless_items, TOO_LARGE),
    "gzip-bomb": Kind(gzip_bomb, TOO_LARGE + "|gzip|encod|bomb"),
    "not-gzip": Kind(lambda c: c.sendall(head(Content_Encoding="gzip") + b"this was never compressed"), "gzip|encod|decompress|content"),
    "entity-bomb": Kind(whole(entity_bomb()), BOMB),
    "quadratic-bomb": Kind(whole(quadratic_bomb()), BOMB),
    "recursive-entities": Kind(whole(recursive_entities()), None),
    "deep-elements": Kind(whole(deep_elements()), None),
    "deep-json": Kind(whole(deep_json(), kind="application/feed+json"), None),
    "text": Kind(whole(b"There is nothing here, really.", kind="text/plain"), NO_FEED),
    "other-xml": Kind(whole(b"<?xml version='1.0'?><sitemap><loc>http://a.example/</loc></sitemap>"), NO_FEED),
    "picture": Kind(whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, kind="image/png"), NO_FEED),
    "status-404": Kind(whole(b"gone fishing", "404 Not Found", "text/plain"), "404"),
    "status-500": Kind(whole(b"oops", "500 Internal Server Error", "text/plain"), "500"),
    "feed-with-500": Kind(whole(rss("e", [item("error", 1)]), "500 Internal Server Error"), "500"),
    "never": Kind(never, TIMED_OUT),
    "drip": Kind(drip, TIMED_OUT),
    "redirect-loop": Kind(redirect("/redirect-loop"), "redirect"),
    "redirect-file": Kind(redirect("file:///etc/passwd"), "redirect|file|scheme|protocol|http"),
    "redirect-nowhere": Kind(redirect("http://"), None),
    "garbage": Kind(garbage, None),
    "endless-headers": Kind(endless_headers, None),
    "bad-chunks": Kind(bad_chunks, None),
    "closes-at-once": Kind(lambda connection: None, None),
}
