"""A statement before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from index.news import Span, Statement
from index.statements.naming.entity import Entity
from index.statements.speakers.speaker import Speaker
from index.statements.speech.cue import Cue


@dataclass(slots=True)
class Draft:
    """A statement before it is written: offsets in the text, its cue and its speaker."""

    rule: str
    speaker: Speaker
    start: int
    end: int
    quotes: list[int]
    cue: Cue | None = None
    relay: str | None = None
    sentence: int = 0
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The statements of an article in reading order, the quoted words that are nobody's, and who is named."""

    statements: list[Statement]
    terms: list[Span]
    entities: list[Entity]
