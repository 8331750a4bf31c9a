"""The costly work on articles shared out to processes, once there is enough of it to pay for their start."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from types import TracebackType
from typing import Generic, Self, TypeVar

_log = logging.getLogger(__name__)
# A process takes 1 s to start and load its lexicons; one alone reads about as many articles in that time.
_WORTH = 192
_MOST = 8  # processes; the one that writes cannot follow more
_AT_ONCE = 8  # articles handed over together

Work = TypeVar("Work")
Made = TypeVar("Made")


class Crew(Generic[Work, Made]):
    """Applies a function to pieces of work, here or in other processes; a context manager that ends those.

    The function is one of a module, or a part of one, takes several pieces and never raises; from `worth`
    pieces on it is given to other processes.
    """

    def __init__(self, function: Callable[[Sequence[Work]], list[Made]], worth: int = _WORTH) -> None:
        self._function = function
        self._worth = worth
        self._seen = 0
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, work: Sequence[Work]) -> list[Future[list[Made]]] | None:
        """Hand work to other processes; None while there has been too little to start them."""
        self._seen += len(work)
        if self._pool is None:
            if self._seen < self._worth or _processors() < 2:
                return None
            self._pool = ProcessPoolExecutor(
                min(_processors(), _MOST), multiprocessing.get_context("spawn"), _prepare
            )
        try:
            parts = [work[n : n + _AT_ONCE] for n in range(0, len(work), _AT_ONCE)]
            return [self._pool.submit(self._function, part) for part in parts]
        except BrokenProcessPool:
            return None

    def finish(self, begun: list[Future[list[Made]]] | None, work: Sequence[Work]) -> list[Made]:
        """Return what was made of each piece, in its order, here where no other process did it."""
        try:
            return [o for part in begun for o in part.result()] if begun is not None else self.here(work)
        except BrokenProcessPool:  # killed from outside, for its memory perhaps
            _log.warning("a process that read articles has ended; this one goes on alone")
            return self.here(work)

    def here(self, work: Sequence[Work]) -> list[Made]:
        """Return what is made of each piece, by this process."""
        return self._function(work)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))  # those this process may use
    except AttributeError:
        return os.cpu_count() or 1


def _prepare() -> None:
    """Let a process end with the one that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
