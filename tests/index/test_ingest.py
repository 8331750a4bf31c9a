"""Readings go into the archive once, whole or not at all, and the projections follow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import ingest
from index.archive import Archive
from index.changes import Batch
from index.embedding import Embedder, HashedEmbedder
from index.errors import EmbeddingError
from index.reading.outcome import Reading, Refused
from index.stages import Note, Stage, listen

Read = Callable[..., Reading]


class Ids:
    """A projection that keeps ids only."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.watermark = 0
        self.applied = 0

    def apply(self, batch: Batch) -> None:
        """Keep what the batch adds."""
        self.held = (self.held - set(batch.removed)) | {row.id for row in batch.added}
        self.watermark = batch.sequence
        self.applied += 1

    def clear(self) -> None:
        """Forget everything."""
        self.held, self.watermark = set(), 0


class Failing:
    """An embedder whose endpoint is down."""

    name, dimensions, asks_nobody = "letters-64", 64, False

    def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Fail."""
        raise EmbeddingError("le service ne répond pas")

    def query(self, text: str) -> NDArray[np.float32]:
        """Fail."""
        raise EmbeddingError("le service ne répond pas")


def held(archive: Archive) -> set[str]:
    """Return the ids of all passages of the archive."""
    return {p.id for a in archive.summaries() for p in archive.passages(a.id)}


def test_what_went_in_is_counted(archive: Archive, read: Read, embedder: Embedder) -> None:
    """Added, updated, unchanged and failed add up to what was read."""
    ingest.add(archive, [read("Un.", id="a"), read("Deux.", id="b")], embedder)
    again = [read("Un.", id="a"), read("Deux bis.", id="b"), read("Trois.", id="c"), Refused("/x", "vide")]

    report = ingest.add(archive, again, embedder)
    assert (report.added, report.updated, report.unchanged, report.failed) == (1, 1, 1, 1)
    assert report.errors == (Refused("/x", "vide"),)
    assert report.passages == 2


def test_the_same_articles_twice_change_nothing(archive: Archive, read: Read, embedder: Embedder) -> None:
    """Not even within one run; and nothing is embedded or indexed again."""
    readings = [read(f"Dépêche {n % 5} de Merrane.") for n in range(10)]
    first = ingest.add(archive, readings, embedder)
    before, asked = archive.sequence(), embedder.asked

    second = ingest.add(archive, readings, embedder)
    assert (first.added, first.unchanged) == (5, 5)
    assert (second.added, second.unchanged, second.passages) == (0, 10, 0)
    assert (archive.sequence(), embedder.asked) == (before, asked)


def test_an_article_that_cannot_be_stored_stops_no_other(
    archive: Archive, read: Read, embedder: Embedder
) -> None:
    """A text that is no text, and an article that breaks its reader, are reported; the rest goes in."""
    broken = [read("mal\ud800 encodé", source="/a"), read("Un piège.", source="/b", title=7)]
    report = ingest.add(archive, [*broken, read("Un port.")], embedder)
    assert (report.added, report.failed) == (1, 2)
    assert {refused.source for refused in report.errors} == {"/a", "/b"}


def test_progress_tells_what_is_committed(
    archive: Archive, read: Read, embedder: Embedder, dispatches: Callable[[int], str]
) -> None:
    """Whatever is reported done is in the archive already."""
    seen: list[tuple[int, int]] = []

    def progress(phase: str, done: int) -> None:
        if phase == "articles":
            seen.append((done, archive.scanned().articles))

    ingest.add(archive, (read(dispatches(n)) for n in range(150)), embedder, progress=progress)
    assert len(seen) > 1
    assert seen[-1] == (150, 150)
    assert all(done == stored for done, stored in seen)


def test_readings_are_not_held_in_memory(archive: Archive, read: Read, embedder: Embedder) -> None:
    """The source is read a batch ahead, not to its end."""
    ahead = 0

    def source() -> Iterator[Reading]:
        nonlocal ahead
        for n in range(500):
            ahead = max(ahead, n - archive.scanned().articles)
            yield read(f"Dépêche {n}.", id=f"a{n}")

    ingest.add(archive, source(), embedder)
    assert ahead < 200  # the batch that is written and the one that is read meanwhile


def test_projections_follow_what_changed(archive: Archive, read: Read, embedder: Embedder) -> None:
    """Added, changed and removed articles reach every projection; with nothing new nothing is applied."""
    early, late = Ids(), Ids()
    ingest.add(archive, [read(f"Dépêche {n}.", id=f"a{n}") for n in range(5)], embedder)
    ingest.catch_up(archive, [early])
    ingest.add(archive, [read("Autre.", id="a1")], embedder)
    archive.remove(["a2"])

    ingest.catch_up(archive, [early, late])
    assert early.held == late.held == held(archive)
    before = early.applied
    ingest.catch_up(archive, [early, late])
    assert early.applied == before


def test_a_projection_ahead_of_the_archive_begins_anew(
    archive: Archive, read: Read, embedder: Embedder
) -> None:
    """After an older copy of the archive was put back, an index holds what that copy holds."""
    projection = Ids()
    projection.apply(Batch(99, (), ()))
    projection.held = {"of the newer archive"}
    ingest.add(archive, [read("Un.", id="a")], embedder)

    ingest.catch_up(archive, [projection])
    assert projection.held == held(archive)
    assert projection.watermark == archive.sequence()


def test_a_failed_embedder_loses_no_article(archive: Archive, read: Read, embedder: Embedder) -> None:
    """Articles go in without vectors, the failure is said once, and the next run makes them up."""
    projection = Ids()
    report = ingest.add(archive, [read(f"Dépêche {n}.", id=f"a{n}") for n in range(200)], Failing())
    ingest.catch_up(archive, [projection])
    mark = projection.watermark

    assert (report.added, len(report.errors)) == (200, 1)
    assert "ne répond pas" in report.errors[0].reason
    assert archive.count_waiting("letters-64") == 200
    ingest.add(archive, [], embedder)
    assert archive.count_waiting("letters-64") == 0
    assert archive.sequence() > mark  # so that the projections of vectors see them


def test_another_model_embeds_everything_again(
    archive: Archive, read: Read, embedder: Embedder, other_embedder: Embedder
) -> None:
    """After a change of model every passage has a vector of the new one and none of the old one."""
    ingest.add(archive, [read(f"Dépêche {n}.", id=f"a{n}") for n in range(300)], embedder)
    told: list[int] = []

    def stop_early(phase: str, done: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest.reembed(archive, other_embedder, progress=stop_early)
    assert archive.model == embedder.name  # still whole
    made = ingest.reembed(archive, other_embedder)
    assert (told[0] + made, other_embedder.asked) == (300, 300)
    assert (archive.model, len(archive.vectors(embedder.name)[0])) == (other_embedder.name, 0)
    assert len(archive.vectors(other_embedder.name)[0]) == 300


def test_vectors_made_where_articles_are_read_are_those_of_here(
    archive: Archive, read: Read, dispatches: Callable[[int], str]
) -> None:
    """The built-in embedder works beside the reading, in other processes too, and gives the same vectors."""
    built_in = HashedEmbedder()
    ingest.add(archive, (read(dispatches(n), id=f"a{n}") for n in range(260)), built_in)

    ids, vectors = archive.vectors(built_in.name)
    texts = {hit.passage_id: hit.text for hit in archive.hits([(one, 1.0) for one in ids])}
    assert len(ids) == archive.count_passages() >= 260
    assert np.array_equal(vectors, built_in.documents([texts[one] for one in ids]).astype(np.float16))


@pytest.mark.parametrize(("beside", "told"), [(True, []), (False, [3])], ids=["built-in", "endpoint"])
def test_vectors_that_an_endpoint_makes_are_a_stage_of_their_own(
    archive: Archive, read: Read, embedder: Embedder, beside: bool, told: list[int]
) -> None:
    """Their seconds and passages are told; those made where articles are read belong to the reading."""
    heard: list[Stage] = []

    class Listening:
        def began(self, stage: Stage) -> None: ...

        def ended(self, stage: Stage) -> None:
            heard.append(stage)

        def happened(self, name: str, notes: dict[str, Note]) -> None: ...

    with listen(Listening()):
        readings = [read(f"Dépêche {n}.", id=f"a{n}") for n in range(3)]
        ingest.add(archive, readings, HashedEmbedder() if beside else embedder)
    assert [stage.notes["passages"] for stage in heard if stage.name == "embed"] == told


def test_an_embedder_of_nonsense_is_refused(archive: Archive, read: Read, embedder: Embedder) -> None:
    """Vectors of another size than promised are never stored."""
    embedder.dimensions = 32

    report = ingest.add(archive, [read("Un.", id="a")], embedder)
    assert "taille inattendue" in report.errors[0].reason
    assert archive.count_waiting(embedder.name) == 1


def test_ids_do_not_depend_on_the_order_or_the_home(tmp_path: Path, read: Read, embedder: Embedder) -> None:
    """Two homes that take in the same articles in another order hold the same ids."""
    readings = [read(f"Dépêche {n}.", source=f"/{n}") for n in range(20)]
    readings += [read("Une page.", url="https://merrane.example/a"), read("Nommée.", id="n")]
    found = []
    for name, order in (("one", readings), ("two", readings[::-1])):
        with Archive.open(tmp_path / name, create=True) as home:
            ingest.add(home, order, embedder)
            found.append((held(home), {(a.id, a.source) for a in home.summaries()}))

    assert found[0] == found[1]


def test_a_line_put_in_above_loses_no_article(archive: Archive, read: Read, embedder: Embedder) -> None:
    """The lines of a file that move keep their ids, and the new one gets its own."""
    texts = [f"La ville numéro {n} de Merrane vote son budget {n} dans le calme." for n in range(5)]
    lines = [read(text, source=f"/x.jsonl:{n}") for n, text in enumerate(texts, 1)]
    ingest.add(archive, lines, embedder)
    before = {a.id for a in archive.summaries()}

    moved = [replace(r, article=replace(r.article, source=f"/x.jsonl:{n}")) for n, r in enumerate(lines, 2)]
    report = ingest.add(archive, [read("Grève au port.", source="/x.jsonl:1"), *moved], embedder)
    assert (report.added, report.updated, report.unchanged) == (1, 0, 5)
    assert before < {a.id for a in archive.summaries()}


def test_nothing_new_loads_no_vector_library(tmp_path: Path) -> None:
    """With nothing to do, Chroma and llama-index are not even imported."""
    code = """
import sys
from pathlib import Path
from index import ingest
from index.archive import Archive
from index.vectors import ChromaVectors

archive = Archive.open(Path(sys.argv[1]), create=True)
with ChromaVectors(archive, "m") as vectors:
    ingest.catch_up(archive, [vectors])
print(sorted({"chromadb", "llama_index.core", "numpy", "tiktoken"} & set(sys.modules)))
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)

    assert done.stdout.strip() == "[]"
