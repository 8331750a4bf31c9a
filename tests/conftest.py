"""What every test may rely on, however the run was started."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.chroma_server import ChromaServer


def pytest_configure() -> None:
    """Let Ctrl-C be tested in a run that a script started in the background, where it begins ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """Run one Chroma server for all tests; each archive has a collection of its own there."""
    with ChromaServer(tmp_path_factory.mktemp("chroma") / "served") as server:
        yield server


@pytest.fixture
def served(chroma_server: ChromaServer) -> ChromaServer:
    """Return the server, running whatever the test before has done to it."""
    chroma_server.start()
    return chroma_server
