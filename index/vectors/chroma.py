"""The vectors of the archive in Chroma, through llama-index's ChromaVectorStore: a projection.

Embedded, one process may open it (`index.owner`), and a kill can damage it: after one, a process of its own
asks it for its vectors, and one that does not find them is built anew from the archive. Writing through
llama-index costs 0.5 ms a passage instead of 0.25 and 1.2 KB besides the vector (measured); in return any
tool of llama-index reads the collection. The words stay in the archive: with them it would be three times as
large.
"""

from __future__ import annotations

import logging
import math
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.changes import Batch
from index.errors import ProjectionError, VerbatimError
from index.vectors import client as chroma
from index.vectors import marker, probe, served
from index.vectors.exact import ExactVectors
from prompts import message

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from index.archive import Archive

_log = logging.getLogger(__name__)
_LANGUAGE = "fr"
_REST = 5.0  # seconds
_MOST = 1000  # passages a call; Chroma takes 5,461, ChromaVectorStore would send 41,665


class ChromaVectors:
    """A Chroma collection that follows the archive; nothing is imported or opened before it is needed.

    Args:
        archive: where the vectors come from.
        model: name of the embedding model whose vectors are held.
        url: a Chroma server; None: the folder `chroma` of the home, which only its owner may use.
        write: this process owns the home; others only ask the server.
        small: up to so many passages the archive's vectors answer.
    """

    def __init__(
        self, archive: Archive, model: str, *, url: str | None = None, write: bool = True, small: int = 0
    ) -> None:
        self._archive = archive
        self._url = url
        self.writes = write
        self._small = small
        self._resting = 0.0  # until when a server that failed is left alone, as `time.monotonic`
        self._folder = archive.home / ("chroma-server" if url else "chroma")
        self._collection = f"verbatim-{archive.name}" if url else "passages"
        self._empty = marker.Marker(archive.name, model)
        self._exact = ExactVectors(archive, model)
        self._lock = threading.RLock()
        self._client: Client | None = None
        self._store: ChromaVectorStore | None = None
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close Chroma and note that it was closed in peace."""
        with self._lock:
            if self._client is None:
                return
            self._client.close()
            self._client = self._store = None
            if self._written and (state := self._state()):
                marker.write(self._folder, replace(state, clean=True))
            self._written = False

    def clear(self) -> None:
        """Throw the collection away; the archive is then replayed from the beginning."""
        with self._lock:
            if self._url:
                with self._ours():
                    if self._opened() and self._client:
                        self._client.delete_collection(self._collection)
            self.close()
            # Without a note whatever is found there is thrown away, of a server too.
            marker.forget(self._folder)

    @property
    def watermark(self) -> int:
        """The archive sequence number reached; 0 where there is nothing, or something else, or damage.

        Opens Chroma only when it was not closed in peace; a server is believed until it is next opened.
        """
        state = self._state()
        if state and not state.clean and self._client is None and self._url is None:
            self._opened()
            state = self._state()
        return state.sequence if state else 0

    def apply(self, batch: Batch) -> None:
        """Take in one batch, then move the watermark; passages without a vector of the model are left out."""
        with self._lock, self._ours():
            believed = self.watermark
            store = self._opened()
            if self.watermark > self._archive.sequence():  # the server knows an archive that is no more
                self.clear()
                store = self._opened()
                believed = batch.sequence
            if (reached := self.watermark) < believed:  # the server has lost what it was believed to hold
                for earlier in self._archive.changes(reached):
                    self._take(store, earlier)
            else:
                self._take(store, batch)

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, cosine), best first.

        While the archive is small, or the collection is empty or fails, the archive's vectors answer; an
        embedded one that failed is built anew when the archive is next followed, a server is asked again
        after some seconds.
        """
        if k < 1 or not any(vector):
            return []
        small = self._small and self._exact.count() <= self._small
        if not small and self.watermark and time.monotonic() >= self._resting:
            try:
                with self._ours():
                    store = self._opened()
                    if self.watermark:  # a server that has lost everything is known as such from here
                        return self._query(store, vector, k)
            except ProjectionError as error:
                _log.warning("Chroma failed, the archive's vectors answer: %s", error)
                if self._url:
                    self._hang_up()
                else:
                    self._distrust()
        return self._exact.nearest(vector, k)

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the exact cosine of each given passage that has a vector."""
        return self._exact.scores(vector, passage_ids)

    def _take(self, store: ChromaVectorStore, batch: Batch) -> None:
        state = self._state() or self._empty
        if state.clean or not self._written:
            marker.write(self._folder, replace(state, clean=False))
            self._written = True
        added = [row.id for row in batch.added]
        # Adding an id that is there keeps the old vector, and deleting one that is not costs 0.1 ms.
        for some in _parts([*batch.removed, *added]):
            if there := store.client.get(ids=some, include=[])["ids"]:
                store.delete_nodes(there)
        for some in _parts(added):
            self._add(store, some)
        reached = replace(state, sequence=batch.sequence, clean=False)
        if self._url:
            served.note(store.client, reached)
        marker.write(self._folder, reached)

    def load(self) -> None:
        """Open an embedded Chroma now, for which the next change would wait; damage is met then."""
        with suppress(ProjectionError):
            if self._url is None:
                self._opened()

    def _add(self, store: ChromaVectorStore, passage_ids: list[str]) -> None:
        from llama_index.core.schema import TextNode

        found = self._archive.vectors_of(self._empty.model, passage_ids)
        # A passage without a word has a vector of zeros, which is near to nothing.
        nodes = [TextNode(id_=name, embedding=v.tolist()) for name, v in found.items() if v.any()]
        if nodes:
            store.add(nodes)  # type: ignore[arg-type]  # takes BaseNode, but a list of them is invariant

    def _query(self, store: ChromaVectorStore, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        from llama_index.core.vector_stores.types import VectorStoreQuery

        wanted = VectorStoreQuery(query_embedding=list(vector), similarity_top_k=k)
        found = store.query(wanted)
        # ChromaVectorStore gives exp(-distance), and the cosine distance is 1 - cosine.
        return [(i, 1 + math.log(s)) for i, s in zip(found.ids or (), found.similarities or (), strict=True)]

    def _state(self) -> marker.Marker | None:
        """Return the note beside the collection if it is of this archive and model."""
        state = marker.read(self._folder)
        known = self._empty
        return state if state and (state.archive, state.model) == (known.archive, known.model) else None

    def _distrust(self) -> None:
        marker.write(self._folder, self._empty)

    def _opened(self) -> ChromaVectorStore:
        with self._lock:
            if self._store is None:
                with self._ours():
                    self._client, stored = self._open_server(self._url) if self._url else self._open_folder()
                    # The client after the probe: llama-index costs seconds, and so does a crash after them.
                    from llama_index.vector_stores.chroma import ChromaVectorStore

                    self._store = ChromaVectorStore(chroma_collection=stored)
            return self._store

    def _open_server(self, url: str) -> tuple[Client, Collection]:
        there = served.connect(url, self._collection, self._empty, write=self.writes)
        if self.writes and there.state != self._state():
            marker.write(self._folder, there.state)
        return there.client, there.collection

    def _open_folder(self) -> tuple[Client, Collection]:
        state = self._state()
        sound = state is not None and state.sequence > 0
        if state is not None and sound and not state.clean:
            _log.info("Chroma was not closed in peace and is probed")
            sound = probe.healthy(self._folder, self._collection)
        if not sound:
            if self._folder.exists():
                _log.warning("Chroma is stale or damaged and is built anew from the archive")
            shutil.rmtree(self._folder, ignore_errors=True)
            marker.write(self._folder, self._empty)
        client = chroma.embedded(self._folder)
        return client, chroma.collection(client, self._collection)

    def _hang_up(self) -> None:
        """Let a server that failed go: it may come back as another, and until then costs no one time."""
        if self._url:
            with self._lock:
                self._client = self._store = None
                self._resting = time.monotonic() + _REST

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """Turn whatever Chroma raises, panics of its Rust side too, into ProjectionError."""
        try:
            yield
        except (VerbatimError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            self._hang_up()
            key = "vectors.server" if self._url else "vectors.failed"
            where = self._url or self._folder
            raise ProjectionError(message(key, _LANGUAGE, where=where, reason=error)) from error


def _parts(ids: Sequence[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), _MOST):
        yield unique[start : start + _MOST]
