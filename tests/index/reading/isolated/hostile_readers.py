"""Readers that do what a hostile document may make a library do; run in a child by `test_isolated.py`."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
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


def _below() -> ctypes.CDLL:
    """Return the C library, which no hook of Python sees."""
    return ctypes.CDLL(None, use_errno=True)


def daemon(raw: bytes) -> str:
    """Leave a grandchild in a session of its own, that holds every pipe and stays."""
    library = _below()
    if library.fork() == 0:
        library.setsid()
        if library.fork() == 0:
            library.sleep(int(raw))
        library._exit(0)
    return "left"


def children(raw: bytes) -> str:
    """Leave a child in the same session, that holds every pipe and stays; do not end either."""
    library = _below()
    if library.fork() == 0:
        library.sleep(int(raw))
        library._exit(0)
    time.sleep(600)
    return "left"


def deaf_to_signals(raw: bytes) -> None:
    """Ignore all that can be ignored, and every alarm."""
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)


def pour(raw: bytes) -> None:
    """Write to everything that is open, without end."""
    while True:
        for number in range(16):
            with contextlib.suppress(OSError):
                os.write(number, b"\x00" * 65536)


def hang_up(raw: bytes) -> None:
    """Close everything and stay."""
    os.closerange(0, 64)
    time.sleep(600)


def exchange(raw: bytes) -> None:
    """Turn into another program, below Python."""
    _below().execl(b"/bin/sh", b"sh", b"-c", b"echo there > " + raw, None)
    raise SourceError("refusé")


def write_below(raw: bytes) -> None:
    """Write a file where the document says, below Python."""
    library = _below()
    library.write(library.open(raw, os.O_WRONLY | os.O_CREAT, 0o600), b"written", 7)
    library.unlink(raw)
    library.rename(raw, raw + b".moved")
    library.mkdir(raw + b".made", 0o700)
    raise SourceError("refusé")


def connect_below(raw: bytes) -> None:
    """Call somebody, below Python."""
    library = _below()
    number = library.socket(2, 1, 0)
    address = b"\x02\x00" + int(raw).to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    library.connect(number, address, len(address))
    raise SourceError("refusé")


def strike(raw: bytes) -> None:
    """Kill whoever started it, below Python."""
    _below().kill(os.getppid(), 9)
    raise SourceError("refusé")


def more_memory(raw: bytes) -> int:
    """Allow itself more memory than it was given, and take it."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    return len(bytearray(1 << 30))
