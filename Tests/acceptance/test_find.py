"""`feedd find`: the feeds that a page offers, through a local server."""
import json

from feedd import Feedd, measure
from servers import documents

RSS = "<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


def rss(title, *dates):
    items = "".join(f"<item><title>{date}</title><pubDate>{date}</pubDate></item>" for date in dates)
    return RSS.format(title=title, items=items)


def find(binary, *arguments):
    result = measure([binary, "find", "--json", "--allow-private-addresses", *arguments])
    return result, [json.loads(line) for line in result.output.splitlines()]


def test_feeds_of_a_page_are_fetched_and_ranked(binary):
    with documents() as (server, texts):
        texts["/"] = ("<link rel=alternate type='application/rss+xml' href='/empty.rss'><link rel=alternate type='application/rss+xml' href='/main.rss'>"
                      "<link rel=alternate type='application/rss+xml' href='/gone.rss'><a href='/more.rss'>RSS</a>")
        texts["/empty.rss"] = rss("Empty")
        texts["/main.rss"] = rss("Main", "Sat, 28 Nov 2026 10:00:00 GMT", "Fri, 27 Nov 2026 10:00:00 GMT")
        texts["/more.rss"] = rss("More", "Fri, 27 Nov 2026 10:00:00 GMT")
        result, found = find(binary, server.url("/"))
        assert result.status == 0, result.report
        assert [feed["title"] for feed in found] == ["Main", "More", "Empty"]
        assert found[0] == {"url": server.url("/main.rss"), "title": "Main", "format": "rss-2.0", "items": 2, "newest": "2026-11-28T10:00:00Z"}


def test_the_usual_places_are_tried_where_a_page_says_nothing_within_robots_txt(binary):
    with documents() as (server, texts):
        texts["/"] = "<html><body>hello</body></html>"
        texts["/feed.xml"] = rss("Hidden", "Fri, 27 Nov 2026 10:00:00 GMT")
        result, found = find(binary, server.url("/"))
        assert [feed["url"] for feed in found] == [server.url("/feed.xml")], result.report
        texts["/robots.txt"] = "User-agent: *\nDisallow: /feed"
        before = len(server.seen(path="/feed.xml"))
        result, found = find(binary, server.url("/"))
        assert found == [] and result.status == 1
        assert len(server.seen(path="/feed.xml")) == before
        assert "no feed found" in result.errors


def test_a_url_that_is_a_feed_itself_and_one_that_is_not_there(binary):
    with documents() as (server, texts):
        texts["/feed"] = rss("Feed", "Fri, 27 Nov 2026 10:00:00 GMT")
        _, found = find(binary, server.url("/feed"))
        assert [feed["url"] for feed in found] == [server.url("/feed")]
        result, _ = find(binary, server.url("/nothing"))
        assert result.status == 1 and "404" in result.errors


def test_a_page_in_a_file_and_tables_for_the_configuration(binary, tmp_path):
    with documents() as (server, texts):
        texts["/a.rss"] = rss("A \u001b[1m title", "Fri, 27 Nov 2026 10:00:00 GMT")
        page = tmp_path / "page.html"
        page.write_text("<link rel=alternate type='application/rss+xml' href='/a.rss'>")
        result = measure([binary, "find", "--toml", "--allow-private-addresses", "--url", server.url("/"), str(page)])
        assert result.status == 0, result.report
        feedd = Feedd(binary, str(tmp_path))
        feedd.configure('[fetch]\ncontact = "a@x.test"\nallow_private_addresses = true\n' + result.output)
        assert feedd.run("check").status == 0
        assert feedd.poll().status == 0
        assert len(list(feedd.journal.records())) == 1
