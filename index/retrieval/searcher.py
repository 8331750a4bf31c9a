"""The search itself: candidates of both projections, fused by normalised score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.changes import Vectors
from index.embedding import Embedder
from index.lexicon import Lexicon
from index.news import Hit

_LEXICAL, _NEAREST = 100, 50  # candidates of each side
# Of a cosine beside BM25, each relative to its best. Ranks are not fused: a weak vector side then destroys a
# strong lexical one (recall@1 0.49 against 0.69 on PIAF).
_VECTOR = 0.1


class Passages(Protocol):
    """The part of `Archive` that a search reads."""

    def hits(self, scored: Sequence[tuple[str, float]]) -> list[Hit]:
        """Return the stored passages of (id, score), in that order; unknown ids are left out."""


class Searcher:
    """Ranked passages for a question; safe to share between threads, holds no state of a question."""

    def __init__(self, archive: Passages, lexicon: Lexicon, vectors: Vectors, embedder: Embedder) -> None:
        self._archive = archive
        self._lexicon = lexicon
        self._vectors = vectors
        self._embedder = embedder

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return at most k hits, best first, each with a score above 0; none for a query without a word.

        Raises ProjectionError or EmbeddingError of the side that failed.
        """
        if not query.strip() or k < 1:
            return []
        return self._archive.hits(self._fused(query)[:k])

    def frequency(self, stem: str) -> int:
        """Return in how many passages a stem stands; answers weigh the words of a question by it."""
        return self._lexicon.frequency(stem)

    @property
    def passages(self) -> int:
        """How many passages are searched."""
        return self._lexicon.passages

    def _fused(self, query: str) -> list[tuple[str, float]]:
        lexical = dict(self._lexicon.search(query, _LEXICAL))
        vector = self._embedder.query(query)
        near = dict(self._vectors.nearest(vector.tolist(), _NEAREST)) if vector.any() else {}
        near |= self._vectors.scores(vector.tolist(), [i for i in lexical if i not in near]) if near else {}
        scores = dict.fromkeys([*lexical, *near], 0.0)
        for found, weight in ((lexical, 1.0), (near, _VECTOR)):
            best = max(found.values(), default=0.0)
            for passage, score in found.items():
                scores[passage] += weight * max(0.0, score / best) if best > 0 else 0.0
        return sorted(((i, s) for i, s in scores.items() if s > 0), key=lambda pair: (-pair[1], pair[0]))
