"""index/vectors with a Chroma server: it holds what the archive holds, whatever becomes of it."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index import ingest
from index.archive import Archive
from index.embedding import Embedder
from index.errors import ProjectionError
from index.reading.outcome import Reading
from index.vectors import ChromaVectors, ExactVectors, chroma
from index.vectors import client as clients
from tests.chroma_server import ChromaServer

Read = Callable[..., Reading]
TOWNS = ("Merrane", "Ostrelle", "Valdorie", "Sarnec")
EVERY = [1.0] * 64


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Let a server that failed be asked again at once, except where the rest is what is tested."""
    if "holds_nobody_up" not in request.node.name:
        monkeypatch.setattr(chroma, "_REST", 0.0)


@pytest.fixture
def filled(archive: Archive, read: Read, embedder: Embedder) -> Archive:
    """Return an archive of 40 articles."""
    readings = [read(f"{TOWNS[n % 4]} vote le budget numéro {n}.", id=f"a{n}") for n in range(40)]
    ingest.add(archive, readings, embedder)
    return archive


@pytest.fixture
def vectors(filled: Archive, embedder: Embedder, served: ChromaServer) -> Iterator[ChromaVectors]:
    """Give the owner's vectors on the server, up to date."""
    with ChromaVectors(filled, embedder.name, url=served.url) as opened:
        ingest.catch_up(filled, [opened])
        yield opened


def stored(server: ChromaServer, archive: Archive) -> int:
    """Return how many vectors the server holds of an archive."""
    found = clients.find(clients.server(server.url), f"verbatim-{archive.name}")
    return found.count() if found else 0


def follow(archive: Archive, model: str, server: ChromaServer) -> int:
    """Bring the server up to the archive as a new process does; return what the server then holds."""
    with ChromaVectors(archive, model, url=server.url) as opened:
        opened.nearest(EVERY, 1)  # the first question meets the server
        ingest.catch_up(archive, [opened])
    return stored(server, archive)


def test_the_server_follows_the_archive(
    filled: Archive, embedder: Embedder, other_embedder: Embedder, served: ChromaServer
) -> None:
    """What is added, removed and embedded by another model is so on the server; cosines are exact."""
    assert follow(filled, embedder.name, served) == 40
    filled.remove(["a1"])
    assert follow(filled, embedder.name, served) == 39
    ingest.reembed(filled, other_embedder)
    assert follow(filled, other_embedder.name, served) == 39

    question = np.ones(64).tolist()
    exact = [score for _, score in ExactVectors(filled, other_embedder.name).nearest(question, 5)]
    with ChromaVectors(filled, other_embedder.name, url=served.url) as opened:
        assert [s for _, s in opened.nearest(question, 5)] == pytest.approx(exact, abs=1e-3)


def test_two_archives_share_a_server(
    filled: Archive, embedder: Embedder, read: Read, served: ChromaServer, tmp_path: Path
) -> None:
    """Each has a collection of its own: none finds or removes what is of the other."""
    with Archive.open(tmp_path / "other", create=True) as other:
        ingest.add(other, [read("Tarnec brûle.", id="a1")], embedder)
        assert (follow(filled, embedder.name, served), follow(other, embedder.name, served)) == (40, 1)
        other.remove(["a1"])
        assert (follow(other, embedder.name, served), stored(served, filled)) == (0, 40)


def test_a_server_that_comes_back_is_used_again(
    vectors: ChromaVectors, filled: Archive, served: ChromaServer
) -> None:
    """While it is away the archive's vectors answer; then it has what was added meanwhile."""
    expected = [score for _, score in vectors.nearest(EVERY, 3)]
    served.stop()
    assert [score for _, score in vectors.nearest(EVERY, 3)] == pytest.approx(expected, abs=1e-3)
    filled.remove(["a1"])
    with pytest.raises(ProjectionError, match="CHROMA_URL"):
        ingest.catch_up(filled, [vectors])

    served.start()
    ingest.catch_up(filled, [vectors])
    assert stored(served, filled) == 39


@pytest.mark.parametrize("again", [False, True], ids=["the same process", "a new process"])
def test_a_server_that_was_emptied_is_filled_again(
    vectors: ChromaVectors,
    filled: Archive,
    embedder: Embedder,
    served: ChromaServer,
    again: bool,
) -> None:
    """The next questions are answered from the archive and show the loss; nothing is embedded again."""
    asked = embedder.asked
    served.empty()
    if again:
        assert follow(filled, embedder.name, served) == 40
    else:
        for _ in range(2):  # the first finds the connection dead, the second the collection gone
            assert len(vectors.nearest(EVERY, 40)) == 40
        assert vectors.watermark == 0
        ingest.catch_up(filled, [vectors])
        assert stored(served, filled) == 40
    assert embedder.asked == asked


def test_a_collection_set_back_to_an_older_state_is_completed(
    vectors: ChromaVectors, filled: Archive, read: Read, embedder: Embedder, served: ChromaServer
) -> None:
    """The server's own note counts: what an older copy of it lacks is replayed."""
    ingest.add(filled, [read("Tarnec brûle.", id="new")], embedder)
    before = clients.find(clients.server(served.url), f"verbatim-{filled.name}")
    assert before is not None
    kept, note = before.get(include=["embeddings"]), dict(before.metadata or {})
    ingest.catch_up(filled, [vectors])
    before.delete(ids=[i for i in before.get(include=[])["ids"] if i not in kept["ids"]])
    before.modify(metadata=note)

    assert follow(filled, embedder.name, served) == 41


@pytest.mark.parametrize("restored", [False, True], ids=["in its home", "in an empty home"])
def test_an_older_archive_put_back_makes_another_collection(
    vectors: ChromaVectors, filled: Archive, served: ChromaServer, restored: bool
) -> None:
    """A collection ahead of its archive is thrown away on the server too, not only forgotten here."""
    ahead = clients.find(clients.server(served.url), f"verbatim-{filled.name}")
    assert ahead is not None
    ahead.modify(metadata=dict(ahead.metadata or {}) | {"sequence": filled.sequence() + 5})
    ahead.add(ids=["of-the-future"], embeddings=[EVERY])
    if restored:
        shutil.rmtree(filled.home / "chroma-server")

    assert follow(filled, vectors._empty.model, served) == 40


def test_who_does_not_own_the_home_changes_nothing_on_the_server(
    vectors: ChromaVectors,
    filled: Archive,
    embedder: Embedder,
    other_embedder: Embedder,
    served: ChromaServer,
) -> None:
    """A second front end asks the same collection; where there is none of its model, the archive answers."""
    with ChromaVectors(filled, embedder.name, url=served.url, write=False) as second:
        assert second.nearest(EVERY, 3) == vectors.nearest(EVERY, 3)
    with ChromaVectors(filled, other_embedder.name, url=served.url, write=False) as other:
        other.nearest(EVERY, 3)
    assert stored(served, filled) == 40
    clients.server(served.url).delete_collection(f"verbatim-{filled.name}")
    with ChromaVectors(filled, embedder.name, url=served.url, write=False) as second:
        assert len(second.nearest(EVERY, 3)) == 3
    assert stored(served, filled) == 0


def test_a_server_that_is_not_there_says_so(filled: Archive, embedder: Embedder) -> None:
    """Writing names the setting to check; a question is still answered, from the archive."""
    with ChromaVectors(filled, embedder.name, url="http://127.0.0.1:9") as opened:
        with pytest.raises(ProjectionError, match="CHROMA_URL"):
            ingest.catch_up(filled, [opened])
        assert len(opened.nearest(EVERY, 5)) == 5


def test_a_server_that_says_nothing_holds_nobody_up(
    filled: Archive, embedder: Embedder, vectors: ChromaVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that takes connections and never answers costs some seconds, then none for a while."""
    monkeypatch.setattr(clients, "_TIMEOUTS", (0.5, 0.5, 0.5, 0.5))
    silent = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{silent.getsockname()[1]}"
    with ChromaVectors(filled, embedder.name, url=url) as opened:
        began = time.monotonic()
        assert len(opened.nearest(EVERY, 5)) == 5
        first = time.monotonic()
        assert len(opened.nearest(EVERY, 5)) == 5
        assert first - began < 5
        assert time.monotonic() - first < 0.4
    silent.close()
