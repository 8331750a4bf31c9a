"""Readers that do what a hostile document may make a library do; run in a child by `test_isolated.py`."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from index.errors import SourceError


def size(raw: bytes, times: str = "1") -> dict[str, int]:
    """Return how many bytes came in."""
    return {"size": len(raw) * int(times)}


def process(raw: bytes) -> int:
    """Return the number of the child."""
    return os.getpid()


def environment(raw: bytes) -> dict[str, str]:
    """Return what the child knows of its surroundings."""
    return dict(os.environ)


def sleep(raw: bytes) -> None:
    """Wait for longer than anybody waits."""
    time.sleep(600)


def spin(raw: bytes) -> None:
    """Work without end."""
    while True:
        pass


def hoard(raw: bytes) -> int:
    """Take all the memory there is."""
    held = []
    while True:
        held.append(bytes(16 << 20))


def crash(raw: bytes) -> None:
    """Read where nothing is, as a broken C library does."""
    ctypes.string_at(0)


def leave(raw: bytes) -> None:
    """End the child."""
    os._exit(3)


def chatter(raw: bytes) -> str:
    """Print on both outputs, by Python and below it."""
    print("printed" * 1000)
    os.write(1, b"below")
    sys.stderr.write("complained")
    return "answer"


def flood(raw: bytes) -> str:
    """Return more than anybody reads."""
    return "a" * (40 << 20)


def nest(raw: bytes) -> Any:
    """Return something that no parser gets to the bottom of."""
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    return nested


def refuse(raw: bytes) -> None:
    """Refuse the document."""
    raise SourceError("ce n’est pas un poème")


def fail(raw: bytes) -> None:
    """Fail as a library does."""
    raise ZeroDivisionError("of the document: secret words")


def write(raw: bytes) -> None:
    """Write a file where the document says."""
    Path(raw.decode()).write_text("written", encoding="utf-8")


def remove(raw: bytes) -> None:
    """Remove the file that the document names."""
    Path(raw.decode()).unlink()


def start(raw: bytes) -> None:
    """Start another program."""
    subprocess.run(["touch", raw.decode()], check=False)


def connect(raw: bytes) -> None:
    """Call somebody."""
    import socket

    socket.create_connection(("127.0.0.1", int(raw)), timeout=1)
