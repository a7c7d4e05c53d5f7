"""Attacks that once took feedd or its machine down, or reached its readers, each beside ten good sources: they are served on time, memory and CPU time stay bounded,
the bad source is named, SIGTERM ends the daemon, and what is healed is read.
"""
import contextlib
import itertools
import json
import re
import signal
import subprocess
import time

import pytest

from feedd import configuration, intervals, measure, wait_until
from guarded import Ordeal, guarded, healed
from hostile_documents import ATOM, Sizes, entry, innocents, many, rss as feed_of
from hostile_servers import HostileServer, Kind, addresses, bomb, drips, sends, then_waits, with_length, zstd_bomb
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


@pytest.mark.parametrize("way", ["poll", "daemon"])
def test_ending_feedd_while_it_reads_is_no_crash(way, binary, tmp_path):
    """Ctrl-C during `feedd poll`, or a second signal to the daemon, four times running: what was being read is read at last."""
    heavy, numbers = feed("heavy", 5_000, words=150), itertools.count()
    # Other bytes each time, since the last ones may have been read to their end all the same.
    with FeedServer(lambda path: heavy.replace(b"heavy", b"heavy%d" % next(numbers)), "127.4.1.3") as server:
        feedd = guarded(binary, tmp_path)
        feedd.configure(configuration([("heavy", server.url("/heavy"))], defaults=intervals(1)))
        for _ in range(4):
            verb, signals = ("poll", [signal.SIGINT]) if way == "poll" else ("run", [signal.SIGTERM, signal.SIGTERM])
            process = subprocess.Popen(feedd.command(verb), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                assert wait_until(lambda: is_being_read(feedd, "heavy"), 20, step=0.001), "it was not noted that the document is being read"
                for number in signals:
                    process.send_signal(number)
                    time.sleep(0.02)
                status = process.wait(10)
            finally:
                process.kill()
                process.wait()
            assert status == (-signal.SIGINT if way == "poll" else 0)
        result = feedd.poll(timeout=60)
        assert result.status == 0 and "5000 new" in result.output and "crashed" not in result.errors, result.report


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
        polls = itertools.count()

        def many_items(request):
            poll = next(polls)
            text = rss("many", [(f"many-{poll}-{n}", third.url(f"/page/{poll}/{n}"), f"item {n} of many, {poll}", f"The teaser of item {n} of many things, {poll}.") for n in range(1000)])
            return head(Content_Length=len(text)) + text

        servers = servers_of(stack, {"many": sends(many_items)}, 10)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [(*servers[0].source[:2], {"full_text": "true"})]))

        def pages():
            return sum("page" in request.path for request in third.seen())

        ordeal.assert_good_sources_go_on()
        come = wait_until(lambda: ordeal.tally.read().counts.get("many", 0) >= 1000, 40, step=0.5)
        assert come, f"{ordeal.tally.counts.get('many')} of 1000 items\n{ordeal.daemon.log_tail}"
        ordeal.assert_stops()
        assert pages() <= 100, f"{pages()} pages of a third host were asked for"
        # Each run is a process of its own.
        for _ in range(2):
            again = ordeal.feedd.poll("many", timeout=60)
            assert again.status == 0 and "1000 new" in again.output, again.report
        assert pages() <= 200, f"{pages()} pages of a third host were asked for within an hour"


def test_a_long_wait_that_a_server_asks_for_is_kept_to_until_somebody_names_the_source(binary, tmp_path):
    """However long it is, and after a restart: `feedd poll` says so and asks nobody, `feedd poll NAME` asks."""
    later = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with contextlib.ExitStack() as stack:
        servers = servers_of(stack, {"busy": sends(later)}, 11)
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, [servers[0].source]))
        ordeal.assert_good_sources_go_on(1)
        ordeal.assert_all_are_polled(20)
        ordeal.assert_named("busy", r"503")
        ordeal.assert_stops()
        asked = len(servers[0].requests)
        name, url, keys = servers[0].source
        ordeal.configure([servers[0].source, ("beside", url + "?beside", {})])
        for _ in range(2):
            kept = ordeal.feedd.poll()
            assert kept.status == 1 and len(re.findall(r"\d{4}-\d\d-\d\d", kept.errors)) >= 2, kept.report
        assert len(servers[0].requests) == asked, "it was asked all the same"
        servers[0].is_healed = True
        named = ordeal.feedd.poll("busy", timeout=30)
        assert named.status == 0, named.report
        ordeal.assert_recovers([healed("busy")[1]])


def test_a_host_that_asks_for_a_wait_is_held_and_not_those_that_redirect_to_it(binary, tmp_path):
    """Forty hosts redirect to one that is overloaded: few of them reach it, before a restart and after it; their own hosts are asked for other feeds."""
    count = 40
    later = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with contextlib.ExitStack() as stack:
        third, = servers_of(stack, {"third": sends(later)}, 14)

        def moved(connection, request):
            if request.path.endswith("?other"):
                sends(with_length)(connection, request)
            else:
                redirect(f"http://{third.address}:{third.port}/{request.name}")(connection)

        servers = servers_of(stack, {f"moved-{n:02}": moved for n in range(count)}, 15)
        sources = [server.source for server in servers]
        ordeal = stack.enter_context(Ordeal(binary, tmp_path, sources, fetch={"per_host": "2", "delay_per_host": '"1s"'}))
        ordeal.assert_good_sources_go_on(2)
        ordeal.assert_all_are_polled(30)
        ordeal.assert_named("moved-39", "no requests")
        ordeal.assert_stops()
        asked = len(third.requests)
        assert 1 <= asked <= 4, f"{asked} requests reached a host that asked for none"
        name, url, keys = sources[0]
        ordeal.configure([("other", url + "?other", {}), ("new", sources[1][1] + "?new", {})])
        again = ordeal.feedd.poll("other", "new", timeout=30)
        assert again.status == 1 and ordeal.tally.read().counts.get("other") == 3, again.report
        assert len(third.requests) == asked, "it was asked after a restart"


# --- What readers get -------------------------------------------------------------------------------------------------------------------------

TRACKERS = [
    '<img src="http://t.test/a.gif" style="display:none">', '<img src="http://t.test/a.gif" style="visibility: hidden">', '<img src="http://t.test/a.gif" style="opacity:0">',
    '<img src="http://t.test/a.gif" style="position:absolute;left:-9999px">', '<img src="http://t.test/a.gif" style="width:1px !important;height:1px !important">',
    '<img src="http://t.test/a.gif" hidden>', '<div style="display:none"><img src="http://t.test/a.gif"></div>', '<img src="http://t.test/a.gif" width=3 height=1>',
    '<img src="http://t.test/a.gif" width="1.0" height="01">', '<img src="http://t.test/a.gif" width=0>', '<img src="x.gif" width=1 height=1 srcset="http://t.test/track.gif?x 2x">',
    '<picture><source srcset="http://t.test/pixel.gif?x"><img src="http://t.test/pixel.gif" width=1 height=1></picture>',
    '<video poster="http://t.test/pixel.gif?x" width=1 height=1 src="http://t.test/v.mp4"></video>', '<audio src="http://t.test/a.mp3" style="display:none"></audio>',
    '<img src="http://t.test/pixel.gif?x">',
]


def record_of(ordeal, source):
    found = [json.loads(line) for line in ordeal.feedd.journal.bytes().splitlines() if f'"source":"{source}"'.encode() in line]
    return {record["_feedd"].get("guid") or record["id"]: record for record in found}


def test_readers_get_no_scripts_trackers_or_text_that_turns_the_direction(binary, tmp_path):
    """One bad entry costs what is bad in it, and nothing of its feed."""
    bidi = "a\u202eb \u2066c \u009b31m \U000e0041 d\u2028e"
    documents = {
        "addresses": feed_of("addresses", "".join(
            f'<item><title>t</title><link>{url}</link><guid>{url}</guid><enclosure url="{url}" type="audio/mpeg"/><comments>{url}</comments><source url="{url}">s</source></item>'
            for url in ("javascript:pwn(1)", "vbscript:pwn(1)", "data:text/html,pwn", "file:///etc/passwd", "http://a.test/&quot;onmouseover=pwn(1)//", "http://a.test/a\u202eb"))).body,
        "unclosed": feed_of("unclosed", entry("<description>" + "a line<br>" * 300 + "</description>")).body,
        "parameters": feed_of("parameters", "<item><title>t</title><guid isPermaLink='false'>p1</guid><link>http://ok.test/2?id=7&amp;utm_source=rss&amp;fbclid=1&amp;gclid=2&amp;mc_eid=3</link>"
                              "<description><![CDATA[<p>Some <a href='http://ok.test/3?utm_medium=x&id=8&fbclid=5'>link</a>.</p>]]></description></item>").body,
        "trackers": feed_of("trackers", "".join(f"<item><guid isPermaLink='false'>t{n}</guid><title>t</title><description><![CDATA[<p>Some words.</p>{tracker}<p>The end.</p>]]></description></item>"
                                                for n, tracker in enumerate(TRACKERS))).body,
        "directions": feed_of("directions", f"<item><guid isPermaLink='false'>d1</guid><title>{bidi}</title><author>{bidi}</author><category>{bidi}</category><description>{bidi}</description></item>").body,
        "root": "<a\u202e\u009braw><b/></a\u202e\u009braw>".encode(),
    }
    with Healing(documents) as bad, Ordeal(binary, tmp_path, bad.sources()) as ordeal:
        ordeal.assert_good_sources_go_on(1)
        ordeal.assert_all_are_polled(30)
        ordeal.assert_stops()
        records = {name: record_of(ordeal, name) for name in documents}
        problems = []
        for name in documents:
            if name != "root" and any(guid not in records[name] for guid, *_ in innocents(name)):
                problems.append(f"{name}: its innocent items are not journaled")
        if re.search(r"(?:javascript|vbscript|data|file):|\"onmouseover", " ".join(urls_of(records["addresses"]))):
            problems.append(f"addresses: {sorted(set(urls_of(records['addresses'])))[:8]}")
        # Identity compares the address as published, which is kept among the links and nowhere else.
        record = records["parameters"].get("p1", {})
        published = "http://ok.test/2?id=7&utm_source=rss&fbclid=1&gclid=2&mc_eid=3"
        links = record.get("_feedd", {}).pop("links", [])
        said = json.dumps(record)
        if re.search("utm_|fbclid|gclid|mc_eid", said) or "id=7" not in said or "id=8" not in said or [link["url"] for link in links] != [published]:
            problems.append(f"parameters: {links}, {said[:600]}")
        kept = [tracker for n, tracker in enumerate(TRACKERS) if "t.test" in records["trackers"].get(f"t{n}", {}).get("content_html", "")]
        if kept:
            problems.append(f"trackers: {len(kept)} are kept: {kept[:4]}")
        text = json.dumps(records["directions"].get("d1", {}), ensure_ascii=False)
        if re.search("[\x7f-\x9f\u2028\u2029]|\\\\u00[89]", text) or unbalanced(text):
            problems.append(f"directions: {text!r}")
        printed = ordeal.daemon.log + "".join(ordeal.feedd.sources().values())
        if re.search("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\x1b]", printed):
            problems.append("a control character is printed")
        assert not problems, "\n".join(problems)
        bad.heal(ordeal)


def urls_of(records):
    """The values of all members that hold a URL, `id` included."""
    def walk(value, key=""):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, key)
        elif isinstance(value, str) and (key.endswith("url") or key in ("id", "image", "banner_image", "avatar", "icon")):
            yield value
    return [url for record in records.values() for url in walk(record)]


def unbalanced(text):
    """Whether embeddings, overrides and isolates are opened that are not closed, in any of the strings."""
    openers, depth = {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"}, 0
    for string in re.findall(r'"((?:[^"\\]|\\.)*)"', text):
        depth = 0
        for character in string:
            depth += character in openers
            depth -= character in ("\u202c", "\u2069")
        if depth > 0:
            return True
    return False


def test_configuration_messages_are_printable(binary, tmp_path):
    feedd = guarded(binary, tmp_path)
    feedd.config = str(tmp_path / "no\x1b[31m\u202efile")
    for result in (feedd.run("check"), feedd.run("check", "--no\x1b[31m\u202eoption")):
        assert result.status != 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output + result.errors), repr(result.errors)


def test_plain_text_stays_text_and_what_says_nothing_is_nothing(binary, tmp_path):
    text = "a <b>bold</b> c &lt;i&gt;"
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "title": text, "items": [
        {"id": "plain", "title": text, "content_text": text}, {"id": "space", "title": "x", "content_html": "\u00a0"}, {"id": "hyphen", "title": "x", "content_html": "\u00ad"},
        {"id": "lines", "title": "x", "content_html": "<pre>\n\nx</pre>"}]}
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    atom = f'<feed xmlns="{ATOM}"><title>{escaped}</title><entry><id>plain</id><title type="text">{escaped}</title><content type="text">{escaped}</content></entry></feed>'
    for name, body in (("feed.json", json.dumps(json_feed)), ("atom.xml", atom)):
        (tmp_path / name).write_text(body)
        feed_of_it = json.loads(measure([binary, "parse", "--url", "http://a.test/feed", str(tmp_path / name)]).output)
        plain = next(record for record in feed_of_it["items"] if "plain" in json.dumps(record["_feedd"]))
        assert feed_of_it["title"] == text and plain["title"] == text and plain["content_text"] == text, plain
        if name == "feed.json":
            html = {record["_feedd"].get("guid", record["id"]): record.get("content_html", "") for record in feed_of_it["items"]}
            assert html["space"] == html["hyphen"] == "" and html["lines"].startswith("<pre>\n\nx"), html
