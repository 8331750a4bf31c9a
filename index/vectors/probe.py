"""Asks an embedded Chroma whether it still finds its own vectors; run as a process of its own.

    python -m index.vectors.probe FOLDER COLLECTION      exit status 0: it does

Opening a folder that was damaged by a kill can crash the process or never end (both seen with chromadb
1.5.9), and `count` notices nothing: only asking for vectors does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chromadb import Collection

_TIMEOUT_S = 180.0
_SAMPLE, _LATEST = 200, 50  # passages asked for: over the whole collection, and of the last ones added
_PAGE = 5000  # SQLite inside Chroma takes no more values at once
_SAME = 0.01  # cosine distance of a vector to itself, rounding included


def healthy(folder: Path, collection: str) -> bool:
    """Return whether a process of its own could open the folder and find a sample of its vectors."""
    command = [sys.executable, "-m", "index.vectors.probe", str(folder), collection]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(  # noqa: S603  # our own module, no shell
        command, env=environment, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
    )
    try:
        return child.wait(_TIMEOUT_S) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        child.kill()
        child.communicate()


def sound(stored: Collection) -> bool:
    """Return whether every sampled vector of a collection is found by itself."""
    ids: list[str] = []
    while page := stored.get(limit=_PAGE, offset=len(ids), include=[])["ids"]:
        ids += page
    if not ids:
        return True
    sample = list(dict.fromkeys(ids[:: -(-len(ids) // _SAMPLE)] + ids[-_LATEST:]))
    vectors = stored.get(ids=sample, include=["embeddings"])["embeddings"]
    if vectors is None or len(vectors) != len(sample):
        return False
    distances = stored.query(query_embeddings=vectors, n_results=1, include=["distances"])["distances"]
    return bool(distances and all(found and found[0] < _SAME for found in distances))


def main(folder: str, collection: str) -> int:
    """Return 0 when the collection of a folder is sound."""
    from index.vectors.client import embedded

    return 0 if sound(embedded(Path(folder)).get_collection(collection, embedding_function=None)) else 1


def _die_with_parent() -> None:
    # Should the asker be killed, the next owner must not find a second process on the folder.
    # Read below Python's buffer: its lock, held here, would abort the interpreter at its end.
    while os.read(0, 1):
        pass
    os._exit(2)


if __name__ == "__main__":
    threading.Thread(target=_die_with_parent, daemon=True).start()
    sys.exit(main(*sys.argv[1:3]))
