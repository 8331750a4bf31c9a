"""The collection of an archive on a Chroma server: it carries its own note of what it was built from.

Whoever may write makes it where there is none, and anew where it is of another model, behind a note that it
does not deserve, or does not find its own vectors. Whoever may not takes it as it is or not at all.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ProjectionError
from index.vectors import client as chroma
from index.vectors import marker, probe
from prompts import message

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

_log = logging.getLogger(__name__)
_LANGUAGE = "fr"


class Served(NamedTuple):
    """A connection, the collection, and what it holds."""

    client: Client
    collection: Collection
    state: marker.Marker


def connect(url: str, name: str, empty: marker.Marker, *, write: bool) -> Served:
    """Return the collection of that name, sound and of the archive and model of `empty`.

    Raises:
        ProjectionError: another process has yet to make it. Whatever the vendor raises comes as it is.
    """
    client = chroma.server(url)
    stored = chroma.find(client, name)
    state = _state(stored, empty)
    if stored is not None and state is not None and (not write or probe.sound(stored)):
        return Served(client, stored, state)
    if not write:
        client.close()
        raise ProjectionError(message("vectors.not_served", _LANGUAGE, where=url))
    if stored is not None:
        _log.warning("Chroma's collection is stale or damaged and is built anew from the archive")
        client.delete_collection(name)
    made = chroma.collection(client, name)
    note(made, empty)
    return Served(client, made, empty)


def note(stored: Collection, state: marker.Marker) -> None:
    """Write down on the server what the collection holds now."""
    stored.modify(metadata=asdict(state))


def _state(stored: Collection | None, empty: marker.Marker) -> marker.Marker | None:
    """Return what a collection says that it holds, if that is of this archive and model."""
    found = (stored.metadata or {}) if stored is not None else {}
    sequence = found.get("sequence")
    if (found.get("archive"), found.get("model")) != (empty.archive, empty.model):
        return None
    return marker.Marker(empty.archive, empty.model, sequence) if isinstance(sequence, int) else None
