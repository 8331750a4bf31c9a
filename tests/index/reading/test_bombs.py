"""Documents made to stop the reader: each ends in time and memory, and the others are taken in."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from index import ingest, reading
from index.archive import Archive
from index.embedding import Embedder
from index.reading import Reading, Refused, forms, isolated
from tests.index.reading import making
from tests.index.reading.bombs import BOMBS

LEAD = "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève des pilotes."
# A cell that spans the world and a letter in many envelopes are read for the few words that they hold.
HARMLESS = {"word-wide", "mail-deep", "mail-header"}
SLOW = {"pdf-operators", "pdf-many-pages", "word-long", "epub-again"}


class End(NamedTuple):
    """What came of a bomb, and after how many seconds."""

    outcomes: list[Reading | Refused]
    seconds: float


@cache
def _made(name: str) -> bytes:
    return BOMBS[name][1]()


def _end(name: str) -> End:
    form, raw = BOMBS[name][0], _made(name)
    began = time.monotonic()
    outcomes = list(forms.read(form, raw, name))
    return End(outcomes, time.monotonic() - began)


PROMISED = 10.0  # seconds by the clock, from the call to its end
MEMORY = 512 << 20  # bytes of each process


class Ends(NamedTuple):
    """What came of every bomb, and in bytes the memory of the largest child, and of their parent."""

    of: dict[str, End]
    largest: int
    parent: int


def _all() -> Ends:
    """Read every bomb, several at once so that those that take their ten seconds take them together."""
    with ThreadPoolExecutor(8) as threads:
        ends = dict(zip(BOMBS, threads.map(_end, BOMBS), strict=True))
    unit = 1 if sys.platform == "darwin" else 1024
    children, own = (resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    return Ends(ends, children * unit, own * unit)


@pytest.fixture(scope="module")
def ends() -> Ends:
    """Read them in a fresh process, that has no other children."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        return fresh.submit(_all).result()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time_with_a_reason(ends: Ends, name: str) -> None:
    """Ten seconds are its end at the latest, the start and the kill of the child and a busy machine included."""
    outcomes, seconds = ends.of[name]
    assert seconds < PROMISED
    assert outcomes
    assert name in HARMLESS or all(isinstance(o, Refused) and o.reason for o in outcomes), outcomes


def test_no_process_takes_more_memory_than_it_may(ends: Ends) -> None:
    """The largest of all that read the bombs stayed below 512 MB, and so did who read all of them at once."""
    assert 0 < ends.largest <= isolated.MEMORY <= MEMORY
    assert 0 < ends.parent <= MEMORY


def test_there_are_bombs_enough() -> None:
    """At least twenty, of every form that is not plain text."""
    assert len(BOMBS) >= 20
    assert {form for form, _ in BOMBS.values()} >= {".pdf", ".docx", ".epub", ".eml", ".zip"}


def test_the_documents_beside_bombs_are_taken_in(
    tmp_path: Path, archive: Archive, embedder: Embedder
) -> None:
    """In one `add` of a folder, what each bomb does is its own affair."""
    quick = [name for name in BOMBS if name not in SLOW | HARMLESS]
    for number, name in enumerate(quick):
        (tmp_path / f"{number:02}{BOMBS[name][0]}").write_bytes(_made(name))
        page = [f"Le port numéro {number}", f"{LEAD} Le navire {number} attend."]
        (tmp_path / f"{number:02}bon.pdf").write_bytes(making.pdf([page]))

    report = ingest.add(archive, reading.read(str(tmp_path)), embedder)

    assert (report.added, report.failed) == (len(quick), len(quick))
    assert all("bon.pdf" not in error.source for error in report.errors)
