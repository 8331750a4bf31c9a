"""What every test may rely on, however the run was started."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chroma_server import ChromaServer

ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    """Let Ctrl-C be tested in a run that a script started in the background, where it begins ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(_stay_here)


def _stay_here(event: str, values: tuple[Any, ...]) -> None:
    """Let nothing of a test run leave this machine, whether or not there is a network."""
    if event == "socket.getaddrinfo" and not _is_here(values[0]):
        raise socket.gaierror(socket.EAI_NONAME, "tests use no network")
    leaving = event in ("socket.connect", "socket.sendto") and isinstance(values[1], tuple)
    if leaving and not _is_here(values[1][0]):
        raise ConnectionRefusedError("tests use no network")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name == "localhost"


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
