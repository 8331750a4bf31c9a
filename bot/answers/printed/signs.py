"""What speaks for and against the best candidate being an answer at all.

Words alone cannot tell that an answer is there, but questions that the articles answer leave traces: their
words stand there letter for letter, in the same order, more than once and in the headline, what is asked of
a name stands in a sentence with it, one article holds most of what was found, and one sentence is clearly
ahead of the others. Each trace is a number, roughly
between 0 and 1; `judgement` weighs them.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.answers.printed.evidence import FEATURES, Sentence, Weighed, close, forms, parts, strengths
from bot.answers.questions.question import Question, flat
from index import analysis
from index.news import Hit

_NEAREST = 4  # passages that come first in the search
_FUNCTION = 0.02  # rarity of a word that carries no meaning, in a run of words
_MISSING_NAME = FEATURES.index("missing_name")
# "quelle est la hauteur", "combien de morts": the noun that says what is wanted.
_WANTED = re.compile(
    r"\b(?:quel(?:le)?s?(?: (?:est|etait|sont|fut|furent|etaient))?(?: (?:le|la|les)\b| l')?"
    r"|combien d[e']|nombre d[e']|which|what|how many)\s*([a-z]+)"
)


def read(
    question: Question, words: Sequence[Weighed], ranked: Sequence[Sentence], chances: Sequence[float]
) -> dict[str, float]:
    """Return the signs of the best of the ranked candidates; `chances` add up to 1 over all of them."""
    best = ranked[0]
    place = _Place(best)
    wanted = _WANTED.search(flat(question.text))
    noun = analysis.stem(wanted.group(1)) if wanted else None
    exact = [w for w in words if place.exact(w)]
    absent = [w for w in words if w not in exact and not place.akin(w)]
    weight = sum(w.weight for w in words)
    rarity = sum(w.rarity for w in words)
    return {
        "letters": _letters(words, place),
        "exact": sum(w.weight for w in exact) / weight if weight else 0.0,
        "found": sum(w.rarity for w in exact) / 3,
        "often": sum(w.rarity * math.log1p(place.count(w)) for w in words) / 3,
        "run": _run(question, words, best.span.text),
        "headline": sum(w.rarity for w in words if place.among(w, best.heading)) / rarity if rarity else 0.0,
        "missing_name": min(1.0, best.features[_MISSING_NAME]),
        "second_absent": sorted((w.rarity for w in absent), reverse=True)[1] if len(absent) > 1 else 0.0,
        "absent_noun": float(any(w.stem == noun for w in absent)),
        "other_year": float(any(w.stem.isdigit() and len(w.stem) == 4 and w not in exact for w in words)),
        "names": min(3, sum(w.name for w in words)) / 3,
        "bound": place.bound(words),
        "one_article": _together(ranked),
        "unsure": -sum(p * math.log(p) for p in chances if p > 0) / 4,
    }


class _Place:
    """The passage of the best candidate with its headline: which words stand there, and how often."""

    def __init__(self, best: Sentence) -> None:
        found = parts(best.hit.text)
        self.words = {t.word for _, terms, _ in found for t in terms}
        self.words.update(t.word for t in analysis.terms(best.hit.title or ""))
        self.heading = best.heading
        self._sentences = [stems for _, _, stems in found]
        self.every = set(best.heading).union(*self._sentences)
        self._counts = Counter(t.stem for _, terms, _ in found for t in terms)

    def exact(self, word: Weighed) -> bool:
        """Tell whether a word, or what stands for it, is there as it was asked."""
        return self.among(word, self.every)

    def akin(self, word: Weighed) -> bool:
        """Tell whether another form of a word is there."""
        return (
            len(word.stem) >= 4
            and not word.stem[0].isdigit()
            and any(close(word.stem, s) for s in self.every)
        )

    def bound(self, words: Sequence[Weighed]) -> float:
        """Return how much of what is asked of a name one sentence has, with how much of that name it has."""
        held = [(w, strengths(forms(w, self.every), [*self._sentences, self.heading])) for w in words]
        return max(
            self._cover(held, place, name=True) * self._cover(held, place, name=False)
            for place in range(len(self._sentences))
        )

    @staticmethod
    def _cover(held: Sequence[tuple[Weighed, Sequence[float]]], place: int, *, name: bool) -> float:
        """Return the share of the weight of names, or of the rest, in a sentence; a headline names too."""
        asked = [(w, max(there[place], there[-1] if name else 0.0)) for w, there in held if w.name is name]
        total = sum(w.weight for w, _ in asked)
        return sum(w.weight * strength for w, strength in asked) / total if total else 1.0

    def count(self, word: Weighed) -> int:
        """Return how often a word stands in the passage."""
        return max(self._counts[stem] for stem in (word.stem, *word.others))

    @staticmethod
    def among(word: Weighed, stems: Collection[str]) -> bool:
        """Tell whether a word, or what stands for it, is among some stems."""
        return word.stem in stems or any(other in stems for other in word.others)


def _letters(words: Sequence[Weighed], place: _Place) -> float:
    """Return how much of the letters of the words asked stand in the likeliest words of a passage.

    Three letters in a row are compared, so that "fondateur" is half of "fondé" and little of "forêt".
    """
    grams = [_grams(word) for word in place.words]
    total = found = 0.0
    for word in words:
        total += word.weight
        if word.word in place.words or any(other in place.every for other in word.others):
            found += word.weight
        else:
            mine = _grams(word.word)
            found += word.weight * max((len(mine & other) for other in grams), default=0) / len(mine)
    return found / total if total else 0.0


@lru_cache(maxsize=50_000)
def _grams(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[i : i + 3] for i in range(max(1, len(marked) - 2)))


def _run(question: Question, words: Sequence[Weighed], text: str) -> float:
    """Return the share of the question's pairs of neighbours, function words too, that stand there so."""
    rarity = {w.stem: w.rarity for w in words}
    asked, there = ([t.stem for t in analysis.terms(x)] for x in (question.text, text))
    pairs = set(itertools.pairwise(there))
    total = found = 0.0
    for pair in itertools.pairwise(asked):
        worth = sum(rarity.get(stem, _FUNCTION) for stem in pair)
        total += worth
        found += worth if pair in pairs else 0.0
    return found / total if total else 0.0


def _together(ranked: Sequence[Sentence]) -> float:
    """Return the share of the nearest passages that are of the best candidate's article, or a copy of it."""
    hits: dict[str, Hit] = {s.hit.passage_id: s.hit for s in sorted(ranked, key=lambda s: s.rank)}
    nearest = list(hits.values())[:_NEAREST]
    best = ranked[0].hit
    return sum(
        h.article_id == best.article_id or bool(h.title and h.title == best.title) for h in nearest
    ) / len(nearest)
