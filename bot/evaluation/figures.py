"""Shares and means with honest intervals: what a few dozen questions can tell, and what they cannot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from bot.evaluation.outcome import MEANS, MEASURES, Group, Outcome

_Z = 1.959964  # of 95 %
DEPTH = 10  # passages of which the curve of recall tells


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over the n items that tell of it; [low, high] holds the true value 19 times in 20."""

    name: str
    group: Group
    value: float
    low: float
    high: float
    n: int


def figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Return the figure of every measure that some item tells of, in the order shown."""
    found = []
    for name, group in MEASURES.items():
        values = [o.measures[name] for o in outcomes if name in o.measures]
        if values:
            low, high = spread(values) if name in MEANS else wilson(round(sum(values)), len(values))
            found.append(Figure(name, group, fmean(values), low, high, len(values)))
    return found


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, right of n (Wilson, 1927): never beyond 0 and 1, never empty.

    https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
    """
    share, square = right / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of a mean of values in [0, 1] by the normal curve; all of [0, 1] for one."""
    if len(values) < 2:
        return 0.0, 1.0
    half = _Z * stdev(values) / math.sqrt(len(values))
    return max(0.0, fmean(values) - half), min(1.0, fmean(values) + half)


def recall(outcomes: Iterable[Outcome]) -> list[float]:
    """Return the share of questions with a right article among the first 1, 2 ... `DEPTH`; [] for none."""
    ranks = [o.rank for o in outcomes if o.rank is not None]
    if not ranks:
        return []
    return [sum(0 < rank <= depth for rank in ranks) / len(ranks) for depth in range(1, DEPTH + 1)]


def times(outcomes: Iterable[Outcome]) -> dict[str, tuple[float, float, int]]:
    """Return the median, the 95th hundredth in milliseconds and n, by command."""
    spent: dict[str, list[float]] = {}
    for outcome in outcomes:
        for command, milliseconds in outcome.spent.items():
            spent.setdefault(command, []).append(milliseconds)
    return {c: (median(all_), hundredth(all_, 95), len(all_)) for c, all_ in spent.items()}


def hundredth(values: Iterable[float], part: int) -> float:
    """Return the smallest value that at least `part` in 100 of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * part / 100) - 1)]
