"""People, bodies and places, and the namings of them in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from index.news import SpeakerType
from index.statements.language.lexicon import plain


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return a word without case, accents and apostrophe shapes, to compare names."""
    return plain(word)


@dataclass(slots=True)
class Entity:
    """Somebody or some body named in the article; `gender` is m, f or "" where nothing tells it."""

    name: str
    type: SpeakerType
    words: tuple[str, ...]
    gender: str = ""
    start: int = -1
    end: int = -1
    roles: list[Office] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Office:
    """An office or description the article gives an entity: head noun, the other folded words, as written."""

    head: str
    words: frozenset[str]
    text: str
    gender: str = ""


@dataclass(slots=True)
class Name:
    """One naming in the text: tokens [first, last) of a sentence, title included."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    title: str = ""
    guess: str = ""  # person, org, metonym, media, or "" where the run alone does not tell
    entity: Entity | None = None


def joined(words: tuple[str, ...]) -> str:
    """Return words as one text, an elision close to its word."""
    return " ".join(words).replace("' ", "'").replace("’ ", "’")
