"""What was searched before nothing, or all there is, was found: the denominator of "never said"."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.ledger.speakers import finding, naming
from index.news import Scanned
from index.people import names

# Each by itself is read from an index; asked for together, SQLite reads the whole table.
_SPAN = """
    SELECT (SELECT count(*) FROM articles), (SELECT min(published) FROM articles),
           (SELECT max(published) FROM articles)
"""


def searched(connection: sqlite3.Connection, keys: Sequence[str], statements: int) -> Scanned:
    """Return what was searched, and how many articles name one of the speakers (`keys`)."""
    return _scanned(connection, set[int]().union(*(naming_of(connection, key) for key in keys)), statements)


def unknown(connection: sqlite3.Connection, name: str) -> Scanned:
    """Return what was searched for somebody who has no statement; articles may name him all the same."""
    return _scanned(connection, naming.holders(connection, _untitled(name)), 0)


def everything(connection: sqlite3.Connection) -> Scanned:
    """Return what can be searched, whoever is asked about."""
    articles, since, until = connection.execute(_SPAN).fetchone()
    return Scanned(articles, _day(since), _day(until))


def printed(connection: sqlite3.Connection, since: str | None, until: str | None) -> int:
    """Count the articles printed from one day to another (ISO dates, inclusive)."""
    sql = """
        SELECT count(*) FROM articles
        WHERE (? IS NULL OR substr(published, 1, 10) >= ?) AND (? IS NULL OR substr(published, 1, 10) <= ?)
    """
    return int(connection.execute(sql, (since, since, until, until)).fetchone()[0])


def _scanned(connection: sqlite3.Connection, naming_them: set[int], statements: int) -> Scanned:
    return replace(
        everything(connection), articles_naming_speaker=len(naming_them), statements_by_speaker=statements
    )


def naming_of(connection: sqlite3.Connection, key: str) -> set[int]:
    """Return the keys of the articles that name a speaker: in full, or by a surname nobody else has."""
    aliases = [row[0] for row in connection.execute("SELECT alias FROM aliases WHERE speaker = ?", (key,))]
    found: set[int] = set()
    for alias in aliases:
        short = key.startswith("p:") and names.is_partial(alias)
        if not short or all(other == key or _partial(other) for other in _bearers(connection, alias)):
            found |= naming.holders(connection, _untitled(alias))
    own = connection.execute("SELECT DISTINCT article FROM statements WHERE who = ?", (key,))
    return found | {row[0] for row in own}


def _bearers(connection: sqlite3.Connection, alias: str) -> list[str]:
    return finding.of_surname(connection, names.surname_key(alias))


def _partial(key: str) -> bool:
    return " " not in key.removeprefix("p:")


def _untitled(alias: str) -> str:
    """Return a name without the title before it, which an article may leave out."""
    kept = set(names.tokens(alias))
    words = [w for w in alias.replace("-", " ").split() if set(names.tokens(w)) & kept]
    return " ".join(words) or alias


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
