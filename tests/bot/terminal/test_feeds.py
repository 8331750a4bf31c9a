"""`feeds` and `watch` from the command line."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.terminal import app
from index.errors import FetchError
from index.fetching import Known
from index.subscriptions import Store
from index.subscriptions.store import Seen, Subscription
from prompts import message

URL, OTHER = "https://journal.example/flux", "https://autre.example/flux"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home that follows one feed, whose last visit failed."""
    with Store.open(tmp_path) as store:
        store.add(URL, "Journal [b]de Sarège", 1_700_000_000)
        due = int(time.time()) + 86_400
        failed = Subscription(URL, "Journal [b]de Sarège", 0, Known(), None, due, 1, "réponse 500", 3)
        store.visited(failed, (), now=1_700_000_000)
    return tmp_path


def run(*words: str) -> int:
    """Run one command."""
    return app.run(words)


def test_the_list_says_what_came_of_each_feed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For people its title, address and why it fails; for scripts everything."""
    assert run("feeds", "list", "--home", str(home)) == 0
    shown = capsys.readouterr().out
    assert "Journal [b]de Sarège" in shown
    assert URL in shown
    assert "réponse 500" in shown
    assert run("feeds", "list", "--home", str(home), "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["url"], row["failures"], row["error"]) == (URL, 1, "réponse 500")


def test_the_list_names_pages_that_are_tried_no_more(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is dropped in silence: their addresses can be added by hand."""
    with Store.open(home) as store:
        entries = {"https://journal.example/a": Seen("m", 5), "https://journal.example/b": Seen("m", 1, 9)}
        store.met(URL, entries | {"https://journal.example/c": Seen("m")}, 1, 1_700_000_000)
    assert run("feeds", "list", "--home", str(home)) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "seront réessayées : 1." in shown
    assert "après trop d’échecs : 1." in shown
    assert "verbatim feeds retry" in shown
    assert shown.count("https://journal.example/a") == 1
    assert "https://journal.example/b" not in shown
    assert run("feeds", "list", "--home", str(home), "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert [(u["url"][-1], u["failures"], u["due"] is None) for u in row["unread"]] == [
        ("a", 5, True),
        ("b", 1, False),
    ]


def test_pages_are_tried_again_when_somebody_asks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the feeds that are named, in any spelling, else all; the next visit is due at once."""
    with Store.open(home) as store:
        store.add(OTHER, None, 1_700_000_000)
        store.met(URL, {"journal.example/a": Seen("m", 8), "journal.example/b": Seen("m", 1, 9)}, 0, 9)
        store.met(OTHER, {"autre.example/a": Seen("m", 8), "autre.example/b": Seen("m")}, 0, 9)
    named = ("feeds", "retry", "autre.example/flux/", "https://x.example/", "--home", str(home))
    assert run(*named, "--json") == 1
    out = capsys.readouterr()
    assert json.loads(out.out) == {"pages": 1, "unknown": ["https://x.example/"]}
    assert "https://x.example/" in out.err
    with Store.open(home) as store:
        assert [(f.url, len([u for u in f.unread if u.due is None])) for f in store.all()] == [
            (OTHER, 0),
            (URL, 1),
        ]
    assert run("feeds", "retry", "--home", str(home)) == 0
    assert capsys.readouterr().out.startswith("3 pages seront redemandées")
    with Store.open(home) as store:
        assert all(u.due for f in store.all() for u in f.unread)
        assert {f.url for f in store.due(int(time.time()))} == {OTHER, URL}


def test_nothing_is_to_be_tried_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, and nothing is made by asking."""
    for language, told in (("fr", "Aucune page"), ("en", "No page")):
        assert run("feeds", "retry", "--home", str(tmp_path / "none"), "--language", language) == 0
        assert told in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_reasons_are_in_the_readers_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are kept with a feed, those of an address, and errors that end a command."""
    with Store.open(tmp_path) as store:
        store.add(URL, "Journal", 1)
        error = str(FetchError(message("fetching.status", "fr", status=410)))
        store.visited(Subscription(URL, None, 0, Known(), None, 9, 1, error, 0), (), now=2)
    for language, word in (("en", message("fetching.status", "en", status=410)), ("fr", error)):
        for form in ((), ("--json",)):
            run("feeds", "list", "--home", str(tmp_path), "--language", language, *form)
            assert word in " ".join(capsys.readouterr().out.split())
    for command in (("feeds", "add"), ("add",)):
        run(*command, "http://10.0.0.1/flux", "--home", str(tmp_path / "h"), "--language", "en")
        shown = capsys.readouterr()
        assert message("fetching.private", "en") in " ".join((shown.out + shown.err).split())
    assert run("speakers", "--home", str(tmp_path / "none"), "--language", "en") == 1
    assert "No articles" in capsys.readouterr().err


def test_a_home_without_feeds_says_how_to_add_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made by looking."""
    assert run("feeds", "list", "--home", str(tmp_path / "none")) == 0
    assert "verbatim feeds add" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_a_feed_that_is_removed_is_gone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that was not there is an error, and the others are removed all the same."""
    assert run("feeds", "remove", URL, "https://x.example/", "--home", str(home), "--json") == 1
    out = capsys.readouterr()
    assert json.loads(out.out) == {"removed": [URL], "unknown": ["https://x.example/"]}
    assert "https://x.example/" in out.err


def test_a_feed_is_removed_by_any_spelling_of_its_address(home: Path) -> None:
    """People copy addresses with or without "https://" and the final slash."""
    assert run("feeds", "remove", "www.journal.example/flux/", "--home", str(home)) == 0
    with Store.open(home) as store:
        assert store.all() == []


def test_what_cannot_be_followed_is_told_to_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its reason, among those that are followed."""
    assert run("feeds", "add", "http://10.0.0.1/flux", "--home", str(tmp_path), "--json") == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["url"], row["added"], bool(row["error"])) == ("http://10.0.0.1/flux", False, True)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/flux", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd", "http://localhost:1/"],
)
def test_an_address_that_is_no_public_page_is_never_followed(
    tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same guard as for articles; the reason stands on stderr."""
    assert run("feeds", "add", address, "--home", str(tmp_path)) == 1
    assert address in capsys.readouterr().err
    with Store.open(tmp_path) as store:
        assert store.all() == []


def test_a_visit_of_what_is_due_ends(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is due here, so that nothing is asked."""
    assert run("watch", "--once", "--home", str(home), "--json") == 0
    assert json.loads(capsys.readouterr().out) == dict.fromkeys(
        ("visited", "failed", "added", "updated", "refused"), 0
    )


def test_an_interval_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names the setting and what it takes."""
    monkeypatch.setenv("WATCH_EVERY", "souvent")
    assert run("watch", "--home", str(tmp_path)) == 2
    assert re.search("WATCH_EVERY.*1440", capsys.readouterr().err)


def test_watching_ends_when_it_is_asked_to(home: Path, environment: dict[str, str]) -> None:
    """SIGTERM ends it with status 0 within seconds; what it said is lines, each once."""
    command = [sys.executable, "-m", "bot", "watch", "--home", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline()]
        while "Flux suivis" not in lines[-1]:
            assert lines[-1], lines
            lines.append(process.stderr.readline())
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(20) == 0
    assert time.monotonic() - begun < 10
    assert "Flux suivis" not in rest
    assert "Arrêté" in rest


def test_watching_no_feed_says_how_to_add_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A visit of nothing is told as such, not as a count of zeros."""
    assert run("watch", "--once", "--home", str(tmp_path)) == 0
    assert "verbatim feeds add" in capsys.readouterr().out
