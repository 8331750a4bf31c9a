"""What is kept of the feeds that are followed: one SQLite file of the home, `feeds.db`.

WAL with synchronous=FULL: what a method has returned from is on the disk, whatever kills the process. Moments
are whole seconds since 1970.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.errors import ArchiveError
from index.fetching import Known
from index.identity import canonical_url
from prompts import message, packed, unpacked

FILE = "feeds.db"
LOCK = "watch.lock"  # of the one process that follows
_LANGUAGE = "fr"
_PATIENCE_S = 10.0
FARTHEST_S = 2 * 86_400  # nothing is put off for longer: what is, was written by a clock that was wrong
_KEPT_S = 90 * 86_400  # an entry that its feed has not listed for so long is forgotten
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS feeds (
        url TEXT PRIMARY KEY,
        title TEXT,
        added INTEGER NOT NULL,
        etag TEXT,
        last_modified TEXT,
        visited INTEGER,                       -- NULL: never
        due INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,   -- in a row
        error TEXT,                            -- why the last visit failed
        articles INTEGER NOT NULL DEFAULT 0    -- taken in or changed through it
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS entries (
        feed TEXT NOT NULL REFERENCES feeds (url) ON DELETE CASCADE,
        url TEXT NOT NULL,                     -- identity.canonical_url
        mark TEXT NOT NULL,                    -- of what the feed says of it
        listed INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        due INTEGER,                           -- to be read again; NULL: done, or given up after failures
        address TEXT,                          -- under which it is asked for; of those that failed
        published TEXT,                        -- as the feed says; of those that failed
        PRIMARY KEY (feed, url)
    ) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed; `visited` is None before the first visit, `error` None where the last one went well.

    `unread` are entries that it lists and that could not be read.
    """

    url: str
    title: str | None
    added: int
    known: Known
    visited: int | None
    due: int
    failures: int
    error: str | None
    articles: int
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry that could not be read; `due` is when it is tried again, None: not unless somebody asks."""

    url: str
    failures: int
    due: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as it was met last; `due` is when it is read again, None: not at all.

    Of one that failed, `address` and `published` are kept: its feed may not list it when it is due.
    """

    mark: str
    failures: int = 0
    due: int | None = None
    address: str | None = None
    published: str | None = None


class Store:
    """The open file; for one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the file of a home, and make both where there are none.

        Raises:
            ArchiveError: it cannot be opened.
        """
        path = home / FILE
        with _explained(path):
            home.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
            )
            try:
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                    connection.execute(f"PRAGMA {pragma}")
                connection.executescript(_SCHEMA)
                _complete(connection)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, url: str, title: str | None, now: int) -> bool:
        """Follow a feed from now on; False where it is followed already, in whatever spelling."""
        if self.like(url) is not None:
            return False
        sql = "INSERT INTO feeds (url, title, added, due) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        with _explained(self._path):
            return self._connection.execute(sql, (url, title, now, now)).rowcount > 0

    def remove(self, url: str) -> bool:
        """Follow a feed no longer; what was taken in stays. False where it is not followed."""
        with _explained(self._path):
            return self._connection.execute("DELETE FROM feeds WHERE url = ?", (url,)).rowcount > 0

    def like(self, url: str) -> Subscription | None:
        """Return the feed that is followed under this address, or under another spelling of it."""
        known = {canonical_url(feed.url): feed for feed in self.all()}
        return known.get(canonical_url(url))

    def all(self) -> list[Subscription]:
        """Return the feeds in the order of their addresses."""
        with _explained(self._path):
            found = [_subscription(row) for row in self._connection.execute(f"{_FEEDS} ORDER BY url")]
            unread: dict[str, list[Unread]] = {}
            for feed, *entry in self._connection.execute(_UNREAD):
                unread.setdefault(feed, []).append(Unread(*entry))
        return [replace(feed, unread=tuple(unread.get(feed.url, ()))) for feed in found]

    def due(self, now: int) -> list[Subscription]:
        """Return the feeds to visit now, whoever waits longest first."""
        with _explained(self._path):
            sql = f"{_FEEDS} WHERE due <= ? OR due > ? ORDER BY due, url"
            found = self._connection.execute(sql, (now, now + FARTHEST_S))
            return [_subscription(row) for row in found]

    def next_due(self) -> int | None:
        """Return when the next feed is to be visited, None where none is followed."""
        with _explained(self._path):
            found: int | None = self._connection.execute("SELECT min(due) FROM feeds").fetchone()[0]
            return found

    def seen(self, feed: str) -> dict[str, Seen]:
        """Return what is known of a feed's entries, by canonical URL."""
        sql = "SELECT url, mark, failures, due, address, published FROM entries WHERE feed = ?"
        with _explained(self._path):
            return {row[0]: Seen(*row[1:]) for row in self._connection.execute(sql, (feed,))}

    def met(self, feed: str, entries: Mapping[str, Seen], articles: int, now: int) -> None:
        """Keep what became of some entries, and count the articles that came of them."""
        sql = """
            INSERT INTO entries (feed, url, mark, listed, failures, due, address, published)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET mark = excluded.mark, listed = excluded.listed,
                failures = excluded.failures, due = excluded.due,
                address = excluded.address, published = excluded.published
        """
        rows = [
            (feed, url, e.mark, now, e.failures, e.due, e.address, e.published) for url, e in entries.items()
        ]
        with self._writing():
            if self._connection.execute("SELECT 1 FROM feeds WHERE url = ?", (feed,)).fetchone():
                self._connection.executemany(sql, rows)
                self._connection.execute(
                    "UPDATE feeds SET articles = articles + ? WHERE url = ?", (articles, feed)
                )

    def retry(self, feed: str, now: int) -> int:
        """Let every entry of a feed that could not be read be tried anew at its next visit, due now.

        Returns how many there are.
        """
        with self._writing():
            found = self._connection.execute(
                "UPDATE entries SET failures = 1, due = ? WHERE feed = ? AND failures > 0", (now, feed)
            ).rowcount
            if found:
                self._connection.execute("UPDATE feeds SET due = min(due, ?) WHERE url = ?", (now, feed))
        return found

    def visited(self, feed: Subscription, listed: Sequence[str], *, now: int) -> None:
        """Keep that a visit has ended, as `feed` says; `listed` are the entries that it listed.

        Where it listed any, those that it has not listed for long are forgotten.
        """
        sql = """
            UPDATE feeds
            SET title = ?, etag = ?, last_modified = ?, visited = ?, due = ?, failures = ?, error = ?
            WHERE url = ?
        """
        known = feed.known
        state = (
            known.etag,
            known.last_modified,
            now,
            feed.due,
            feed.failures,
            feed.error and packed(feed.error),
        )
        with self._writing():
            self._connection.execute(sql, (feed.title, *state, feed.url))
            self._connection.executemany(
                "UPDATE entries SET listed = ? WHERE feed = ? AND url = ?",
                [(now, feed.url, url) for url in listed],
            )
            if listed:
                old = "DELETE FROM entries WHERE feed = ? AND listed < ?"
                self._connection.execute(old, (feed.url, now - _KEPT_S))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()


_UNREAD = """
    SELECT feed, coalesce(address, url), failures, due FROM entries WHERE failures > 0
    ORDER BY due IS NOT NULL, url
"""
_FEEDS = "SELECT url, title, added, etag, last_modified, visited, due, failures, error, articles FROM feeds"


def _subscription(row: tuple[Any, ...]) -> Subscription:
    url, title, added, etag, modified, visited, due, failures, error, articles = row
    reason = error and unpacked(error)
    return Subscription(url, title, added, Known(etag, modified), visited, due, failures, reason, articles)


def _complete(connection: sqlite3.Connection) -> None:
    """Give a file of an earlier version the columns that it lacks."""
    there = {row[1] for row in connection.execute("PRAGMA table_info(entries)")}
    for name in ("address", "published"):
        if name not in there:
            with suppress(sqlite3.OperationalError):  # another process was faster
                connection.execute(f"ALTER TABLE entries ADD COLUMN {name} TEXT")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn errors of the file into ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(message("feeds.file", _LANGUAGE, path=path, reason=error)) from None
