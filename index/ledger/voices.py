"""Who speaks in the corpus: names, roles, how often."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from index import analysis
from index.ledger.said import tellings
from index.ledger.said.telling import FLOOR
from index.news import Speaker

_COUNTS = """
    SELECT s.who, p.name, p.type, count(*) AS statements, count(DISTINCT s.article) AS articles
    FROM statements s JOIN speakers p ON p.key = s.who
    WHERE s.confidence >= ? AND s.speaker_type != 'anonymous'
    GROUP BY s.who
"""
_ROLES = """
    SELECT speaker, role, articles FROM roles{}
    ORDER BY last_seen IS NULL, last_seen DESC, articles DESC, role
"""
_SHARE = 10  # a role of fewer articles than the tenth part of the most is often another's, or misread

_ALIASES = """
    SELECT a.speaker, a.alias FROM aliases a JOIN speakers p ON p.key = a.speaker
    WHERE a.alias != p.name{} ORDER BY a.alias
"""


def speakers(connection: sqlite3.Connection, most: int | None = None) -> list[Speaker]:
    """Return everybody who has a statement, whoever said most first.

    Statements are counted as `said` does, the same words in several articles once; while articles come in
    (`tellings.ready`) each report is. Roles: each once, however it is spelt, the latest first, those of few
    articles last. The first `most` have their roles and aliases, the others none.
    """
    counted = connection.execute(_COUNTS, (FLOOR,)).fetchall()
    distinct = tellings.counts(connection) if tellings.ready(connection) else {}
    numbered = [(distinct.get(row["who"], row["statements"]), row) for row in counted]
    numbered.sort(key=lambda pair: (-pair[0], -pair[1]["articles"], pair[1]["name"]))
    keys = None if most is None else [row["who"] for _, row in numbered[:most]]
    roles, aliases = _roles(connection, keys), _aliases(connection, keys)
    return [
        Speaker(
            name=row["name"],
            type=row["type"],
            roles=tuple(roles.get(row["who"], ())),
            aliases=tuple(aliases.get(row["who"], ())),
            statements=statements,
            articles=row["articles"],
        )
        for statements, row in numbered
    ]


def _roles(connection: sqlite3.Connection, keys: Sequence[str] | None) -> dict[str, list[str]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, role, articles in _rows(connection, _ROLES, " WHERE speaker = ?", keys):
        found[key].append((role, articles))
    return {key: _once(held) if len(held) > 1 else [held[0][0]] for key, held in found.items()}


def _aliases(connection: sqlite3.Connection, keys: Sequence[str] | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, alias in _rows(connection, _ALIASES, " AND a.speaker = ?", keys):
        found[key].append(alias)
    return found


def _rows(
    connection: sqlite3.Connection, sql: str, condition: str, keys: Sequence[str] | None
) -> Iterable[tuple[Any, ...]]:
    """Return the rows of all speakers, or of some by their keys."""
    if keys is None:
        return connection.execute(sql.format(""))
    return chain.from_iterable(connection.execute(sql.format(condition), (key,)) for key in keys)


def _once(held: list[tuple[str, int]]) -> list[str]:
    """Return roles without those that differ in case, accents, endings and small words alone.

    Of these the spelling of most articles stays, where the latest stands.
    """
    alike: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for role, articles in held:
        stems = tuple(stem for stem, _ in analysis.content_counts(role))
        alike[stems or (role,)].append((role, articles))
    kept = [max(same, key=lambda pair: pair[1]) for same in alike.values()]
    most = max(articles for _, articles in kept)
    return [role for role, _ in sorted(kept, key=lambda pair: pair[1] * _SHARE < most)]
