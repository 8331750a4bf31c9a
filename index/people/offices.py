"""Who held an office on a day, from the facts of `offices.tsv`.

Where the table does not know for sure, the holder is left open and the reason is said: a wrong name is worse
than none. Phrases are read by `wording.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.errors import UsageError
from index.people.tables import file_text, read, rows, several
from index.people.wording import Office, parse

__all__ = ["HANDOVER", "Office", "Resolution", "Table", "Term", "holder", "load", "parse"]

Reason = Literal[
    "held", "handover", "status", "unknown_office", "no_holder", "table_ends", "articles", "no_date"
]
# Around a handover the press still writes, or already writes, the same words of the other holder.
HANDOVER = timedelta(days=3)
_AS_OF = re.compile(r"^# as of: (\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Term:
    """One holder's time in one office, both days inclusive; `until` None: in office on the table's day."""

    function: str
    body: str
    holder: str
    variants: tuple[str, ...]
    since: date
    until: date | None
    source: str
    as_of: date

    def covers(self, day: date) -> bool:
        """Tell whether the holder was in office on a day; an open term says so up to the table's day."""
        return self.since <= day <= (self.until or self.as_of)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who held an office, or None and why it is left open; `term` is the fact behind a name."""

    name: str | None
    reason: Reason
    term: Term | None = None


class Table:
    """The terms of every office."""

    def __init__(self, terms: Iterable[Term]):
        self._terms: dict[tuple[str, str], list[Term]] = {}
        for term in terms:
            self._terms.setdefault((term.function, term.body), []).append(term)

    def terms(self, office: Office | None = None) -> list[Term]:
        """Return the terms of an office in order of time, or all of them."""
        if office is None:
            return [term for group in self._terms.values() for term in group]
        return sorted(self._terms.get((office.function, office.body), []), key=lambda term: term.since)

    def holder(self, office: Office, on: date, until: date | None = None) -> Resolution:
        """Return who held an office on a day, or through every day from `on` to `until`.

        Left open: within three days of a handover, when the phrase says former, future or acting, before
        and after the facts, and where a span of days has more than one holder.
        """
        if office.status:
            return Resolution(None, "status")
        terms = self.terms(office)
        if not terms:
            return Resolution(None, "unknown_office")
        last = until or on
        held = [t for t in terms if t.covers(on) and t.covers(last)]
        if not held:
            ends = any(t.until is None and on > t.as_of for t in terms)
            return Resolution(None, "table_ends" if ends else "no_holder")
        names = {
            t.holder for t in terms if t.since <= last + HANDOVER and on - HANDOVER <= (t.until or t.as_of)
        }
        edge = any(_near(t, on, last) for t in held)
        if len(names) > 1 or (edge and not self._again(held[0], terms)):
            return Resolution(None, "handover")
        return Resolution(held[0].holder, "held", held[0])

    def _again(self, held: Term, terms: list[Term]) -> bool:
        """Tell whether the holder was only confirmed in office: a term follows or precedes within a week."""
        week = timedelta(days=7)
        ends = held.until or held.as_of
        return any(
            t is not held
            and t.holder == held.holder
            and t.since - week <= ends
            and held.since - week <= (t.until or t.as_of)
            for t in terms
        )


def _near(term: Term, first: date, last: date) -> bool:
    """Tell whether a span of days touches the first or last days of a term."""
    begins = first - term.since < HANDOVER
    return begins or (term.until is not None and term.until - last < HANDOVER)


def _terms(text: str, where: str) -> list[Term]:
    found = _AS_OF.search(text)
    as_of = date.fromisoformat(found[1]) if found else date.max
    terms = []
    for row in rows(text):
        try:
            function, body, name, variants, since, until, source = (row + [""] * 7)[:7]
            end = date.fromisoformat(until) if until else None
            terms.append(
                Term(
                    function,
                    body,
                    name,
                    tuple(several(variants)),
                    date.fromisoformat(since),
                    end,
                    source,
                    as_of,
                )
            )
        except ValueError as error:
            raise UsageError(f"{where}: {' | '.join(row)}: {error}") from error
    return terms


def load(extra: Path | None = None) -> Table:
    """Return the table of this package, with the lines of another file of its form after them.

    Raises UsageError when the other file holds a line without ISO dates. A term of the other file ends an
    open term of the same office on the day it begins.
    """
    return _table(file_text(extra) if extra and extra.exists() else "", str(extra))


@lru_cache(maxsize=4)  # by what the file says: it may change while a program runs
def _table(text: str, where: str) -> Table:
    ours, theirs = _terms(read("offices.tsv"), "offices.tsv"), _terms(text, where)
    return Table([*(_ended(term, theirs) for term in ours), *theirs])


def _ended(term: Term, later: list[Term]) -> Term:
    follows = [
        t for t in later if (t.function, t.body) == (term.function, term.body) and t.since > term.since
    ]
    if term.until is not None or not follows:
        return term
    return replace(term, until=min(t.since for t in follows))


def holder(office: Office, on: date) -> Resolution:
    """Return who held an office on a day, by the table of this package."""
    return load().holder(office, on)
