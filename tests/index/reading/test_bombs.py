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
from index.reading import Reading, Refused, forms, isolated, printed
from tests.index.reading import making
from tests.index.reading.bombs import BOMBS, MEGABYTE, zip_of_slow

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
    return _ended(BOMBS[name][0], _made(name), name)


def _ended(form: str, raw: bytes, name: str) -> End:
    began = time.monotonic()
    outcomes = list(forms.read(form, raw, name))
    return End(outcomes, time.monotonic() - began)


PROMISED = 10.0  # seconds by the clock, from the call to its end
LARGEST = 512 << 20  # bytes of each process


class Ends(NamedTuple):
    """What came of every bomb, and of many in one ZIP; bytes that the largest child held, and the parent."""

    of: dict[str, End]
    largest: int
    parent: int
    many: End


def _all() -> Ends:
    """Read every bomb, several at once so that those that take their ten seconds take them together."""
    with ThreadPoolExecutor(8) as threads:
        many = threads.submit(_ended, ".zip", zip_of_slow(), "many")
        ends = dict(zip(BOMBS, threads.map(_end, BOMBS), strict=True))
    unit = 1 if sys.platform == "darwin" else 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = _peak()
    return Ends(ends, children * unit, own * unit, many.result())


def _peak() -> int:
    """Return the most that this program has held; `ru_maxrss`, of the same unit, counts its starter too."""
    try:
        said = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(said.partition("VmHWM:")[2].split()[0])


@pytest.fixture(scope="module")
def ends() -> Ends:
    """Read them in a fresh process, that has no other children."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        return fresh.submit(_all).result()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time_with_a_reason(ends: Ends, name: str) -> None:
    """Ten seconds are its end at the latest, start and kill of the child and a busy machine included."""
    outcomes, seconds = ends.of[name]
    assert seconds < PROMISED
    assert outcomes
    assert name in HARMLESS or all(isinstance(o, Refused) and o.reason for o in outcomes), outcomes


def test_no_process_takes_more_memory_than_it_may(ends: Ends) -> None:
    """The largest of all that read the bombs stayed below 512 MB, and so did who had them read."""
    assert 0 < ends.largest <= isolated.MEMORY <= LARGEST
    assert 0 < ends.parent <= LARGEST


def test_there_are_bombs_enough() -> None:
    """At least twenty, of every form that is not plain text."""
    assert len(BOMBS) >= 20
    assert {form for form, _ in BOMBS.values()} >= {".pdf", ".docx", ".epub", ".eml", ".zip"}


def test_a_zip_of_slow_documents_is_given_up(ends: Ends) -> None:
    """Two that take all their time are enough: the others would take an hour."""
    outcomes, seconds = ends.many
    assert seconds < 3 * PROMISED
    assert [type(o) for o in outcomes] == [Refused] * len(outcomes)
    assert 2 <= len(outcomes) <= 4
    assert "la suite" in outcomes[-1].reason


LINES = {
    "short": (".txt", "a\n", "1\u202f500\u202f000 caractères"),
    "keywords": (".txt", "Mots-clés : a\n", "1\u202f500\u202f000 caractères"),
    "no end of a line": (".txt", "mot ", "caractères"),
    "endless front matter": (".md", "---\na: b\n", "caractères"),
    "nothing in each": (".jsonl", "{}\n", "10000 lignes refusées"),
    "one that is a book": (".jsonl", '{"text": "' + "Le port ferme. " * 200_000 + '"}\n', "caractères"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_text_that_is_no_article_is_refused_at_once(name: str) -> None:
    """Twenty megabytes of text cost their decoding; lines that are nothing are not all told."""
    form, unit, told = LINES[name]
    raw = (unit * (19 * MEGABYTE // len(unit.encode()))).encode()[: 5 * MEGABYTE if unit == "mot " else None]
    began = time.process_time()
    last = None
    for outcome in forms.read(form, raw, name):
        assert isinstance(outcome, Refused)
        last = outcome
    assert time.process_time() - began < PROMISED
    assert last is not None
    assert told in last.reason


@pytest.mark.parametrize(
    "unit", ["a\n", "a\n\n", "Mots-clés : a\n", "Par Jean\n", "« ", "---\n", "\u00a0", "- a:"]
)
@pytest.mark.parametrize("form", [".txt", ".md"])
def test_the_longest_text_is_read_in_time(form: str, unit: str) -> None:
    """What is just short enough to be an article ends, whatever its lines are."""
    raw = (unit * (printed.LONGEST // len(unit))).encode()
    began = time.process_time()  # of this process, which reads it: what others do is not its affair
    assert len(list(forms.read(form, raw, "t"))) == 1
    assert time.process_time() - began < PROMISED


def test_a_document_of_300_pages_is_read() -> None:
    """It is a big document, not a bomb: a whole budget, whose lines all go on."""
    letters = str.maketrans("0123456789", "abcdefghij")
    line = "Le conseil régional se réunira mardi pour voter le chapitre {} du budget, en millions,"
    pages = [[line.format(str(45 * page + n).translate(letters)) for n in range(45)] for page in range(300)]
    raw = making.pdf(pages)
    (outcome,) = forms.read(".pdf", raw, "budget.pdf")
    assert isinstance(outcome, Reading), outcome
    assert outcome.article.text.count("millions") == 300 * 45


def test_a_page_of_20_megabytes_is_refused_with_the_reason() -> None:
    """No newspaper prints such a page."""
    raw = b"<article>" + b"<p>Le conseil se r\xc3\xa9unit mardi.</p>" * (20 * MEGABYTE // 36)
    (outcome,) = forms.read(".html", raw, "page.html")
    assert isinstance(outcome, Refused)
    assert "trop grand (plus de 5\u00a0Mo)" in outcome.reason


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
