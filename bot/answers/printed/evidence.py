"""How well each sentence of the passages found answers a question.

Every word of the question weighs by its rarity in the corpus. What a sentence covers of them, with its
neighbours and its passage behind it, whether it holds the kind of thing asked for, and where it stands make
its features; `judgement` turns them into a rank and into the decision to answer at all.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
    """A word of the question: its weight (rarity times the question's own), whether it is of a name.

    `word` is its folded form; `rarity` is 1 for one that stands nowhere, whatever the size of the corpus; it
    stands in `seen` passages.
    """

    stem: str
    weight: float
    name: bool
    others: tuple[str, ...] = ()
    word: str = ""
    rarity: float = 0.0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate: where it stands, and what speaks for it (0 to 1 each, in the order of FEATURES).

    `heading` are the stems of its article's headline and of who is known to speak in it.
    """

    span: Span
    hit: Hit
    rank: int
    place: int
    matched: frozenset[str]
    features: tuple[float, ...]
    heading: frozenset[str] = frozenset()


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
    rarest = min(_HEAVY, -math.log(_PRIOR_PASSAGES * _PRIOR_SHARE / total))
    weighed = []
    for asked in question.terms:
        seen = max(frequency(stem) for stem in (asked.stem, *asked.others))
        share = (seen + _PRIOR_PASSAGES * _PRIOR_SHARE) / total
        # An English word of no table may be printed by any French one: its absence says less.
        worth = _FOREIGN if question.english and not (asked.name or asked.others) else 1.0
        rarity = max(0.1, -math.log(min(1.0, share)))
        weight, relative = asked.weight * worth * rarity, min(1.0, rarity / rarest)
        weighed.append(Weighed(asked.stem, weight, asked.name, asked.others, asked.word, relative, seen))
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
        read = parts(hit.text)
        self.spans = [Span(hit.start + s.start, hit.start + s.end, s.text) for s, _, _ in read]
        self.terms = [terms for _, terms, _ in read]
        self.stems = [stems for _, _, stems in read]
        self.title = {t.stem for t in analysis.terms(heading)}
        every = set().union(self.title, *self.stems)
        # By word: how well it stands in each sentence, and last in the headline.
        self.held = [strengths(forms(w, every), [*self.stems, self.title]) for w in words]

    def sentences(self, relative: float) -> list[Sentence]:
        every = self.most(range(len(self.spans)), title=True)
        passage = self.cover(every)
        covers = [self.cover(self.most((place,))) for place in range(len(self.spans))]
        top = max(covers, default=0.0)
        missing = self.missing(every)
        asked = frozenset(a.word for a in self.question.terms)
        mine = {w.stem for w in self.words}
        heading = frozenset(self.title)
        found = []
        for place, span in enumerate(self.spans):
            near = range(max(0, place - 1), min(len(self.spans), place + 2))
            window = self.most(near, title=True)
            kind = kinds.present(self.question.kind, span.text, asked)
            features = (
                covers[place],
                self.cover(window),
                self.cover(window, names=False),
                passage,
                self.cover(window, names=True),
                self.pairs(place),
                kind,
                kind * covers[place],
                relative,
                1.0 if self.rank == 0 else 0.0,
                1.0 / (1 + place),
                min(1.0, len(span.text) / 300),
                min(1.0, len(self.stems[place] - mine) / 12),
                1.0 if covers[place] == top > 0 else 0.0,
                *missing,
            )
            matched = frozenset(w.stem for w, held in zip(self.words, self.held, strict=True) if held[place])
            found.append(Sentence(span, self.hit, self.rank, place, matched, features, heading))
        return found

    def most(self, places: Iterable[int], *, title: bool = False) -> list[float]:
        """Return how well each word of the question stands in the best of some sentences."""
        at = [*places, *([-1] if title else [])]
        return [max(held[place] for place in at) for held in self.held]

    def cover(self, strengths: Sequence[float], *, names: bool | None = None) -> float:
        """Return the share of the question's weight that stands there (1 where nothing is asked).

        `names`: of its names only, or of its other words only.
        """
        total = found = 0.0
        for word, strength in zip(self.words, strengths, strict=True):
            if names is None or word.name is names:
                total += word.weight
                found += word.weight * strength
        return found / total if total else 1.0

    def missing(self, strengths: Sequence[float]) -> tuple[float, float]:
        """Return the weight of the heaviest word that stands nowhere, and of the heaviest in a name."""
        lacking = [w for w, strength in zip(self.words, strengths, strict=True) if not strength]
        heaviest = max((w.weight for w in lacking), default=0.0)
        return heaviest / _HEAVY, max((w.weight for w in lacking if w.name), default=0.0) / _HEAVY

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


def strengths(forms: Mapping[str, float], stems: Sequence[Collection[str]]) -> list[float]:
    """Return how well a word, by its `forms`, stands in each of some sentences."""
    return [max((worth for form, worth in forms.items() if form in there), default=0.0) for there in stems]


@lru_cache(
    maxsize=4096
)  # the passages of some hundred questions: conversations and batches come back to them
def parts(text: str) -> tuple[tuple[Span, list[analysis.Term], set[str]], ...]:
    """Return the sentences of a passage with their terms and stems; what is returned is never changed."""
    found = []
    for span in sentences.split(text):
        terms = analysis.terms(span.text)
        found.append((span, terms, {t.stem for t in terms} | ({BORN} if born_in(span.text) else set())))
    return tuple(found)


def forms(word: Weighed, vocabulary: set[str]) -> Mapping[str, float]:
    """Return the stems of a vocabulary that stand for a word asked, with their worth (1 for itself)."""
    stem = word.stem
    found = {other: 1.0 for other in (stem, *word.others) if other in vocabulary}
    if found or len(stem) < _SHORTEST or stem[0].isdigit():
        return found
    first, last = stem[:2], stem[-3:]  # looked at here first: most of a vocabulary is far from any word
    return {s: _CLOSE_WORTH for s in vocabulary if (s[:2] == first or s[-3:] == last) and close(stem, s)}


def close(one: str, other: str) -> bool:
    """Tell whether two stems are forms of one word: a typo, or the same beginning ("declar", "declarat")."""
    if len(other) < _SHORTEST or other[0].isdigit() or (one[:2] != other[:2] and one[-3:] != other[-3:]):
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(long) - len(short) <= 4:
        return True
    return len(short) > _SHORTEST and fuzz.ratio(one, other) >= _CLOSE
