"""An article as it stands and as it stood before it changed; the state of the whole archive."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, replace

from index.ledger import denominator, rows
from index.news import Article, Scanned

_NOW = f"""
    SELECT a.key, a.version, a.text, {rows.ARTICLE_SQL}
    FROM articles a LEFT JOIN articles o ON o.key = a.original WHERE a.id = ?
"""  # noqa: S608  # column names of ours
_BEFORE = "SELECT version, title, text FROM versions WHERE article = ? ORDER BY key DESC"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an article; of an earlier one only title and text are its own, the rest is of today."""

    article: Article
    version: str
    current: bool


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
    before = (
        Edition(replace(now, title=title, text=zlib.decompress(text).decode()), version, current=False)
        for version, title, text in connection.execute(_BEFORE, (row["key"],))
    )
    return [Edition(now, row["version"], current=True), *before]


def corpus(connection: sqlite3.Connection) -> Corpus:
    """Return the state of the archive."""
    name = connection.execute("SELECT value FROM meta WHERE name = 'archive'").fetchone()[0]
    sequence = connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0]
    return Corpus(str(name), int(sequence), denominator.everything(connection))
