"""The speaker a reader means: a name, a surname, a name with a slip, a role.

All equally good answers are returned, so that an ambiguous name can be asked back; when nothing matches, the
nearest names are, marked as such.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from index.people import names
from index.people.registry import Rows, SpeakerRow
from index.people.tables import fold
from index.people.wording import normalise

How = Literal["name", "surname", "role", "typo", "nearest"]
# Of 100 (rapidfuzz ratio): from 84 a name of nine letters has one or two slips; below, names are only near.
TYPO = 84.0
_NEAREST, _SHOWN = 55.0, 5


@dataclass(frozen=True, slots=True)
class Match:
    """A speaker that a query may mean; several with one `how` are equally good.

    `role` and its days are set where the query was a role.
    """

    speaker: SpeakerRow
    how: How
    score: float = 100.0
    role: str = ""
    first_seen: str | None = None
    last_seen: str | None = None


class Finder:
    """Finds speakers in the rows of the archive."""

    def __init__(self, rows: Rows):
        self._rows = rows
        self._speakers = {row.key: row for row in rows.speakers}
        self._aliases: dict[str, set[str]] = defaultdict(set)
        self._surnames: dict[str, set[str]] = defaultdict(set)
        for alias, key in rows.aliases:
            self._aliases[fold(alias)].add(key)
            if key.startswith("p:"):
                for surname in names.surnames(alias) or [names.surname_key(alias)]:
                    self._surnames[surname].add(key)

    def find(self, query: str) -> list[Match]:
        """Return whom a query means, best first: exact name, surname, role, slip; else the nearest names.

        More than one match with one `how` other than "nearest" means that the query is ambiguous.
        """
        for found in (self._name(query), self._role(query), self._surname(query), self._near(query)):
            if found:
                return sorted(
                    found, key=lambda m: (-m.score, m.last_seen is None, -m.speaker.articles, m.speaker.key)
                )
        return []

    def _matches(self, keys: set[str], how: How) -> list[Match]:
        return [Match(self._speakers[key], how) for key in keys if key in self._speakers]

    def _name(self, query: str) -> list[Match]:
        keys = {f"p:{names.person_key(query)}", f"b:{names.body_key(query)}"} & set(self._speakers)
        full = keys | self._aliases.get(fold(query).strip(), set())
        if names.is_partial(query):
            # a surname may be many people's: only a body, or a person known by one name, is meant outright
            full = {k for k in full if k.startswith("b:")} | (
                full if not self._others(query, full) else set()
            )
        return self._matches(full, "name")

    def _others(self, query: str, full: set[str]) -> set[str]:
        return self._surnames.get(names.surname_key(query), set()) - full

    def _surname(self, query: str) -> list[Match]:
        found = self._surnames.get(names.surname_key(query), set())
        told = names.gender(query)
        if told:
            kept = {k for k in found if names.gender(self._speakers[k].name) in ("", told)}
            found = kept or found
        return self._matches(found, "surname")

    def _role(self, query: str) -> list[Match]:
        office = normalise(query)
        if office is None:
            return []
        rows = [row for row in self._rows.roles if row.office == office.key and row.key in self._speakers]
        return [Match(self._speakers[r.key], "role", 100.0, r.role, r.first_seen, r.last_seen) for r in rows]

    def _near(self, query: str) -> list[Match]:
        from rapidfuzz import fuzz, process  # loaded only for a name that is not found

        wanted = fold(query).strip()
        scored = process.extract(
            wanted, list(self._aliases), scorer=fuzz.ratio, limit=40, score_cutoff=_NEAREST
        )
        best: dict[str, float] = {}
        for alias, score, _ in scored:
            for key in self._aliases[alias]:
                best[key] = max(best.get(key, 0.0), score)
        top = max(best.values(), default=0.0)
        if top >= TYPO:
            # a slip of one letter more is another name's
            return [Match(self._speakers[k], "typo", s) for k, s in best.items() if s >= max(TYPO, top - 3)]
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
        return [Match(self._speakers[k], "nearest", s) for k, s in ranked]
