"""Whether words are about a topic: the same stems, the same country or body under any of its names.

A topic ranks and separates what somebody said; it never hides anything, so that it may be simple.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index import accents, analysis
from index.people.tables import read, rows, several
from index.retrieval import translation

_PLACES = (1.0, 0.7, 0.5)  # what a word counts in the content, around it, in the headline
_ENOUGH = 0.5  # of a topic's weight
_AROUND = 250  # characters of the paragraph on each side of the content

_SURE = 3  # letters that no stemming changes
Form = frozenset[str]  # stems that stand together


@dataclass(frozen=True, slots=True)
class Topic:
    """What was asked about: each concept by the forms it may have."""

    concepts: tuple[frozenset[Form], ...]

    def found(self, near: str, content: tuple[int, int], title: str) -> tuple[float, ...]:
        """Return how well each concept stands in words, 0 to 1.

        `near` is the words with what is around them, `content` where the words themselves stand in it.
        """
        terms = analysis.terms(near) if self.may_stand(near) else []
        own = frozenset(t.stem for t in terms if content[0] <= t.start < content[1])
        stems = (own, frozenset(t.stem for t in terms), _stems(title))
        return tuple(
            max(
                (place for place, held in zip(_PLACES, stems, strict=True) if any(f <= held for f in forms)),
                default=0.0,
            )
            for forms in self.concepts
        )

    def may_stand(self, text: str) -> bool:
        """Tell whether a word of the topic may be in a text, which is cheap to know."""
        begins = _beginning(frozenset(stem for forms in self.concepts for form in forms for stem in form))
        return begins.search(accents.removed(text.lower())) is not None


@lru_cache(maxsize=100)
def _beginning(stems: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds the beginning of every word that has one of some stems."""
    sure = {stem[:1] if stem[0].isdigit() else stem[:_SURE] for stem in stems}
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(sure))) or '(?!)'})")


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in analysis.terms(text))


def read_topic(text: str) -> Topic:
    """Return the concepts of a topic in French or English; none where no word means anything."""
    terms = analysis.content_terms(text)
    concepts = _named(frozenset(t.stem for t in analysis.terms(text)))
    taken = {stem for forms in concepts for form in forms for stem in form}
    english = translation.french(text) if translation.english(text) else {}
    for term in terms:
        if term.stem not in taken:
            also = (frozenset([t.stem]) for t in english.get(term.start, ()))
            concepts.append(frozenset([frozenset([term.stem]), *also]))
    return Topic(tuple(dict.fromkeys(concepts)))


def on_topic(found: Sequence[tuple[float, ...]]) -> list[bool]:
    """Tell which of somebody's statements are on a topic, from what `Topic.found` says of each.

    A concept that he speaks of all the time tells less than one he seldom names.
    """
    if not found or not found[0]:
        return [False for _ in found]
    hits = [sum(score > 0 for score in column) for column in zip(*found, strict=True)]
    weights = [math.log(1 + (len(found) + 1) / (n + 1)) for n in hits]
    whole = sum(weights)
    return [sum(w * s for w, s in zip(weights, scores, strict=True)) / whole >= _ENOUGH for scores in found]


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the [begin, stop) of what stands around [start, end) in its paragraph, itself included."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    return begin, min(len(text) if stop < 0 else stop, end + _AROUND)


def _named(stems: frozenset[str]) -> list[frozenset[Form]]:
    """Return the countries and bodies among the words of a topic, each with all its names.

    Not the capitals that stand for a government: who asks about a town means the town.
    """
    return [forms for forms in _names() if any(form and form <= stems for form in forms)]


@cache
def _names() -> list[frozenset[Form]]:
    found = []
    for file, columns in (("demonyms.tsv", slice(1, 5)), ("bodies.tsv", slice(1, 4))):
        for row in rows(read(file)):
            names = [name for cell in row[columns] for name in several(cell)]
            forms = (frozenset(t.stem for t in analysis.content_terms(name)) for name in names)
            found.append(frozenset(form for form in forms if form))
    return found
