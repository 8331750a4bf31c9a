"""A run against an earlier one: what got better, what got worse, and whether chance alone may do that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.outcome import MEANS, MEASURES, Outcome
from bot.evaluation.runs import Run


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in two runs, over the n items that both have.

    Attributes:
        gained, lost: how many items got better and worse.
        chance: how likely so uneven a split, or a more uneven one, is if nothing changed (sign test).
    """

    name: str
    before: float
    after: float
    n: int
    gained: int
    lost: int
    chance: float


@dataclass(frozen=True, slots=True)
class Flip:
    """An item that was wrong in a measure and is right (`better`), or the other way round."""

    name: str
    better: bool
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs; `new` and `gone` count the items that only one of them has, changed ones among them."""

    earlier: Run
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    new: int
    gone: int


def compare(run: Run, earlier: Run) -> Comparison:
    """Return what changed from an earlier run, on the items they share."""
    then = {o.key: o for o in earlier.outcomes}
    now = {o.key: o for o in run.outcomes}
    pairs = [(then[key], after) for key, after in now.items() if key in then]
    changes, flips = [], []
    for name in MEASURES:
        both = [(b, a) for b, a in pairs if name in b.measures and name in a.measures]
        if not both:
            continue
        moved = [_sign(b.measures, a.measures, name) for b, a in both]
        gained, lost = moved.count(1), moved.count(-1)
        before = sum(b.measures[name] for b, _ in both) / len(both)
        after = sum(a.measures[name] for _, a in both) / len(both)
        changes.append(Change(name, before, after, len(both), gained, lost, chance(gained, lost)))
        if name not in MEANS:
            flips += [Flip(name, way > 0, b, a) for way, (b, a) in zip(moved, both, strict=True) if way]
    return Comparison(
        earlier, tuple(changes), tuple(flips), len(now.keys() - then.keys()), len(then.keys() - now.keys())
    )


def chance(gained: int, lost: int) -> float:
    """Return the two-sided probability of such a split of gained + lost fair coins (1 for none)."""
    n, fewer = gained + lost, min(gained, lost)
    splits: int = 2 * sum(math.comb(n, k) for k in range(fewer + 1))
    return min(1.0, splits / (1 << n))


def _sign(before: Mapping[str, float], after: Mapping[str, float], name: str) -> int:
    return (after[name] > before[name]) - (after[name] < before[name])
