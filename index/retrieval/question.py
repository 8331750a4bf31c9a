"""What a question asks for: its words with their weight, its names and figures, the kind of answer wanted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from index import analysis
from index.analysis import Term
from index.retrieval import dates

Wanted = Literal["date", "figure", ""]

_MOST = 64  # words of a question that count
_MOST_READ = 1000  # words of a question that are read at all
_FIGURE = re.compile(
    r"\b(?:combien|how (?:many|much)|quels? (?:est |etait |sont )?(?:le |la |les )?"
    r"(?:nombre|montant|pourcentage|taux|prix|part|age|population|superficie|distance|duree|cout|budget))\b"
)
_DATE = re.compile(
    r"\b(?:quand|when|quel(?:le)?s? (?:est |etait )?(?:la |le |l')?"
    r"(?:annee|date|epoque|periode|jour|mois|siecle)|(?:what|which) (?:year|date|day|month))\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a question and what may stand for it.

    Attributes:
        weight: its share of the question's rarity; all shares together are 1.
        others: words found to stand for it (a corrected typo, a translation), none if it is known itself.
        name: a capital that no sentence begins with; figure: written in digits.
        dated: it names the day asked for, which an article printed then need not repeat.
    """

    term: Term
    weight: float
    others: tuple[Term, ...] = ()
    name: bool = False
    figure: bool = False
    dated: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """The word and what may stand for it."""
        return (self.term, *self.others)


@dataclass(frozen=True, slots=True)
class Question:
    """A question read.

    Attributes:
        asked: its words that carry meaning, in order, each once.
        sequence: the stems of all its words, in order.
        wanted: the kind of answer, "" where none shows.
        days: the days it names, or None.
    """

    asked: tuple[Asked, ...]
    sequence: tuple[str, ...]
    wanted: Wanted = ""
    days: dates.Window | None = None


def read(text: str, rarity: Callable[[str], float], others: Mapping[int, tuple[Term, ...]]) -> Question:
    """Read a question; `rarity` weighs a stem, `others` says what may stand for a word, by its start."""
    found: dict[str, Term] = {}
    every = analysis.terms(text)[:_MOST_READ]
    meant = {t.start for t in analysis.content_terms(text)} | set(others)
    for term in every:
        if term.start in meant and len(found) < _MOST:
            found.setdefault(term.stem, term)
    terms = tuple(found.values())
    weights = [max(_rarity(t, others.get(t.start, ()), rarity), 1e-3) for t in terms]
    total = sum(weights)
    days = dates.window(text)
    asked = tuple(
        Asked(
            term,
            weight / total,
            others=others.get(term.start, ()),
            name=_named(text, term),
            figure=term.word[0].isdigit(),
            dated=days is not None and term.stem in days.stems,
        )
        for term, weight in zip(terms, weights, strict=True)
    )
    return Question(asked, tuple(t.stem for t in every), _wanted(text), days)


def rarity(frequency: int, passages: int) -> float:
    """Return BM25's inverse document frequency."""
    return math.log(1 + max(0.0, passages - frequency + 0.5) / (frequency + 0.5))


def _rarity(term: Term, others: tuple[Term, ...], rarity: Callable[[str], float]) -> float:
    return min(rarity(t.stem) for t in others or (term,))


def _named(text: str, term: Term) -> bool:
    before = text[: term.start].rstrip(" \"«“'’(\u00a0\u202f")
    return text[term.start].isupper() and bool(before) and before[-1] not in ".!?:;…"


def _wanted(text: str) -> Wanted:
    folded = analysis.fold(text[:1000])
    if _FIGURE.search(folded):
        return "figure"
    return "date" if _DATE.search(folded) else ""
