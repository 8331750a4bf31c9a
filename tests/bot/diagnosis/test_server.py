"""bot/diagnosis/indexes.py with a Chroma server: what it holds is compared with the archive, too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot import composition, diagnosis
from bot.diagnosis import Finding, Look
from bot.settings import Settings
from index.errors import VerbatimError
from index.vectors import client as clients
from tests.bot.diagnosis.conftest import Server, reading, take
from tests.chroma_server import ChromaServer


@pytest.fixture
def settings(served: ChromaServer, server: Server, tmp_path: Path) -> Settings:
    """Return the settings of a home of twenty articles whose vectors are on the server."""
    take(tmp_path / "home", [reading(n) for n in range(20)])
    found = server.settings(tmp_path / "home")
    found = replace(found, news=replace(found.news, chroma_url=served.url))
    diagnosis.mend(found, Look())
    return found


def vectors(settings: Settings) -> Finding:
    """Return what is found of the vectors."""
    return next(f for f in diagnosis.indexes.examine(settings, Look()) if f.name == "vectors")


def test_a_server_is_held_against_the_archive(settings: Settings, served: ChromaServer) -> None:
    """Vectors that it has lost are found, and put back without embedding anything."""
    assert "20 passages" in vectors(settings).text
    with composition.archive(settings) as archive:
        stored = clients.find(clients.server(served.url), f"verbatim-{archive.name}")
    assert stored is not None
    stored.delete(ids=stored.get(limit=5, include=[])["ids"])
    found = vectors(settings)
    assert (found.ok, "5 manquent" in found.text) == (False, True)

    (mended,) = diagnosis.mend(settings, Look())
    assert mended.name == "vectors"
    assert vectors(settings).ok


def test_a_server_that_is_not_there_is_told(settings: Settings) -> None:
    """It cannot be mended from here, and the setting to look at is named."""
    gone = replace(settings, news=replace(settings.news, chroma_url="http://127.0.0.1:9"))
    found = vectors(gone)
    assert (found.ok, "CHROMA_URL" in found.text) == (False, True)
    with pytest.raises(VerbatimError, match="CHROMA_URL"):
        diagnosis.mend(gone, Look())
