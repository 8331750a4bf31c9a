"""The nouns of a dossier: what is gathered for it, and what the gate lets stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.ledger.asked import Revised, Told
from index.ledger.versions.editions import Corpus
from index.news import Article, Scanned, Statement

Reason = Literal[
    "other_topic",
    "other_days",
    "undated",  # said nobody knows when, while days were asked for
    "unsure",  # its rule is oftener wrong than right
    "anonymous",  # the article keeps the name to itself
    "namesake",  # perhaps another one's of the same family name
    "unnamed",  # in articles that name the voice, but of nobody who can be named
    "not_printed",  # its words do not stand in the stored article as it is recorded
    "withdrawn",  # it stands in an earlier version of its article alone
]
REASONS: tuple[Reason, ...] = (
    "unsure", "namesake", "anonymous", "unnamed", "not_printed", "withdrawn", "undated", "other_days",
    "other_topic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose words, on what, from when to when (ISO dates, inclusive), told in which language."""

    speaker: str
    topic: str | None
    since: str | None
    until: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What may stand in a dossier once it has passed the gate.

    Attributes:
        speaker: the canonical name, or the office that was asked for (`office`).
        told: the statements in the order of their days.
        left_out: how many statements are not in it, by reason.
        others: who else is called so.
        printed: how many articles were printed in the days asked for, None where none were.
        corpus: the archive as it is now.
    """

    wanted: Wanted
    speaker: str
    told: tuple[Told, ...]
    scanned: Scanned
    left_out: Mapping[Reason, int]
    corpus: Corpus
    others: tuple[str, ...] = ()
    office: bool = False
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement with every article that reports these words.

    Attributes:
        reports: (statement, article without its text), the first printed first.
        sources: how many of them are independent; copies of one dispatch count once.
        revised: how a later version of the first one changed it, else None.
    """

    reports: tuple[tuple[Statement, Article], ...]
    sources: int
    revised: Revised | None = None

    @property
    def statement(self) -> Statement:
        """The statement as it was first printed."""
        return self.reports[0][0]

    @property
    def day(self) -> str:
        """The day it was said, else printed; "" where neither is known."""
        statement, article = self.reports[0]
        return statement.said_on or (article.published or "")[:10]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is handed on: it has passed the gate. Fields are those of Draft; `id` is that of its receipt."""

    id: str
    made_at: str
    wanted: Wanted
    speaker: str
    entries: tuple[Entry, ...]
    scanned: Scanned
    left_out: Mapping[Reason, int]
    corpus: Corpus
    others: tuple[str, ...] = ()
    office: bool = False
    printed: int | None = None
    language: str = field(default="fr")

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement that is shown, each report of the same words by itself."""
        return tuple(statement for entry in self.entries for statement, _ in entry.reports)
