"""A thousand real feeds as files: the corpus' documents in copies under names of their own."""
import concurrent.futures
import gzip
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "acceptance"))

import documents  # noqa: E402


def make_site(site, corpus, count):
    """Writes `count` documents and their compressed forms; returns their names, the number of their items and their bytes.

    Every address in a copy is rewritten, so that no item of one document is an item of another.
    """
    with open(os.path.join(corpus, "expected.jsonl")) as text:
        feeds = [json.loads(line) for line in text]
    names, items, size = [], 0, 0
    with concurrent.futures.ThreadPoolExecutor() as workers:
        writes = []
        for number in range(count):
            feed, turn = feeds[number % len(feeds)], number // len(feeds)
            with open(os.path.join(corpus, "feeds", feed["file"]), "rb") as stream:
                data = stream.read()
            if turn:
                data = documents.copy(data, turn)
            stem, extension = os.path.splitext(feed["file"])
            names.append(f"{stem}-{turn}{extension}")
            # A relative address leads to the same place in every copy, and two feeds that carry the same address bring it once.
            items += len({(item["guid"], item["url"], item["title"]) for item in feed["items"] if not turn or is_absolute(item["url"])})
            size += len(data)
            writes.append(workers.submit(write_both, os.path.join(site, names[-1]), data))
        for write in writes:
            write.result()
    return names, items, size


def is_absolute(url):
    return url is None or "://" in url


def write_both(path, data):
    with open(path, "wb") as plain:
        plain.write(data)
    with open(path + ".gz", "wb") as packed:
        packed.write(gzip.compress(data, 6, mtime=0))
