"""Asks an embedded Chroma whether it still finds its own vectors, in a process of its own (`index.apart`).

Opening a folder that was damaged by a kill can crash the process or never end (both seen with chromadb
1.5.9), and `count` notices nothing: only asking for vectors does. This is the quick look of an owner after a
kill; `index.probing` compares everything with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import apart

if TYPE_CHECKING:
    from chromadb import Collection

_TIMEOUT_S = 180.0
_SAMPLE, _LATEST = 200, 50  # passages asked for: over the whole collection, and of the last ones added
_PAGE = 5000  # SQLite inside Chroma takes no more values at once
_SAME = 0.01  # cosine distance of a vector to itself, rounding included
# A graph of nearest neighbours does not lead to every vector: 3 of 1,500 were not found in a sound collection
# of 62,860 (measured). Damage that is seen here alone was 2.1 % at least, mostly a third or a half.
_UNFOUND = 0.02


def healthy(folder: Path, collection: str) -> bool:
    """Return whether a process of its own could open the folder and find a sample of its vectors."""
    given = {"folder": str(folder), "collection": collection}
    ended = apart.run("index.vectors.probe", given, _TIMEOUT_S)
    return ended.status == 0 and ended.found.get("healthy") is True


def sound(stored: Collection) -> bool:
    """Return whether the vectors of a collection, a sample of them, are found by themselves."""
    ids = every_id(stored)
    if not ids:
        return True
    asked = sample(ids)
    vectors = stored.get(ids=asked, include=["embeddings"])["embeddings"]
    if vectors is None or len(vectors) != len(asked):
        return False
    return tolerable(unfound(stored, vectors), len(asked))


def look(given: dict[str, Any]) -> dict[str, Any]:
    """Say whether the collection of a folder is sound."""
    from index.vectors.client import embedded

    stored = embedded(Path(given["folder"])).get_collection(given["collection"], embedding_function=None)
    return {"healthy": sound(stored)}


def unfound(stored: Collection, vectors: Any) -> int:
    """Count those of some vectors, all of them in the collection, that asking for them does not find."""
    distances = stored.query(query_embeddings=vectors, n_results=1, include=["distances"])["distances"]
    return len(vectors) - sum(bool(found) and found[0] < _SAME for found in distances or ())


def tolerable(unfound: int, asked: int) -> bool:
    """Tell whether a sound collection may fail to find so many."""
    return unfound <= max(1, asked * _UNFOUND)


def every_id(stored: Collection) -> list[str]:
    """Return the ids of all vectors of a collection, in its order."""
    ids: list[str] = []
    while page := stored.get(limit=_PAGE, offset=len(ids), include=[])["ids"]:
        ids += page
    return ids


def sample(ids: Sequence[str]) -> list[str]:
    """Return some ids of a list: over the whole of it, and its last ones."""
    return list(dict.fromkeys([*ids[:: -(-len(ids) // _SAMPLE) or 1], *ids[-_LATEST:]]))


def parts(ids: Sequence[str], size: int = _PAGE) -> Iterator[Sequence[str]]:
    """Cut a list into parts that Chroma takes."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


if __name__ == "__main__":
    apart.serve(look)
