"""The archive opened with the standard library alone; what SQLite's errors mean for people."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from index.errors import ArchiveBusy, ArchiveError
from prompts import message

FILE = "archive.db"
OLDEST = 3  # version of the schema that can be read too: it only lacks the statements of earlier versions
FACTS = "offices.tsv"  # of a team, beside the archive
_LANGUAGE = "fr"
_CAUSES = {
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_CANTOPEN": "unreadable",
    "SQLITE_PERM": "unreadable",
    "SQLITE_IOERR": "disk",
}
_PATIENCE = 10.0  # seconds; a reader beside a writer waits only while WAL itself is recovered


def explain(error: BaseException | None, path: Path) -> ArchiveError:
    """Return the ArchiveError that says what an error of SQLite means and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ArchiveBusy(message("archive.busy", _LANGUAGE, path=path))
    cause = next((cause for code, cause in _CAUSES.items() if name.startswith(code)), None)
    if cause == "unreadable" and os.access(path, os.R_OK) and not os.access(path.parent, os.W_OK):
        cause = "read_only"  # what cannot be opened are the side files, which a write needs
    if cause is None:
        return ArchiveError(message("archive.failed", _LANGUAGE, path=path, reason=error))
    return ArchiveError(message(f"archive.{cause}", _LANGUAGE, path=path))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into an ArchiveError."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def connect(home: Path, version: int) -> sqlite3.Connection:
    """Open the archive of a home for reading, beside whoever writes it.

    Raises:
        ArchiveError: it is not there, damaged, unreadable, of a version after `version`, or of one before
            `OLDEST` (any command that writes brings it up to date).
    """
    path = home / FILE
    if not path.is_file():
        raise ArchiveError(message("archive.missing", _LANGUAGE, path=home))
    with explained(path):
        try:
            connection = _opened(path, "mode=ro")
        except sqlite3.OperationalError:
            # A read-only disk has no room for the side files of WAL; without writers none are needed.
            if path.with_name(f"{FILE}-wal").exists():
                raise
            connection = _opened(path, "mode=ro&immutable=1")
    return _of_version(connection, path, version)


def connect_to_write(home: Path, version: int, patience: float) -> sqlite3.Connection:
    """Open the archive of a home for short writes, each its own transaction, that wait `patience` seconds.

    Raises:
        ArchiveError: as `connect` raises it. Whether anything can be written only the first write tells.
    """
    path = home / FILE
    if not path.is_file():
        raise ArchiveError(message("archive.missing", _LANGUAGE, path=home))
    with explained(path):
        connection = _opened(path, "mode=rw", patience)
        connection.execute("PRAGMA synchronous=FULL")
    return _of_version(connection, path, version)


def _of_version(connection: sqlite3.Connection, path: Path, version: int) -> sqlite3.Connection:
    with explained(path):
        found = connection.execute("PRAGMA user_version").fetchone()[0]
    if min(OLDEST, version) <= found <= version:
        return connection
    connection.close()
    key = "archive.newer" if found > version else "archive.older"
    raise ArchiveError(message(key, _LANGUAGE, path=path, found=found, known=version))


def _opened(path: Path, options: str, patience: float = _PATIENCE) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{options}"
    connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA cache_size=-32768")
        connection.execute("PRAGMA mmap_size=2147418112")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # reads the file
    except sqlite3.Error:
        connection.close()
        raise
    return connection
