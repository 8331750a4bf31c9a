"""What may be somebody's words and is not given to him: how much of it there is, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.ledger.asked import Asked
from index.ledger.said import telling
from index.ledger.speakers import denominator, finding
from index.ledger.stored import rows

_FOUND = f"""
    SELECT a.text, {rows.ARTICLE_SQL}, {rows.STATEMENT_SQL} FROM statements s
    JOIN articles a ON a.key = s.article LEFT JOIN articles o ON o.key = a.original
    LEFT JOIN speakers p ON p.key = s.who WHERE s.who = ?
"""  # noqa: S608  # column names of ours
_UNSURE = f"{_FOUND} AND s.confidence < ?"
_ANONYMOUS = f"{_FOUND} AND s.confidence >= ? AND s.speaker_type = 'anonymous'"
_UNNAMED = f"{_FOUND} AND s.confidence >= ? AND s.article = ?"


@dataclass(frozen=True, slots=True)
class Unproved:
    """How many statements are not shown as somebody's.

    Attributes:
        unsure: read as his by a rule that is oftener wrong than right.
        anonymous: said by somebody whom the article does not name.
        unnamed: in articles that name him, said by nobody who can be named.
    """

    unsure: int = 0
    anonymous: int = 0
    unnamed: int = 0


def count(connection: sqlite3.Connection, asked: Asked, facts: Path | None = None) -> Unproved:
    """Count what stays out of what `telling.said` gives, in the same days and on the same topic."""
    matches = finding.find(connection, asked.speaker)
    keys = {h.key for h in telling.meant(connection, asked.speaker, matches, facts).holdings}
    unsure = anonymous = unnamed = 0
    naming: set[int] = set()
    for key in keys:
        unsure += _counted(connection, _UNSURE, [(key, telling.FLOOR)], asked)
        anonymous += _counted(connection, _ANONYMOUS, [(key, telling.FLOOR)], asked)
        naming |= denominator.naming_of(connection, key)
    values = [("", telling.FLOOR, article) for article in sorted(naming)]
    unnamed = _counted(connection, _UNNAMED, values, asked)
    return Unproved(unsure, anonymous, unnamed)


def _counted(
    connection: sqlite3.Connection, sql: str, values: Sequence[tuple[object, ...]], asked: Asked
) -> int:
    found = []
    for each in values:
        for row in connection.execute(sql, each):
            article = rows.article(row)
            statement = rows.statement(row, article.id, row["text"])
            if telling.between(telling.day_of(statement, article), asked.since, asked.until):
                found.append((statement, article, row["text"]))
    return sum(told.on_topic for told in telling.grouped(found, asked.topic))
