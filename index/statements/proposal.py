"""What a model proposes as a statement that the grammar missed, and why a proposal does not enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.news import Statement
from index.statements.draft import Reading

Reason = Literal[
    "unreadable",  # no object with the words asked for
    "language",  # no grammar reads the article's language
    "form",  # an interview or a transcript: who speaks is told by its form
    "not_found",  # the content is not printed so, where it is said to be, once
    "known",  # the grammar has these words, as a statement or as nobody's
    "cue",  # no verb or preposition of saying stands there
    "not_governed",  # the cue does not govern exactly these words
    "speaker",  # the cue's subject is not who is proposed, or nobody who can be made out
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who would have said what by which verb, as printed; `paragraph` counts from 1, 0 is any."""

    paragraph: int
    speaker: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What the grammar reads in an article, which proposals enter beside it, and why the others do not.

    `open` tells whether any could: not in a language that is not read, an interview or a transcript.
    """

    reading: Reading
    entered: tuple[Statement, ...] = ()
    refused: tuple[tuple[Proposal, Reason], ...] = ()
    open: bool = False
