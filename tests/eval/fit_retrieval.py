"""Fit `index.retrieval.evidence.WEIGHTS`: what each piece of evidence for a passage is worth.

    python -m tests.eval.fit_retrieval FOLDER...

A FOLDER holds articles.jsonl.gz {"id", "title", "text"} and questions.jsonl.gz {"id", "question", "gold": id
of an article}. Half of each folder's questions are fitted on, half measured on: those whose field
"interrogative" is true, or where there is none those whose document (the first figure of `gold`) is odd.
Prints recall at 1 and 10 and MRR@10 of the held-out half, before reranking (lexical and vector scores fused),
with the shipped weights and with the new ones, then the new weights and, `--without`, what each is good for.

A softmax regression over the first sixty candidates of a question (Adam, a little ridge); folders count
alike.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.retrieval import evidence
from tests.eval.answer_cases import Corpus

Array = NDArray[np.float64]
NAMES = list(evidence.WEIGHTS)
_CANDIDATES = 60
_FUSED = np.array([{"lexical": 1.0, "vector": 0.1}.get(name, 0.0) for name in NAMES])


@dataclass(frozen=True)
class Asked:
    """A question with the evidence of its candidates, a row each, and the article of each row."""

    rows: Array
    articles: list[str]
    gold: str
    held_out: bool

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which rows are of the gold article."""
        return np.array([a == self.gold for a in self.articles], bool)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def ask(folder: Path) -> list[Asked]:
    """Ask the questions of a folder of its articles."""
    with tempfile.TemporaryDirectory() as place:
        corpus = Corpus(read(folder / "articles.jsonl.gz"), Path(place))
        return [_asked(corpus, q) for q in read(folder / "questions.jsonl.gz")]


def _asked(corpus: Corpus, row: dict[str, Any]) -> Asked:
    query = row["question"]
    question = corpus.searcher.read(query)
    _, found = corpus.searcher.candidates(query, question, _CANDIDATES)
    rows = evidence.weigh(question, found) if found and question.asked else np.zeros((0, len(NAMES)))
    figure = re.search(r"\d+", row["gold"])
    odd = bool(figure) and int(figure[0]) % 2 == 1
    return Asked(rows, [c.entry.article_id for c in found], row["gold"], row.get("interrogative", odd))


def fit(folders: Sequence[Sequence[Asked]], used: Array, steps: int = 300) -> Array:
    """Return the weights that make the gold articles likeliest; evidence not `used` (0) gets 0."""
    cases = [(q, 1 / len(folder)) for folder in folders for q in folder if q.right.any()]
    total = sum(share for _, share in cases)
    weights, mean, square = (np.zeros(len(NAMES)) for _ in range(3))
    for step in range(1, steps + 1):
        gradient = 1e-3 * weights
        for asked, share in cases:
            scores = asked.rows @ weights
            odds = np.exp(scores - scores.max())
            likely = odds / odds.sum()
            right = likely * asked.right
            gradient += share / total * ((likely - right / right.sum()) @ asked.rows)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= 0.15 * used * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def measure(asked: Sequence[Asked], weights: Array) -> tuple[float, float, float]:
    """Return recall at 1 and 10 and MRR@10."""
    ranks = [_rank(q, weights) for q in asked]
    return (
        sum(r == 1 for r in ranks) / len(ranks),
        sum(0 < r <= 10 for r in ranks) / len(ranks),
        sum(1 / r for r in ranks if 0 < r <= 10) / len(ranks),
    )


def _rank(asked: Asked, weights: Array) -> int:
    order = np.argsort(-(asked.rows @ weights), kind="stable")
    ranked = list(dict.fromkeys(asked.articles[i] for i in order))
    return ranked.index(asked.gold) + 1 if asked.gold in ranked else 0


def _report(label: str, folders: Sequence[Sequence[Asked]], weights: Array) -> None:
    print(f"{label:24}", *(" ".join(f"{m:.3f}" for m in measure(f, weights)) for f in folders), sep=" | ")


def main() -> None:
    """Fit, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--without", action="store_true", help="leave out each piece of evidence in turn")
    args = parser.parse_args()
    folders = [ask(folder) for folder in args.folders]
    fitted = [[q for q in f if not q.held_out] for f in folders]
    measured = [[q for q in f if q.held_out] for f in folders]
    _report("fused", measured, _FUSED)
    _report("shipped", measured, np.array(list(evidence.WEIGHTS.values())))
    every = np.ones(len(NAMES))
    weights = fit(fitted, every)
    _report("fitted now", measured, weights)
    print({n: round(float(100 * w / weights.sum()), 1) for n, w in zip(NAMES, weights, strict=True)})
    for i, name in enumerate(NAMES if args.without else []):
        used = every.copy()
        used[i] = 0.0
        _report(f"without {name}", measured, fit(fitted, used))


if __name__ == "__main__":
    main()
