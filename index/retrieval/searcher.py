"""The search itself: candidates of both projections fused by normalised score, reranked on evidence."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index import analysis
from index.analysis import Term
from index.changes import Vectors
from index.embedding import Embedder
from index.errors import EmbeddingError
from index.lexicon import Lexicon
from index.news import Hit
from index.retrieval import evidence, fusion, question, translation
from index.retrieval.evidence import Candidate
from index.retrieval.question import Question
from index.retrieval.spelling import Speller
from index.stages import stage

_log = logging.getLogger(__name__)
_LEXICAL, _NEAREST = 100, 50  # candidates of each side
_RERANKED = 60  # of them; recall@10 does not rise with more
# Of a cosine beside BM25, each relative to its best, when candidates are chosen. Ranks are not fused: a weak
# vector side then destroys a strong lexical one (recall@1 0.49 against 0.69 on PIAF).
_VECTOR = 0.1
_STANDS_FOR = 0.8  # weight of a corrected or translated word beside a word as asked
_ALONE = 0.2  # cosine of a hit where no word of the query is known
_LONGEST = 20_000  # characters of a query that are read
_MOST = 64  # words of a query that are corrected


class Passages(Protocol):
    """The part of `Archive` that a search reads."""

    def hits(self, scored: Sequence[tuple[str, float]]) -> list[Hit]:
        """Return the stored passages of (id, score), in that order; unknown ids are left out."""

    def calibration(self) -> fusion.Calibration | None:
        """Return how far the vectors of a model are believed, None where that was not measured."""


class Searcher:
    """Ranked passages for a question; holds nothing of a question, so that one serves many threads."""

    def __init__(self, archive: Passages, lexicon: Lexicon, vectors: Vectors, embedder: Embedder) -> None:
        self._archive = archive
        self._lexicon = lexicon
        self._vectors = vectors
        self._embedder = embedder
        self._speller = Speller(lexicon)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return at most k hits, best first, each with a score in (0, 1]; none for a query without a word.

        While the embeddings endpoint fails, words alone are searched and a warning is logged.
        Raises ProjectionError where an index failed.
        """
        (ranked,) = self.rankings(query, k, [self._weight()])
        return self._archive.hits(ranked)

    def rankings(self, query: str, k: int, weights: Sequence[float]) -> list[list[tuple[str, float]]]:
        """Return at most k (passage id, score) for each weight of a model's vectors, best first.

        The embedded vectors, which know spelling alone, have their own fixed weight among the evidence.
        """
        query = query[:_LONGEST]
        with stage("retrieve") as at:
            asked = self.read(query)
            if not asked.asked or k < 1:
                return [[] for _ in weights]
            most = max(_RERANKED, k)
            pools = {seek: self.candidates(query, asked, most, seek=seek) for seek in map(bool, weights)}
            at.note(passages=max(len(ids) for ids, _ in pools.values()))
        with stage("rerank"):
            borne = {seek: evidence.scores(asked, found) for seek, (_, found) in pools.items()}
            rankings = []
            for weight in weights:
                ids, found = pools[bool(weight)]
                scores = fusion.fused(borne[bool(weight)], [c.meaning for c in found], weight)
                best = sorted(zip(ids, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
                rankings.append([pair for pair in best[:k] if pair[1] > 0])
        return rankings

    def frequency(self, stem: str) -> int:
        """Return in how many passages a stem stands; answers weigh the words of a question by it."""
        return self._lexicon.frequency(stem)

    @property
    def passages(self) -> int:
        """How many passages are searched."""
        return self._lexicon.passages

    def read(self, query: str) -> Question:
        """Read a question against the corpus: rare words weigh more, unknown ones are put right."""
        passages = self._lexicon.passages
        return question.read(
            query,
            lambda stem: question.rarity(self._lexicon.frequency(stem), passages),
            self._others(query) if passages else {},
        )

    def candidates(
        self, query: str, asked: Question, k: int, *, seek: bool = False
    ) -> tuple[list[str], list[Candidate]]:
        """Return the ids of passages that either side found, and what to weigh of each.

        They are the k likeliest; where the vectors of a model are to `seek`, their nearest besides.
        """
        sought: dict[Term, float] = {}
        for word in asked.asked:
            sought[word.term] = 1.0
            sought |= dict.fromkeys(word.others, _STANDS_FOR)
        lexical = dict(self._lexicon.weighted(sought, _LEXICAL))
        best = max(lexical.values(), default=1.0)
        words = {i: score / best for i, score in lexical.items()}
        if self._embedder.knows_meaning:
            likeliest = list(words)[:k]
            meant = self._meant(query, likeliest) if seek else {}
            return self._entered(dict.fromkeys([*likeliest, *meant]), words, {}, meant)
        near = self._spelt(query, list(words))
        fused = {i: words.get(i, 0.0) + _VECTOR * near.get(i, 0.0) for i in {*words, *near}}
        return self._entered(sorted(fused, key=lambda i: (-fused[i], i))[:k], words, near, {})

    def _entered(
        self,
        passage_ids: Iterable[str],
        words: Mapping[str, float],
        near: Mapping[str, float],
        meant: Mapping[str, float],
    ) -> tuple[list[str], list[Candidate]]:
        chosen = list(passage_ids)
        entries = self._lexicon.entries(chosen)
        kept = [i for i in chosen if i in entries]  # the vectors may be ahead of the lexical index
        return kept, [Candidate(entries[i], words.get(i, 0.0), near.get(i, 0.0), meant.get(i)) for i in kept]

    def _weight(self) -> float:
        """Return what the vectors of a model are worth here; nothing before that was measured."""
        if not self._embedder.knows_meaning:
            return 0.0
        found = self._archive.calibration()
        return found.weight if found is not None and found.model == self._embedder.name else 0.0

    def _meant(self, query: str, lexical: Sequence[str]) -> dict[str, float]:
        """Return the cosines of the nearest passages of a model, and of those that words found."""
        try:
            vector = self._embedder.query(query).tolist()
        except EmbeddingError as error:
            # Words alone find nearly as much; an endpoint that is down must not silence the archive.
            _log.warning("searching by words alone: %s", error)
            return {}
        near = dict(self._vectors.nearest(vector, _NEAREST))
        near |= self._vectors.scores(vector, [i for i in lexical if i not in near])
        return near if lexical else {i: cosine for i, cosine in near.items() if cosine > _ALONE}

    def _spelt(self, query: str, lexical: Sequence[str]) -> dict[str, float]:
        """Return the cosines, relative to the best, of what is spelt alike."""
        vector = self._embedder.query(query)
        if not vector.any():
            return {}
        # Where words found enough, neighbours by spelling bring nothing: on PIAF and headlines, typos or not,
        # recall at 1 and 10 is the same to 0.001 without them, in half the time.
        near = {} if len(lexical) >= _RERANKED else dict(self._vectors.nearest(vector.tolist(), _NEAREST))
        near |= self._vectors.scores(vector.tolist(), [i for i in lexical if i not in near])
        nearest = max(near.values(), default=1.0)
        least = 0.0 if lexical else _ALONE
        return {i: cosine / nearest for i, cosine in near.items() if cosine > least}

    def _others(self, query: str) -> dict[int, tuple[Term, ...]]:
        """Return, by where a word starts, the known words that may stand for it."""
        foreign = translation.english(query)
        found = translation.french(query) if foreign else {}
        found = {at: kept for at, terms in found.items() if (kept := self._known(terms))}
        for term in analysis.content_terms(query)[:_MOST]:
            # An English word that no table knows is not a French one misspelt, unless it is a name.
            if term.start not in found and not (foreign and query[term.start].islower()):
                found[term.start] = self._speller.near(term)
        return {at: terms for at, terms in found.items() if terms}

    def _known(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        return tuple(t for t in terms if self._lexicon.frequency(t.stem))
