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

from bot.answers.printed.evidence import FEATURES, Sentence, Weighed
from bot.answers.questions.question import Question

_SOME = 0.2  # less coverage than this is none: an article word of the question may match anywhere


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate sentence and its worth; only the order and the differences of worths mean something."""

    sentence: Sentence
    worth: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: `rank` by FEATURES, `answer` by `signs`, the least probability to answer."""

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
    found = signs(question, words, ranked)
    total = weights().bias + sum(weights().answer[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signs(question: Question, words: Sequence[Weighed], ranked: Sequence[Ranked]) -> dict[str, float]:
    """Return what speaks for and against the best candidate; every value lies roughly between 0 and 1."""
    best = ranked[0].sentence
    every = [dict(zip(FEATURES, r.sentence.features, strict=True)) for r in ranked]
    here = every[0]
    hits = {
        r.sentence.hit.passage_id: (r.sentence.hit, f["passage"]) for r, f in zip(ranked, every, strict=True)
    }
    others = [covered for hit, covered in hits.values() if hit is not best.hit]
    scores = sorted((hit.score for hit, _ in hits.values()), reverse=True)
    total = sum(w.weight for w in words)
    return {
        "coverage": here["coverage"],
        "window": here["window"],
        "passage": here["passage"],
        "relation": here["relation"],
        "name_only": float(here["relation"] < _SOME and any(not w.name for w in words)),
        "kind_missing": float(question.kind in ("how_many", "when") and here["kind"] < _SOME),
        "best_passage": max(f["passage"] for f in every),
        "best_coverage": max(f["coverage"] for f in every),
        "pairs": here["pairs"],
        "kind": here["kind"] if question.kind in ("how_many", "when", "who", "where") else 0.5,
        "missing": here["missing"],
        "missing_name": here["missing_name"],
        "mean": total / max(1, len(words)) / 6,
        "words": math.log(1 + len(words)) / 3,
        "found": math.log(1 + here["window"] * total) / 4,
        "margin": here["passage"] - max(others, default=0.0),
        "lead": (scores[0] - scores[1]) / scores[0] if len(scores) > 1 else 0.3,
        "first": 1 / (1 + best.rank),
        "who": float(question.kind == "who"),
        "how_many": float(question.kind == "how_many"),
        "when": float(question.kind == "when"),
    }
