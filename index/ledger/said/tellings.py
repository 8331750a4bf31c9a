"""What speakers said, counted and paged from the lists that settling keeps (`index.archive.tellings`).

The lists are those of the archive once everything in it is settled; until then, while articles come in,
`ready` says no and the statements themselves are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from index.ledger.asked import Asked
from index.ledger.speakers.meaning import Holding
from index.ledger.speakers.settling import RULES
from index.ledger.stored.gathering import Found, keyed
from index.news import Kind

_CHUNK = 500  # values of one query; SQLite of old takes 999
_STATE = """
    SELECT (SELECT value FROM meta WHERE name = 'settled'), (SELECT coalesce(max(sequence), 0) FROM changes),
           EXISTS (SELECT 1 FROM unsettled)
"""
# A day may be a year or a month; one that is not known is in no span.
_BETWEEN = "day != '' AND (? IS NULL OR substr(day || '-12-31', 1, 10) >= ?) AND (? IS NULL OR day <= ?)"
_HELD = "SELECT who, statement, day, id, kind FROM tellings WHERE who = ?"
_NAME = "SELECT name FROM speakers WHERE key = ?"


@dataclass(frozen=True, slots=True)
class Listed:
    """What somebody said, the same words once.

    Attributes:
        every: how many there are in all.
        count: how many are of the kind and the days asked for.
        speakers, kinds, years: of all of them; names, and years the latest first.
        page: keys of the statements asked for, in their order.
        on_topic: keys of those that are on the topic and of the kind and days; None: all, none was asked for.
    """

    every: int
    count: int
    speakers: frozenset[str]
    kinds: frozenset[Kind]
    years: tuple[str, ...]
    page: tuple[int, ...] = ()
    on_topic: frozenset[int] | None = None


def ready(connection: sqlite3.Connection) -> bool:
    """Tell whether the lists are those of the archive as it is."""
    try:
        stamp, sequence, unsettled = connection.execute(_STATE).fetchone()
    except sqlite3.OperationalError:  # an archive from before there were any
        return False
    return not unsettled and (stamp or "").split()[:2] == [str(sequence), str(RULES)]


def count(connection: sqlite3.Connection, holdings: Iterable[Holding]) -> int:
    """Return how many statements speakers have, each of the days it is held on."""
    sql, values = _of(holdings)
    every = f"SELECT count(*) FROM ({sql})"  # noqa: S608  # SQL of ours
    return int(connection.execute(every, values).fetchone()[0])


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many statements every speaker has, by key."""
    return dict(connection.execute("SELECT who, count(*) FROM tellings GROUP BY who").fetchall())


def listed(connection: sqlite3.Connection, holdings: Sequence[Holding], asked: Asked) -> Listed:
    """Return what is listed of speakers; the topic asked for is not looked at."""
    sql, values = _of(holdings)
    # Counted here: SQLite would sort them to group them, ten times as long.
    every = connection.execute(f"SELECT who, kind, substr(day, 1, 4) FROM ({sql})", values).fetchall()  # noqa: S608  # as above
    rows = set(map(tuple, every))
    names = (connection.execute(_NAME, (who,)).fetchone() for who in {row[0] for row in rows})
    chosen, wanted = _wanted(sql, asked)
    values += wanted
    most = -1 if asked.most is None else asked.most
    page = f"SELECT statement {chosen} ORDER BY day DESC, id DESC LIMIT ? OFFSET ?"
    keys = connection.execute(page, (*values, most, asked.first)).fetchall()
    found = len(every)
    if wanted:
        found = connection.execute(f"SELECT count(*) {chosen}", values).fetchone()[0]
    return Listed(
        len(every),
        int(found),
        frozenset(row[0] for row in names if row),
        frozenset(cast("Kind", row[1]) for row in rows),
        tuple(sorted({row[2] for row in rows if row[2]}, reverse=True)),
        tuple(row[0] for row in keys),
    )


def keys(connection: sqlite3.Connection, holdings: Sequence[Holding], asked: Asked) -> list[int]:
    """Return the keys of all of the kind and the days asked for, the newest first."""
    sql, values = _of(holdings)
    chosen, wanted = _wanted(sql, asked)
    rows = connection.execute(f"SELECT statement {chosen} ORDER BY day DESC, id DESC", (*values, *wanted))
    return [row[0] for row in rows]


def leads(connection: sqlite3.Connection, listed: Sequence[int]) -> dict[int, int]:
    """Return by key of statement under which of some listed ones it stands: itself, or its first report."""
    found = {key: key for key in listed}
    for chunk in chunks(listed):
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT statement, first FROM witnesses WHERE first IN ({marks})"  # noqa: S608  # marks of ours
        found |= {row[0]: row[1] for row in connection.execute(sql, chunk)}
    return found


def read(connection: sqlite3.Connection, keys: Sequence[int]) -> list[list[Found]]:
    """Return statements by their keys, each with those that print the same words, in no order."""
    under = leads(connection, keys)
    groups: dict[int, list[Found]] = {key: [] for key in keys}
    for chunk in chunks(list(under)):
        marks = ", ".join("?" * len(chunk))
        for key, found in keyed(connection, f"s.key IN ({marks})", chunk):
            groups[under[key]].append(found)
    return list(groups.values())


def chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut keys into as many as one query takes."""
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))


def _of(holdings: Iterable[Holding]) -> tuple[str, list[str | None]]:
    """Return SQL that selects what is listed of speakers, and its values."""
    parts, values = [], list[str | None]()
    for holding in holdings:
        parts.append(_HELD)
        values.append(holding.key)
        if holding.since or holding.until:
            parts[-1] += f" AND {_BETWEEN}"
            values += _bounds(holding.since, holding.until)
    return " UNION ".join(parts), values


def _wanted(sql: str, asked: Asked) -> tuple[str, list[str | None]]:
    """Return SQL for what of a list is asked for, and its values besides."""
    where, values = ["TRUE"], list[str | None]()
    if asked.kind:
        where.append("kind = ?")
        values.append(asked.kind)
    if asked.since or asked.until:
        where.append(_BETWEEN)
        values += _bounds(asked.since, asked.until)
    return f"FROM ({sql}) WHERE {' AND '.join(where)}", values


def _bounds(since: str | None, until: str | None) -> list[str | None]:
    return [since, since, until, until]
