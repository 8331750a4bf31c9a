"""Fit the weights of `bot/answers/printed/weights.json`: which sentence answers, and whether any does.

    python -m tests.eval.fit_answers ARTICLES QUESTIONS UNANSWERABLE [--write]

JSON Lines, gzipped or not: ARTICLES {"id", "title", "text"}; QUESTIONS {"id", "question", "gold": article id,
"answers": [strings]}; UNANSWERABLE {"id", "question"}, whose article (by the same id in QUESTIONS) is not in
ARTICLES. What is fitted on the documents of even number (the first figure of the article's id) is measured on
those of odd number, and the other way round; `--write` then fits the shipped weights on all. Beside the whole
corpus, small ones of four, ten and thirty articles drawn from it are fitted and measured, as rarity means
little there, and questions in which one name stands for another: who is known is not known for everything.

The ranking is a conditional logit (softmax over the sentences of a question, Adam), the decision a logistic
regression (Newton, ridge) whose threshold wrongly refuses 7.3 in a hundred of the answerable questions.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answers.printed import judgement
from bot.answers.printed.evidence import FEATURES
from tests.eval.answer_cases import Case, read, small, swapped, whole

Array = NDArray[np.float64]
_MOST = 2500  # answerable questions: more change no weight by a tenth
_WRONGLY_REFUSED = 0.073  # the rules of `refusal` refuse a few more
# What gains nothing on the questions measured on is left out of the ranking.
_UNRANKED = ("missing", "missing_name", "first_hit", "lead", "new_words", "relation")
# The questions fitted on, and what all of a set weigh beside those of the whole corpus.
SETS = {"whole corpus": 1.0, "another's name": 0.1, "30 articles": 0.5, "10 articles": 0.3, "4 articles": 0.5}
_WEIGHTS = Path(judgement.__file__).with_name("weights.json")


@dataclass
class Fitted:
    """Weights: of the ranking by FEATURES, of the signs by `names`, and the least score that is an answer."""

    rank: Array
    names: list[str]
    answer: Array
    bias: float
    cut: float


def ranking(cases: Sequence[Case], rounds: int = 400) -> Array:
    """Fit the ranking on questions of which some sentence holds the answer."""
    kept = [i for i, name in enumerate(FEATURES) if name not in _UNRANKED]
    groups = [
        (np.array([s.features for s in c.sentences])[:, kept], np.array(c.holds))
        for c in cases
        if any(c.holds)
    ]
    x, y = np.concatenate([g[0] for g in groups]), np.concatenate([g[1] for g in groups])
    sizes = [len(g[1]) for g in groups]
    group, starts = np.repeat(np.arange(len(groups)), sizes), np.r_[0, np.cumsum(sizes)[:-1]]
    scale = x.std(0) + 1e-9
    z, w = x / scale, np.zeros(len(kept))
    m = v = np.zeros(len(kept))
    for t in range(1, rounds + 1):
        u = z @ w
        e = np.exp(u - np.maximum.reduceat(u, starts)[group])
        p, q = e / np.add.reduceat(e, starts)[group], e * y / np.add.reduceat(e * y, starts)[group]
        g = -(z * (q - p)[:, None]).sum(0) / len(groups) + 1e-3 * w
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        w = w - 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    full = np.zeros(len(FEATURES))
    full[kept] = w / scale
    return full


def signs(cases: Sequence[Case], by: Array) -> tuple[list[str], Array, Array]:
    """Return the names of the signs, their values a case a row, and which cases are answerable."""
    use(by)
    ranked = [(c, judgement.rank(c.sentences)) for c in cases]
    found = [judgement.signs_of(c.question, c.words, r) if r else {} for c, r in ranked]
    names = list(next(f for f in found if f))
    x = np.array([[f.get(n, 0.0) for n in names] for f in found])
    return names, x, np.array([c.answerable for c in cases], float)


def use(by: Array) -> None:
    """Make `judgement` rank by these weights."""
    fitted = judgement.Weights(tuple(map(float, by)), {}, 0.0, 0.0)
    judgement.weights = lambda: fitted  # type: ignore[assignment]  # a script's own process, nothing else runs in it


def decision(x: Array, y: Array, weight: Array) -> tuple[Array, float]:
    """Fit the decision by weighted ridge logistic regression."""
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    ridge = np.diag([5.0] * x.shape[1] + [0.0])
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ b))
        b += np.linalg.solve(
            (z * (weight * p * (1 - p))[:, None]).T @ z + ridge, z.T @ (weight * (y - p)) - ridge @ b
        )
    coefficients = b[:-1] / deviation
    return coefficients, float(b[-1] - (coefficients * mean).sum())


def balanced(y: Array) -> Array:
    """Give all refusals together half the weight of all answers."""
    return np.where(y == 1, 1.0, 0.5 * (y == 1).sum() / max(1, (y == 0).sum()))


def shown(cases: Sequence[Case], by: Array) -> Iterator[str]:
    """Yield how often the best one, two, three sentences hold the answer."""
    able = [c for c in cases if c.answerable and c.sentences]
    for n in (1, 2, 3):
        best = [np.argsort([-float(np.dot(s.features, by)) for s in c.sentences])[:n] for c in able]
        right = np.mean([any(c.holds[i] for i in b) for c, b in zip(able, best, strict=True)])
        size = np.mean(
            [sum(len(c.sentences[i].span.text) for i in b) for c, b in zip(able, best, strict=True)]
        )
        yield f"{n}: {right:.3f} ({size:.0f} characters)"


def report(name: str, score: Array, y: Array, threshold: float) -> None:
    """Print how often a question was wrongly and rightly refused."""
    at = {t: float((score[y == 0] < np.quantile(score[y == 1], t)).mean()) for t in (0.08, 0.10, 0.12)}
    wrongly, rightly = (float(np.mean(score[y == kind] < threshold)) for kind in (1, 0))
    print(
        f"{name:14s} refused {wrongly:.3f} wrongly, {rightly:.3f} rightly; at a fixed share wrongly refused:",
        {t: round(r, 3) for t, r in at.items()},
    )


def fit(sets: Sequence[Sequence[Case]]) -> Fitted:
    """Fit the ranking and the decision on the questions of SETS."""
    by = ranking([c for cases in sets for c in cases])
    x, y, weight = [], [], []
    for share, cases in zip(SETS.values(), sets, strict=True):
        names, values, answerable = signs(cases, by)
        x.append(values)
        y.append(answerable)
        each = balanced(answerable) if answerable.any() else np.ones(len(cases))
        weight.append(each * share * len(sets[0]) / len(cases))
    coefficients, bias = decision(np.concatenate(x), np.concatenate(y), np.concatenate(weight))
    cut = float(np.quantile((x[0] @ coefficients + bias)[y[0] == 1], _WRONGLY_REFUSED))
    return Fitted(by, names, coefficients, bias, cut)


def write(fitted: Fitted) -> None:
    """Write the weights that are shipped."""
    found = {
        "made_by": "tests/eval/fit_answers.py",
        "rank": {n: round(float(v), 3) for n, v in zip(FEATURES, fitted.rank, strict=True)},
        "answer": {n: round(float(c), 3) for n, c in zip(fitted.names, fitted.answer, strict=True)},
        "bias": round(fitted.bias, 3),
        "threshold": round(1 / (1 + float(np.exp(-fitted.cut))), 3),
    }
    _WEIGHTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def measure(kept: Sequence[Sequence[Case]], fitted: Fitted) -> None:
    """Print what weights are worth on questions they were not fitted on."""
    print("answer among the best", *shown(kept[0], fitted.rank), sep="\n  ")
    for name, cases in zip(SETS, kept, strict=True):
        answered = (
            cases if any(c.answerable for c in cases) else [*cases, *(c for c in kept[0] if c.answerable)]
        )
        _, x, y = signs(answered, fitted.rank)
        report(name, x @ fitted.answer + fitted.bias, y, fitted.cut)


def main() -> None:
    """Fit, measure, and write when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles")
    parser.add_argument("questions")
    parser.add_argument("unanswerable")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    articles = read(args.articles)
    here = {a["id"] for a in articles}
    every = {q["id"]: q for q in read(args.questions)}
    good = [q for q in every.values() if q["gold"] in here]
    good = random.Random(3).sample(good, min(len(good), _MOST))
    every_case = [
        whole(articles, good, [every[q["id"]] for q in read(args.unanswerable)]),
        swapped(articles, good),
        small(articles, good, 30, 12),
        small(articles, good, 10, 5),
        small(articles, good, 4, 3),
    ]
    for part in (0, 1):
        fitted, kept = (
            [[c for c in cases if c.document % 2 == parity] for cases in every_case]
            for parity in (part, 1 - part)
        )
        measure(kept, fit(fitted))
    if args.write:
        write(fit(every_case))


if __name__ == "__main__":
    main()
