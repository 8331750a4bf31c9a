"""Articles and statements chosen by date, outlet and speaker, one at a time: no memory holds an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from index import outlets
from index.ledger.hearing import Voice
from index.ledger.said import telling
from index.ledger.stored import rows
from index.news import Article, Statement

_ARTICLES = f"""
    SELECT a.key, a.text, {rows.ARTICLE_SQL} FROM articles a LEFT JOIN articles o ON o.key = a.original
"""  # noqa: S608  # column names of ours
_SPEAKING = f"""
    SELECT {rows.STATEMENT_SQL} FROM statements s LEFT JOIN speakers p ON p.key = s.who
    WHERE s.article = ? {{}} ORDER BY s.start, s."end"
"""  # noqa: S608  # column names of ours
_SURELY = "AND s.who = ? AND s.confidence >= ? AND s.speaker_type != 'anonymous'"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take: from `since` to `until` (ISO dates, both inclusive), of an outlet, of a voice.

    Articles are dated by their publication, statements by the day they were said, else printed. An article is
    of a voice that speaks in it.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    voice: Voice | None = None


def articles(connection: sqlite3.Connection, wanted: Selection) -> Iterator[Article]:
    """Yield the articles with their texts, in the order they came in."""
    for row in _printed(connection, wanted):
        article = rows.article(row, row["text"])
        if not telling.between((article.published or "")[:10], wanted.since, wanted.until):
            continue
        if wanted.voice is None or any(_spoken(connection, row, wanted.voice)):
            yield article


def statements(connection: sqlite3.Connection, wanted: Selection) -> Iterator[tuple[Statement, Article]]:
    """Yield the statements with their articles without text, in the order they came in.

    Without a voice they are the whole ledger, unsure readings too; of a voice, those that `said` counts.
    """
    for row in _printed(connection, wanted):
        article = rows.article(row)
        for statement in _spoken(connection, row, wanted.voice):
            if telling.between(telling.day_of(statement, article), wanted.since, wanted.until):
                yield statement, article


def _printed(connection: sqlite3.Connection, wanted: Selection) -> Iterator[sqlite3.Row]:
    where, values = "", []
    if wanted.voice is not None:
        marks = ", ".join("?" * len(wanted.voice.keys))
        where = f"WHERE a.key IN (SELECT article FROM statements WHERE who IN ({marks}))"  # noqa: S608  # marks of ours
        values = [*wanted.voice.keys]
    outlet = outlets.key(wanted.outlet)
    for row in connection.execute(f"{_ARTICLES} {where} ORDER BY a.key", values):
        if wanted.outlet is None or outlets.key(row["article_outlet"]) == outlet:
            yield row


def _spoken(connection: sqlite3.Connection, row: sqlite3.Row, voice: Voice | None) -> Iterator[Statement]:
    article = rows.article(row)
    if voice is None:
        for told in connection.execute(_SPEAKING.format(""), (row["key"],)):
            yield rows.statement(told, article.id, row["text"])
        return
    for holding in voice.holdings:
        values = (row["key"], holding.key, telling.FLOOR)
        for told in connection.execute(_SPEAKING.format(_SURELY), values):
            statement = rows.statement(told, article.id, row["text"])
            if telling.between(telling.day_of(statement, article), holding.since, holding.until):
                yield statement
