"""The ledger as the rest of the program asks it: read-only, beside whoever writes the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from index.ledger import selecting, voices
from index.ledger.asked import Asked, Covered, Said, Told
from index.ledger.hearing import Hearing, Voice
from index.ledger.said import telling, unproved
from index.ledger.said.unproved import Unproved
from index.ledger.selecting import Selection
from index.ledger.speakers import denominator
from index.ledger.stored import connection as sqlite
from index.ledger.stored import rows
from index.ledger.versions import editions, past
from index.ledger.versions.editions import Corpus, Edition
from index.ledger.versions.past import Revision
from index.news import Article, Span, Speaker, Statement

_ARTICLES = f"""
    SELECT a.key, a.text, {rows.ARTICLE_SQL} FROM articles a LEFT JOIN articles o ON o.key = a.original
"""  # noqa: S608  # column names of ours
_OF_ARTICLE = f"""
    SELECT {rows.STATEMENT_SQL} FROM statements s LEFT JOIN speakers p ON p.key = s.who
    WHERE s.article = ? ORDER BY s.start, s."end"
"""  # noqa: S608  # column names of ours

_TERMS = 'SELECT start, "end" FROM terms WHERE article = ? ORDER BY start'
_ADDED = """
    SELECT a.id FROM changes c JOIN articles a ON a.key = c.article
    WHERE c.kind = 'added' AND c.sequence > ? AND c.sequence <= ? ORDER BY c.sequence
"""


class Ledger:
    """Who said what in one home; for one thread.

    Raises:
        ArchiveError: from any method, with a text for people.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self._connection.row_factory = sqlite3.Row
        self._path = home / sqlite.FILE

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the ledger of a home."""
        return cls(sqlite.connect(home, rows.VERSION), home)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def statements(self, article_id: str | None = None) -> Iterator[tuple[Statement, Article]]:
        """Yield every statement (of one article) with its article without text, in the order they came in."""
        where = "" if article_id is None else "WHERE a.id = ?"
        given = () if article_id is None else (article_id,)
        with self._one_state():
            for row in self._connection.execute(f"{_ARTICLES} {where} ORDER BY a.key", given):
                article = rows.article(row)
                for told in self._connection.execute(_OF_ARTICLE, (row["key"],)):
                    yield rows.statement(told, article.id, row["text"]), article

    def count(self, article_id: str | None = None) -> int:
        """Return how many statements there are (in one article)."""
        sql = "SELECT count(*) FROM statements s JOIN articles a ON a.key = s.article"
        with self._one_state():
            if article_id is None:
                return int(self._connection.execute(sql).fetchone()[0])
            return int(self._connection.execute(f"{sql} WHERE a.id = ?", (article_id,)).fetchone()[0])

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said; an unknown or ambiguous name is an answer too."""
        with self._one_state():
            return telling.said(self._connection, asked, self._path.with_name(sqlite.FACTS))

    def voice(self, query: str) -> Voice:
        """Return whom a name or an office means, one, several or nobody."""
        with self.hearing() as hearing:
            return hearing.voice(query)

    def selected_articles(self, wanted: Selection) -> Iterator[Article]:
        """Yield articles with their texts, in the order they came in."""
        with self._one_state():
            yield from selecting.articles(self._connection, wanted)

    def selected_statements(self, wanted: Selection) -> Iterator[tuple[Statement, Article]]:
        """Yield statements with their articles without text, in the order they came in."""
        with self._one_state():
            yield from selecting.statements(self._connection, wanted)

    def unproved(self, asked: Asked) -> Unproved:
        """Count what may be a speaker's and is not shown as such, in the days and on the topic asked for."""
        with self._one_state():
            return unproved.count(self._connection, asked, self._path.with_name(sqlite.FACTS))

    def printed(self, since: str | None, until: str | None) -> int:
        """Count the articles printed from one day to another, both inclusive."""
        with self._one_state():
            return denominator.printed(self._connection, since, until)

    def about(self, topic: str, article_ids: Sequence[str]) -> list[Told]:
        """Return what anybody who can be named said on a topic in some articles, the newest first."""
        with self._one_state():
            return telling.about(self._connection, topic, article_ids)

    def covering(self, article_id: str, start: int, end: int) -> Covered:
        """Return whose words stand in [start, end) of an article, nothing for one that is not there."""
        with self._one_state():
            held = self._connection.execute(
                "SELECT key, text FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            if held is None:
                return Covered()
            key, text = held
            told = [
                rows.statement(row, article_id, text) for row in self._connection.execute(_OF_ARTICLE, (key,))
            ]
            quoted = [
                Span(row["start"], row["end"], text[row["start"] : row["end"]])
                for row in self._connection.execute(_TERMS, (key,))
            ]
        return Covered(
            tuple(s for s in told if any(_meets(f, start, end) for f in (s.content, *s.fragments))),
            tuple(t for t in quoted if _meets(t, start, end)),
        )

    def article(self, article_id: str) -> Article | None:
        """Return one article with its text."""
        with self._one_state():
            row = self._connection.execute(f"{_ARTICLES} WHERE a.id = ?", (article_id,)).fetchone()
            return rows.article(row, row["text"]) if row else None

    def added(self, since: int, until: int) -> list[str]:
        """Return the ids of the articles first taken in after a change, up to another, in their order."""
        with self._one_state():
            return [row["id"] for row in self._connection.execute(_ADDED, (since, until))]

    def editions(self, article_id: str) -> list[Edition]:
        """Return the versions of an article, today's first; none where the article is not there."""
        with self._one_state():
            return editions.editions(self._connection, article_id)

    def history(self, article_id: str) -> list[Revision]:
        """Return the versions of an article with what each changed, the first one first."""
        with self._one_state():
            return past.history(self._connection, article_id)

    def corpus(self) -> Corpus:
        """Return the state of the archive."""
        with self._one_state():
            return editions.corpus(self._connection)

    def speakers(self, most: int | None = None) -> list[Speaker]:
        """Return who speaks, whoever said most first; only the first `most` with roles and aliases."""
        with self._one_state():
            return voices.speakers(self._connection, most)

    @contextmanager
    def hearing(self) -> Iterator[Hearing]:
        """Give what a claim is held against, all of one state of the archive."""
        with self._one_state():
            yield Hearing(self._connection, self._path.with_name(sqlite.FACTS))

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """Let all reads of the block see one state of the archive."""
        with sqlite.explained(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                # A reader that has gone (`| head`) leaves a generator that ends after the file is closed.
                with suppress(sqlite3.ProgrammingError):
                    self._connection.execute("ROLLBACK")


def _meets(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
