"""A question in, ranked passages out: lexical and vector hits fused by score, then reranked on evidence.

    Searcher(archive, lexicon, vectors, embedder).search("qui dirige l'Ostrelle ?", 10)

`llamaindex.py` is its door to llama-index; nothing else here may import that library (4 s).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.retrieval.searcher import Searcher

__all__ = ["Searcher"]


def __getattr__(name: str) -> Any:
    """Load the search, and numpy with it, only where it is asked for: `translation` is read without."""
    if name == "Searcher":
        from index.retrieval.searcher import Searcher

        return Searcher
    raise AttributeError(name)
