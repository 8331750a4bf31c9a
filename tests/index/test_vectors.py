"""Nearest passages: Chroma follows the archive, is probed after a crash, and exact search agrees with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import ingest
from index.archive import Archive
from index.embedding import Embedder
from index.reading.outcome import Reading
from index.vectors import ChromaVectors, ExactVectors, marker, probe

Read = Callable[..., Reading]


@pytest.fixture
def filled(archive: Archive, read: Read, embedder: Embedder) -> Archive:
    """Return an archive of 40 articles."""
    towns = ("Merrane", "Ostrelle", "Valdorie", "Sarnec")
    readings = [read(f"{towns[n % 4]} vote le budget numéro {n}.", id=f"a{n}") for n in range(40)]
    ingest.add(archive, readings, embedder)
    return archive


def follow(archive: Archive, model: str) -> int:
    """Bring Chroma up to the archive; return how many passages it then finds."""
    with ChromaVectors(archive, model) as vectors:
        ingest.catch_up(archive, [vectors])
        return len(vectors.nearest([1.0] * 64, 1000))


def damage(folder: Path) -> None:
    """Tear the index files as a kill in the middle of a write does."""
    torn = [path for path in folder.glob("*/*") if path.suffix in {".bin", ".pickle"}]
    assert torn
    for path in torn:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def not_closed_in_peace(archive: Archive) -> None:
    """Leave the note that a killed process leaves."""
    folder = archive.home / "chroma"
    state = marker.read(folder)
    assert state is not None
    marker.write(folder, marker.Marker(state.archive, state.model, state.sequence, clean=False))


def test_chroma_finds_what_exact_search_finds(filled: Archive, embedder: Embedder) -> None:
    """Same passages, same order, same cosines."""
    question = embedder.query("Merrane vote").tolist()
    exact = ExactVectors(filled, embedder.name)
    with ChromaVectors(filled, embedder.name) as vectors:
        ingest.catch_up(filled, [vectors])
        found = dict(vectors.nearest(question, 10))

    expected = exact.nearest(question, 10)
    assert sorted(found.values()) == pytest.approx(sorted(score for _, score in expected), abs=1e-3)
    assert exact.scores(question, [*found, "gone"]) == pytest.approx(found, abs=1e-3)


def test_half_precision_keeps_the_cosines(filled: Archive, embedder: Embedder) -> None:
    """Vectors are kept as float16: no cosine moves by a thousandth."""
    question = embedder.query("Ostrelle vote le budget numéro 7.")
    exact = ExactVectors(filled, embedder.name)

    for name, cosine in exact.nearest(question.tolist(), 40):
        (hit,) = filled.hits([(name, 1.0)])
        assert cosine == pytest.approx(float(embedder.query(hit.text) @ question), abs=1e-3)


def test_removed_and_changed_passages_leave_chroma(filled: Archive, read: Read, embedder: Embedder) -> None:
    """What is found is what the archive holds, across closing and opening."""
    follow(filled, embedder.name)
    filled.remove(["a1", "a2"])
    ingest.add(filled, [read("Tout autre chose.", id="a3")], embedder)

    assert follow(filled, embedder.name) == 38
    with ChromaVectors(filled, embedder.name) as vectors:
        found = {name for name, _ in vectors.nearest([1.0] * 64, 1000)}
    assert found == {p.id for a in filled.summaries() for p in filled.passages(a.id)}


@pytest.mark.parametrize(
    ("harm", "more"),
    # Chroma writes its own index files after a thousand passages.
    [pytest.param(damage, 1000, id="torn"), pytest.param(shutil.rmtree, 0, id="gone")],
)
def test_a_damaged_collection_is_built_anew(
    filled: Archive, read: Read, embedder: Embedder, harm: Callable[[Path], None], more: int
) -> None:
    """After a crash the probe sees the damage, and the archive's vectors make a new collection."""
    ingest.add(filled, [read(f"Le port {n} de Sarnec ferme.", id=f"b{n}") for n in range(more)], embedder)
    follow(filled, embedder.name)
    not_closed_in_peace(filled)
    harm(filled.home / "chroma")
    asked = embedder.asked

    assert follow(filled, embedder.name) == min(40 + more, 1000)
    assert embedder.asked == asked
    assert probe.healthy(filled.home / "chroma", "passages")


def test_a_sound_collection_is_kept_after_a_crash(filled: Archive, embedder: Embedder) -> None:
    """A probe that finds everything spares the rebuild."""
    follow(filled, embedder.name)
    not_closed_in_peace(filled)
    before = {path.name for path in (filled.home / "chroma").iterdir() if path.is_dir()}

    assert follow(filled, embedder.name) == 40
    assert {path.name for path in (filled.home / "chroma").iterdir() if path.is_dir()} == before


def test_another_model_makes_another_collection(
    filled: Archive, embedder: Embedder, other_embedder: Embedder
) -> None:
    """Vectors of two models never stand in one collection."""
    follow(filled, embedder.name)
    ingest.reembed(filled, other_embedder)

    with ChromaVectors(filled, other_embedder.name) as vectors:
        assert vectors.watermark == 0
    assert follow(filled, other_embedder.name) == 40


def test_exact_search_answers_until_chroma_follows(filled: Archive, embedder: Embedder) -> None:
    """A collection that holds nothing yet hides nothing; asking opens nothing."""
    with ChromaVectors(filled, embedder.name) as vectors:
        assert len(vectors.nearest([1.0] * 64, 5)) == 5
    assert not (filled.home / "chroma").exists()


def test_a_small_archive_is_compared_whole(filled: Archive, read: Read, embedder: Embedder) -> None:
    """Up to a number of passages Chroma is not asked, not even opened; one more and it is."""
    follow(filled, embedder.name)
    wanted = embedder.query("Le port 7 de Sarnec ferme.").tolist()
    with ChromaVectors(filled, embedder.name, small=40) as vectors:
        found = vectors.nearest(wanted, 5)
        assert found == ExactVectors(filled, embedder.name).nearest(wanted, 5)
        assert vectors._store is None
        ingest.add(filled, [read("Tarnec brûle.", id="new")], embedder)
        vectors.nearest(wanted, 5)
        assert vectors._store is not None


def test_scores_are_the_same_from_memory_and_from_the_file(
    filled: Archive, read: Read, embedder: Embedder
) -> None:
    """Once all vectors are held, scores come from them, equal to the last bit; a change is seen at once."""
    wanted = embedder.query("Le port 7 de Sarnec ferme.").tolist()
    exact = ExactVectors(filled, embedder.name)
    names = [name for name, _ in ExactVectors(filled, embedder.name).nearest(wanted, 40)]
    from_file = exact.scores(wanted, [*names, "unknown"])
    exact.nearest(wanted, 1)
    assert exact.scores(wanted, [*names, "unknown"]) == from_file
    assert len(from_file) == 40
    ingest.add(filled, [read("Tarnec brûle.", id="new")], embedder)
    (added,) = [passage.id for passage in filled.passages("new")]
    assert set(exact.scores(wanted, [added])) == {added}


def test_exact_search_sees_what_another_process_adds(filled: Archive, read: Read, embedder: Embedder) -> None:
    """Vectors are read again when the archive has changed."""
    exact = ExactVectors(filled, embedder.name)
    exact.nearest([1.0] * 64, 1)
    with Archive.open(filled.home) as other:
        ingest.add(other, [read("Tarnec brûle.", id="new")], embedder)

    ((name, cosine),) = exact.nearest(embedder.query("Tarnec brûle.").tolist(), 1)
    assert cosine == pytest.approx(1, abs=1e-3)
    assert filled.hits([(name, 1.0)])[0].article_id == "new"


@pytest.mark.parametrize("k", [0, 1, 39, 40, 41])
def test_never_more_than_asked_for(filled: Archive, embedder: Embedder, k: int) -> None:
    """At most k passages, best first."""
    found = ExactVectors(filled, embedder.name).nearest([1.0] * 64, k)

    assert len(found) == min(k, 40)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_a_question_without_words_is_near_to_nothing(filled: Archive, embedder: Embedder) -> None:
    """A vector of zeros, or one of another size, finds nothing."""
    exact = ExactVectors(filled, embedder.name)

    assert ChromaVectors(filled, embedder.name).nearest([0.0] * 64, 5) == []
    assert exact.nearest([1.0] * 3, 5) == []
    assert exact.scores([1.0] * 3, [name for name, _ in exact.nearest([1.0] * 64, 5)]) == {}
