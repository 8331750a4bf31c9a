"""An archive read again by another grammar, killed wherever it may be, ends as one that was left alone."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from index.archive import Archive
from index.derive import entry
from index.news import Article
from index.reread import reread
from tests.index import crash_child
from tests.index.conftest import left_to_settle

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["crash_child"])
ARTICLES = 150  # three commits
LEDGER = (
    "SELECT article, grammar FROM readings",
    "SELECT id, article, who, by_date, speaker, role, kind, fragments, start, end, said_on FROM statements",
    *(
        f"SELECT * FROM {table}"
        for table in ("terms", "sightings", "naming", "speakers", "aliases", "surnames")
    ),
    "SELECT * FROM roles",
)  # keys aside, which another order of writing changes


def text(number: int) -> str:
    """Return the text of one article: a full name, a surname alone, an office alone, by turns."""
    who = ("Odile Tarvane, maire de Merrane", "Mme Tarvane", "le maire de Merrane", "M. Desmar")[number % 4]
    return f"Le conseil de Merrane s'est réuni.\n\n« Le port {number} restera ouvert », a déclaré {who}."


@pytest.fixture(scope="module")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home whose articles were read by a grammar of before, which found other things."""
    home = tmp_path_factory.mktemp("outdated") / "home"
    with Archive.open(home, create=True) as archive:
        articles = [Article(f"a{n}", text(n), f"/a{n}", published="2031-04-02") for n in range(ARTICLES)]
        archive.store([entry(article, b"raw") for article in articles])
        archive.settle()
    with sqlite3.connect(home / "archive.db") as connection:
        connection.execute("UPDATE readings SET grammar = grammar - 1")
        connection.execute("UPDATE statements SET speaker = 'Paul Astier', cue = 'dit'")
        connection.execute("DELETE FROM statements WHERE key % 3 = 0")
        connection.execute("UPDATE sightings SET name = 'Paul Astier' WHERE name = 'Odile Tarvane'")
    connection.close()
    return home


def ledger(home: Path) -> list[list[tuple[object, ...]]]:
    """Return all that is kept of who said what."""
    connection = sqlite3.connect(home / "archive.db")
    found = [sorted(connection.execute(query), key=repr) for query in LEDGER]
    connection.close()
    return found


def said(log: Path) -> list[str]:
    """Return what a child has said."""
    return log.read_text().split() if log.exists() else []


def killed(home: Path, log: Path, chance: random.Random) -> int:
    """Start a child, kill it a moment after something it says; return how many articles it said were read."""
    child = _PROCESSES.Process(target=crash_child.read_again, args=(home, log))
    before, wanted = len(said(log)), chance.randint(1, 3)
    child.start()
    until = time.monotonic() + 120
    while len(said(log)) - before < wanted and child.is_alive():
        assert time.monotonic() < until
        time.sleep(0.001)
    time.sleep(chance.random() * 0.2)
    child.kill()
    child.join()
    return max((int(word) for word in said(log)[before:]), default=0)


def test_kills_lose_and_double_nothing(outdated: Path, tmp_path: Path) -> None:
    """What was said read stays read, the rest is read later, and the ledger is that of one run."""
    alone, home, log = tmp_path / "alone", tmp_path / "home", tmp_path / "log"
    shutil.copytree(outdated, alone)
    shutil.copytree(outdated, home)
    with Archive.open(alone) as archive:
        reread(archive)
    assert ledger(alone) != ledger(outdated)

    chance, waiting, kills = random.Random(4), ARTICLES, 0
    while waiting and kills < 20:
        read = killed(home, log, chance)
        kills += 1
        with Archive.open(home) as archive:
            assert archive.count_unread() <= waiting - read
            waiting = archive.count_unread()
    with Archive.open(home) as archive:
        reread(archive)
        assert (archive.count_unread(), left_to_settle(archive)) == (0, [])
    assert kills > 1
    assert ledger(home) == ledger(alone)


def test_reading_again_twice_changes_nothing(outdated: Path, tmp_path: Path) -> None:
    """What this grammar has read is not read again."""
    home = tmp_path / "home"
    shutil.copytree(outdated, home)
    seen: list[int] = []
    with Archive.open(home) as archive:
        assert reread(archive, progress=lambda phase, done: seen.append(done)) > 0
        assert reread(archive) == 0
    assert seen == [64, 128, 150]
