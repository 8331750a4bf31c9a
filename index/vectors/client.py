"""How Chroma is reached: a folder of this machine or a server, always without its own embedding functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

# Measured on 63,000 press passages, share of the true first 10 and 100 that are found: ef_search 200 (twice
# Chroma's default) 0.83 and 0.67 at 3 ms a question; 1,000: 0.95 and 0.90 at 6 ms. The default sync_threshold
# stays: with 5,000 the collection is built in half the time, but the first question after opening takes 10 s.
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_search": 1000,
    "ef_construction": 200,
    "max_neighbors": 16,
}

_TIMEOUTS = (5.0, 30.0, 30.0, 5.0)  # seconds to connect, read, write and wait for a free connection


def embedded(folder: Path) -> Client:
    """Open the Chroma of a folder; only the owner of the home may."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)


def server(url: str) -> Client:
    """Connect to a Chroma server ("http://host:8000").

    Raises:
        OSError: nobody answers there within seconds, or not as Chroma does.
    """
    parts = urlsplit(url if "://" in url else f"http://{url}")
    secure = parts.scheme == "https"
    host, port = parts.hostname or "localhost", parts.port or (443 if secure else 8000)
    _knock(f"{'https' if secure else 'http'}://{f'[{host}]' if ':' in host else host}:{port}")
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    client = cast("Client", chromadb.HttpClient(host, port, ssl=secure, settings=settings))
    # Chroma's own client would wait for ever for a server that has stopped to answer.
    client._server._session.timeout = _TIMEOUTS  # type: ignore[attr-defined]
    return client


def _knock(address: str) -> None:
    """Ask a server for a sign of life, which costs nothing and, unlike Chroma's client, ends."""
    from urllib.request import ProxyHandler, build_opener

    with build_opener(ProxyHandler({})).open(f"{address}/api/v2/heartbeat", timeout=_TIMEOUTS[0]) as reply:
        reply.read(1000)


def find(client: Client, name: str) -> Collection | None:
    """Return the collection of that name, None where there is none."""
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def collection(client: Client, name: str) -> Collection:
    """Return the collection of that name, made where there is none."""
    return client.get_or_create_collection(
        name,
        embedding_function=None,
        configuration={"hnsw": _HNSW},
    )
