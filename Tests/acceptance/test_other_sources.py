"""Sources that are no feeds of a server: programs, converters, mailboxes, JSON and sitemaps, beside feeds, through the daemon."""
import os
import stat
import time

import pytest

from feedd import configuration, intervals, wait_until
from servers import documents

RSS = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
ITEM = "<item><title>{0}</title><guid>{0}</guid></item>"


def feed(*titles):
    return RSS.format("".join(ITEM.format(title) for title in titles))


def program(path, text):
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def with_program(text, name, words, **more):
    """Adds a source whose document a program gives."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return text + f"\n[[source]]\nname = \"{name}\"\nexec = {words!r}\n{extra}"


def configured(make_feedd, text):
    feedd = make_feedd()
    feedd.configure(text)
    return feedd


def titles(feedd, source):
    return [record["title"] for record in feedd.journal.records() if record["_feedd"]["source"] == source]


def message(number, subject=None):
    return f"From: Ann <ann@x.test>\nSubject: {subject or number}\nMessage-ID: <{number}@x.test>\nDate: Sat, 28 Nov 2026 11:00:00 +0000\n\ntext {number}\n"


def deliver(maildir, number):
    """As a delivery agent does: written in tmp, renamed into new."""
    (maildir / "tmp" / f"{number}").write_text(message(number))
    os.rename(maildir / "tmp" / f"{number}", maildir / "new" / f"{number}.host")


@pytest.fixture
def maildir(tmp_path):
    path = tmp_path / "mail"
    for name in ("new", "cur", "tmp"):
        (path / name).mkdir(parents=True)
    return path


def test_programs_that_fail_hurt_no_other_source(make_feedd, tmp_path):
    """One that hangs, one that floods, one that dies, one that forks and stays, one that is not there."""
    good = program(tmp_path / "good", f"cat <<'X'\n{feed('a', 'b')}\nX\n")
    child = tmp_path / "child"
    text = configuration([], defaults={"timeout": '"2s"', "max_body": '"1MiB"'})
    text = with_program(text, "hangs", [program(tmp_path / "hangs", "trap '' TERM; echo waiting for the key >&2; sleep 600; sleep 600")])
    text = with_program(text, "floods", ["yes"])
    text = with_program(text, "dies", [program(tmp_path / "dies", "echo no such key >&2; exit 3")])
    text = with_program(text, "killed", [program(tmp_path / "killed", "kill -KILL $$")])
    text = with_program(text, "forks", [program(tmp_path / "forks", f"sleep 600 & echo $! > {child}; cat <<'X'\n{feed('c')}\nX\n")])
    text = with_program(text, "missing", [str(tmp_path / "missing")])
    text = with_program(text, "good", [good])
    feedd = configured(make_feedd, text)
    started = time.monotonic()
    feedd.poll(timeout=60)
    assert time.monotonic() - started < 30
    assert sorted(titles(feedd, "good")) == ["a", "b"]
    assert titles(feedd, "forks") == ["c"]
    assert not os.path.exists(f"/proc/{child.read_text().strip()}") or "Z" in open(f"/proc/{child.read_text().strip()}/stat").read()
    said = feedd.sources()
    for name, words in {
        "hangs": ("took longer than 2 s", "waiting for the key"), "floods": ("wrote more than 1 MiB",), "dies": ("exit status 3", "no such key"),
        "killed": ("signal 9",), "missing": ("is not found",),
    }.items():
        for word in words:
            assert word in said[name], f"{name}: {said[name]}"


def test_a_converter_through_the_daemon(make_feedd, tmp_path):
    with documents() as (server, texts):
        texts["/list"] = "a\nb\n"
        lines = "while read -r t; do printf '<item><title>%s</title><guid>%s</guid></item>' \"$t\" \"$t\"; done"
        convert = program(tmp_path / "convert", "printf '<rss version=\"2.0\"><channel>'\n" + lines + "\nprintf '</channel></rss>'\n")
        feedd = configured(make_feedd, configuration([("list", server.url("/list"), {"convert": f"['{convert}']"})]))
        assert feedd.poll().status == 0
        assert sorted(titles(feedd, "list")) == ["a", "b"]
        texts["/list"] = "a\nb\nc\n"
        assert feedd.poll().status == 0
        assert sorted(titles(feedd, "list")) == ["a", "b", "c"]


def test_a_mailbox_through_the_daemon(make_feedd, maildir, interval):
    for number in range(3):
        deliver(maildir, number)
    feedd = configured(make_feedd, configuration([("letters", f"maildir:{maildir}")], defaults=intervals(interval)))
    with feedd.daemon():
        assert wait_until(lambda: sorted(titles(feedd, "letters")) == ["0", "1", "2"], 30)
        deliver(maildir, 3)
        # A reader marks a message as read, which is no new message.
        os.rename(maildir / "new" / "0.host", maildir / "cur" / "0.host:2,S")
        assert wait_until(lambda: "3" in titles(feedd, "letters"), 30)
    assert sorted(titles(feedd, "letters")) == ["0", "1", "2", "3"]
    assert sorted(os.listdir(maildir / "new")) == ["1.host", "2.host", "3.host"], "messages are never changed"
    # A mailbox that is gone is a failure, and nothing is forgotten.
    os.rename(maildir, str(maildir) + ".away")
    assert feedd.poll().status == 1
    os.rename(str(maildir) + ".away", maildir)
    assert feedd.poll().status == 0
    assert sorted(titles(feedd, "letters")) == ["0", "1", "2", "3"]


def test_json_and_sitemaps(make_feedd):
    with documents() as (server, texts):
        texts["/api"] = '{"data":[{"name":"one","u":"/1"},{"name":"two","u":"/2"}]}'
        texts["/sitemap.xml"] = f"<urlset><url><loc>{server.url('/p')}</loc></url></urlset>"
        feedd = configured(make_feedd, configuration([
            ("api", server.url("/api"), {"json": '{ items = "data", title = "name", link = "u" }'}),
            ("map", server.url("/sitemap.xml"), {"page": '"sitemap"'}),
        ]))
        assert feedd.poll().status == 0
        assert sorted(titles(feedd, "api")) == ["one", "two"]
        assert [record["url"] for record in feedd.journal.records() if record["_feedd"]["source"] == "map"] == [server.url("/p")]
        texts["/api"] = '{"data":{}}'
        feedd.poll()
        texts["/api"] = '{"message":"moved"}'
        assert feedd.poll().status == 1
        assert "there is no array at 'data'" in feedd.sources()["api"]


def test_kills_with_programs_and_mailboxes(make_feedd, maildir, tmp_path, quick):
    """Whatever moment feedd is killed at, each message and each item of a program is journaled once."""
    numbers = tmp_path / "numbers"
    numbers.write_text("")
    lines = f"while read -r t; do printf '<item><title>%s</title><guid>%s</guid></item>' \"$t\" \"$t\"; done < {numbers}"
    made = program(tmp_path / "made", "printf '<rss version=\"2.0\"><channel>'\n" + lines + "\nprintf '</channel></rss>'\n")
    feedd = configured(make_feedd, with_program(configuration([("letters", f"maildir:{maildir}")]), "made", [made]))
    rounds = 10 if quick else 40
    for number in range(rounds):
        deliver(maildir, number)
        with open(numbers, "a") as out:
            out.write(f"{number}\n")
        feedd.run_and_kill("poll", 0.02 + 0.4 * number / rounds)
    assert feedd.poll().status == 0
    wanted = sorted(str(number) for number in range(rounds))
    assert sorted(titles(feedd, "letters")) == wanted
    assert sorted(titles(feedd, "made")) == wanted
