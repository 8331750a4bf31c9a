"""One SQLite file that loses nothing acknowledged: WAL, synchronous=FULL, short write transactions."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from index import schema
from index.errors import ArchiveError
from index.ledger.stored.connection import FILE, explain
from prompts import message

_PROJECTIONS = ("chroma", "chroma-server", "lexicon")  # folders beside it
_LANGUAGE = "fr"


def open_engine(path: Path, *, create: bool, patience: float) -> Engine:
    """Open the archive file, made where `create` says so; writers wait `patience` seconds.

    Raises:
        ArchiveError: it is not there, damaged, unreadable or of a newer version.
    """
    if create:
        _make_folder(path)
    elif not path.is_file():
        raise ArchiveError(message("archive.missing", _LANGUAGE, path=path.parent))
    engine = _engine(path, "mode=rwc" if create else "mode=rw", patience)
    try:
        with explained(path):
            _prepare(engine, path)
    except ArchiveError:
        engine.dispose()
        # A home on a read-only disk has no room for the side files of WAL; without writers none are needed.
        if create or path.with_name(f"{FILE}-wal").exists() or not _is_sqlite(path):
            raise
        engine = _engine(path, "mode=ro&immutable=1", patience)
        with explained(path):
            _prepare(engine, path)
    return engine


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection whose reads all see one state of the archive."""
    with explained(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection that commits when the block ends well, and changes nothing when it does not."""
    with explained(path), engine.connect() as connection:
        immediate = connection.execution_options(immediate=True)
        with immediate.begin():
            yield immediate


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into an ArchiveError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error.orig, path) from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(message("archive.unreadable", _LANGUAGE, path=path)) from error


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _engine(path: Path, options: str, patience: float) -> Engine:
    engine = create_engine("sqlite://", creator=_connector(path, options, patience), poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(path: Path, options: str, patience: float) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # isolation_level=None: transactions begin where we say, not where the driver guesses.
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?{options}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-32768")
        return connection

    return connect


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _prepare(engine: Engine, path: Path) -> None:
    """Make or complete the tables; refuse an archive of a newer version."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        held = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if found > schema.VERSION:
        raise ArchiveError(message("archive.newer", _LANGUAGE, path=path, found=found, known=schema.VERSION))
    if found == schema.VERSION and _named() <= held:
        return
    if found == 0:
        for name in _PROJECTIONS:  # of an archive that is no more
            shutil.rmtree(path.with_name(name), ignore_errors=True)
    raw = engine.raw_connection()
    try:
        # Seven vectors of 512 dimensions fill a page of 8 KiB; of 4 KiB, three would leave a quarter empty.
        raw.cursor().execute("PRAGMA page_size=8192")
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        schema.metadata.create_all(connection)
        for table in schema.metadata.tables.values():
            for index in table.indexes:  # `create_all` makes those of new tables only
                index.create(connection, checkfirst=True)
        own_id = insert(schema.meta).prefix_with("OR IGNORE").values(name="archive", value=uuid4().hex)
        connection.execute(own_id)
        connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")


def _named() -> set[str]:
    """Return the names of all tables and indexes."""
    tables = schema.metadata.tables
    return {*tables, *(str(index.name) for table in tables.values() for index in table.indexes)}


def checkpoint(engine: Engine) -> None:
    """Move what was written into the file itself and empty the side file."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
