"""The one process that may open embedded Chroma and write the lexical index: a lock that dies with it.

Two processes on one Chroma folder lose vectors, and a lexical index takes one writer. Whoever does not get
the lock writes to the archive alone; the owner follows from there.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

FILE = "owner.lock"


class Owner:
    """The lock of a home, held until `release` or the end of the process, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let another process own the home."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def try_own(home: Path, file: str = FILE) -> Owner | None:
    """Return the lock of a home, or None where another process holds it or the folder cannot be written.

    `file`: its name in the home, for what else one process alone may do.
    """
    try:
        # Python makes descriptors that child processes do not inherit, so no child keeps the lock alive.
        descriptor = os.open(home / file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    # For people who ask who holds it; a full disk must not keep anyone from owning the home.
    with suppress(OSError):
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return Owner(descriptor)


def holder(home: Path, file: str = FILE) -> int | None:
    """Return the process id of the owner, or None where nobody owns the home."""
    try:
        # For reading alone: who may not write in a home may still ask.
        descriptor = os.open(home / file, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        with suppress(OSError, ValueError):
            return int(os.pread(descriptor, 20, 0) or 0) or None
    finally:
        os.close(descriptor)
    return None
