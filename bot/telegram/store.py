"""What the bot keeps: one SQLite file of the home, `telegram.db`, written before Telegram is told anything.

WAL with synchronous=FULL: what a method has returned from is on the disk, whatever kills the process. Its
calls go through one thread of their own, so that a slow disk never stops the event loop; those that come
while it writes are written together, with one wait for the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

from bot.telegram.together import Together
from index.errors import VerbatimError

FILE = "telegram.db"
# A feature adds its tables here; what is there already is left as it is.
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS updates (
        id INTEGER PRIMARY KEY,           -- Telegram's, so that a redelivered one is known
        lane TEXT NOT NULL,               -- updates of one lane are handled one after the other
        body TEXT,                        -- JSON as it came; NULL once it is done
        mark TEXT NOT NULL,               -- what it was: Telegram may begin its numbers anew
        received INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        reply TEXT                        -- JSON of the messages to show, once they are known
    );
    CREATE INDEX IF NOT EXISTS updates_new ON updates (id) WHERE body IS NOT NULL;
    CREATE TABLE IF NOT EXISTS parts (  -- messages that show a reply: held first, then written by an edit
        update_id INTEGER NOT NULL,
        part INTEGER NOT NULL,
        message INTEGER NOT NULL,
        written INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (update_id, part)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS answers (  -- JSON of `bot.render.document.answer`, for buttons and proofs
        id TEXT PRIMARY KEY,
        chat INTEGER NOT NULL,
        thread INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        body TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS answers_place ON answers (chat, thread, asked);
    CREATE TABLE IF NOT EXISTS shown (  -- which answer a message shows
        chat INTEGER NOT NULL,
        message INTEGER NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (chat, message)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS views (  -- what a list with buttons lists
        id TEXT PRIMARY KEY,
        chat INTEGER NOT NULL,
        made INTEGER NOT NULL,
        body TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS feedback (
        answer TEXT NOT NULL,
        person INTEGER NOT NULL,
        good INTEGER NOT NULL,
        reason TEXT,
        given INTEGER NOT NULL,
        PRIMARY KEY (answer, person)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS people (  -- what a person chose, and whether an invitation let them in
        id INTEGER PRIMARY KEY,
        language TEXT,
        invited_by INTEGER,
        since INTEGER
    );
    CREATE TABLE IF NOT EXISTS invitations (  -- the code itself is kept nowhere
        hash TEXT PRIMARY KEY,
        made_by INTEGER NOT NULL,
        made INTEGER NOT NULL,
        used_by INTEGER
    );
    CREATE TABLE IF NOT EXISTS follows (                -- see `alerts.follows`, ids are never given again
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL,
        thread INTEGER NOT NULL,
        person INTEGER NOT NULL,
        human INTEGER NOT NULL,
        language TEXT NOT NULL,
        speaker TEXT NOT NULL,
        topic TEXT NOT NULL,
        daily INTEGER NOT NULL,
        since INTEGER NOT NULL,
        office INTEGER NOT NULL,
        UNIQUE (chat, thread, speaker, topic)
    );
    CREATE TABLE IF NOT EXISTS news (  -- articles that wait to be told
        follow INTEGER NOT NULL,
        article TEXT NOT NULL,
        due INTEGER NOT NULL,             -- seconds, 0: at once
        PRIMARY KEY (follow, article)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS alerts (  -- messages on their way, message 0: not sent yet
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL,
        thread INTEGER NOT NULL,
        headline TEXT NOT NULL,
        body TEXT NOT NULL,
        message INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE IF NOT EXISTS told (  -- statements that a place has been told of
        chat INTEGER NOT NULL,
        thread INTEGER NOT NULL,
        statement TEXT NOT NULL,
        PRIMARY KEY (chat, thread, statement)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS marks (  -- up to which change an archive was read for alerts
        archive TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL
    );
"""
Call = Callable[[], Any]
P = ParamSpec("P")
T = TypeVar("T")


class StoreError(VerbatimError):
    """What the bot keeps cannot be read or written: the disk is full, or the file is damaged."""


class Store:
    """The open file; `run` calls a function that takes its connection first, in the file's own thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._together: Together[Call, Any] = Together(partial(_done, connection), "telegram-store")

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the file of a home, and make it where there is none.

        Raises:
            StoreError: it cannot be opened.
        """
        try:
            return cls(_connected(home / FILE))
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{FILE}: {error}") from error

    async def run(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Return what a function of the connection returns; all of it is kept, or nothing.

        Raises:
            StoreError: it cannot be kept.
        """
        return cast(T, await self._together.do(partial(function, self.connection, *args, **named)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._together.close()
        self.connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    # What people ask is nobody else's; SQLite gives its side files the same rights.
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with transaction(connection):
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back where the disk is full
            connection.execute("ROLLBACK")
        raise


def _done(connection: sqlite3.Connection, calls: Sequence[Call]) -> list[Any]:
    """Do each call whole or not at all, and write all that are done at once; return what came of each."""
    try:
        with transaction(connection):
            return [_one(connection, call) for call in calls]
    except sqlite3.Error as error:
        return [_failed(error)] * len(calls)


def _one(connection: sqlite3.Connection, call: Call) -> Any:
    connection.execute("SAVEPOINT one")
    try:
        return call()
    except Exception as error:
        if not connection.in_transaction:  # with it went what the calls before it had done
            raise
        connection.execute("ROLLBACK TO one")
        return _failed(error) if isinstance(error, sqlite3.Error) else error
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE one")


def _failed(error: sqlite3.Error) -> StoreError:
    return StoreError(f"{FILE}: {error}")
