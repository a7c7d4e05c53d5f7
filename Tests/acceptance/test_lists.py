"""A web page without a feed is followed through the daemon: items appear, move to the second page, change and vanish, their relative dates age, the template changes."""
from feedd import configuration, intervals, wait_until
from servers import FeedServer

RULES = """{ item = "li.news", title = ["h3", "a"], link = "a@href", date = ".date", next = "a[rel=next]@href", pages = 2 }"""


class NewsSite:
    """A list on two pages. Each item is its number, its title and the text of its date."""
    first, second, item_class, is_forbidden = [], [], "news", False

    def page(self, items, more=""):
        rows = "".join(
            f'<li class="{self.item_class}"><h3><a href="/{number}">{title}</a></h3><span class="date">{date}</span><a class="share" href="/share?u={number}">Share</a></li>'
            for number, title, date in items)
        return f'<!DOCTYPE html><html><head><title>Press</title></head><body><nav><a href="/">Home</a></nav><ul>{rows}</ul>{more}</body></html>'.encode()

    def document(self, path):
        if path == "/robots.txt":
            return b"User-agent: *\nDisallow: /press\n" if self.is_forbidden else None
        if path == "/press":
            return self.page(self.first, '<a rel="next" href="/press?page=2">Older</a>')
        if path == "/press?page=2":
            return self.page(self.second)
        return None


def test_a_list_is_followed_through_the_daemon(make_feedd, interval):
    """Each item is journaled once, an update where its title changes, with the date that it had first; a changed template and a robots.txt that forbids the page are said."""
    feedd, site = make_feedd(), NewsSite()
    site.first, site.second = [(3, "Third item", "2 hours ago"), (2, "Second item", "5 November 2026")], [(1, "First item", "4 November 2026")]

    def titles():
        return [(record["_feedd"]["op"], record["title"]) for record in feedd.journal.records()]

    with FeedServer(site.document) as server:
        feedd.configure(configuration([("press", server.url("/press"), {"page": RULES})], defaults=intervals(interval)))
        assert feedd.run("check").status == 0
        with feedd.daemon() as daemon:
            assert wait_until(lambda: len(titles()) == 3, 20), daemon.log_tail
            assert sorted(title for _, title in titles()) == ["First item", "Second item", "Third item"]
            dates = {record["title"]: record["date_published"] for record in feedd.journal.records()}
            assert dates["Second item"] == "2026-11-05T00:00:00Z"
            assert {record["url"] for record in feedd.journal.records()} == {server.url(f"/{number}") for number in (1, 2, 3)}

            # A new item moves another to the second page, from which one vanishes; the relative date ages, and its item is renamed.
            site.first, site.second = [(4, "Fourth item", "1 minute ago"), (3, "Third item, corrected", "3 hours ago")], [(2, "Second item", "5 November 2026")]
            assert wait_until(lambda: len(titles()) == 5, interval + 20), daemon.log_tail
            assert sorted(titles()[3:]) == [("new", "Fourth item"), ("update", "Third item, corrected")]
            corrected = next(record for record in feedd.journal.records() if record["title"] == "Third item, corrected")
            assert corrected["date_published"] == dates["Third item"], "the date first seen is kept"

            # The template changes.
            site.item_class = "story"
            said = 'item = "li.news" matches 0 elements, "li" would match 2'
            assert wait_until(lambda: said in feedd.sources()["press"], interval + 20), feedd.sources()
            site.item_class = "news"
            assert wait_until(lambda: said not in feedd.sources()["press"], 2 * interval + 40), feedd.sources()
            assert len(titles()) == 5, "what was there before the change is nothing new after it"
            assert daemon.terminate()[0] == 0


def test_robots_txt_binds_lists(make_feedd):
    feedd, site = make_feedd(), NewsSite()
    site.first, site.is_forbidden = [(1, "First item", "4 November 2026")], True
    with FeedServer(site.document) as server:
        feedd.configure(configuration([("press", server.url("/press"), {"page": RULES})]))
        assert feedd.poll().status == 1
        assert "robots.txt of 127.0.0.1 forbids it" in feedd.sources()["press"]
        assert not server.seen(path="/press")


def test_a_mistake_in_a_selector_is_located(make_feedd):
    feedd = make_feedd()
    feedd.configure(configuration([("press", "https://example.org/press", {"page": '{ item = "li:eq(2)" }'})]))
    check = feedd.run("check")
    assert check.status == 78
    assert "':eq' is no pseudo-class of CSS, but one of jQuery: write :nth-of-type(3)" in check.errors
