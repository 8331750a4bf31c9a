"""What the projections replay: batches of added and removed passages, in the order of the archive.

A projection (`vectors.ChromaVectors`, `lexicon.Lexicon`) keeps the archive sequence number it has reached,
its watermark, and applies every batch after it. Applying a batch twice must give the same result as once:
delete `removed` and the ids of `added`, then add `added`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with the metadata of its article that an index may weigh; `text` is verbatim."""

    id: str
    article_id: str
    title: str | None
    outlet: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes up to and including `sequence`; `removed` are passage ids, some perhaps never added."""

    sequence: int
    added: tuple[PassageRow, ...]
    removed: tuple[str, ...]


class Projection(Protocol):
    """An index that follows the archive and can be thrown away and rebuilt from it."""

    @property
    def watermark(self) -> int:
        """The archive sequence number reached; 0 of an empty index."""

    def apply(self, batch: Batch) -> None:
        """Take in one batch and keep its sequence number durably, in that order or at once."""

    def clear(self) -> None:
        """Throw everything away; the watermark is then 0."""


class Vectors(Protocol):
    """Nearest passages by cosine; implemented by `ChromaVectors` and `ExactVectors`."""

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, cosine), best first."""

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the exact cosine of each given passage that has a vector."""
