"""index/ledger/said/tellings.py: the lists that settling keeps say what the statements themselves say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from index.archive import Archive
from index.derive import entry
from index.ledger import Ledger
from index.ledger.asked import Asked
from index.ledger.stored.connection import FILE
from index.news import Article
from tests.index.conftest import left_to_settle
from tests.index.ledger.conftest import Printed

WORDS = "Nous avons tenu notre parole et le port de Merrane rouvrira avant l'été"
QUOTED = f"« {WORDS} », a déclaré Odile Tarvane, maire de Merrane."
GAS = "« Le gaz coûte beaucoup trop cher cet hiver », a affirmé Odile Tarvane, maire de Merrane."
REPORTED = "Odile Tarvane a affirmé que le budget de la ville serait voté en juin."


@pytest.fixture
def corpus(printed: Printed) -> None:
    """Store three reports of the same words, one of them weeks later, and other words."""
    printed("port", f"Le port de Merrane rouvre.\n\n{QUOTED}", published="2031-04-02")
    printed("copie", f"Merrane respire.\n\n{QUOTED}", published="2031-04-04")
    printed("rappel", f"Retour à Merrane.\n\n{QUOTED}", published="2031-05-20")
    printed("gaz", f"L'hiver sera rude.\n\n{GAS}\n\n{REPORTED}", published="2032-01-10")
    printed("sans", "« Le dossier est clos », a indiqué Ilan Desmar, juge de Merrane.")


ASKED = [
    Asked("Odile Tarvane"),
    Asked("Odile Tarvane", kind="direct"),
    Asked("Odile Tarvane", kind="indirect"),
    Asked("Odile Tarvane", since="2031-04-03"),
    Asked("Odile Tarvane", until="2031-12-31"),
    Asked("Odile Tarvane", since="2031-05-01", until="2031-05-31", kind="direct"),
    Asked("Odile Tarvane", first=1, most=2),
    Asked("Odile Tarvane", first=3, most=5),
    Asked("Odile Tarvane", first=9, most=5),
    Asked("Odile Tarvane", most=0),
    Asked("Odile Tarvane", "gaz"),
    Asked("Odile Tarvane", "le port", most=1),
    Asked("Odile Tarvane", "Merrane", since="2031-05-01", kind="direct"),
    Asked("Odile Tarvane", "budget", beside=1),
    Asked("Odile Tarvane", "la lune"),
    Asked("Odile Tarvane", "de", first=1, most=2),
    Asked("la maire de Merrane", most=2),
    Asked("Ilan Desmar"),
    Asked("Ilan Desmar", since="2031-01-01"),
    Asked("Ilan Desmarre", most=1),
]


@pytest.fixture
def unsettled(archive: Archive) -> Iterator[None]:
    """Leave a note that something is not settled yet, as while articles come in."""
    with closing(sqlite3.connect(archive.home / FILE)) as connection, connection:
        connection.execute("INSERT INTO unsettled (article, name, type) VALUES (1, '', '')")
    yield
    archive.settle()
    assert left_to_settle(archive) == []


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_lists_say_what_the_statements_say(
    asked: Asked, corpus: None, archive: Archive, request: pytest.FixtureRequest
) -> None:
    """Settled or not, the same question has the same answer; only the time differs."""
    with Ledger.open(archive.home) as ledger:
        listed = ledger.said(asked)
    request.getfixturevalue("unsettled")
    with Ledger.open(archive.home) as ledger:
        assert ledger.said(asked) == listed


def test_the_same_words_are_listed_once(corpus: None, archive: Archive) -> None:
    """Reports a few days apart are one statement with its witnesses; weeks later it is another one."""
    with Ledger.open(archive.home) as ledger:
        found = ledger.said(Asked("Odile Tarvane"))
    assert [(t.article.id, len(t.witnesses)) for t in found.told if WORDS in t.statement.content.text] == [
        ("rappel", 1),
        ("port", 2),
    ]
    assert (found.count, found.years, found.kinds) == (4, ("2032", "2031"), {"direct", "indirect"})


def test_a_page_is_a_part_of_the_whole(corpus: None, archive: Archive) -> None:
    """Pages put together are the list, and each tells how many there are."""
    with Ledger.open(archive.home) as ledger:
        whole = ledger.said(Asked("Odile Tarvane"))
        pages = [ledger.said(Asked("Odile Tarvane", first=at, most=1)) for at in range(4)]
        on_topic = ledger.said(Asked("Odile Tarvane", "gaz", most=1))
    assert [p.told[0] for p in pages] == list(whole.told)
    assert {p.count for p in pages} == {4}
    assert (len(on_topic.told), on_topic.count, on_topic.on_topic) == (1, 4, 1)


def test_words_whose_first_report_leaves_stay_listed(corpus: None, archive: Archive) -> None:
    """Taking the earliest article out makes the next one the first; changing it does too."""
    archive.remove(["port"])
    archive.settle()
    with Ledger.open(archive.home) as ledger:
        assert [t.article.id for t in ledger.said(Asked("Odile Tarvane", until="2031-12-31")).told] == [
            "rappel",
            "copie",
        ]
    late = Article("copie", f"Merrane respire.\n\n{QUOTED}", "/copie.txt", published="2031-05-18")
    archive.store([entry(replace(late), late.text.encode())])
    archive.settle()
    with Ledger.open(archive.home) as ledger:
        (only,) = ledger.said(Asked("Odile Tarvane", until="2031-12-31")).told
    assert (only.article.id, len(only.witnesses)) == ("copie", 2)


def test_an_archive_from_before_the_lists_is_read_as_it_was(corpus: None, archive: Archive) -> None:
    """Without the tables the statements are read, and the next settling makes the lists."""
    asked = Asked("Odile Tarvane")
    with Ledger.open(archive.home) as ledger:
        listed = ledger.said(asked)
    archive.close()
    with closing(sqlite3.connect(archive.home / FILE)) as older:
        older.executescript("DROP TABLE tellings; DROP TABLE witnesses; PRAGMA user_version=4")
        older.execute("UPDATE meta SET value = '5 2 ' || substr(value, 5) WHERE name = 'settled'")
        older.commit()
    with Ledger.open(archive.home) as ledger:
        assert ledger.said(asked) == listed
    with Archive.open(archive.home) as upgraded:
        with Ledger.open(archive.home) as ledger:
            assert ledger.said(asked) == listed
        upgraded.settle()
        assert left_to_settle(upgraded) == []
    with Ledger.open(archive.home) as ledger:
        assert ledger.said(asked) == listed
