"""An article as it stands and as it stood before it changed; the state of the whole archive."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, replace

from index.ledger.speakers import denominator
from index.ledger.stored import rows
from index.news import Article, Scanned

_NOW = f"""
    SELECT a.key, a.version, a.text, a.stored_at, {rows.ARTICLE_SQL}
    FROM articles a LEFT JOIN articles o ON o.key = a.original WHERE a.id = ?
"""  # noqa: S608  # column names of ours
_BEFORE = "SELECT key, version, title, stored_at, text FROM versions WHERE article = ? ORDER BY key DESC"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an article; of an earlier one only title and text are its own, the rest is of today.

    Attributes:
        number: the first one taken in is 1.
        taken_in: when, UTC, ISO 8601; "" where it is not known.
        key: of an earlier version in the archive.
    """

    article: Article
    version: str
    current: bool
    number: int = 1
    taken_in: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The state of an archive: its own id, the number of its last change, what it holds."""

    archive: str
    sequence: int
    scanned: Scanned


def editions(connection: sqlite3.Connection, article_id: str) -> list[Edition]:
    """Return the versions of an article, today's first; none where the article is not there."""
    row = connection.execute(_NOW, (article_id,)).fetchone()
    if row is None:
        return []
    now = rows.article(row, row["text"])
    before = connection.execute(_BEFORE, (row["key"],)).fetchall()
    count = len(before)
    earlier = (
        Edition(
            replace(now, title=each["title"], text=zlib.decompress(each["text"]).decode()),
            each["version"],
            current=False,
            number=count - place,
            taken_in=each["stored_at"],
            key=each["key"],
        )
        for place, each in enumerate(before)
    )
    return [Edition(now, row["version"], True, count + 1, row["stored_at"]), *earlier]


def corpus(connection: sqlite3.Connection) -> Corpus:
    """Return the state of the archive."""
    name = connection.execute("SELECT value FROM meta WHERE name = 'archive'").fetchone()[0]
    sequence = connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0]
    return Corpus(str(name), int(sequence), denominator.everything(connection))
