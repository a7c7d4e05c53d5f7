"""Reads the journal as any other program would, and judges it: each line must be a JSON Feed 1.1 item with the members that feedd adds."""
import contextlib
import glob
import json
import os
import re


class Journal:
    """The journal's directory."""

    def __init__(self, directory):
        self.directory = directory

    @property
    def live(self):
        return os.path.join(self.directory, "feedd.jsonl")

    def segments(self):
        """The paths of closed segments, oldest first, and of the live one."""
        return [*sorted(glob.glob(os.path.join(glob.escape(self.directory), "feedd-" + "[0-9]" * 20 + ".jsonl"))), self.live]

    def bytes(self):
        data = b""
        for path in self.segments():
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), open(path, "rb") as text:
                data += text.read()
        return data

    def size(self):
        size = 0
        for path in self.segments():
            with contextlib.suppress(OSError):
                size += os.stat(path).st_size
        return size

    def torn(self):
        """The names of the files that recovery cut off and set aside."""
        return [name for name in os.listdir(self.directory) if ".torn-" in name] if os.path.isdir(self.directory) else []

    def records(self):
        return records(self.bytes())


class History:
    """All records that a feedd ever wrote, wherever their files are by now."""

    def __init__(self):
        self.lines = {}

    def add(self, data):
        """Takes in the lines of a journal. A `seq` that is known must stand before the same bytes as before."""
        for line in data.splitlines(keepends=True):
            seq = json.loads(line)["_feedd"]["seq"]
            known = self.lines.setdefault(seq, line)
            assert known == line, f"seq {seq} was given out twice:\n{known[:200]}\n{line[:200]}"

    def assert_valid(self):
        """Numbered from 1 without a gap, and no (key, revision) twice."""
        assert_valid(self.bytes())

    def bytes(self):
        return b"".join(self.lines[seq] for seq in sorted(self.lines))

    def records(self, after=0):
        return [json.loads(self.lines[seq]) for seq in sorted(self.lines) if seq > after]

    @property
    def last(self):
        return max(self.lines, default=0)


def records(data):
    """The records of all whole lines that are JSON. Of a repeated member (which `faults` reports) the first counts."""
    found = []
    for line in data.split(b"\n"):
        if line:
            with contextlib.suppress(ValueError):
                found.append(json.loads(line, object_pairs_hook=lambda pairs: dict(reversed(pairs))))
    return found


def content(record):
    """What makes two records of different journals the same: their source and their content, not their place and time."""
    head = record["_feedd"]
    return (head["source"], head.get("guid") or record["id"], record.get("url"), record.get("title"), record.get("content_text"))


def guids(found):
    return [record["_feedd"].get("guid") for record in found]


# --- Assertions ---------------------------------------------------------------------------------------------------------------------------

def assert_valid(data, first=1):
    """Fails unless every line is a valid record, numbered from `first` without a gap."""
    wrong = faults(data, first)
    assert not wrong, f"the journal has {len(wrong)} faults:\n" + "\n".join(wrong[:30])


def assert_same_items(journal, expected):
    """Fails unless a journal has the same items as `expected`, an undisturbed journal, each exactly once and none as an update."""
    got, want = [content(r) for r in journal.records()], [content(r) for r in expected.records()]
    missing, surplus = sorted(set(want) - set(got)), sorted(set(got) - set(want))
    assert not missing, f"{len(missing)} items are lost:\n" + "\n".join(map(str, missing[:10]))
    assert not surplus, f"{len(surplus)} records are of no item:\n" + "\n".join(map(str, surplus[:10]))
    assert len(got) == len(set(got)), f"{len(got) - len(set(got))} items are in the journal twice"
    updates = [content(r) for r in journal.records() if r["_feedd"]["op"] != "new"]
    assert not updates, f"{len(updates)} items came again as updates:\n" + "\n".join(map(str, updates[:10]))


def assert_each_once(journal, expected):
    """Fails unless the journal is valid and has each of the expected guids exactly once."""
    assert_valid(journal.bytes())
    got = [str(guid) for guid in guids(journal.records())]
    twice = sorted({guid for guid in got if got.count(guid) > 1})
    missing, surplus = sorted(set(expected) - set(got)), sorted(set(got) - set(expected))
    assert not (missing or surplus or twice), f"missing {missing[:10]}, too many {surplus[:10]}, twice {twice[:10]}"


# --- The judge ----------------------------------------------------------------------------------------------------------------------------

RFC3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
RELATIVE_REFERENCE = re.compile(r"""<(?:a|img|video|audio|source|iframe)\s[^<>]*?\b(?:href|src)\s*=\s*["'](?!#|[A-Za-z][A-Za-z0-9+.-]*:)([^"']*)["']""")
RAW_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
STRINGS = ("id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified",
           "language")


def faults(data, first=1):
    """What is wrong with a journal's bytes. Each line must be a JSON Feed 1.1 item with a `_feedd` that README describes, `seq` counting up from `first`
    without a gap, and no (key, revision) may be there twice.
    """
    found = []
    if data and not data.endswith(b"\n"):
        found.append("the last line has no end")
    seen = set()
    for number, line in enumerate(data.split(b"\n")[:-1], start=first):
        for fault in record_faults(line, number, seen):
            found.append(f"record {number}: {fault}: {line[:160].decode('utf-8', 'replace')}")
    return found


def record_faults(line, number, seen):
    """What is wrong with one line; `seen` gathers the (key, revision) pairs."""
    try:
        text = line.decode("utf-8")
        record = json.loads(text, object_pairs_hook=members)
    except (ValueError, RecursionError) as error:
        yield f"not JSON: {error}"
        return
    if RAW_CONTROL.search(text):
        yield "a raw control character"
    if not line.startswith(b'{"_feedd":{'):
        yield "_feedd is not first"
    head = record.get("_feedd", {})
    if head.get("seq") != number:
        yield f"seq is {head.get('seq')}, not {number}"
    if not RFC3339_UTC.fullmatch(str(head.get("at"))):
        yield f"at is {head.get('at')!r}"
    if head.get("op") not in ("new", "update"):
        yield f"op is {head.get('op')!r}"
    for key, form in (("key", r"[0-9a-f]{32}"), ("version", r"[0-9a-f]{16}")):
        if not re.fullmatch(form, str(head.get(key))):
            yield f"{key} is {head.get(key)!r}"
    if not isinstance(head.get("revision"), int) or (head["revision"] == 1) != (head.get("op") == "new"):
        yield f"revision is {head.get('revision')!r} with op {head.get('op')!r}"
    if not isinstance(head.get("source"), str) or not head["source"]:
        yield "no source"
    once = (head.get("key"), head.get("revision"))
    if once in seen:
        yield f"key and revision {once} again"
    seen.add(once)
    yield from item_faults(record)


def item_faults(item):
    """What is wrong with a record as a JSON Feed item."""
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield f"id is {item.get('id')!r}"
    if not isinstance(item.get("content_text"), str):
        yield "no content_text"
    for key in STRINGS:
        if key in item and not isinstance(item[key], str):
            yield f"{key} is {item[key]!r}"
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item and not ABSOLUTE.match(str(item[key])):
            yield f"{key} is not absolute: {item[key]!r}"
    for key in ("date_published", "date_modified"):
        if key in item and not RFC3339_UTC.fullmatch(str(item[key])):
            yield f"{key} is {item[key]!r}"
    for attachment in item.get("attachments", []):
        if not ABSOLUTE.match(str(attachment.get("url"))) or not re.match(r"[^/\s]+/[^/\s]+", str(attachment.get("mime_type"))):
            yield f"attachment {attachment!r}"
        for key in ("size_in_bytes", "duration_in_seconds"):
            if key in attachment and (isinstance(attachment[key], bool) or not isinstance(attachment[key], (int, float))):
                yield f"attachment's {key} is {attachment[key]!r}"
    for author in item.get("authors", []):
        if not isinstance(author, dict) or not ({"name", "url", "avatar"} & author.keys()):
            yield f"author {author!r}"
        elif "url" in author and not ABSOLUTE.match(author["url"]):
            yield f"author's url {author['url']!r}"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
        yield f"tags {item['tags']!r}"
    markup = item.get("content_html") or ""
    if isinstance(markup, str):
        if re.search(r"<script\b", markup, re.I):
            yield "a script in content_html"
        if relative := RELATIVE_REFERENCE.search(markup):
            yield f"a relative reference in content_html: {relative[1][:80]!r}"
    for path in nulls(item):
        yield f"null at {path}"


def members(pairs):
    """Makes an object for `json.loads` and refuses repeated members."""
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError(f"a member twice among {[k for k, _ in pairs]}")
    return out


def nulls(value, path="."):
    """The paths of all null values."""
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from nulls(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from nulls(inner, f"{path}{index}.")


