"""Whether words are about a topic: the same stems, the same country or body under any of its names.

A topic ranks and separates what somebody said; it never hides anything, so that it may be simple.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index import analysis
from index.people.tables import read, rows, several
from index.retrieval import translation

_PLACES = (1.0, 0.7, 0.5)  # what a word counts in the content, around it, in the headline
_ENOUGH = 0.5  # of a topic's weight
_AROUND = 250  # characters of the paragraph on each side of the content

Form = frozenset[str]  # stems that stand together


@dataclass(frozen=True, slots=True)
class Topic:
    """What was asked about: each concept by the forms it may have."""

    concepts: tuple[frozenset[Form], ...]

    def found(self, texts: Sequence[str]) -> tuple[float, ...]:
        """Return how well each concept stands in (content, what is around it, headline): 0 to 1."""
        stems = [frozenset(t.stem for t in analysis.terms(text)) for text in texts]
        return tuple(
            max(
                (place for place, held in zip(_PLACES, stems, strict=True) if any(f <= held for f in forms)),
                default=0.0,
            )
            for forms in self.concepts
        )


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


def around(text: str, start: int, end: int) -> str:
    """Return what stands around [start, end) in its paragraph, itself included."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    return text[first : min(len(text) if stop < 0 else stop, end + _AROUND)]


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
