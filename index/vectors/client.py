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


def embedded(folder: Path) -> Client:
    """Open the Chroma of a folder; only the owner of the home may."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)


def server(url: str) -> Client:
    """Connect to a Chroma server ("http://host:8000")."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url if "://" in url else f"http://{url}")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    settings = Settings(anonymized_telemetry=False)
    client = chromadb.HttpClient(parts.hostname or "localhost", port, ssl=secure, settings=settings)
    return cast("Client", client)


def collection(client: Client, name: str) -> Collection:
    """Return the collection of that name, made where there is none."""
    return client.get_or_create_collection(
        name,
        embedding_function=None,
        configuration={"hnsw": _HNSW},
    )
