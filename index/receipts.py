"""Receipts in the archive, with the standard library alone: what was shown, under the short id people keep.

A receipt is a JSON object whose meaning this module does not know. Whoever keeps one waits for the writers of
other processes, the owner of the home among them, as for any short transaction of SQLite.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from index.errors import ArchiveBusy, ArchiveError
from index.ledger.stored import connection as sqlite
from index.ledger.stored import rows

_INSERT = "INSERT INTO receipts (id, kind, made_at, sequence, document) VALUES (?, ?, ?, ?, ?)"
_PATIENCE = 10.0  # seconds a single receipt, or the last of many, waits for another writer


@dataclass(frozen=True, slots=True)
class Kept:
    """One receipt: `kind` is answer or verdict, `made_at` ISO 8601, `sequence` the archive's last change."""

    id: str
    kind: str
    made_at: str
    sequence: int
    document: dict[str, Any]


def keep(home: Path, made: Sequence[Kept], patience: float = _PATIENCE) -> None:
    """Keep receipts, all or none; when this returns, no kill and no power cut loses them.

    Raises:
        ArchiveError: they cannot be kept (read-only home, full disk, an id that is taken); ArchiveBusy when
            another process keeps writing.
    """
    with closing(_open(home, patience)) as connection, sqlite.explained(home / sqlite.FILE):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            connection.executemany(_INSERT, map(_row, made))


def forget(home: Path, receipt_id: str) -> bool:
    """Delete one receipt so that it cannot be read from the file; return whether it was there.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    with closing(_open(home, _PATIENCE)) as connection, sqlite.explained(home / sqlite.FILE):
        connection.execute("PRAGMA secure_delete=ON")
        gone = connection.execute("DELETE FROM receipts WHERE id = ?", (receipt_id,)).rowcount > 0
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the side file holds it too
    return gone


def find(home: Path, receipt_id: str) -> dict[str, Any] | None:
    """Return the document of a receipt, or None.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    sql = "SELECT document FROM receipts WHERE id = ?"
    with (
        closing(sqlite.connect(home, rows.VERSION)) as connection,
        sqlite.explained(home / sqlite.FILE),
    ):
        row = connection.execute(sql, (receipt_id,)).fetchone()
    return json.loads(zlib.decompress(row[0])) if row else None


class Series:
    """Keeps the receipts of a long run without waiting for the disk or for other writers.

    Each is handed to the operating system when it is kept, so a kill loses none; a power cut may lose those
    since SQLite's last checkpoint. While another process writes they are gathered for the next one, or for
    `close`, which waits, to write in one group: a kill loses this group.

    Raises:
        ArchiveError: from `open`, `keep` and `close`, where receipts cannot be kept; then none waits.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._waiting: list[Kept] = []

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the archive of a home for a run."""
        connection = _open(home, 0)
        with sqlite.explained(home / sqlite.FILE):
            connection.execute("PRAGMA synchronous=NORMAL")
        return cls(connection, home / sqlite.FILE)

    def keep(self, receipt: Kept) -> None:
        """Keep one receipt, now or with the next."""
        self._waiting.append(receipt)
        with suppress(ArchiveBusy):
            self._write()

    def close(self) -> None:
        """Write those that wait and close the file."""
        try:
            self._connection.execute(f"PRAGMA busy_timeout={int(_PATIENCE * 1000)}")
            self._write()
        finally:
            self._connection.close()

    def _write(self) -> None:
        if not self._waiting:
            return
        try:
            with sqlite.explained(self._path):
                self._connection.execute("BEGIN IMMEDIATE")
                with self._connection:
                    self._connection.executemany(_INSERT, [_row(receipt) for receipt in self._waiting])
        except ArchiveBusy:
            raise
        except ArchiveError:
            self._waiting.clear()
            raise
        self._waiting.clear()


def _open(home: Path, patience: float) -> sqlite3.Connection:
    return sqlite.connect_to_write(home, rows.VERSION, patience)


def _row(receipt: Kept) -> tuple[str, str, str, int, bytes]:
    document = zlib.compress(json.dumps(receipt.document).encode("ascii"), 6)
    return receipt.id, receipt.kind, receipt.made_at, receipt.sequence, document
