"""A site whose feeds have teasers and whose pages have the articles."""
import time

from invented import item, rss, stable_hash


class TeaserSite:
    """Feeds with `count` teasers each. A page takes a moment, and a tenth of the pages do not exist. `server` is the FeedServer that serves it."""

    def __init__(self, names, count=1):
        self.names, self.count, self.server = names, count, None

    def document(self, path):
        parts = path.strip("/").split("/")
        if parts[0] in self.names and len(parts) == 1:
            return rss(parts[0], [self.teaser(parts[0], number) for number in range(self.count, 0, -1)])
        if parts[0] == "page":
            return self.page(parts[1], int(parts[2]))
        return None

    def teaser(self, feed, number):
        guid, _, title, text = item(feed, number, words=12)
        return guid, self.server.url(f"/page/{feed}/{number}"), title, text

    def page(self, feed, number):
        time.sleep(0.02 + 0.06 * (stable_hash(f"{feed}/{number}") % 10) / 10)
        if self.is_missing(feed, number):
            return None
        _, _, title, text = item(feed, number, words=12)
        paragraphs = "".join(f"<p>{text} {sentence(feed, number, place)}</p>\n" for place in range(4))
        return (f"<!DOCTYPE html><html><head><title>{title} | Example</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
                f"<article><h1>{title}</h1>\n{paragraphs}</article><footer>Copyright Example</footer></body></html>").encode()

    def is_missing(self, feed, number):
        return stable_hash(f"missing/{feed}/{number}") % 10 == 0

    @property
    def missing_pages(self):
        """How many of the items have no page."""
        return sum(self.is_missing(name, number) for name in self.names for number in range(1, self.count + 1))


LAST_PARAGRAPH = "In paragraph 3"
"""What only the text of an article has."""


def sentence(feed, number, place):
    words = " ".join(f"further{(stable_hash(f'{feed}{place}') + number * 7919 + k * 104729) % 99991}" for k in range(25))
    return f"In paragraph {place} the story goes on, and it says {words}."
