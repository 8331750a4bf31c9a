"""Offices learned from the articles: who was given a role, and when.

`Roles.holder` answers for an office that no table knows ("le maire de ..."): the one person to whom the
articles of the time give it, or nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from index.people.registry import RoleRow
from index.people.wording import Office, normalise

# A role seen within 90 days of the day asked for is taken to be held on it.
REACH = timedelta(days=90)


def shorter(function: str) -> list[str]:
    """Return the functions that say less in the same words: of "maire x y", "maire" and "maire x"."""
    words = function.split(" ")
    return [" ".join(words[:n]) for n in range(1, len(words))]


def longer(function: str) -> tuple[str, str]:
    """Return the bounds (the second excluded), as texts sort, of all that say more after the same words."""
    return f"{function} ", f"{function}!"


class Roles:
    """The roles of every speaker, by office."""

    def __init__(self, rows: Iterable[RoleRow]):
        self._rows: dict[str, list[RoleRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.office].append(row)
        self._keys = sorted(self._rows)

    def of(self, office: Office) -> list[RoleRow]:
        """Return everybody to whom the articles give an office, the latest first."""
        found = self._rows.get(office.key, [])
        return sorted(found, key=lambda row: (row.last_seen or "", row.articles, row.key), reverse=True)

    def near(self, office: Office, on: date, until: date | None = None) -> set[str]:
        """Return the keys of those seen in an office within 90 days of a day or span of days."""
        first, last = (on - REACH).isoformat(), ((until or on) + REACH).isoformat()
        seen: dict[str, list[str]] = defaultdict(list)
        for row in self._worded(office):
            seen[row.key] += [day for day in (row.first_seen, row.last_seen) if day]
        return {key for key, days in seen.items() if days and min(days) <= last and max(days) >= first}

    def _worded(self, office: Office) -> list[RoleRow]:
        """Return the rows of an office, those that say more or less of its body too.

        "secrétaire général de la Ligue" is "de la Ligue d'Arvène" to articles that know but one.
        """
        found = list(self._rows.get(office.key, []))
        if not (office.proper and office.sole):
            return found
        first, end = longer(office.function)
        within = self._keys[bisect_left(self._keys, first) : bisect_left(self._keys, end)]
        near = [key for key in within if key.partition("@")[2] == office.body]
        near += [f"{function}@{office.body}" for function in shorter(office.function)]
        rows = (row for key in near for row in self._rows.get(key, ()))
        return found + [row for row in rows if (known := normalise(row.role)) and known.proper]

    def holder(self, office: Office, on: date, until: date | None = None) -> str | None:
        """Return the key of the one person seen in an office at the time, None where none or several were.

        An office that several hold at a time ("député de ...") or that neither a body nor a name of its own
        tells from others ("le maire") is nobody's.
        """
        if office.status or not office.sole or not (office.body or office.proper):
            return None
        found = self.near(office, on, until)
        return found.pop() if len(found) == 1 else None
