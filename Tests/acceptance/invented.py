"""Invented feeds and items that are the same in every run."""
import html


def rss(title, items, head=""):
    """An RSS 2.0 document; items are (guid, url, title, text)."""
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{html.escape(title)}</title>{head}\n']
    for guid, url, name, text in items:
        parts.append(f'<item><guid isPermaLink="false">{html.escape(guid)}</guid><link>{html.escape(url)}</link><title>{html.escape(name)}</title>'
                     f"<description>{html.escape(text)}</description></item>\n")
    parts.append("</channel></rss>\n")
    return "".join(parts).encode()


def item(feed, number, words=60):
    """An item as (guid, url, title, text): always the same for one number of a feed, and unlike that of every other number and feed."""
    body = " ".join(f"word{(number * 7919 + k * 104729 + stable_hash(feed)) % 99991}" for k in range(words))
    return (f"{feed}-{number}", f"http://{feed}.example/{number}", f"{feed} reports number {number}", f"Item {number} of {feed}. {body}")


def feed(name, count, words=60):
    """An RSS document with the items 1 to `count`, the newest first."""
    return rss(name, [item(name, number, words) for number in range(count, 0, -1)])


def stable_hash(text):
    """A small hash that is the same in every run, as Python's own is not."""
    value = 0
    for byte in text.encode():
        value = (value * 131 + byte) % 1_000_003
    return value


class GrowingSite:
    """Feeds that all have `count` items; setting it publishes more."""

    def __init__(self, names, count=1, words=60):
        self.names, self.count, self.words = names, count, words

    def document(self, path):
        name = path.strip("/")
        return feed(name, self.count, self.words) if name in self.names else None

    @property
    def guids(self):
        return {f"{name}-{number}" for name in self.names for number in range(1, self.count + 1)}
