"""Bytes through the pipes of a child, until a fixed moment, whoever else holds their other end.

A child that was killed does not end a wait by itself: what it started may hold its pipes open for ever.
"""

from __future__ import annotations

import os
import select
import time

_AT_ONCE = 1 << 18  # bytes


class Late(Exception):
    """The moment has passed."""


def write(pipe: int, data: bytes, deadline: float) -> None:
    """Write it all to a pipe that does not block; `deadline` is of `time.monotonic()`.

    Raises:
        Late: nobody has read all of it by then.
        OSError: the other end is closed.
    """
    left = memoryview(data)
    while left:
        _wait(pipe, select.POLLOUT, deadline)
        left = left[os.write(pipe, left[:_AT_ONCE]) :]


def read(pipe: int, size: int, deadline: float) -> bytes:
    """Read so many bytes from a pipe that does not block.

    Raises:
        Late: fewer came by then.
        EOFError: fewer came, and no more will.
    """
    found = bytearray()
    while len(found) < size:
        _wait(pipe, select.POLLIN, deadline)
        piece = os.read(pipe, min(_AT_ONCE, size - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def _wait(pipe: int, event: int, deadline: float) -> None:
    left = deadline - time.monotonic()
    ready = select.poll()  # not `select`, which takes no numbers above 1,024
    ready.register(pipe, event)
    if left <= 0 or not ready.poll(left * 1000):
        raise Late
