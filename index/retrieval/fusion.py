"""Evidence and the vectors of a model as one score, by a weight that was measured on the corpus itself.

Scores are fused, not ranks: a weak vector side destroys a strong lexical one by rank (recall@1 0.49 against
0.69 on PIAF), and by score as well wherever its weight is a constant. So `calibration` measures the weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_LEAST = 1e-6  # of a hit: 0 is no hit
_ALIKE = 1e-6  # a spread that is none
_SPREAD = 0.1  # of the evidence where all of it is alike, as for a question of unknown words


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the vectors of a model are believed, and on what that rests.

    Attributes:
        model: the name of the embedder.
        weight: its share beside the evidence of words, 0 (its vectors are not asked for) to 1.
        questions: how many the corpus was asked of itself.
        passages: how many it had then.
        words, both: the mean reciprocal rank of what was to be found, by words alone and with the weight.
        method: `calibration.METHOD` as it was then.
    """

    model: str
    weight: float
    questions: int
    passages: int
    words: float
    both: float
    method: int


def fused(evidence: Sequence[float], cosines: Sequence[float | None], weight: float) -> list[float]:
    """Return the scores of candidates, in (0, 1] where the evidence is or vectors count, in the same order.

    Cosines are brought to the mean and spread that the evidence has; a passage without a vector has their
    mean. Where all are alike, or the weight is 0, the evidence is returned as it is.
    """
    known = [c for c in cosines if c is not None]
    mean, spread = _moments(known)
    if not weight or spread < _ALIKE:
        return list(evidence)
    middle, wide = _moments(evidence)
    if wide < _ALIKE:
        middle, wide = max(middle, 3 * _SPREAD), _SPREAD
    near = [middle + wide * ((mean if c is None else c) - mean) / spread for c in cosines]
    mixed = [(1 - weight) * e + weight * n for e, n in zip(evidence, near, strict=True)]
    return [min(max(m, _LEAST), 1.0) for m in mixed]


def _moments(values: Sequence[float]) -> tuple[float, float]:
    """Return mean and standard deviation, 0 of nothing."""
    if not values:
        return 0.0, 0.0
    mean = sum(values) / len(values)
    return mean, sqrt(sum((v - mean) ** 2 for v in values) / len(values))
