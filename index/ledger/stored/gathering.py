"""Statements with the articles they stand in; each article, and its text, is read once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from index.ledger.stored import rows
from index.news import Article, Statement

_CHUNK = 500  # values of one query; SQLite of old takes 999
_STATEMENTS = f"""
    SELECT s.key, s.article AS held_by, {rows.STATEMENT_SQL}
    FROM {{}} LEFT JOIN speakers p ON p.key = s.who WHERE {{}}
"""  # noqa: S608  # column names of ours
_ARTICLES = f"""
    SELECT a.key, a.text, {rows.ARTICLE_SQL} FROM articles a LEFT JOIN articles o ON o.key = a.original
    WHERE a.key IN ({{}})
"""  # noqa: S608  # column names of ours


Found = tuple[Statement, Article, str]
"""A statement with its article, and the article's text."""


def gather(
    connection: sqlite3.Connection, where: str, values: Sequence[object], *, source: str = "statements s"
) -> Iterator[Found]:
    """Yield the statements (`s`) of a source that meet a condition, with their articles and these' texts.

    `where` and `source` are SQL of ours.
    """
    return (found for _, found in keyed(connection, where, values, source=source))


def keyed(
    connection: sqlite3.Connection, where: str, values: Sequence[object], *, source: str = "statements s"
) -> Iterator[tuple[int, Found]]:
    """Yield the same, each with the key of the statement."""
    found = connection.execute(_STATEMENTS.format(source, where), values).fetchall()
    known = dict(articles(connection, list(dict.fromkeys(row["held_by"] for row in found))))
    for row in found:
        article, text = known[row["held_by"]]
        yield row["key"], (rows.statement(row, article.id, text), article, text)


def articles(
    connection: sqlite3.Connection, keys: Sequence[int]
) -> Iterator[tuple[int, tuple[Article, str]]]:
    """Yield articles by their keys, with their texts, in no order."""
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        for row in connection.execute(_ARTICLES.format(", ".join("?" * len(chunk))), tuple(chunk)):
            yield row["key"], (rows.article(row), row["text"])
