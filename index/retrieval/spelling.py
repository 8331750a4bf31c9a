"""Words of a question that the corpus does not know, and the words it knows that are nearly so."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis import Term
from index.lexicon import Lexicon

_SHORTEST = 4  # letters of a stem; shorter ones have too many neighbours
_LONG = 8  # letters from which two slips are allowed
_OFTEN = 50  # a word this many times rarer than its neighbour may be a slip itself


class Speller:
    """The corpus's own vocabulary, read letter by letter when first needed and again when the index moves."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._read: dict[str, tuple[list[str], list[int]]] = {}
        self._at = -1

    def near(self, term: Term) -> tuple[Term, ...]:
        """Return at most two known words within one slip (two from eight letters on) of an unknown word.

        A slip is a letter more, less or other, or two letters swapped (optimal string alignment); the first
        letter is taken to be right. A word that is known well enough has none.
        """
        stem = term.stem
        if len(stem) < _SHORTEST or not stem.isalpha():
            return ()
        own = self._lexicon.frequency(stem)
        if own > 2:
            return ()
        stems, counts = self._vocabulary(stem[0])
        most = 1 if len(stem) < _LONG or own else 2
        found = process.extract(stem, stems, scorer=OSA.distance, score_cutoff=most, limit=20)
        better = [(slips, -counts[i], s) for s, slips, i in found if slips and counts[i] >= _OFTEN * own]
        closest = min((slips for slips, _, _ in better), default=0)
        kept = sorted(b for b in better if b[0] == closest)[:2]
        return tuple(Term(s, s, term.start, term.end) for _, _, s in kept)

    def _vocabulary(self, letter: str) -> tuple[list[str], list[int]]:
        if self._at != (now := self._lexicon.watermark):
            self._read, self._at = {}, now
        if letter not in self._read:
            known = [(s, n) for s, n in self._lexicon.vocabulary(letter) if len(s) >= _SHORTEST - 1]
            self._read[letter] = ([s for s, _ in known], [n for _, n in known])
        return self._read[letter]
