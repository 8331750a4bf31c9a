"""The nouns of an evaluation: what is asked, and what would be right."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known of its answer.

    Attributes:
        answers: any of these strings must be shown.
        every: all of these too (figures that disagree stand side by side).
        articles: ids, file names, sources or URLs of the articles that answer it, any of them.
        abstain: nothing in the articles answers it; a refusal is right.
    """

    text: str
    answers: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    abstain: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the verdicts that are right (any of them), and who really spoke the words, if told."""

    text: str
    verdicts: tuple[str, ...]
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of whom at least so many statements (on a topic) must be found."""

    speaker: str
    topic: str | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A question whose answer somebody found good or bad: an item of `verbatim feedback`.

    Attributes:
        good: 👍; else 👎, which says that the answer was wrong and not what is right.
        shown: the text of that answer.
        articles: the ids of the articles it cited; none for a refusal.
        abstained: it was a refusal.
    """

    text: str
    good: bool
    shown: str
    articles: tuple[str, ...] = ()
    abstained: bool = False


Item = Question | Claim | Voice | Judged


def key(item: Item) -> str:
    """Return what is equal for the same item in two runs, and for no other: what is right counts too."""
    told = json.dumps([type(item).__name__, asdict(item)], ensure_ascii=True, sort_keys=True)
    return blake2b(told.encode(), digest_size=8).hexdigest()


def label(item: Item) -> str:
    """Return the words by which people know an item."""
    if isinstance(item, Voice):
        return f"{item.speaker} — {item.topic}" if item.topic else item.speaker
    return item.text
