"""Chroma held against the archive: every vector is there, is the archive's, and is found by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.probing.expected import expected, vectors
from index.vectors import client as chroma
from index.vectors.probe import every_id, parts, sample, tolerable, unfound
from index.vectors.segment import torn

if TYPE_CHECKING:
    from chromadb import Collection
    from numpy.typing import NDArray

_AT_ONCE = 500  # questions
_SAME = 0.99  # cosine of a vector with itself, rounding included


def look(given: dict[str, Any]) -> dict[str, Any]:
    """Count what is wrong with the collection of a home."""
    home, watermark = Path(given["home"]), int(given["watermark"])
    if not given["url"] and (name := torn(Path(given["folder"]))):
        raise ValueError(name)
    if given["url"]:
        try:
            client = chroma.server(given["url"])
        except Exception as error:  # of whatever the vendor and its transport raise
            return {"unreachable": str(error)}
    else:
        client = chroma.embedded(Path(given["folder"]))
    stored = client.get_collection(given["collection"], embedding_function=None)
    made, wanted = vectors(home, given["model"]), expected(home, watermark)
    required = [name for name in wanted.required if name in made]
    held = every_id(stored)
    there = set(held)
    sound = [name for name in required if name in there]
    whole = set(sound)
    asked = sound if given["everything"] else sample([name for name in held if name in whole])
    lost = sum(unfound(stored, _rows(made, some)) for some in parts(asked, _AT_ONCE))
    return {
        "watermark": watermark,
        "sequence": wanted.sequence,
        "held": len(held),
        "asked": len(asked),
        "missing": len(required) - len(sound),
        "surplus": len(there.difference(required, wanted.allowed)),
        "different": sum(_different(stored, made, some) for some in parts(sound)),
        "lost": 0 if tolerable(lost, len(asked)) else lost,
    }


def _different(stored: Collection, made: Mapping[str, bytes], ids: Sequence[str]) -> int:
    """Count the vectors that Chroma cannot give or that are not the archive's."""
    import numpy as np

    found = stored.get(ids=list(ids), include=["embeddings"])
    given = found["embeddings"]
    if given is None or len(given) != len(found["ids"]):
        return len(ids)
    theirs, ours = _units(np.asarray(given)), _rows(made, found["ids"])
    if theirs.shape != ours.shape:
        return len(ids)
    return len(ids) - int((np.einsum("ij,ij->i", theirs, ours) > _SAME).sum())


def _rows(made: Mapping[str, bytes], ids: Sequence[str]) -> NDArray[Any]:
    import numpy as np

    return _units(np.stack([np.frombuffer(made[name], "<f2").astype(np.float32) for name in ids]))


def _units(rows: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float32)
