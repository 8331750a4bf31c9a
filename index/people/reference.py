"""The speaker of a statement that names only an office: whoever held it on the day of the words.

The table of facts comes first, roles learned from the articles second; where they disagree, or the day is not
known, the speaker stays open. What is resolved here is marked `by_date`.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from index.news import Article, Statement
from index.people.names import gender
from index.people.offices import Resolution, Table
from index.people.registry import speaker_key
from index.people.roles import Roles
from index.people.wording import Office, feminine, normalise

# Types that a phrase of an office may have been given; a body or a place is never turned into a person.
OPEN = frozenset(["person", "unknown"])


@dataclass(frozen=True, slots=True)
class Directory:
    """What is needed to name a holder: facts, learned roles, and display names by speaker key."""

    table: Table
    roles: Roles
    names: Mapping[str, str]

    def holder(self, phrase: str, on: str | None) -> Resolution:
        """Return who held the office of a phrase on an ISO day, month or year, named as the corpus does."""
        office = normalise(phrase)
        span = days(on)
        if office is None:
            return Resolution(None, "unknown_office")
        if span is None:
            return Resolution(None, "no_date")
        found = self._fact(office, span)
        if found.reason in ("unknown_office", "table_ends"):
            found = self._learned(office, span) or found
        if found.name and _man(found.name) and feminine(phrase):
            return Resolution(None, "no_holder")
        return found

    def _fact(self, office: Office, span: tuple[date, date]) -> Resolution:
        fact = self.table.holder(office, *span) if office.known else Resolution(None, "unknown_office")
        if fact.name is None:
            return fact
        key = speaker_key(fact.name, "person")
        seen = self.roles.near(office, *span)
        # the articles of the time all give the office to another: the facts may be out of date
        if seen and key not in seen:
            return Resolution(None, "handover")
        return replace(fact, name=self.names.get(key, fact.name))

    def _learned(self, office: Office, span: tuple[date, date]) -> Resolution | None:
        key = self.roles.holder(office, *span) or ""
        # a group or a name of no known type is not turned into a person
        name = self.names.get(key) if key.startswith("p:") else None
        return Resolution(name, "articles") if name else None


def _man(name: str) -> bool:
    return gender(name) == "m"


def days(on: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an ISO date, month or year, None for anything else."""
    try:
        parts = [int(part) for part in (on or "")[:10].split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None


def resolve(statement: Statement, article: Article, directory: Directory) -> Statement:
    """Return a statement with its speaker named by office and date, or the same statement.

    Only a statement without a speaker, whose surface, else role, is one office that was held on the day said
    (else on the day printed), gains one. A year alone counts when one person held the office all through it.
    """
    phrases = [p for p in (statement.speaker_surface, statement.role) if p]
    if statement.speaker or statement.speaker_type not in OPEN or not phrases:
        return statement
    day = statement.said_on or article.published
    # "il" names no office itself: the one he was given before does
    found = next((f for f in (directory.holder(p, day) for p in phrases) if f.name), None)
    if found is None or found.name is None:
        return statement
    return replace(statement, speaker=found.name, speaker_type="person", by_date=True)
