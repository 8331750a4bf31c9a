"""Offices learned from the articles: who was given a role, and when.

`Roles.holder` answers for an office that no table knows ("le maire de ..."): the one person to whom the
articles of the time give it, or nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from index.people.registry import RoleRow
from index.people.wording import Office

# A role seen within 90 days of the day asked for is taken to be held on it.
REACH = timedelta(days=90)


class Roles:
    """The roles of every speaker, by office."""

    def __init__(self, rows: Iterable[RoleRow]):
        self._rows: dict[str, list[RoleRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.office].append(row)

    def of(self, office: Office) -> list[RoleRow]:
        """Return everybody to whom the articles give an office, the latest first."""
        found = self._rows.get(office.key, [])
        return sorted(found, key=lambda row: (row.last_seen or "", row.articles, row.key), reverse=True)

    def near(self, office: Office, on: date, until: date | None = None) -> set[str]:
        """Return the keys of those seen in an office within 90 days of a day or span of days."""
        first, last = (on - REACH).isoformat(), ((until or on) + REACH).isoformat()
        return {
            row.key
            for row in self._rows.get(office.key, [])
            if row.first_seen and row.last_seen and row.first_seen <= last and row.last_seen >= first
        }

    def holder(self, office: Office, on: date, until: date | None = None) -> str | None:
        """Return the key of the one person seen in an office at the time, None where none or several were.

        An office that several hold at a time ("député de ...") or that neither a body nor a name of its own
        tells from others ("le maire") is nobody's.
        """
        if office.status or not office.sole or not (office.body or office.proper):
            return None
        found = self.near(office, on, until)
        return found.pop() if len(found) == 1 else None
