"""A configuration with errors starts nothing: every command exits 78 and names the file and each line."""
import os
import re

import pytest

SOURCE = '[[source]]\nname = "a"\nurl = "http://a.example/"\n'
BROKEN = {
    "a missing file": (None, ()),
    "no TOML": ("this is not = = toml\n", (1,)),
    "an unknown key": (SOURCE + 'intervall = "1h"\n', (4,)),
    "a bad duration": (SOURCE + 'interval = "1 fortnight"\n', (4,)),
    "a wrong type": (SOURCE + "interval = 30\n", (4,)),
    "another scheme": ('[[source]]\nname = "a"\nurl = "ftp://a.example/"\n', (3,)),
    "three errors in one file": ('[fetch]\nper_hosts = 3\n\n' + SOURCE + 'interval = "soon"\ntagz = ["x"]\n', (2, 7, 8)),
}
"""Configurations, and the lines at which they are wrong."""


@pytest.mark.parametrize("verb", ["check", "poll", "run"])
@pytest.mark.parametrize("text, lines", BROKEN.values(), ids=BROKEN)
def test_errors_are_reported_with_their_lines_and_nothing_starts(text, lines, verb, make_feedd):
    feedd = make_feedd("broken")
    if text is not None:
        feedd.configure(text)
    result = feedd.run(verb, timeout=20)
    file = os.path.basename(feedd.config)
    assert result.status == 78, result.report
    assert file in result.errors, result.report
    for line in lines:
        assert re.search(rf"{re.escape(file)}:{line}\b", result.errors), f"line {line} is not named\n{result.report}"
    assert not feedd.journal.bytes(), "it polled"
