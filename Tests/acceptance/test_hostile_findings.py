"""Attacks that once took feedd or its machine down, or reached its readers, each beside ten good sources: they are served on time, memory and CPU time stay bounded,
the bad source is named, SIGTERM ends the daemon, and what is healed is read.
"""
import contextlib
import itertools
import re
import time

import pytest

from feedd import wait_until
from guarded import Ordeal, healed
from hostile_documents import ATOM, Sizes, many
from hostile_servers import HostileServer, Kind, addresses, bomb, drips, sends, then_waits, zstd_bomb
from invented import feed, rss
from servers import FeedServer, RawServer, head, redirect, whole


@pytest.fixture
def full_run(quick):
    if quick:
        pytest.skip("the quick run tries a case like it")


in_the_full_run = pytest.mark.usefixtures("full_run")


@pytest.fixture(scope="session")
def size(quick):
    return Sizes(0.1 if quick else 1.0)


class Healing:
    """Serves documents by name until they are healed."""

    def __init__(self, documents, address="127.4.1.1"):
        self.documents, self.is_healed = documents, False
        self.server = RawServer(self.answer, address)

    def answer(self, path):
        name = path.partition("?")[0]
        if name in self.documents:
            return whole(healed(name)[0] if self.is_healed else self.documents[name])
        return None

    def sources(self, **keys):
        return [(name, self.server.url(name), keys) for name in self.documents]

    def heal(self, ordeal):
        self.is_healed = True
        ordeal.assert_recovers([healed(name)[1] for name in self.documents])

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *ignored):
        self.server.__exit__()


# --- Documents that grow, or take long ------------------------------------------------------------------------------------------------------

def shared_title(size):
    return f'<rss version="2.0"><channel><title>{"T" * size.n(1_000_000)}</title>{many(9_999, "<item><title>t{}</title></item>")}</channel></rss>'


def shared_language(size):
    return f'<rss version="2.0"><channel><title>c</title><language>{"l" * size.n(1_000_000)}</language>{many(9_999, "<item><title>t{}</title></item>")}</channel></rss>'


def shared_author(size):
    return f'<feed xmlns="{ATOM}"><title>c</title><author><name>{"a" * size.n(1_000_000)}</name></author>{many(9_999, "<entry><id>e{}</id><title>t</title></entry>")}</feed>'


def one_record(size):
    return f'<rss version="2.0"><channel><title>c</title><item><description><![CDATA[{"&" * size.n(15_900_000)}]]></description></item></channel></rss>'


def one_record_of_lists(size):
    return f'<rss version="2.0"><channel><title>c</title><item><description><![CDATA[{"<ul><li>a" * size.n(1_600_000)}]]></description></item></channel></rss>'


def long_base(size):
    return (f'<rss version="2.0"><channel xml:base="http://a.test/{"p" * 30_000}/"><title>c</title><item><title>x</title><description><![CDATA['
            f'{"<a href=x>a</a>" * size.n(1_100_000)}]]></description></item></channel></rss>')


def attributes(size):
    names = many(size.n(1_200_000), 'a{}="" ')
    return f'<rss version="2.0"><channel><title>c</title><item {names}><title>x</title></item></channel></rss>'


def attributes_of_html(size):
    names = many(size.n(500_000), 'a{}="" ')
    return f'<rss version="2.0"><channel><title>c</title><item><title>x</title><description><![CDATA[<p {names}>x</p>]]></description></item></channel></rss>'


def authors(size):
    return f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>c</title><item>{many(size.n(300_000), "<dc:creator>a{}</dc:creator>")}</item></channel></rss>'


def authors_of_atom(size):
    return f'<feed xmlns="{ATOM}"><title>c</title><entry><id>1</id><title>x</title>{many(size.n(200_000), "<author><name>a{}</name></author>")}</entry></feed>'


def declarations(size):
    names = many(size.n(500_000), 'xmlns:a{}="urn:x" ')
    return f'<rss version="2.0"><channel><title>c</title><item {names}><title>x</title></item></channel></rss>'


LARGE = [shared_title, shared_language, shared_author, one_record, one_record_of_lists, long_base, attributes, attributes_of_html, authors, authors_of_atom, declarations]


def pytest_generate_tests(metafunc):
    """In the quick run all large documents come at once."""
    if "large" in metafunc.fixturenames:
        batches = [LARGE] if metafunc.config.getoption("--quick") else [[make] for make in LARGE]
        metafunc.parametrize("large", batches, ids=["all"] if len(batches) == 1 else [make.__name__ for make in LARGE])


@in_the_full_run
def test_a_document_of_a_few_megabytes_costs_no_more_than_its_size(large, size, binary, tmp_path):
    documents = {make.__name__: make(size).encode() for make in large}
    unpacked = sum(map(len, documents.values()))
    with Healing(documents) as bad, Ordeal(binary, tmp_path, bad.sources()) as ordeal:
        ordeal.assert_good_sources_go_on()
        ordeal.assert_all_are_polled(30 + unpacked / 1e6)
        ordeal.assert_stops()
        print(f"{unpacked / 1e6:.1f} MB: {ordeal.figures}")
        ordeal.assert_bounded(unpacked, cpu=10 + unpacked / 1e6)
        for name in documents:
            ordeal.assert_named(name)
        bad.heal(ordeal)


@in_the_full_run
def test_pages_that_grow_or_take_long_hurt_nobody(size, binary, tmp_path):
    """The pages of items: attributes without number, and a long base under many links."""
    pages = {
        "attributes": f"<!DOCTYPE html><html><body><p {many(size.n(500_000), 'a{}=x ')}>x</p></body></html>",
        "base": f'<!DOCTYPE html><html><head><base href="http://a.test/{"b" * 30_000}/"></head><body><article>{"<p>Some words and <a href=x>a link</a>.</p>" * size.n(100_000)}</article>',
    }

    def answer(path):
        if path.startswith("page/"):
            return whole(pages[path.split("/")[1]].encode(), kind="text/html")
        return whole(feed_with_pages(path, server)) if path in pages else None

    def feed_with_pages(name, server):
        return rss(name, [(f"{name}-{n}", server.url(f"page/{name}/{n}"), f"item {n} of {name}", f"The teaser of item {n} of {name}.") for n in (1, 2, 3)])

    with RawServer(answer, "127.4.1.2") as server:
        with Ordeal(binary, tmp_path, [(name, server.url(name), {"full_text": "true"}) for name in pages]) as ordeal:
            ordeal.assert_good_sources_go_on()
            come = wait_until(lambda: sum(ordeal.tally.read().counts.get(name, 0) for name in pages) >= 6, 60, step=0.5)
            assert come, f"the items do not come\n{ordeal.figures}\n{ordeal.daemon.log_tail}"
            ordeal.good.publish()
            ordeal.assert_good_sources_are_served()
            ordeal.assert_stops()
            unpacked = 3 * sum(map(len, pages.values()))
            ordeal.assert_bounded(unpacked, cpu=10 + unpacked / 1e6)


# --- Stopping and starting ------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("signals", ["one signal", "a second signal"])
def test_sigterm_ends_the_daemon_while_it_parses(signals, binary, tmp_path, size, quick):
    if quick and signals != "one signal":
        pytest.skip("the full run sends two")
    documents = {f"{make.__name__}-{n}": make(size).encode() for n in range(2) for make in (attributes, attributes_of_html, authors)}
    with Healing(documents) as bad, Ordeal(binary, tmp_path, bad.sources()) as ordeal:
        assert wait_until(lambda: len(bad.server.paths) >= 2, 30), ordeal.daemon.log_tail
        time.sleep(0.5)
        if signals == "one signal":
            ordeal.assert_stops()
        else:
            ordeal.assert_stops_at_once()


def is_being_read(feedd, name):
    """Whether the note of the documents under way, in the state directory, has the source."""
    with contextlib.suppress(FileNotFoundError), open(f"{feedd.state}/documents-under-way", "rb") as note:
        return any(line.startswith(b"+") and line.split()[-1] == name.encode() for line in note.read().splitlines())
    return False


def test_a_document_that_was_under_way_in_three_kills_is_set_aside_until_it_changes_or_is_asked_for(binary, tmp_path):
    """kill -9 while it is read, three times running: the fourth daemon leaves it alone and names it."""
    documents = {"heavy": feed("heavy", 5_000, words=150)}
    with Healing(documents) as bad, Ordeal(binary, tmp_path, bad.sources()) as ordeal:
        for number in range(3):
            # The note of the daemon before is there until this one starts.
            asked = number + 1
            noted = wait_until(lambda: len(bad.server.paths) >= asked and is_being_read(ordeal.feedd, "heavy"), 20, step=0.001)
            ordeal.daemon.process.kill()
            ordeal.daemon.process.wait()
            assert noted, f"it was not noted that the document is being read\n{ordeal.daemon.log_tail}"
            assert not ordeal.tally.read().counts.get("heavy"), "the kill came too late"
            ordeal.start()
        ordeal.assert_good_sources_go_on()
        wait_until(lambda: "set aside" in ordeal.feedd.sources()["heavy"], 15, step=0.5)
        assert not ordeal.tally.read().counts.get("heavy"), "it was read again"
        ordeal.assert_named("heavy", "set aside")
        asked = ordeal.feedd.poll("heavy", timeout=60)
        assert asked.status == 0, asked.report
        assert wait_until(lambda: ordeal.tally.read().counts.get("heavy", 0) >= 5_000, 30), ordeal.daemon.log_tail
        ordeal.assert_stops()
        bad.heal(ordeal)


# --- Memory and connections that strangers hold -----------------------------------------------------------------------------------------------

def servers_of(stack, answers, network):
    """A server for each of {name: answer}, on hosts of their own."""
    return [stack.enter_context(HostileServer(name, Kind(name, answer), address)) for (name, answer), address in zip(answers.items(), addresses(network))]


def recover(ordeal, servers):
    for server in servers:
        server.is_healed = True
    ordeal.assert_recovers([healed(server.name)[1] for server in servers])


def holds(megabytes, pause=0.25, rate=80):
    """Sends so many megabytes at once, and then next to nothing."""
    def answer(connection, request):
        connection.sendall(head() + b"<rss>" + b" " * int(megabytes * 2**20))
        drips(connection, b" " * 1_000_000, rate, pause, seconds=90)
    return answer


def unpacks(connection, request):
    """Sixty megabytes in two kilobytes, in the best coding that is offered, and then silence."""
    coding = next((coding for coding in ("zstd", "br", "deflate", "gzip") if coding in request.codings), "gzip")
    connection.sendall(head(Content_Encoding=coding) + bomb(coding))
    then_waits()(connection, request)


def nests_codings(connection, request):
    connection.sendall(head(Content_Encoding="gzip, gzip") + bomb("gzip, gzip"))
    then_waits()(connection, request)


def zstd_unasked(connection, request):
    connection.sendall(head(Content_Encoding="zstd") + zstd_bomb(15))
    then_waits()(connection, request)


@in_the_full_run
def test_paused_transfers_do_not_go_on_unpacking(binary, tmp_path):
    """Hosts that fill the memory budget and drip, and thirty more that send bombs meanwhile."""
    answers = {f"holder-{n}": holds(15) for n in range(3)} | {f"bomb-{n}": answer for n, answer in zip(range(30), itertools.cycle([unpacks, nests_codings, zstd_unasked]))}
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, answers, 5)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [server.source for server in servers], fetch={"timeout": '"8s"'}))
        ordeal.assert_good_sources_go_on(2)
        ordeal.assert_all_are_polled(60)
        ordeal.assert_stops_at_once()
        print(ordeal.figures)
        ordeal.assert_bounded(33 * 100_000, cpu=30)
        for name in answers:
            ordeal.assert_named(name, "too large|decompress|coding|timed out|slow|next to nothing|memory of others|gave? way|others wait|more than")
        recover(ordeal, servers)


@in_the_full_run
def test_sixty_dripping_hosts_do_not_starve_the_others(binary, tmp_path):
    """Each holds four megabytes and goes on above the floor on speed."""
    answers = {f"holder-{n}": holds(4, pause=0.1) for n in range(60)}
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, answers, 6)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [server.source for server in servers]))
        ordeal.assert_good_sources_go_on(2)
        wait_until(lambda: sum(bool(server.requests) for server in servers) >= len(servers) // 3, 15)
        ordeal.good.publish()
        ordeal.assert_good_sources_go_on(3)
        ordeal.assert_stops_at_once()
        print(ordeal.figures)
        ordeal.assert_bounded(0, cpu=30)
        recover(ordeal, servers)


@in_the_full_run
def test_a_poll_by_name_is_not_behind_strangers(binary, tmp_path):
    answers = {f"holder-{n}": holds(8, pause=0.1) for n in range(12)}
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, answers, 7)
        late = stack.enter_context(FeedServer(lambda path: feed("late", 3), "127.7.9.9"))
        sources = [*(server.source for server in servers), ("late", late.url("/late"))]
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, sources))
        wait_until(lambda: sum(bool(server.requests) for server in servers) >= 8, 15)
        result = ordeal.feedd.poll("late", timeout=30)
        assert result.status == 0 and result.wall <= 15, f"{result.wall:.1f} s: {result.report}"


@in_the_full_run
def test_silent_hosts_hold_a_share_of_the_connections_alone(binary, tmp_path):
    """Twice as many hosts that never answer as there are connections."""
    answers = {f"silent-{n:02}": then_waits() for n in range(48)}
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, answers, 8)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [server.source for server in servers], fetch={"connections": "24", "timeout": '"30s"'}))
        ordeal.assert_good_sources_go_on(4)
        ordeal.assert_stops_at_once()
        recover(ordeal, servers)


# --- What feeds make feedd ask of others ------------------------------------------------------------------------------------------------------

def test_a_host_that_feeds_redirect_to_is_asked_no_faster_than_another(binary, tmp_path):
    count = 40
    with contextlib.ExitStack() as stack:
        third = stack.enter_context(FeedServer(lambda path: feed(path.strip("/"), 2), "127.9.9.9"))
        answers = {f"moved-{n:02}": (lambda c, r: redirect(third.url("/" + r.name))(c)) for n in range(count)}
        servers = servers_of(stack, answers, 9)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [server.source for server in servers], fetch={"per_host": "2", "delay_per_host": '"1s"'}))
        ordeal.assert_good_sources_go_on(3)
        wait_until(lambda: len(third.seen()) >= 8, 5)
        moments = sorted(request.at for request in third.seen())
        assert len(moments) >= 2, f"nobody was redirected\n{ordeal.daemon.log_tail}"
        for first, third_after in zip(moments, moments[3:]):
            assert third_after - first >= 1.5, f"four requests within {third_after - first:.1f} s: one a second is asked for"
        ordeal.assert_stops()


def test_the_pages_of_a_feed_on_another_host_have_a_ceiling(binary, tmp_path):
    """A thousand new items, all with pages on one third host: most are journaled with what the feed says."""
    with contextlib.ExitStack() as stack:
        third = stack.enter_context(FeedServer(lambda path: b"<!DOCTYPE html><html><body><article><p>Some words.</p></article></body></html>" if "page" in path else None, "127.10.9.9"))
        text = rss("many", [(f"many-{n}", third.url(f"/page/{n}"), f"item {n} of many", f"The teaser of item {n} of many things.") for n in range(1000)])
        servers = servers_of(stack, {"many": sends(head(Content_Length=len(text)), text)}, 10)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [(*servers[0].source[:2], {"full_text": "true"})]))
        ordeal.assert_good_sources_go_on()
        come = wait_until(lambda: ordeal.tally.read().counts.get("many", 0) >= 1000, 40, step=0.5)
        pages = sum("page" in request.path for request in third.seen())
        assert pages <= 500, f"{pages} pages of a third host were asked for"
        assert come, f"{ordeal.tally.counts.get('many')} of 1000 items\n{ordeal.daemon.log_tail}"
        ordeal.assert_stops()


@in_the_full_run
def test_a_wait_that_a_server_asks_for_is_said_and_ends_with_a_new_address(binary, tmp_path):
    """However long it is; others on the host are asked all the same when it was one answer alone."""
    later = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, {"busy": sends(later)}, 11)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [servers[0].source]))
        ordeal.assert_good_sources_go_on(1)
        ordeal.assert_all_are_polled(20)
        ordeal.assert_named("busy", r"503")
        ordeal.assert_stops()
        refused = ordeal.feedd.poll("busy")
        assert refused.status == 1 and re.search(r"\d{4}-\d\d-\d\d", refused.errors), refused.report
        servers[0].is_healed = True
        name, url, keys = servers[0].source
        ordeal.configure([(name, url + "?new", keys)])
        ordeal.assert_recovers([healed("busy")[1]])
