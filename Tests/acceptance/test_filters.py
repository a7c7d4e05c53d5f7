"""Filters through the whole binary: what is left out, what `feedd sources` counts, what `feedd check` says of a mistake, and a reload."""
import pytest

from feedd import configuration, intervals
from servers import FeedServer

RULES = """{ exclude = ["title ~ 'horoscope'", 'title ~ "\\bхороскоп"', "tags has 'sport' and not author = 'Desk'", "age > 3650d"] }"""


def item(number, title, tags=(), author=None, date="Sun, 22 Nov 2026 10:00:00 GMT", text="Some words of its own"):
    parts = [f"<title>{title}</title><guid isPermaLink='false'>g{number}</guid><link>https://example.org/{number}</link><pubDate>{date}</pubDate>"]
    parts += [f"<category>{tag}</category>" for tag in tags]
    if author:
        parts.append(f"<dc:creator>{author}</dc:creator>")
    parts.append(f"<description>{text} {number}</description>")
    return f"<item>{''.join(parts)}</item>"


def feed(*items):
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title><link>https://example.org/</link>"
        f"{''.join(items)}</channel></rss>").encode()


FIRST = [
    item(1, "Your Daily HOROSCOPE"), item(2, "Дневен Хороскоп"), item(3, "A match", ["Sport"]), item(4, "Another match", ["Sport"], "Desk"),
    item(5, "From long ago", date="Mon, 02 Jan 2006 10:00:00 GMT"), item(6, "News"),
]


@pytest.fixture
def site():
    """A server of one document, which a test may change: {"feed": bytes}."""
    documents = {"feed": feed(*FIRST)}
    server = FeedServer(lambda path: documents["feed"])
    with server:
        documents["a"], documents["b"] = server.url("/a"), server.url("/b")
        yield documents


def titles(feedd):
    return [record["title"] for record in feedd.journal.records()]


def test_what_a_filter_drops_is_counted_and_another_source_has_it(make_feedd, site):
    feedd = make_feedd("filters")
    feedd.configure(configuration([("filtered", site["a"], {"filter": RULES}), ("all", site["b"])]))
    polled = feedd.poll("filtered")
    assert polled.status == 0, polled.report
    assert "2 new, 0 updated, 4 filtered" in polled.output + polled.errors, polled.report
    assert sorted(titles(feedd)) == ["Another match", "News"]
    header = feedd.run("sources").output.splitlines()[0]
    place = header.index("FILTERED")
    assert feedd.sources()["filtered"][place:].split()[0] == "4", feedd.sources()["filtered"]
    assert feedd.poll("all").status == 0
    assert sorted(titles(feedd)) == sorted(["Another match", "News", "Your Daily HOROSCOPE", "Дневен Хороскоп", "A match", "From long ago"])


def test_a_reload_with_another_filter_delivers_what_is_new_and_no_backlog(make_feedd, site):
    feedd = make_feedd("reload")
    source = ("news", site["a"])
    feedd.configure(configuration([(*source, {"filter": RULES})], defaults=intervals(1)))
    with feedd.daemon() as daemon:
        daemon.wait_until(lambda: len(titles(feedd)) == 2, 20)
        feedd.configure(configuration([source], defaults=intervals(1)))
        daemon.reload()
        site["feed"] = feed(item(7, "Horoscope of tomorrow"), *FIRST)
        daemon.wait_until(lambda: len(titles(feedd)) > 2, 20)
        site["feed"] = feed(item(7, "Horoscope of tomorrow"), item(1, "Your Daily HOROSCOPE", text="Another text"), *FIRST[1:])
        daemon.wait_until(lambda: len(titles(feedd)) > 3, 20)
        assert daemon.terminate()[0] == 0
    assert titles(feedd)[2:] == ["Horoscope of tomorrow", "Your Daily HOROSCOPE"]
    assert {record["_feedd"]["op"] for record in feedd.journal.records()} == {"new"}


def test_a_mistake_is_told_with_its_place_in_the_rule(make_feedd):
    feedd = make_feedd("mistake")
    text = configuration([("x", "https://example.org/", {"filter": """{ exclude = ["title ~ 'a' or titel ~ 'b'"] }"""})])
    feedd.configure(text)
    checked = feedd.run("check")
    assert checked.status == 78, checked.report
    number, line = next((number, line) for number, line in enumerate(text.split("\n"), 1) if "titel" in line)
    assert f":{number}:{line.index('titel') + 1}: " in checked.errors, checked.errors
    assert "unknown field 'titel': did you mean 'title'?" in checked.errors
