"""Which sentence answers best, and whether the best is an answer at all: two small linear models.

Their weights stand in `weights.json`, fitted by `tests/eval/fit_answers.py` on questions whose answer is in
the articles and on questions whose articles were taken away; that script says on which data and how well
they do.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.answers.printed import signs
from bot.answers.printed.evidence import FEATURES, Sentence, Weighed
from bot.answers.questions.question import Question


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate sentence and its worth; only the order and the differences of worths mean something."""

    sentence: Sentence
    worth: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: `rank` by FEATURES, `answer` by sign, the least probability to answer."""

    rank: tuple[float, ...]
    answer: Mapping[str, float]
    bias: float
    threshold: float


@cache
def weights() -> Weights:
    """Return the weights of `weights.json`."""
    raw = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    rank = tuple(float(raw["rank"][name]) for name in FEATURES)
    return Weights(rank, dict(raw["answer"]), float(raw["bias"]), float(raw["threshold"]))


def rank(sentences: Sequence[Sentence]) -> list[Ranked]:
    """Return the candidates, best first."""
    by = weights().rank
    ranked = [Ranked(s, sum(w * f for w, f in zip(by, s.features, strict=True))) for s in sentences]
    return sorted(ranked, key=lambda r: (-r.worth, r.sentence.rank, r.sentence.place))


def chances(ranked: Sequence[Ranked]) -> list[float]:
    """Return how probably each candidate holds the answer, if any does; they add up to 1."""
    powers = [math.exp(r.worth - ranked[0].worth) for r in ranked]
    total = sum(powers)
    return [power / total for power in powers]


def probability(question: Question, words: Sequence[Weighed], ranked: Sequence[Ranked]) -> float:
    """Return how probably the best candidate answers the question, 0 where there is none."""
    if not ranked:
        return 0.0
    found = signs_of(question, words, ranked)
    total = weights().bias + sum(weights().answer[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signs_of(question: Question, words: Sequence[Weighed], ranked: Sequence[Ranked]) -> dict[str, float]:
    """Return what speaks for and against the best of some candidates."""
    return signs.read(question, words, [r.sentence for r in ranked], chances(ranked))
