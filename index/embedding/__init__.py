"""Texts to vectors: what every embedder offers, the offline default, and any OpenAI-compatible endpoint.

`llamaindex.py` shows any of them to llama-index as a BaseEmbedding. Only it and `endpoint.py` import that
library (4 s), and only when they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.embedding.hashed import DIMENSIONS, HashedEmbedder, Matrix
from index.settings import Endpoint

__all__ = ["DIMENSIONS", "Embedder", "HashedEmbedder", "Matrix", "open"]


class Embedder(Protocol):
    """What turns texts into vectors; two embedders with one `name` give the same vectors."""

    @property
    def name(self) -> str:
        """What vectors are stored under; never an address or a key."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def knows_meaning(self) -> bool:
        """Whether texts that share no word may be near, so that vectors find what words do not."""

    @property
    def asks_nobody(self) -> bool:
        """Whether vectors are made here, by a pure function that other processes may apply as well."""

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text, float32, of length 1 (or 0 for a text without a word)."""

    def query(self, text: str) -> Matrix:
        """Return the vector of a question, float32, of length 1 or 0."""


def open(endpoint: Endpoint) -> Embedder:
    """Return the embedder behind an endpoint; nothing is imported or sent before its first text."""
    from index.embedding.endpoint import EndpointEmbedder

    return EndpointEmbedder(endpoint)
