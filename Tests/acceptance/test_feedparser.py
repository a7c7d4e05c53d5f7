"""What feedd reads from real feeds is what feedparser reads, or differs for a reason."""
import collections
import os

import pytest

pytest.importorskip("feedparser", reason="feedparser is not installed (Debian's package python3-feedparser)")

from compare_feedparser import KINDS, compare, kind_of  # noqa: E402


@pytest.fixture(scope="module")
def differences(binary, corpus):
    return list(compare(binary, os.path.join(corpus, "feeds")))


def test_every_difference_from_feedparser_is_explained(differences):
    """The kinds of difference are those of compare_feedparser.py; a difference of no kind is a fault of feedd's, or needs a reason."""
    kinds = collections.Counter(kind.name if (kind := kind_of(difference)) else None for difference in differences)
    print("\n".join(f"{count:6} {name}" for name, count in kinds.most_common()))
    unexplained = [difference for difference in differences if not kind_of(difference)]
    assert not unexplained, f"{len(unexplained)} differences:\n" + "\n".join(map(str, unexplained[:40]))


def test_every_kind_has_a_reason_and_a_name_of_its_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.reason.endswith(".") and kind.fields for kind in KINDS)
