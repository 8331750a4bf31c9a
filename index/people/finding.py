"""The speaker a reader means: a name, a surname, a name with a slip, a role.

All equally good answers are returned, so that an ambiguous name can be asked back; when nothing matches, the
nearest names are, marked as such.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from index.people import names
from index.people.offices import Table
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

    def __init__(self, rows: Rows, table: Table | None = None):
        self._rows = rows
        self._table = table
        self._speakers = {row.key: row for row in rows.speakers}
        self._aliases: dict[str, set[str]] = defaultdict(set)
        self._surnames: dict[str, set[str]] = defaultdict(set)
        for alias, key in rows.aliases:
            self._aliases[fold(alias)].add(key)
            if key.startswith("p:"):
                for surname in names.looked_for(alias):
                    self._surnames[surname].add(key)

    def find(self, query: str) -> list[Match]:
        """Return whom a query means, best first: exact name, role, surname, slip; else the nearest names.

        More than one match with one `how` other than "nearest" means that the query is ambiguous. Of several
        holders of a role the latest seen comes first.
        """
        for search in (self._office, self._name, self._role, self._near):
            found = search(query)
            if found:
                found.sort(key=lambda m: (-m.score, -m.speaker.articles, m.speaker.key))
                found.sort(key=lambda m: m.last_seen or "", reverse=True)
                return found
        return []

    def _office(self, query: str) -> list[Match]:
        """Return the people who hold an office, where a speaker is called by its very words.

        An article that names nobody else makes a speaker of "le Premier ministre", who is no third one; but
        "avocats" are more than those who are called so.
        """
        named = self._name(query)
        if not named or any(m.how != "name" or m.speaker.type in ("group", "org") for m in named):
            return []
        return [m for m in self._role(query) if m.speaker.type == "person" and m not in named]

    def _name(self, query: str) -> list[Match]:
        known = {f"p:{names.person_key(query)}", f"b:{names.body_key(query)}", f"d:{names.body_key(query)}"}
        known &= set(self._speakers)
        known |= self._aliases.get(fold(query).strip(), set())
        how: How = "name"
        if names.is_partial(query):
            # a surname is everybody's who bears it, and perhaps a place's
            bearers = self._bearers(query)
            how = "surname" if bearers else "name"
            known = {key for key in known if not key.startswith("p:") or key in bearers} | bearers
        return [Match(self._speakers[key], how) for key in known]

    def _bearers(self, query: str) -> set[str]:
        found = self._surnames.get(names.surname_key(query), set())
        told = names.gender(query)
        fitting = {key for key in found if not told or self._gender(key) in ("", told)}
        initials = [word for word in names.tokens(query)[:-1] if len(word) == 1]
        if initials:
            fitting = {k for k in fitting if k.removeprefix("p:").startswith(initials[0])}
        return fitting

    def _gender(self, key: str) -> str:
        return names.gender(self._speakers[key].name) or (key[-1] if key.endswith((" m", " f")) else "")

    def _role(self, query: str) -> list[Match]:
        office = normalise(query)
        if office is None:
            return []
        rows = [row for row in self._rows.roles if row.office == office.key and row.key in self._speakers]
        terms = self._table.terms(office) if self._table and office.known else []
        if terms:
            # who held an office of the table is a fact; what articles seem to say beside it is not
            holders = {f"p:{names.person_key(term.holder)}" for term in terms}
            rows = [row for row in rows if row.key in holders]
        return [Match(self._speakers[r.key], "role", 100.0, r.role, r.first_seen, r.last_seen) for r in rows]

    def _near(self, query: str) -> list[Match]:
        from rapidfuzz import fuzz, process  # loaded only for a name that is not found

        best: dict[str, float] = {}
        for wanted, choices in (
            (fold(query).strip(), self._aliases),
            (names.surname_key(query), self._surnames),
        ):
            if choices is self._surnames and not names.is_partial(query):
                continue
            for choice, score, _ in process.extract(
                wanted, list(choices), scorer=fuzz.ratio, limit=40, score_cutoff=_NEAREST
            ):
                for key in choices[choice]:
                    best[key] = max(best.get(key, 0.0), score)
        top = max(best.values(), default=0.0)
        if top >= TYPO:
            # a slip of one letter more is another name's
            return [Match(self._speakers[k], "typo", s) for k, s in best.items() if s >= max(TYPO, top - 3)]
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
        return [Match(self._speakers[k], "nearest", s) for k, s in ranked]
