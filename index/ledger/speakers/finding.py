"""Whom a name or an office means: the rows that may match are read, `people.finding` decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from index.people import names, titled
from index.people.finding import Finder, Match
from index.people.registry import RoleRow, Rows, SpeakerRow
from index.people.tables import fold
from index.people.wording import normalise

_NEAR = 40  # names looked at when none is the one asked for


def find(connection: sqlite3.Connection, query: str) -> list[Match]:
    """Return whom a query means, best first, as `Finder.find` does over the whole archive."""
    found = _titled(connection, query) or _known(connection, query)
    return found or Finder(rows_of(connection, _near(connection, query))).find(query)


def _known(connection: sqlite3.Connection, query: str) -> list[Match]:
    """Return whom a query names without a slip."""
    keys = _candidates(connection, query)
    found = Finder(rows_of(connection, keys)).find(query) if keys else []
    return found if found and found[0].how not in ("typo", "nearest") else []


def _titled(connection: sqlite3.Connection, query: str) -> list[Match]:
    """Return the persons named within a query that opens with their title.

    An article that names nobody else makes a speaker of "président Dorval", who is no third one.
    """
    for name in titled.within(query):
        found = [m for m in _known(connection, name) if m.speaker.type == "person" and m.how != "role"]
        if found:
            return found
    return []


def rows_of(connection: sqlite3.Connection, keys: Iterable[str]) -> Rows:
    """Return what the archive keeps of some speakers."""
    speakers, aliases = [], []
    roles: list[RoleRow] = []
    for key in sorted(keys):
        for row in connection.execute("SELECT key, name, type, articles FROM speakers WHERE key = ?", (key,)):
            speakers.append(SpeakerRow(*row))
        for row in connection.execute("SELECT alias, speaker FROM aliases WHERE speaker = ?", (key,)):
            aliases.append((row[0], row[1]))
        roles += _offices(connection, f"{_ROLES} WHERE speaker = ?", key)
    return Rows(tuple(speakers), tuple(aliases), tuple(roles))


_ROLES = "SELECT speaker, office, role, first_seen, last_seen, articles FROM roles"


def of_office(connection: sqlite3.Connection, office: str) -> list[RoleRow]:
    """Return everybody to whom the articles give an office, by its key."""
    return list(_offices(connection, f"{_ROLES} WHERE office = ?", office))


def _offices(connection: sqlite3.Connection, sql: str, value: str) -> Iterator[RoleRow]:
    """Yield the rows of offices: "selon le Phare, X" gives X none that is a lone name with its capital."""
    for row in (RoleRow(*found) for found in connection.execute(sql, (value,))):
        role = row.role
        named = row.office.endswith("@") and " " not in role and role[:1].isupper() and not role.isupper()
        office = normalise(role) if named else None
        if office is None or office.known or office.sole:
            yield row


def of_surname(connection: sqlite3.Connection, surname: str) -> list[str]:
    """Return the keys of those who are called so."""
    found = connection.execute("SELECT speaker FROM surnames WHERE surname = ?", (surname,))
    return [row[0] for row in found]


def _candidates(connection: sqlite3.Connection, query: str) -> set[str]:
    """Return the keys of everybody whom the query may name without a slip."""
    office = normalise(query)
    wanted: Sequence[tuple[str, str]] = (
        ("SELECT key FROM speakers WHERE key = ?", f"p:{names.person_key(query)}"),
        ("SELECT key FROM speakers WHERE key = ?", f"b:{names.body_key(query)}"),
        ("SELECT key FROM speakers WHERE key = ?", f"d:{names.body_key(query)}"),
        ("SELECT speaker FROM aliases WHERE folded = ?", fold(query).strip()),
        ("SELECT speaker FROM surnames WHERE surname = ?", names.surname_key(query)),
        ("SELECT speaker FROM roles WHERE office = ?", office.key if office else ""),
    )
    return {row[0] for sql, value in wanted for row in connection.execute(sql, (value,))}


def _near(connection: sqlite3.Connection, query: str) -> set[str]:
    """Return the keys of the speakers whose names are spelt most like the query."""
    from rapidfuzz import fuzz, process  # loaded only for a name that is not found

    held = connection.execute("SELECT folded, speaker FROM aliases").fetchall()
    best = process.extract(fold(query).strip(), [row[0] for row in held], scorer=fuzz.ratio, limit=_NEAR)
    return {held[at][1] for _, _, at in best}
