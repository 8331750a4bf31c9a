"""How far passages bear out a question: a few numbers between 0 and 1 for each, and what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import Term, family
from index.lexicon import Entry
from index.retrieval import material
from index.retrieval.material import Material
from index.retrieval.question import Question

Matrix = NDArray[np.float64]

# What each number is worth, in hundredths: a softmax regression over the first 60 candidates, made by
# `python -m tests.eval.fit_retrieval` on half of PIAF's questions and the headlines that are no questions. On
# the other half and on headlines that are questions, recall@1 / @10 went from 0.706 / 0.910 and 0.480 / 0.772
# (BM25 and vectors fused) to 0.747 / 0.917 and 0.512 / 0.787.
WEIGHTS = {
    "lexical": 16.8,
    "vector": 4.6,
    "family": 9.3,
    "article_cover": 8.4,
    "article_family": 8.5,
    "article_names": 10.4,
    "article_lead": 4.6,
    "article_first": 6.4,
    "figures": 5.5,
    "run": 16.2,
    "title": 3.8,
    "answer": 2.7,
    "short": 2.8,
}
_LEAD = 50  # words: a first paragraph of the press


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its entry, and its scores relative to the best of the question.

    `vector` knows spelling alone; `meaning` is the cosine of a configured model, which `fusion` weighs.
    """

    entry: Entry
    lexical: float
    vector: float
    meaning: float | None = None


def weigh(question: Question, candidates: Sequence[Candidate]) -> Matrix:
    """Return the evidence of each candidate, one row each, in the order of `WEIGHTS`.

    The numbers named `article_...` are those of the candidate of the same article that has most, so that they
    rank articles and leave the order of one article's passages to the others.
    """
    passages = material.read(question, [c.entry for c in candidates])
    groups = np.unique([c.entry.article_id for c in candidates], return_inverse=True)[1]
    asked = question.asked
    weight = np.array([a.weight for a in asked])
    body, title, kin = (_held(question, passages, where) for where in (_in_body, _in_title, _in_family))
    dated = np.array([a.dated for a in asked])
    then = np.array(
        [question.days is not None and question.days.holds(c.entry.published) for c in candidates]
    )
    body |= np.outer(then, dated)
    held, akin = body | title, kin | title | body
    numbers = {
        "lexical": np.array([c.lexical for c in candidates]),
        "vector": np.array([c.vector for c in candidates]),
        "family": akin @ weight,
        "article_cover": _any(held, groups) @ weight,
        "article_family": _any(akin, groups) @ weight,
        "article_names": _any(held, groups) @ _share(weight, [a.name for a in asked]),
        "article_lead": _best(_held(question, passages, _in_lead) @ weight, groups),
        "article_first": _best(np.array([float(c.entry.first) for c in candidates]), groups),
        "figures": body @ _share(weight, [a.figure for a in asked]),
        "run": np.array([_run(question, p) for p in passages]),
        "title": title @ weight,
        "answer": np.array([_answers(question, p) for p in passages]),
        "short": np.array([1 / (1 + p.length / 100) for p in passages]),
    }
    return np.column_stack([numbers[name] for name in WEIGHTS])


def scores(question: Question, candidates: Sequence[Candidate]) -> list[float]:
    """Return the evidence of each candidate as one number, 0 to 1."""
    if not candidates or not question.asked:
        return [0.0] * len(candidates)
    worth = np.array(list(WEIGHTS.values()))
    return [float(s) for s in weigh(question, candidates) @ (worth / worth.sum())]


def _in_body(passage: Material, term: Term) -> bool:
    return term.stem in passage.places


def _in_title(passage: Material, term: Term) -> bool:
    return term.stem in passage.title


def _in_family(passage: Material, term: Term) -> bool:
    return family(term.word) in passage.kin


def _in_lead(passage: Material, term: Term) -> bool:
    return term.stem in passage.places and passage.places[term.stem][0] < _LEAD


def _held(
    question: Question, passages: Sequence[Material], where: Callable[[Material, Term], bool]
) -> NDArray[np.bool_]:
    """Return which passage holds which word of the question, or what may stand for it."""
    own = [a.terms for a in question.asked]
    return np.array([[any(where(p, t) for t in terms) for terms in own] for p in passages], bool)


def _any(held: NDArray[np.bool_], groups: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return what the candidates of one article hold together."""
    union = np.zeros((groups.max() + 1, held.shape[1]), bool)
    np.logical_or.at(union, groups, held)
    return np.asarray(union[groups])


def _best(values: Matrix, groups: NDArray[np.int64]) -> Matrix:
    """Return the most that a candidate of the same article has."""
    most = np.zeros(groups.max() + 1)
    np.maximum.at(most, groups, values)
    return np.asarray(most[groups])


def _share(weight: Matrix, chosen: Sequence[bool]) -> Matrix:
    share = weight * np.array(chosen)
    total = share.sum()
    return np.asarray(share / total if total else share)


def _run(question: Question, passage: Material) -> float:
    """Return how much of the question stands there word by word, function words included."""
    weight = {a.term.stem: a.weight for a in question.asked}
    found = 0.0
    for a, b in zip(question.sequence, question.sequence[1:], strict=False):
        second = passage.places.get(b)
        if second and any(i + 1 in second for i in passage.places.get(a, ())):
            found += weight.get(a, 0.0) + weight.get(b, 0.0) + 0.02
    return found / 2


def _answers(question: Question, passage: Material) -> float:
    """Return 1 where a figure or a date is wanted and one stands there that the question does not name."""
    if not question.wanted:
        return 0.0
    mine = {a.term.stem for a in question.asked}
    figures = passage.figures - mine
    if question.wanted == "figure":
        return float(bool(figures))
    return float(passage.months or any(len(s) == 4 for s in figures))
