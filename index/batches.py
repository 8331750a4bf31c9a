"""Readings to entries, a batch at a time: what is known or refused goes out, the rest is derived."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from index.crew import Crew
from index.derive import Entry, entries
from index.news import Article
from index.reading.outcome import Reading, Refused
from prompts import message

if TYPE_CHECKING:
    from index.archive import Archive
    from index.embedding import Embedder

_log = logging.getLogger(__name__)
_LANGUAGE = "fr"
# Each commit waits for the disk; more articles a commit gain nothing measurable and are lost together.
_ARTICLES = 64
_BYTES = 4_000_000
_SECONDS = 15.0  # what came slowly, from the web, is not kept waiting to be lost
_Crew = Crew[tuple[Article, bytes], Entry | str]


@dataclass(frozen=True, slots=True)
class Report:
    """What one `add` did; `passages` and `statements` count those written, `errors` say what was left out."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    passages: int = 0
    statements: int = 0
    errors: tuple[Refused, ...] = ()

    def __add__(self, other: Report) -> Report:
        """Return the sum of two reports."""
        counts = ("added", "updated", "unchanged", "failed", "passages", "statements")
        summed = {name: getattr(self, name) + getattr(other, name) for name in counts}
        return Report(**summed, errors=self.errors + other.errors)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one batch of readings comes to: entries to store, a report on the rest; `read` counts them all."""

    entries: tuple[Entry, ...]
    report: Report
    read: int


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch on its way: what can be stored, under which article each was begun, what was refused."""

    sound: list[Reading]
    articles: list[Article | None]  # None: known already
    entries: list[Future[list[Entry | str]]] | None
    errors: list[Refused]


def taken(
    archive: Archive, readings: Iterable[Reading | Refused], embedder: Embedder | None = None
) -> Iterator[Taken]:
    """Yield the readings batch by batch, each with its entries, to be stored before the next is asked for.

    The next one is begun meanwhile. A refused or broken article is reported; the others go on. The entries
    have vectors where an embedder is given: one that asks nobody, as other processes apply it.
    """
    with Crew(partial(entries, embedder=embedder)) as crew:
        last: _Begun | None = None
        for batch in _cut(readings):
            begun = _begun(archive, batch, crew)
            if last is not None:
                yield _finished(archive, last, crew)
            last = begun
        if last is not None:
            yield _finished(archive, last, crew)


def _cut(readings: Iterable[Reading | Refused]) -> Iterator[list[Reading | Refused]]:
    batch: list[Reading | Refused] = []
    size = 0
    begun = time.monotonic()
    for reading in readings:
        batch.append(reading)
        size += len(reading.raw) if isinstance(reading, Reading) else 0
        if len(batch) >= _ARTICLES or size >= _BYTES or time.monotonic() - begun >= _SECONDS:
            yield batch
            batch, size, begun = [], 0, time.monotonic()
    if batch:
        yield batch


def _begun(archive: Archive, batch: Sequence[Reading | Refused], crew: _Crew) -> _Begun:
    """Sort out what is refused and what is known, and hand the rest out."""
    errors = [outcome for outcome in batch if isinstance(outcome, Refused)]
    sound = []
    for outcome in batch:
        if isinstance(outcome, Reading):
            try:
                outcome.article.text.encode()
            except UnicodeEncodeError:
                errors.append(Refused(outcome.article.source, message("ingest.encoding", _LANGUAGE)))
            else:
                sound.append(outcome)
    seen = archive.recognise([(reading.article, reading.given_id) for reading in sound])
    articles = [None if r.known else r.article for r in seen]
    return _Begun(sound, articles, crew.begin(_work(sound, articles)), errors)


def _work(sound: Sequence[Reading], articles: Sequence[Article | None]) -> list[tuple[Article, bytes]]:
    return [(a, reading.raw) for reading, a in zip(sound, articles, strict=True) if a is not None]


def _finished(archive: Archive, begun: _Begun, crew: _Crew) -> Taken:
    """Collect the entries of a batch; what the batch before it has changed is seen here."""
    outcomes = iter(crew.finish(begun.entries, _work(begun.sound, begun.articles)))
    made = [None if article is None else next(outcomes) for article in begun.articles]
    ready, unchanged, errors = [], 0, begun.errors
    read = len(begun.sound) + len(errors)
    seen = archive.recognise([(reading.article, reading.given_id) for reading in begun.sound])
    for reading, recognised, outcome in zip(begun.sound, seen, made, strict=True):
        if recognised.known:
            unchanged += 1
            continue
        final = outcome
        if final is None or (isinstance(final, Entry) and final.article != recognised.article):
            (final,) = crew.here([(recognised.article, reading.raw)])
        if isinstance(final, Entry):
            ready.append(final)
        else:  # one article must never stop the others, whatever it holds
            _log.error("article cannot be derived: %s\n%s", reading.article.source, final)
            errors.append(Refused(reading.article.source, message("ingest.broken", _LANGUAGE)))
    report = Report(unchanged=unchanged, failed=len(errors), errors=tuple(errors))
    return Taken(tuple(ready), report, read)
