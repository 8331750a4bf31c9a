"""The lexical index follows the archive: found, weighed, forgotten, rebuilt, and never a query language."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.changes import Batch, PassageRow
from index.errors import ProjectionError
from index.lexicon import Lexicon


def row(name: str, text: str, *, article: str = "", title: str | None = None) -> PassageRow:
    """Return a passage; an article of its own unless one is named."""
    return PassageRow(name, article or f"of {name}", title, "L'Écho", "2031-05-02", text)


ROWS = (
    row("a1", "La Valdorie ferme ses ports aux navires de Merrane.", article="a", title="Ports fermés"),
    row("a2", "Les pêcheurs demandent une aide de 10 000 couronnes.", article="a", title="Ports fermés"),
    row("b1", "L’Élysette a reçu la délégation ; les manœuvres continuent."),
    row("c1", "Le ministre Solvane annonce un budget sans hausse d'impôt."),
)


@pytest.fixture
def lexicon(tmp_path: Path) -> Iterator[Lexicon]:
    """Return a filled index."""
    with Lexicon.open(tmp_path / "lexicon", write=True) as opened:
        opened.apply(Batch(4, ROWS, ()))
        yield opened


def found(lexicon: Lexicon, query: str) -> list[str]:
    """Return the ids found, best first."""
    return [passage for passage, _ in lexicon.search(query, 10)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("ELYSETTE", "b1", id="case and accents"),
        pytest.param("manoeuvre", "b1", id="oe and plural"),
        pytest.param("l'impot", "c1", id="elision"),
        pytest.param("10.000", "a2", id="grouped figure"),
        pytest.param("10000 couronnes", "a2", id="plain figure"),
        pytest.param("budgétaire", "c1", id="family of words"),
        pytest.param("pêcheurs de Valdorie", "a2", id="words of two passages of one article"),
    ],
)
def test_words_are_found_however_they_are_written(lexicon: Lexicon, query: str, first: str) -> None:
    """Index and question share one analysis."""
    assert found(lexicon, query)[0] == first


def test_a_headline_counts(lexicon: Lexicon) -> None:
    """Words of the headline alone find the passages of its article."""
    assert set(found(lexicon, "fermés")) == {"a1", "a2"}


@pytest.mark.parametrize("query", ["", "   ", "qui est-ce que le", "?!", "zzyzx", "\x00"])
def test_no_word_finds_nothing(lexicon: Lexicon, query: str) -> None:
    """A question without a known word has no hit, not a random one."""
    assert lexicon.search(query, 10) == []


@pytest.mark.parametrize(
    "query", ["title:ports", "ports AND budget", '"', "(", "*", "body:[a TO z]", "-budget", "^"]
)
def test_a_query_is_never_syntax(lexicon: Lexicon, query: str) -> None:
    """What looks like a query language is words."""
    plain = "".join(c if c.isalnum() else " " for c in query)

    assert lexicon.search(query, 10) == lexicon.search(plain, 10)


@given(query=st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_may_be_asked(lexicon: Lexicon, query: str) -> None:
    """No text raises, and every score is above 0, best first."""
    scores = [score for _, score in lexicon.search(query, 10)]

    assert all(score > 0 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_a_huge_query_is_answered_at_once(lexicon: Lexicon) -> None:
    """A hundred thousand characters are asked in well under a second or two."""
    begun = time.perf_counter()

    assert found(lexicon, "budget " + "mot inconnu " * 9000)[0] == "c1"
    assert time.perf_counter() - begun < 3


def test_the_same_batch_twice_is_one(lexicon: Lexicon) -> None:
    """Replaying changes nothing."""
    before = lexicon.search("ports de Merrane", 10)

    lexicon.apply(Batch(4, ROWS, ()))

    assert lexicon.search("ports de Merrane", 10) == before
    assert (lexicon.passages, lexicon.watermark) == (4, 4)


def test_a_new_version_takes_the_place_of_the_old(lexicon: Lexicon) -> None:
    """Removed passages are found no more, added ones are."""
    lexicon.apply(Batch(5, (row("c2", "Solvane démissionne."),), ("c1", "never there")))

    assert found(lexicon, "budget") == []
    assert found(lexicon, "démission de Solvane") == ["c2"]
    assert lexicon.watermark == 5


def test_an_old_batch_does_not_turn_the_watermark_back(lexicon: Lexicon) -> None:
    """What was reached stays reached."""
    lexicon.apply(Batch(2, (), ()))

    assert lexicon.watermark == 4


def test_frequency_counts_passages(lexicon: Lexicon) -> None:
    """A stem's frequency is the number of passages, of headlines if that is more."""
    assert [lexicon.frequency(s) for s in ("port", "budget", "zzyzx")] == [2, 1, 0]


def test_what_is_indexed_can_be_read_back(lexicon: Lexicon) -> None:
    """The words, the article, its day and whether it begins with the passage."""
    entries = lexicon.entries(["a1", "a2", "gone"])

    assert set(entries) == {"a1", "a2"}
    assert entries["a2"].words[:3] == ["les", "pecheurs", "demandent"]
    assert [(e.article_id, e.published, e.first) for e in (entries["a1"], entries["a2"])] == [
        ("a", "2031-05-02", True),
        ("a", "2031-05-02", False),
    ]


def test_it_is_found_again_after_closing(lexicon: Lexicon, tmp_path: Path) -> None:
    """The index and its watermark are on disk."""
    lexicon.close()

    with Lexicon.open(tmp_path / "lexicon", write=True) as again:
        assert (again.passages, again.watermark) == (4, 4)


def test_a_reader_follows_the_writer(lexicon: Lexicon, tmp_path: Path) -> None:
    """What the owner commits is found by an index opened before for reading, which cannot write."""
    reader = Lexicon.open(tmp_path / "lexicon", write=False)
    assert found(reader, "Tarsis") == []

    lexicon.apply(Batch(5, (row("d1", "Tarsis vote."),), ()))

    assert found(reader, "Tarsis") == ["d1"]
    with pytest.raises(ProjectionError):
        reader.apply(Batch(6, (), ()))


def test_a_reader_waits_for_the_first_index(tmp_path: Path) -> None:
    """A folder without an index reads as an empty one until there is one."""
    reader = Lexicon.open(tmp_path / "lexicon", write=False)
    assert (reader.search("ports", 5), reader.passages, reader.watermark) == ([], 0, 0)

    with Lexicon.open(tmp_path / "lexicon", write=True) as owner:
        owner.apply(Batch(1, ROWS, ()))

    assert found(reader, "budget") == ["c1"]


@pytest.mark.parametrize("pattern", ["meta.json", "*.store", "*.term", "*.idx"])
def test_a_damaged_index_is_emptied_by_its_owner(lexicon: Lexicon, tmp_path: Path, pattern: str) -> None:
    """Torn files are an error for a reader and a watermark of 0 for the owner, who replays the archive."""
    lexicon.close()
    torn = list((tmp_path / "lexicon").glob(pattern))
    for path in torn:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    assert torn

    with pytest.raises(ProjectionError):
        Lexicon.open(tmp_path / "lexicon", write=False)
    with Lexicon.open(tmp_path / "lexicon", write=True) as again:
        assert again.watermark == 0
        again.apply(Batch(4, ROWS, ()))
        assert found(again, "budget") == ["c1"]


WRITER = """
import sys
from pathlib import Path
from index.changes import Batch, PassageRow
from index.lexicon import Lexicon
lexicon = Lexicon.open(Path(sys.argv[1]), write=True)
for n in range(lexicon.watermark + 1, 10_000):
    lexicon.apply(Batch(n, (PassageRow(f"p{n}", f"a{n}", None, None, None, f"Budget numéro {n}."),), ()))
    print(n, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_committed(tmp_path: Path) -> None:
    """After a kill at any moment the passages are those of the watermark, and no acknowledged one is lost."""
    said = 0
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "lexicon")], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(7):
            said = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()

        with Lexicon.open(tmp_path / "lexicon", write=False) as reader:
            assert reader.watermark >= said
            assert reader.passages == reader.watermark
            assert len(reader.search("budget", 100)) == reader.passages
