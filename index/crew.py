"""The costly work on articles shared out to processes, once there is enough of it to pay for their start."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from types import TracebackType
from typing import Self

from index.derive import Entry, entry
from index.news import Article

_log = logging.getLogger(__name__)
# A process takes 1 s to start and load its lexicons; one alone reads about as many articles in that time.
_WORTH = 192
_MOST = 8  # processes; the one that writes cannot follow more
_AT_ONCE = 8  # articles handed over together

Work = tuple[Article, bytes]
Outcome = Entry | str
"""What became of an article: its entry, or why it has none (a traceback, for the log)."""


class Crew:
    """Derives entries, here or in other processes; a context manager that ends those."""

    def __init__(self, worth: int = _WORTH) -> None:
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

    def begin(self, work: Sequence[Work]) -> list[Future[list[Outcome]]] | None:
        """Hand work to other processes; None while there has been too little to start them."""
        self._seen += len(work)
        if self._pool is None:
            if self._seen < self._worth or _processors() < 2:
                return None
            self._pool = ProcessPoolExecutor(
                min(_processors(), _MOST), multiprocessing.get_context("spawn"), _prepare
            )
        try:
            return [self._pool.submit(derive, work[n : n + _AT_ONCE]) for n in range(0, len(work), _AT_ONCE)]
        except BrokenProcessPool:
            return None

    def finish(self, begun: list[Future[list[Outcome]]] | None, work: Sequence[Work]) -> list[Outcome]:
        """Return the outcome of each piece of work, in its order, done here where no other process did it."""
        try:
            return [o for part in begun for o in part.result()] if begun is not None else derive(work)
        except BrokenProcessPool:  # killed from outside, for its memory perhaps
            _log.warning("a process that read articles has ended; this one goes on alone")
            return derive(work)


def derive(work: Sequence[Work]) -> list[Outcome]:
    """Derive the entry of each article; one that cannot be is no error of the others."""
    return [_derived(article, raw) for article, raw in work]


def _derived(article: Article, raw: bytes) -> Outcome:
    try:
        return entry(article, raw)
    except Exception:
        return traceback.format_exc()


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
