"""Secrets in URLs reach no log: neither those of a feed nor those of article pages, whatever goes wrong with them.

A full-text source's items link to pages whose addresses carry `?token=SECRET`. Nothing that feedd prints may contain it, at the default log level or
with -v, from `feedd poll`, `feedd run` or `feedd sources`.
"""
import re
import time

import pytest

from feedd import configuration, intervals
from invented import item, rss
from servers import RawServer, free_port, head, redirect, whole

SECRET = "TopSecret4711"
TOKEN = f"?token={SECRET}&page=1"
PAGE = "page" + TOKEN


def loop(server):
    """A page that redirects to itself."""
    return redirect("/" + PAGE)


def absolute_loop(server):
    return redirect(server.url(PAGE), "301 Moved Permanently")


def loop_of_many(server):
    """Each redirect leads to another address, all with the token."""
    count = iter(range(10_000))
    return lambda connection: redirect(f"/{PAGE}&n={next(count)}")(connection)


def to_user_info(server):
    return redirect(f"http://joe:{SECRET}@127.0.0.1:{server.port}/{PAGE}")


def to_another_scheme(server):
    return redirect(f"ftp://joe:{SECRET}@127.0.0.1/{PAGE}")


def to_no_address(server):
    return redirect(f"http://[{SECRET}/{PAGE}")


def to_a_refused_port(server):
    return redirect(f"http://127.0.0.1:{free_port()}/{PAGE}")


def to_an_unknown_host(server):
    return redirect(f"http://{SECRET}.invalid/{PAGE}")


def missing(server):
    return whole(b"gone", "404 Not Found", "text/plain")


def failing(server):
    return whole(b"oops", "500 Internal Server Error", "text/plain")


def cut_short(server):
    return lambda connection: connection.sendall(head(kind="text/html", Content_Length=10_000) + b"<!DOCTYPE html><p>It")


def no_http(server):
    return lambda connection: connection.sendall(f"{SECRET} is not HTTP\r\n\r\n".encode())


FAILURES = [loop, absolute_loop, loop_of_many, to_user_info, to_another_scheme, to_no_address, to_a_refused_port, missing, failing, cut_short, no_http]
PASSING = [failing, cut_short, no_http]
"""Failures that may pass: feedd tries the page again later, and its item waits."""
LOOPS = [loop, absolute_loop, loop_of_many, to_user_info]


def named(failure):
    return failure.__name__.replace("_", " ")


FAILS = pytest.mark.parametrize("failure", FAILURES, ids=named)


@pytest.fixture
def site(failure):
    """A feed whose two items link to pages that fail, and a feed that fails in the same way, with secrets in their addresses."""
    def answer(path):
        if path == "robots.txt":
            return whole(b"User-agent: *\nAllow: /\n", kind="text/plain")
        if path.startswith("feed"):
            links = [server.url(f"{PAGE}&item={number}") for number in (1, 2)]
            items = [(guid, link, title, text) for (guid, _, title, text), link in zip((item("feed", 1), item("feed", 2)), links)]
            return whole(rss("feed", items))
        return failure(server)

    with RawServer(answer) as server:
        yield server


def configure(feedd, server, interval=None):
    feedd.configure(configuration(
        [("pages", server.url("feed" + TOKEN), {"full_text": "true"}),
         ("failing", f"http://joe:{SECRET}@127.0.0.1:{server.port}/{PAGE}")],
        fetch={"timeout": '"5s"'}, defaults=intervals(interval) if interval else None))


def assert_silent(text):
    lines = [line for line in text.splitlines() if SECRET.lower() in line.lower()]
    assert not lines, "\n".join(lines)


@FAILS
def test_poll_prints_no_secret(failure, site, make_feedd):
    feedd = make_feedd()
    configure(feedd, site)
    result = feedd.poll(timeout=5 if failure in PASSING else 60)
    assert [path for path in site.paths if path.startswith("page")], f"no page is requested\n{result.report}"
    assert_silent(result.output + result.errors)
    sources = feedd.run("sources")
    assert sources.status == 0, sources.report
    assert_silent(sources.output + sources.errors)
    assert re.search(r"\bfailing\b", sources.output), sources.output


@FAILS
@pytest.mark.parametrize("arguments", [(), ("-v",)], ids=["default level", "-v"])
def test_run_logs_no_secret(failure, arguments, site, make_feedd, interval):
    feedd = make_feedd()
    configure(feedd, site, interval)
    with feedd.daemon(*arguments) as daemon:
        daemon.wait_until(lambda: len([path for path in site.paths if "item=" in path]) >= 2, 15)
        daemon.wait_until(lambda: "failing" in daemon.log, 15)
        if failure in PASSING:
            time.sleep(2)
        else:
            # An item whose page cannot be had is journaled with what its feed says.
            daemon.wait_until(lambda: len(feedd.journal.records()) == 2, 15)
        daemon.terminate()
    assert_silent(daemon.log)
