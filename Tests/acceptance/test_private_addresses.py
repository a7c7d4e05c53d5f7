"""Private addresses are a source's matter: where one source may reach them, no other source does, by redirects, pages or robots.txt.

Public hosts are played by a proxy on loopback, which answers for every name; loopback addresses are reached without it.
"""
import re

import pytest

from feedd import toml_string, wait_until
from guarded import GoodSites, guarded
from invented import feed, item, rss
from journal import guids
from servers import FeedServer, RawServer, redirect, whole

SECRET = "the secret of the private network"


def configuration(sources, may_by_default=None):
    """TOML in which `allow_private_addresses` is a key of sources."""
    parts = ['[fetch]\ncontact = "tests@feedd.example"\nper_host = 100\ndelay_per_host = "0s"\ntimeout = "10s"\n']
    if may_by_default is not None:
        parts.append(f"[defaults]\nallow_private_addresses = {may_by_default}\n")
    for name, url, keys in sources:
        parts.append(f"[[source]]\nname = {toml_string(name)}\nurl = {toml_string(url)}\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()))
    return "\n".join(parts)


ALLOWED = {"allow_private_addresses": "true"}


class World:
    """A public network behind a proxy, and a private server."""

    def __init__(self):
        self.private = FeedServer(self.intranet, "127.12.1.1")
        self.proxy = RawServer(self.public, "127.12.1.2")
        self.good = GoodSites()

    def intranet(self, path):
        if path.startswith("/feed"):
            return feed("intranet", 2)
        return f"<!DOCTYPE html><html><body><article><p>{SECRET}, {'which nobody outside may read. ' * 20}</p></article></body></html>".encode()

    def public(self, url):
        name = re.match(r"http://(\w+)\.example/", url)
        if not name:
            return None
        if url.endswith("/robots.txt"):
            return redirect(self.private.url("/robots.txt")) if name[1] == "robots" else None
        if name[1] == "moved":
            return redirect(self.private.url("/secret"))
        if name[1] == "moved-to-a-feed":
            return redirect(self.private.url("/feed"))
        if "/page" in url.split(".example", 1)[1]:
            return redirect(self.private.url("/secret")) if name[1] == "pages" else whole(b"<p>x", kind="text/html")
        links = {"links": self.private.url("/secret"), "pages": "http://pages.example/page", "robots": "http://robots.example/page"}
        guid, _, title, text = item(name[1], 1)
        return whole(rss(name[1], [(guid, links.get(name[1], url), title, text)]))

    def __enter__(self):
        for server in (self.private, self.proxy, self.good):
            server.__enter__()
        return self

    def __exit__(self, *ignored):
        for server in (self.private, self.proxy, self.good):
            server.__exit__()

    @property
    def environment(self):
        return {"http_proxy": f"http://127.12.1.2:{self.proxy.port}", "no_proxy": "127.0.0.0/8"}


@pytest.fixture
def world():
    with World() as world:
        yield world


def test_what_one_source_may_reach_no_other_does(world, binary, tmp_path):
    feedd = guarded(binary, tmp_path)
    public = [(name, f"http://{name}.example/feed", {"full_text": "true"}) for name in ("plain", "links", "pages", "robots")]
    moved = [("moved", "http://moved.example/feed", {})]
    intranet = [("intranet", world.private.url("/feed"), ALLOWED)]
    good = [(name, url, {**keys, **ALLOWED}) for name, url, keys in world.good.sources(interval=2)]
    feedd.configure(configuration([*public, *moved, *intranet, *good]))
    with feedd.daemon(environment=world.environment) as daemon:
        wanted = world.good.guids() | {"intranet-1", "intranet-2", "plain-1", "links-1", "pages-1", "robots-1"}
        come = wait_until(lambda: wanted <= set(guids(feedd.journal.records())), 40, step=0.3)
        assert come, f"missing: {sorted(wanted - set(guids(feedd.journal.records())))}\n{daemon.log_tail}"
        wait_until(lambda: re.search(r"moved\b.*not a public address", daemon.log), 10)
        log = daemon.log
        status, _ = daemon.terminate()
        assert status == 0, daemon.log_tail
    asked = {request.path for request in world.private.seen()}
    assert asked <= {"/feed"}, f"the private server was asked for {asked}"
    assert SECRET not in feedd.journal.bytes().decode()
    assert re.search(r"moved\b.*not a public address", log), log[-1500:]


def test_a_source_without_the_key_is_refused_and_told_of_it(world, binary, tmp_path):
    feedd = guarded(binary, tmp_path)
    feedd.configure(configuration([("intranet", world.private.url("/feed"), ALLOWED), ("other", world.private.url("/feed?other"), {})]))
    result = feedd.poll(timeout=30)
    assert result.status == 1, result.report
    assert [request.path for request in world.private.seen()] == ["/feed"]
    assert re.search("allow_private_addresses", feedd.sources()["other"])
    assert set(guids(feedd.journal.records())) == {"intranet-1", "intranet-2"}


def test_the_key_may_stand_in_the_defaults(world, binary, tmp_path):
    feedd = guarded(binary, tmp_path)
    feedd.configure(configuration([("intranet", world.private.url("/feed"), {}), ("other", world.private.url("/feed?other"), {"allow_private_addresses": "false"})], "true"))
    result = feedd.poll(timeout=30)
    assert result.status == 1, result.report
    assert [request.path for request in world.private.seen()] == ["/feed"]
