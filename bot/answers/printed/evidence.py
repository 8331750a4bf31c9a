"""How well each sentence of the passages found answers a question.

Every word of the question weighs by its rarity in the corpus. What a sentence covers of them, with its
neighbours and its passage behind it, whether it holds the kind of thing asked for, and where it stands make
its features; `judgement` turns them into a rank and into the decision to answer at all.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.answers.printed import sentences
from bot.answers.questions import kinds
from bot.answers.questions.question import BORN, Question, born_in
from index import analysis
from index.news import Hit, Span

# Small corpora know nothing of rarity: twenty unseen passages, in which a word stands once in fifty, smooth
# them.
_PRIOR_PASSAGES, _PRIOR_SHARE = 20, 0.02
_FOREIGN = 0.5
_HEAVY = 8.0  # weight of a word that stands nowhere in a corpus of some thousand passages
_CLOSE = 84  # of 100, rapidfuzz ratio: a typo or another form of a word
_CLOSE_WORTH = 0.7
_SHORTEST = 4  # characters; shorter words must match exactly


class Weighed(NamedTuple):
    """A word of the question: its weight (rarity times the question's own), whether it is of a name."""

    stem: str
    weight: float
    name: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate: where it stands, and what speaks for it (0 to 1 each, in the order of FEATURES)."""

    span: Span
    hit: Hit
    rank: int
    place: int
    matched: frozenset[str]
    features: tuple[float, ...]


FEATURES = (
    "coverage",
    "window",
    "relation",
    "passage",
    "names",
    "pairs",
    "kind",
    "kind_covered",
    "retrieval",
    "first_hit",
    "lead",
    "length",
    "new_words",
    "best_in_passage",
    "missing",
    "missing_name",
)


def weigh(question: Question, frequency: Callable[[str], int], passages: int) -> list[Weighed]:
    """Return the weighed words of a question; `frequency` tells in how many passages a stem stands."""
    total = passages + _PRIOR_PASSAGES
    weighed = []
    for asked in question.terms:
        seen = max(frequency(stem) for stem in (asked.stem, *asked.others))
        share = (seen + _PRIOR_PASSAGES * _PRIOR_SHARE) / total
        # An English word of no table may be printed by any French one: its absence says less.
        worth = _FOREIGN if question.english and not (asked.name or asked.others) else 1.0
        weight = asked.weight * worth * max(0.1, -math.log(min(1.0, share)))
        weighed.append(Weighed(asked.stem, weight, asked.name, asked.others))
    return weighed


def sentences_of(
    question: Question, words: Sequence[Weighed], hits: Sequence[Hit], signed: Collection[str] = ()
) -> list[Sentence]:
    """Return every sentence of the hits with its features, in the order of hits and text.

    `signed` are the ids of articles that the person asked about wrote or speaks in: there the name counts as
    read.
    """
    best = max((hit.score for hit in hits), default=1.0)
    found = []
    for rank, hit in enumerate(hits):
        heading = f"{hit.title or ''}\n{question.speaker if hit.article_id in signed else ''}"
        found += _Passage(question, words, hit, rank, heading).sentences(hit.score / best)
    return found


class _Passage:
    """One passage with its words by sentence."""

    def __init__(
        self, question: Question, words: Sequence[Weighed], hit: Hit, rank: int, heading: str
    ) -> None:
        self.question, self.words, self.hit, self.rank = question, words, hit, rank
        parts = _parts(hit.text)
        self.spans = [Span(hit.start + s.start, hit.start + s.end, s.text) for s, _, _ in parts]
        self.terms = [terms for _, terms, _ in parts]
        self.stems = [stems for _, _, stems in parts]
        self.title = {t.stem for t in analysis.terms(heading)}
        every = set().union(self.title, *self.stems)
        self.forms = {w.stem: forms(w, every) for w in words}

    def sentences(self, relative: float) -> list[Sentence]:
        everywhere = self.cover(set().union(self.title, *self.stems))
        covers = [self.cover(stems) for stems in self.stems]
        top = max(covers, default=0.0)
        missing = self.missing(set().union(self.title, *self.stems))
        found = []
        for place, span in enumerate(self.spans):
            window = set().union(self.title, *self.stems[max(0, place - 1) : place + 2])
            kind = kinds.present(self.question.kind, span.text, self.asked_words())
            features = (
                covers[place],
                self.cover(window),
                self.cover(window, names=False),
                everywhere,
                self.cover(window, names=True),
                self.pairs(place),
                kind,
                kind * covers[place],
                relative,
                1.0 if self.rank == 0 else 0.0,
                1.0 / (1 + place),
                min(1.0, len(span.text) / 300),
                min(1.0, len(self.stems[place] - {w.stem for w in self.words}) / 12),
                1.0 if covers[place] == top > 0 else 0.0,
                *missing,
            )
            matched = frozenset(w.stem for w in self.words if self.strength(w.stem, self.stems[place]))
            found.append(Sentence(span, self.hit, self.rank, place, matched, features))
        return found

    def cover(self, stems: set[str], *, names: bool | None = None) -> float:
        """Return the share of the question's weight that stands among some stems (1 where nothing is asked).

        `names`: of its names only, or of its other words only.
        """
        words = [w for w in self.words if names is None or w.name is names]
        total = sum(w.weight for w in words)
        return sum(w.weight * self.strength(w.stem, stems) for w in words) / total if total else 1.0

    def missing(self, stems: set[str]) -> tuple[float, float]:
        """Return the weight of the heaviest word that some stems lack, and of the heaviest in a name."""
        lacking = [w for w in self.words if not self.strength(w.stem, stems)]
        heaviest = max((w.weight for w in lacking), default=0.0)
        return heaviest / _HEAVY, max((w.weight for w in lacking if w.name), default=0.0) / _HEAVY

    def strength(self, stem: str, stems: set[str]) -> float:
        return max((worth for form, worth in self.forms[stem].items() if form in stems), default=0.0)

    def pairs(self, place: int) -> float:
        """Return the share of neighbouring words of the question that stand close together here too."""
        order = [w.stem for w in self.words]
        wanted = list(itertools.pairwise(order))
        if not wanted:
            return 0.0
        places: dict[str, list[int]] = {}
        for i, term in enumerate(self.terms[place]):
            places.setdefault(term.stem, []).append(i)
        near = sum(
            any(abs(a - b) <= 4 for a in places.get(x, ()) for b in places.get(y, ())) for x, y in wanted
        )
        return near / len(wanted)

    def asked_words(self) -> frozenset[str]:
        return frozenset(a.word for a in self.question.terms)


@lru_cache(
    maxsize=4096
)  # the passages of some hundred questions: conversations and batches come back to them
def _parts(text: str) -> tuple[tuple[Span, list[analysis.Term], set[str]], ...]:
    """Return the sentences of a passage with their terms and stems; what is returned is never changed."""
    parts = []
    for span in sentences.split(text):
        terms = analysis.terms(span.text)
        parts.append((span, terms, {t.stem for t in terms} | ({BORN} if born_in(span.text) else set())))
    return tuple(parts)


def forms(word: Weighed, vocabulary: set[str]) -> Mapping[str, float]:
    """Return the stems of a vocabulary that stand for a word asked, with their worth (1 for itself)."""
    stem = word.stem
    found = {other: 1.0 for other in (stem, *word.others) if other in vocabulary}
    if found or len(stem) < _SHORTEST or stem[0].isdigit():
        return found
    return {s: _CLOSE_WORTH for s in vocabulary if close(stem, s)}


def close(one: str, other: str) -> bool:
    """Tell whether two stems are forms of one word: a typo, or the same beginning ("declar", "declarat")."""
    if len(other) < _SHORTEST or other[0].isdigit() or (one[:2] != other[:2] and one[-3:] != other[-3:]):
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(long) - len(short) <= 4:
        return True
    return len(short) > _SHORTEST and fuzz.ratio(one, other) >= _CLOSE
