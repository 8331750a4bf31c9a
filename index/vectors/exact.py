"""Exact search: a question against every vector of the archive, as fast as Chroma up to 100,000 passages."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
        self._held = _Held(-1)
        self._counted = (-1, 0)

    def count(self) -> int:
        """Return how many passages there are, as the archive is now."""
        sequence, count = self._counted
        now = self._archive.sequence()
        if sequence != now:
            count = self._archive.count_passages()
            self._counted = (now, count)
        return count

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, cosine), best first; of equal ones the earlier stored first."""
        import numpy as np

        held = self._current()
        if k < 1 or held.matrix is None or not held.places or held.matrix.shape[1] != len(vector):
            return []
        ids = held.ids
        cosines = held.matrix @ _unit(vector)
        some = np.argpartition(-cosines, min(k, len(ids)) - 1)[:k]
        best = sorted(some.tolist(), key=lambda at: (-cosines[at], at))
        return [(ids[at], float(cosines[at])) for at in best]

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the exact cosine of each given passage that has a vector."""
        held = self._held
        if held.matrix is None or held.sequence != self._archive.sequence():
            return exact_scores(self._archive, self._model, vector, passage_ids)
        if held.matrix.shape[1] != len(vector):
            return {}
        wanted = _unit(vector)
        known = {name: at for name in passage_ids if (at := held.places.get(name)) is not None}
        return {name: float(held.matrix[at] @ wanted) for name, at in known.items()}

    def _current(self) -> _Held:
        import numpy as np

        with self._lock:
            now = self._archive.sequence()
            if now != self._held.sequence:
                ids, stored = self._archive.vectors(self._model)
                places = {name: at for at, name in enumerate(ids)}
                self._held = _Held(now, ids, places, stored.astype(np.float32))
            return self._held


@dataclass(frozen=True, slots=True)
class _Held:
    """All vectors as one state of the archive has them; `places` says in which row a passage stands."""

    sequence: int
    ids: Sequence[str] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    matrix: NDArray[np.float32] | None = None


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
