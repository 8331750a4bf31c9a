"""Exact search: a question against every vector of the archive, as fast as Chroma up to 100,000 passages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.archive import Archive


class ExactVectors:
    """The vectors of one model, read from the archive at the first question and again when it has changed."""

    def __init__(self, archive: Archive, model: str) -> None:
        self._archive = archive
        self._model = model
        self._lock = threading.Lock()
        self._sequence = -1
        self._ids: list[str] = []
        self._matrix: NDArray[np.float32] | None = None

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, cosine), best first; of equal ones the earlier stored first."""
        import numpy as np

        ids, matrix = self._current()
        if k < 1 or not len(ids) or matrix.shape[1] != len(vector):
            return []
        cosines = matrix @ _unit(vector)
        some = np.argpartition(-cosines, min(k, len(ids)) - 1)[:k]
        best = sorted(some.tolist(), key=lambda at: (-cosines[at], at))
        return [(ids[at], float(cosines[at])) for at in best]

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the exact cosine of each given passage that has a vector."""
        return exact_scores(self._archive, self._model, vector, passage_ids)

    def _current(self) -> tuple[list[str], NDArray[np.float32]]:
        import numpy as np

        with self._lock:
            now = self._archive.sequence()
            if self._matrix is None or now != self._sequence:
                self._ids, stored = self._archive.vectors(self._model)
                self._matrix, self._sequence = stored.astype(np.float32), now
            return self._ids, self._matrix


def exact_scores(
    archive: Archive, model: str, vector: Sequence[float], passage_ids: Sequence[str]
) -> dict[str, float]:
    """Return the cosine of each given passage with a vector of the model, from the archive."""
    wanted = _unit(vector)
    found = archive.vectors_of(model, passage_ids)
    return {name: float(stored @ wanted) for name, stored in found.items() if len(stored) == len(wanted)}


def _unit(vector: Sequence[float]) -> NDArray[np.float32]:
    import numpy as np

    values = np.asarray(vector, dtype=np.float32)
    return values / (float(np.linalg.norm(values)) or 1.0)
