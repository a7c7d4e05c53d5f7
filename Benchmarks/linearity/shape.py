"""A family of documents that differ in one count alone, which whoever publishes a document chooses."""

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Shape:
    """`make(k, step)` is the document of size `k`, for `step` bytes at size 1; `command` is how feedd reads it."""

    name: str
    make: Callable[[int, int], bytes]
    command: str = "parse"
    suffix: str = "xml"


def encoded(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def repeated(piece, before="", after="", tail=None):
    """Documents with `piece(i)` as often as fits; `tail` is repeated after them, the innermost first."""
    one = piece(12345) + (tail(12345) if tail else "")
    cost = len(encoded(one))

    def make(k, step):
        count = max(1, step * k // cost)
        body = "".join(map(piece, range(count)))
        if tail:
            body += "".join(map(tail, reversed(range(count))))
        return encoded(before + body + after)

    return make


def product(make):
    """Documents in which two counts grow at once; `make(a, b)` gets both, each of half the document's bytes."""
    return lambda k, step: encoded(make(step * k // 2, step * k // 2))
