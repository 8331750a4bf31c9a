"""Claimed words held against printed ones: the same, nearly the same, or not.

`exact` finds words that stand as claimed, `near` the stretch of printed words that is most like them. Both
answer with places in the printed text, so that what is shown is the print, never the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.answers.check import negation
from bot.answers.check.comparing import Word, content
from index.analysis import family, stem

_FUNCTION = 0.4  # what a function word counts against a content word's 1
_ALIKE = 0.75  # how alike two words must be spelt to be one changed into the other
_HALF = 0.5  # what such a pair counts
_CLAUSE = 10  # words before others that may govern them
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the comparison: a printed word, a claimed word, or one beside the other."""

    printed: Word | None
    claimed: Word | None

    @property
    def same(self) -> bool:
        """Tell whether the word stands as claimed."""
        return bool(self.printed and self.claimed and self.printed.key == self.claimed.key)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like claimed words a stretch of printed words is.

    Attributes:
        start, end: the stretch, offsets in the text the printed words come from.
        ratio: 0 to 1, weighted by meaning.
        kept: share of the claim's words of meaning that stand there.
        flipped: one denies what the other says, by a word of negation.
    """

    start: int
    end: int
    ratio: float
    kept: float
    flipped: bool
    steps: tuple[Step, ...]


def exact(
    runs: Sequence[Sequence[Word]], printed: Sequence[Word], *, whole: bool = True
) -> tuple[int, int] | None:
    """Return where claimed runs of words stand, in order, each unbroken: [first, stop) of the printed words.

    If `whole`, None also where the words lose a denial: one right beside them, or that a cut leaves out.
    """
    keys = [w.key for w in printed]
    for first in range(len(keys)):
        stop = _follow(runs, keys, first, whole)
        if stop and not (whole and (any(_losing(printed, first, stop)) or _governed(printed, first))):
            return first, stop
    return None


def _losing(printed: Sequence[Word], first: int, stop: int) -> tuple[bool, bool]:
    """Tell whether the words [first, stop) lose a denial right before or right after them."""
    before = printed[first - 1].key if first and not printed[first].opens else ""
    after = printed[stop].key if stop < len(printed) and not printed[stop].opens else ""
    return negation.beside(before, after, [w.key for w in printed[first:stop]])


def _governed(printed: Sequence[Word], first: int) -> int:
    """Return how many words right before a place deny or suspend what begins there."""
    opened = first
    while opened and first - opened < _CLAUSE and not printed[opened].opens:
        opened -= 1
    return negation.governing([w.key for w in printed[opened:first]])


def _follow(runs: Sequence[Sequence[Word]], keys: Sequence[str], first: int, whole: bool) -> int:
    """Return where the runs end that begin at a place, 0 where they do not stand there."""
    at = first
    for number, run in enumerate(runs):
        wanted = [w.key for w in run]
        places = (first,) if number == 0 else range(at, len(keys) - len(wanted) + 1)
        place = next((p for p in places if list(keys[p : p + len(wanted)]) == wanted), None)
        if place is None:
            return 0
        if whole and number and negation.dropped(keys[at:place], [*keys[first:at], *wanted]):
            return 0
        at = place + len(wanted)
    return at


def near(claimed: Sequence[Word], printed: Sequence[Word]) -> Likeness | None:
    """Return the stretch of printed words that is most like claimed ones, None where no word is the same."""
    if not claimed or not printed:
        return None
    steps = _whole(_aligned(claimed, printed), printed)
    found = [s.printed for s in steps if s.printed]
    if not found or not any(s.same for s in steps):
        return None
    gained = sum(_worth(s) for s in steps)
    whole = sum(max(_weight(s.printed), _weight(s.claimed)) for s in steps)
    meaning = content(claimed)
    kept = {s.claimed for s in steps if s.claimed and s.same}
    share = sum(w in kept for w in meaning) / len(meaning) if meaning else 0.0
    said = [w.key for w in found]
    flipped = negation.count(said) % 2 != negation.count([w.key for w in claimed]) % 2
    return Likeness(found[0].start, found[-1].end, gained / whole, share, flipped, tuple(steps))


def _whole(steps: list[Step], printed: Sequence[Word]) -> list[Step]:
    """Return the comparison with the denial that the stretch leaves out beside it."""
    found = [s.printed for s in steps if s.printed]
    if not found:
        return steps
    first, stop = printed.index(found[0]), printed.index(found[-1]) + 1
    before, after = _losing(printed, first, stop)
    lost = max(int(before), _governed(printed, first))
    opening = [Step(word, None) for word in printed[first - lost : first]]
    return [*opening, *steps, *([Step(printed[stop], None)] if after else [])]


def _weight(word: Word | None) -> float:
    return 0.0 if word is None else 1.0 if word.content else _FUNCTION


def _worth(step: Step) -> float:
    if step.printed is None or step.claimed is None:
        return 0.0
    weight = max(_weight(step.printed), _weight(step.claimed))
    return weight if step.same else weight * _HALF * _kin(step.printed.key, step.claimed.key)


def _kin(one: str, other: str) -> float:
    """Return 1 for two words of which one may be a form or slip of the other, else 0."""
    if one[:1].isdigit() or other[:1].isdigit():
        return float(one[:1].isdigit() and other[:1].isdigit())
    if stem(one) == stem(other) or (len(one) > 5 and family(one) == family(other)):
        return 1.0
    return float(min(len(one), len(other)) > 3 and SequenceMatcher(None, one, other).ratio() >= _ALIKE)


def _aligned(claimed: Sequence[Word], printed: Sequence[Word]) -> list[Step]:
    """Align all claimed words with a stretch of printed ones at least cost; what stands around is free."""
    rows, columns = len(claimed), len(printed)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i, word in enumerate(claimed):
        cost[i + 1][0] = cost[i][0] + _weight(word)
        row, above, own = cost[i + 1], cost[i], _weight(word)
        for j, other in enumerate(printed):
            row[j + 1] = min(above[j] + _swap(word, other), above[j + 1] + own, row[j] + _weight(other))
    stop = min(range(columns + 1), key=lambda j: (cost[rows][j], j))
    return _traced(claimed, printed, cost, stop)


def _swap(word: Word, other: Word) -> float:
    """Return what one word for another costs: less than leaving one out and putting the other in."""
    if word.key == other.key:
        return 0.0
    # Of one class a little less than a word left out, so that a last word changed is seen as changed.
    return _weight(word) - 0.01 if word.content == other.content else 1.3


def _traced(
    claimed: Sequence[Word], printed: Sequence[Word], cost: list[list[float]], stop: int
) -> list[Step]:
    steps: list[Step] = []
    i, j = len(claimed), stop
    while i > 0:
        word = claimed[i - 1]
        other = printed[j - 1] if j else None
        if other and abs(cost[i][j] - cost[i - 1][j - 1] - _swap(word, other)) < _NOTHING:
            steps.append(Step(other, word))
            i, j = i - 1, j - 1
        elif other and abs(cost[i][j] - cost[i][j - 1] - _weight(other)) < _NOTHING:
            steps.append(Step(other, None))
            j -= 1
        else:
            steps.append(Step(None, word))
            i -= 1
    return steps[::-1]
