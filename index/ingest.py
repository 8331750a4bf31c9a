"""Readings into the archive, and the projections after it: the same article twice changes nothing.

Articles are committed a batch at a time; what is counted in a report is committed. Nothing here opens a
store: archive, embedder and projections are given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index import batches
from index.batches import Report
from index.changes import Projection
from index.derive import Entry, packed
from index.errors import EmbeddingError
from index.reading.outcome import Reading, Refused
from index.stages import each, stage

if TYPE_CHECKING:
    from index.archive import Archive
    from index.embedding import Embedder

_log = logging.getLogger(__name__)
_LANGUAGE = "fr"
_EMBED_AT_ONCE = 256  # passages

Progress = Callable[[str, int], None]
"""Called with the phase ("articles", "vectors", "indexes") and how many are done in it."""


def add(
    archive: Archive,
    readings: Iterable[Reading | Refused],
    embedder: Embedder,
    *,
    progress: Progress | None = None,
) -> Report:
    """Take articles in; a refused or broken one is reported and the others go on.

    When the embedder fails, articles go in without vectors, the failure is reported once, and the next `add`
    or `reembed` makes them up.

    Raises:
        ArchiveError: nothing more can be written; what was committed stays.
    """
    with stage("add") as whole:
        report = _added(archive, readings, embedder, progress)
        counts = ("added", "updated", "unchanged", "failed", "passages", "statements")
        whole.note(**{name: getattr(report, name) for name in counts})
        return report


def _added(
    archive: Archive,
    readings: Iterable[Reading | Refused],
    embedder: Embedder,
    progress: Progress | None,
) -> Report:
    report, done, embedding = Report(), 0, True
    beside = embedder if embedder.asks_nobody else None
    for batch in each("read", batches.taken(archive, readings, beside), lambda batch: batch.read):
        entries = batch.entries
        if entries and embedding and beside is None:
            try:
                entries = _embedded(entries, embedder)
            except EmbeddingError as error:
                embedding = False
                report += _not_embedded(error)
        report += batch.report + _stored(archive, entries, embedder.name)
        done += batch.read
        _tell(progress, "articles", done)
    if embedding:
        try:
            reembed(archive, embedder, progress=progress)
        except EmbeddingError as error:
            report += _not_embedded(error)
    archive.settle()
    return report


def reembed(archive: Archive, embedder: Embedder, *, progress: Progress | None = None) -> int:
    """Give every passage a vector of this embedder, then make it the one in use; return how many were made.

    Stopped at any moment it goes on where it was. Until the end queries see the vectors of this model only,
    few as they are, never those of two models.

    Raises:
        EmbeddingError: the endpoint failed; what was made is kept.
    """
    done = 0
    while waiting := archive.waiting(embedder.name, _EMBED_AT_ONCE):
        made = _vectors(embedder, [row.text for row in waiting])
        archive.embed(embedder.name, dict(zip((row.id for row in waiting), made, strict=True)))
        done += len(waiting)
        _tell(progress, "vectors", done)
    if archive.model != embedder.name:
        archive.adopt(embedder.name)
    return done


def catch_up(
    archive: Archive, projections: Sequence[Projection], *, progress: Progress | None = None
) -> None:
    """Replay into each projection the changes after its watermark; free when there are none.

    Raises:
        ProjectionError: a projection failed; the archive is untouched.
    """
    archive.settle()
    now = archive.sequence()
    for projection in projections:
        watermark = projection.watermark
        if watermark == now:
            continue
        if watermark > now:  # an older copy of the archive was put back
            projection.clear()
            watermark = 0
        with stage("index") as at:
            for batch in archive.changes(watermark):
                projection.apply(batch)
                _tell(progress, "indexes", batch.sequence - watermark)
            at.note(changes=now - watermark)


def _embedded(entries: Sequence[Entry], embedder: Embedder) -> tuple[Entry, ...]:
    made = iter(_vectors(embedder, [p.text for e in entries for p in e.passages]))
    return tuple(replace(e, vectors=tuple(next(made) for _ in e.passages)) for e in entries)


def _vectors(embedder: Embedder, texts: list[str]) -> list[bytes]:
    with stage("embed") as at:
        at.note(passages=len(texts))
        return packed(embedder, texts)


def _stored(archive: Archive, entries: Sequence[Entry], model: str) -> Report:
    with stage("store") as at:
        outcomes = archive.store(entries, model) if entries else []
        at.note(articles=len(entries))
    written = [e for e, outcome in zip(entries, outcomes, strict=True) if outcome != "unchanged"]
    return Report(
        added=outcomes.count("added"),
        updated=outcomes.count("updated"),
        unchanged=outcomes.count("unchanged"),
        passages=sum(len(e.passages) for e in written),
        statements=sum(len(e.told.statements) for e in written),
    )


def _not_embedded(error: EmbeddingError) -> Report:
    return Report(errors=(Refused("embedding", str(error)),))


def _tell(progress: Progress | None, phase: str, done: int) -> None:
    if progress is not None:
        progress(phase, done)
