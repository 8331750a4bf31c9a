"""Fit the weights of `bot/answers/printed/weights.json`: which sentence answers, and whether any does.

    python -m tests.eval.fit_answers ARTICLES QUESTIONS UNANSWERABLE [--write]

JSON Lines, gzipped or not: ARTICLES {"id", "title", "text"}; QUESTIONS {"id", "question", "gold": article id,
"answers": [strings]}; UNANSWERABLE {"id", "question"}, whose article (by the same id in QUESTIONS) is not in
ARTICLES. A question whose id ends in a document of odd number (the first figure of the article's id) is never
fitted on but measured on; `--write` fits the shipped weights on all. Beside the whole corpus, small ones of
thirty articles drawn from it are fitted and measured, as rarity means little there.

The ranking is a conditional logit (softmax over the sentences of a question, Adam), the decision a logistic
regression (Newton, ridge) whose threshold wrongly refuses a tenth of the answerable questions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answers.printed import evidence, judgement
from bot.answers.printed.evidence import FEATURES, Sentence, Weighed
from bot.answers.questions import question as questions
from index import passages
from index.changes import Batch, PassageRow
from index.embedding import HashedEmbedder
from index.lexicon import Lexicon
from index.news import Article, Hit
from index.retrieval import Searcher

Array = NDArray[np.float64]
_PASSAGES, _SMALL, _SMALL_CORPORA, _STRANGERS = 10, 30, 40, 30
_MOST = 2500  # answerable questions: more change no weight by a tenth
_WRONGLY_REFUSED = 0.10
# What gains nothing on the questions measured on is left out of the ranking.
_UNRANKED = ("missing", "missing_name", "first_hit", "lead", "new_words", "relation")
_WEIGHTS = Path(judgement.__file__).with_name("weights.json")


@dataclass
class Case:
    """A question with its candidates; `holds` tells which sentences have an answer string."""

    question: questions.Question
    words: list[Weighed]
    sentences: list[Sentence]
    holds: list[bool]
    answerable: bool
    document: int


class Corpus:
    """Articles indexed in a temporary folder, searched as the program does."""

    def __init__(self, articles: Sequence[dict[str, Any]], folder: Path) -> None:
        self.hits_by_id: dict[str, Hit] = {}
        rows = []
        for raw in articles:
            article = Article(raw["id"], raw["text"], "", title=raw.get("title"))
            for p in passages.split(article):
                rows.append(PassageRow(p.id, article.id, article.title, None, None, p.text))
                self.hits_by_id[p.id] = Hit(p.id, article.id, p.start, p.end, p.text, 1.0, article.title)
        self.embedder = HashedEmbedder()
        self.ids = [row.id for row in rows]
        self.place = {identity: i for i, identity in enumerate(self.ids)}
        self.matrix = self.embedder.documents([f"{r.title or ''} . {r.text}" for r in rows])
        self.lexicon = Lexicon.open(folder, write=True)
        self.lexicon.apply(Batch(1, tuple(rows), ()))
        self.searcher = Searcher(self, self.lexicon, self, self.embedder)

    def hits(self, scored: Sequence[tuple[str, float]]) -> list[Hit]:
        """Return hits by passage id, as the archive does."""
        from dataclasses import replace

        return [replace(self.hits_by_id[i], score=score) for i, score in scored]

    def calibration(self) -> None:
        """Return None: there is no configured model."""

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return the nearest passages by cosine."""
        cosines = self.matrix @ np.asarray(vector, np.float32)
        return [(self.ids[i], float(cosines[i])) for i in np.argsort(-cosines)[:k]]

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the cosines of given passages."""
        if not passage_ids:
            return {}
        found = self.matrix[[self.place[i] for i in passage_ids]] @ np.asarray(vector, np.float32)
        return dict(zip(passage_ids, map(float, found), strict=True))

    def case(self, asked: dict[str, Any], answerable: bool) -> Case:
        """Ask one question."""
        question = questions.read(asked["question"])
        words = evidence.weigh(question, self.searcher.frequency, self.searcher.passages)
        hits = self.searcher.search(question.text, _PASSAGES)
        sentences = evidence.sentences_of(question, words, hits)
        wanted = [squeezed(a) for a in asked["answers"]] if answerable else []
        holds = [
            s.hit.article_id == asked["gold"] and any(w in squeezed(s.span.text) for w in wanted)
            for s in sentences
        ]
        return Case(question, words, sentences, holds, answerable, document(asked["gold"]))


def squeezed(text: str) -> str:
    """Return a text without white space, to find an answer string in it."""
    return re.sub(r"\s", "", text.lower().replace("’", "'"))


def document(article_id: str) -> int:
    """Return the number of the document that an article is a part of."""
    return int((re.search(r"\d+", article_id) or ["0"])[0])


def read(path: str) -> list[dict[str, Any]]:
    """Read JSON Lines, gzipped or not."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def whole(
    articles: list[dict[str, Any]], good: list[dict[str, Any]], bad: list[dict[str, Any]]
) -> list[Case]:
    """Ask the whole corpus."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(articles, Path(folder))
        return [corpus.case(q, True) for q in good] + [corpus.case(q, False) for q in bad]


def small(articles: list[dict[str, Any]], good: list[dict[str, Any]]) -> list[Case]:
    """Ask small corpora about the articles they hold, about ones beside those, and about anything."""
    draw = random.Random(7)
    by_document: dict[int, list[dict[str, Any]]] = {}
    for article in articles:
        by_document.setdefault(document(article["id"]), []).append(article)
    cases = []
    for turn in range(_SMALL_CORPORA):
        # Documents of one parity only, so that none is both fitted and measured on.
        of_turn = [d for d in by_document if d % 2 == turn % 2]
        chosen = draw.sample(of_turn, min(len(of_turn), 12))
        held = [a for d in chosen for a in draw.sample(by_document[d], min(len(by_document[d]), 4))][:_SMALL]
        ids = {a["id"] for a in held}
        near = [q for q in good if document(q["gold"]) in chosen]
        far = draw.sample([q for q in good if document(q["gold"]) % 2 == turn % 2], _STRANGERS)
        with tempfile.TemporaryDirectory() as folder:
            corpus = Corpus(held, Path(folder))
            picked = draw.sample(near, min(len(near), 90)) + far
            cases += [corpus.case(q, q["gold"] in ids) for q in picked]
    return cases


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
    found = [judgement.signs(c.question, c.words, r) if r else {} for c, r in ranked]
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
    large = whole(articles, good, [every[q["id"]] for q in read(args.unanswerable)])
    little = small(articles, good)
    odd = [[c for c in cases if c.document % 2] for cases in (large, little)]
    fitted = [[c for c in cases if args.write or c.document % 2 == 0] for cases in (large, little)]
    by = ranking([*fitted[0], *fitted[1]])
    print("answer among the best", *shown(odd[0], by), sep="\n  ")
    names, x, y = signs(fitted[0], by)
    _, x2, y2 = signs(fitted[1], by)
    w = np.r_[balanced(y), balanced(y2) * len(y) / len(y2)]
    coefficients, bias = decision(np.r_[x, x2], np.r_[y, y2], w)
    cut = float(np.quantile((x @ coefficients + bias)[y == 1], _WRONGLY_REFUSED))
    for name, cases in zip(("whole corpus", "small corpora"), odd, strict=True):
        _, xt, yt = signs(cases, by)
        report(name, xt @ coefficients + bias, yt, cut)
    print({n: round(float(c), 2) for n, c in zip(names, coefficients, strict=True)})
    if args.write:
        found = {
            "made_by": "tests/eval/fit_answers.py",
            "rank": {n: round(float(v), 3) for n, v in zip(FEATURES, by, strict=True)},
            "answer": {n: round(float(c), 3) for n, c in zip(names, coefficients, strict=True)},
            "bias": round(bias, 3),
            "threshold": round(1 / (1 + float(np.exp(-cut))), 3),
        }
        _WEIGHTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
