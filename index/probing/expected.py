"""What a projection must hold once it has come to a certain change of the archive; standard library only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.ledger.stored import connection as sqlite
from index.ledger.stored.rows import VERSION


@dataclass(frozen=True, slots=True)
class Expected:
    """Passages by id, each with its article's id.

    Attributes:
        sequence: of the archive when it was read.
        required: what must be there.
        allowed: what may be there besides: passages that the archive has changed or dropped since.
    """

    sequence: int
    required: dict[str, str]
    allowed: frozenset[str]


def expected(home: Path, watermark: int) -> Expected:
    """Return what a projection of that watermark must hold.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with closing(sqlite.connect(home, VERSION)) as connection, sqlite.explained(home / sqlite.FILE):
        connection.execute("BEGIN")
        now = connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0]
        rows = connection.execute(
            "SELECT p.id, a.id, a.sequence FROM passages p JOIN articles a ON a.key = p.article"
            " ORDER BY p.key"
        ).fetchall()
        gone = connection.execute("SELECT removed FROM changes WHERE sequence > ?", (watermark,)).fetchall()
    required = {passage: article for passage, article, sequence in rows if sequence <= watermark}
    later = {passage for passage, _, sequence in rows if sequence > watermark}
    return Expected(now, required, frozenset(later.union(*(names.split() for (names,) in gone))))


def vectors(home: Path, model: str) -> dict[str, bytes]:
    """Return the float16 vectors of a model by passage id, without those that are zero throughout.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with closing(sqlite.connect(home, VERSION)) as connection, sqlite.explained(home / sqlite.FILE):
        return {name: made for name, made in _vectors(connection, model) if made.strip(b"\0")}


def text(connection: sqlite3.Connection, passage_id: str) -> str | None:
    """Return the words of a passage, or None where it has left."""
    row = connection.execute(
        "SELECT a.text, p.start, p.end FROM passages p JOIN articles a ON a.key = p.article WHERE p.id = ?",
        (passage_id,),
    ).fetchone()
    return None if row is None else row[0][row[1] : row[2]]


def _vectors(connection: sqlite3.Connection, model: str) -> Iterator[tuple[str, bytes]]:
    return iter(
        connection.execute(
            "SELECT p.id, v.vector FROM vectors v JOIN passages p ON p.key = v.passage"
            " JOIN models m ON m.key = v.model WHERE m.name = ?",
            (model,),
        )
    )
