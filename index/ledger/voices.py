"""Who speaks in the corpus: names, roles, how often."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from index.ledger.said.telling import FLOOR
from index.news import Speaker

_COUNTS = """
    SELECT s.who, p.name, p.type, count(*) AS statements, count(DISTINCT s.article) AS articles
    FROM statements s JOIN speakers p ON p.key = s.who
    WHERE s.confidence >= ? AND s.speaker_type != 'anonymous'
    GROUP BY s.who
"""
_ROLES = "SELECT speaker, role FROM roles ORDER BY last_seen IS NULL, last_seen DESC, articles DESC, role"

_ALIASES = """
    SELECT a.speaker, a.alias FROM aliases a JOIN speakers p ON p.key = a.speaker
    WHERE a.alias != p.name ORDER BY a.alias
"""


def speakers(connection: sqlite3.Connection) -> list[Speaker]:
    """Return everybody who has a statement, whoever said most first; roles the latest first."""
    counted = connection.execute(_COUNTS, (FLOOR,)).fetchall()
    roles = _gathered(connection, _ROLES)
    aliases = _gathered(connection, _ALIASES)
    found = [
        Speaker(
            name=row["name"],
            type=row["type"],
            roles=tuple(roles.get(row["who"], ())),
            aliases=tuple(aliases.get(row["who"], ())),
            statements=row["statements"],
            articles=row["articles"],
        )
        for row in counted
    ]
    return sorted(found, key=lambda s: (-s.statements, -s.articles, s.name))


def _gathered(connection: sqlite3.Connection, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in connection.execute(sql):
        found[key].append(value)
    return found
