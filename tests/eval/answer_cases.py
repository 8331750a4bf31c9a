"""Questions with their candidates, as the program finds them: what the weights of answers are fitted on.

Whole corpora and small ones, indexed in temporary folders and searched as the program does.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers.printed import evidence
from bot.answers.printed.evidence import Sentence, Weighed
from bot.answers.questions import question as questions
from index import passages
from index.changes import Batch, PassageRow
from index.embedding import HashedEmbedder
from index.lexicon import Lexicon
from index.news import Article, Hit
from index.retrieval import Searcher

_PASSAGES, _SMALL_CORPORA, _STRANGERS, _SWAPPED = 10, 32, 30, 1200


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


def swapped(articles: list[dict[str, Any]], good: list[dict[str, Any]]) -> list[Case]:
    """Ask the whole corpus questions in which one name stands for another: that is not told of it."""
    draw = random.Random(4)
    named = [(q, names[0]) for q in good if len(names := questions.read(q["question"]).names) == 1]
    asked = []
    for question, name in draw.sample(named, min(len(named), _SWAPPED)):
        other, instead = draw.choice(named)
        if document(other["gold"]) != document(question["gold"]) and name.lower() != instead.lower():
            asked.append({**other, "question": question["question"].replace(name, instead)})
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(articles, Path(folder))
        return [corpus.case(q, False) for q in asked]


def small(
    articles: list[dict[str, Any]], good: list[dict[str, Any]], size: int, documents: int
) -> list[Case]:
    """Ask corpora of some articles about those, about others of the same documents, and about anything."""
    draw = random.Random(7)
    by_document: dict[int, list[dict[str, Any]]] = {}
    for article in articles:
        by_document.setdefault(document(article["id"]), []).append(article)
    cases = []
    for turn in range(_SMALL_CORPORA):
        # Documents of one parity only, so that none is both fitted and measured on.
        of_turn = [d for d in by_document if d % 2 == turn % 2]
        chosen = draw.sample(of_turn, min(len(of_turn), documents))
        held = [a for d in chosen for a in draw.sample(by_document[d], min(len(by_document[d]), 4))][:size]
        ids = {a["id"] for a in held}
        near = [q for q in good if document(q["gold"]) in chosen]
        far = draw.sample([q for q in good if document(q["gold"]) % 2 == turn % 2], _STRANGERS)
        with tempfile.TemporaryDirectory() as folder:
            corpus = Corpus(held, Path(folder))
            picked = draw.sample(near, min(len(near), 90)) + far
            cases += [corpus.case(q, q["gold"] in ids) for q in picked]
    return cases
