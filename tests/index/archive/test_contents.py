"""What the archive keeps, gives back and forgets."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable

import numpy as np
import pytest

from index.archive import Archive
from index.changes import Batch
from index.news import Article

Write = Callable[..., Article]
Store = Callable[..., list[str]]
TEXT = "La Valdorie ferme ses ports.\n\n«\u00a0C’est provisoire\u00a0», assure la ministre Odile Tarvane."


def ids(batches: list[Batch]) -> set[str]:
    """Return what an index would hold after the batches."""
    held: set[str] = set()
    for batch in batches:
        held -= set(batch.removed)
        held |= {row.id for row in batch.added}
    return held


def test_an_article_comes_back_as_it_went_in(store: Store, archive: Archive, write: Write) -> None:
    """Every field and every character is kept."""
    article = write(
        TEXT + "\x00\u202f😀",
        id="a1",
        title="Ports",
        outlet="Le Courrier",
        published="2031-05-02T08:00:00+02:00",
        url="https://courrier.example/a",
        author="Ilan Desmar",
        author_role="juriste",
        genre="opinion",
    )

    assert store(archive, article) == ["added"]
    assert archive.article("a1") == article
    assert archive.summaries()[0].title == "Ports"
    assert list(archive.articles()) == [article]
    assert archive.article("nobody") is None


def test_hits_are_slices_in_the_given_order(store: Store, archive: Archive, write: Write) -> None:
    """A hit's text is the slice of its article's; unknown ids are passed over."""
    article = write("😀 " + TEXT, id="a1", title="Ports")
    store(archive, article, write("Autre chose.", id="a2"))
    first, other = archive.passages("a1")[0], archive.passages("a2")[0]

    hits = archive.hits([(other.id, 2.0), ("gone", 1.5), (first.id, 1.0)])
    assert [hit.article_id for hit in hits] == ["a2", "a1"]
    assert hits[1].text == article.text[hits[1].start : hits[1].end] == first.text
    assert (hits[1].score, hits[1].title) == (1.0, "Ports")


def test_what_was_searched_has_a_first_and_a_last_day(store: Store, archive: Archive, write: Write) -> None:
    """Articles without a date count, and do not date the corpus."""
    dates = ["2031-05-02T08:00:00+02:00", None, "2029-12-31"]
    store(archive, *(write(f"Texte {n}.", id=str(n), published=day) for n, day in enumerate(dates)))

    scanned = archive.scanned()
    assert (scanned.articles, str(scanned.since), str(scanned.until)) == (3, "2029-12-31", "2031-05-02")


def test_many_ids_are_asked_for_at_once(store: Store, archive: Archive, write: Write) -> None:
    """SQLite's limit on values in one query is never met."""
    store(archive, write(TEXT, id="a1"), model="m")
    (passage,) = archive.passages("a1")
    many = [f"nobody{n}" for n in range(40_000)] + [passage.id]

    assert len(archive.hits([(name, 1.0) for name in many])) == 1
    assert list(archive.vectors_of("m", many)) == [passage.id]


def test_vectors_of_two_models_are_never_mixed(store: Store, archive: Archive, write: Write) -> None:
    """Each model sees its own vectors; when one is adopted the others go."""
    store(archive, write(TEXT, id="a1"), model="m")
    (passage,) = archive.passages("a1")
    assert [row.id for row in archive.waiting("n")] == [passage.id]

    archive.embed("n", {passage.id: np.zeros(8, "<f2").tobytes(), "gone": b""})
    assert archive.vectors("m")[1].shape == (1, 4)
    assert archive.vectors("n")[1].shape == (1, 8)
    archive.adopt("n")
    assert (archive.model, archive.vectors("m")[0]) == ("n", [])


def test_a_changed_article_replaces_its_passages_and_keeps_its_past(
    store: Store, archive: Archive, write: Write
) -> None:
    """The old passages leave every index; the old version stays in the archive."""
    store(archive, write(TEXT, id="a1"))
    before = {p.id for p in archive.passages("a1")}

    assert store(archive, write("Les ports rouvrent.", id="a1")) == ["updated"]
    assert not before & {p.id for p in archive.passages("a1")}
    assert not archive.hits([(old, 1.0) for old in before])
    assert ids(list(archive.changes(0))) == {p.id for p in archive.passages("a1")}
    assert archive.stats().versions == 1
    (old,) = sqlite3.connect(archive.home / "archive.db").execute("SELECT text, raw FROM versions").fetchall()
    assert [zlib.decompress(part).decode() for part in old] == [TEXT, "raw " + TEXT]


def test_the_same_article_twice_changes_nothing(store: Store, archive: Archive, write: Write) -> None:
    """The sequence stays, so no index has anything to do."""
    store(archive, write(TEXT, id="a1"))
    before = archive.sequence()

    assert store(archive, write(TEXT, id="a1")) == ["unchanged"]
    assert archive.sequence() == before


def test_an_article_that_comes_again_in_one_batch_is_changed_by_it(
    store: Store, archive: Archive, write: Write
) -> None:
    """Each time is one change, in order, and the last is what stands; what comes between keeps its place."""
    batch = [write(TEXT, id="a1"), write("Un port.", id="a2"), write("Rouvert.", id="a1")]

    assert store(archive, *batch, batch[2], model="m") == ["added", "added", "updated", "unchanged"]
    assert [p.text for p in archive.passages("a1")] == ["Rouvert."]
    assert (archive.sequence(), archive.stats().versions) == (3, 1)
    assert len(archive.vectors("m")[0]) == archive.count_passages() == 2


def test_a_removed_article_leaves_nothing_behind(store: Store, archive: Archive, write: Write) -> None:
    """No text, passage, vector or version stays, not even in the free pages of the files."""
    secret = "Le code du coffre est brimborion."
    store(archive, write(secret, id="a1"), write(TEXT, id="a2"), model="m")
    store(archive, write(secret + " Encore.", id="a1"), model="m")

    assert archive.remove(["a1", "a1", "nobody"]) == ["a1"]
    assert [a.id for a in archive.summaries()] == ["a2"]
    assert ids(list(archive.changes(0))) == {p.id for p in archive.passages("a2")}
    assert len(archive.vectors("m")[0]) == len(archive.passages("a2"))
    assert archive.stats().versions == 0
    for file in archive.home.iterdir():
        assert b"brimborion" not in file.read_bytes(), file


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_changes_can_be_followed_from_any_point(
    store: Store, archive: Archive, write: Write, limit: int
) -> None:
    """Whatever the watermark and the batch size, the same passages stand at the end."""
    store(archive, *(write(f"Dépêche numéro {n} de Merrane.", id=f"a{n}") for n in range(4)))
    early = list(archive.changes(0, limit))
    store(archive, write("Un.", id="a1"))
    archive.remove(["a2"])
    store(archive, write("Deux.", id="a1"), write("Dépêche numéro 2 de Merrane.", id="a2"))

    everything = {p.id for a in archive.summaries() for p in archive.passages(a.id)}
    assert ids(list(archive.changes(0, limit))) == everything
    assert ids(early + list(archive.changes(early[-1].sequence, limit))) == everything
    assert list(archive.changes(archive.sequence())) == []
