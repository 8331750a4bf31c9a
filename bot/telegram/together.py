"""Work that is cheaper for many at once than for each: one thread is handed all of it that waits.

While a disk confirms one write, the next ones gather: fifty chats then wait for it once and not fifty times.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_MOST = 200  # at a time


class Together(Generic[T, R]):
    """Gives what comes of each item; for one event loop.

    Args:
        work: takes items in the order in which they came, and returns what came of each: a result, or the
            error that its caller gets. What it raises itself, all callers get.
        name: of its thread.
    """

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R | Exception]], name: str) -> None:
        self._work = work
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, item: T) -> R:
        """Return what comes of an item; once begun it is finished, even where its caller is cancelled."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._working is None:
            self._working = asyncio.create_task(self._go_on())
        return await future

    def close(self) -> None:
        """Wait for what is at work."""
        self._thread.shutdown()

    async def _go_on(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                _tell(some, await loop.run_in_executor(self._thread, self._done, [item for item, _ in some]))
        finally:
            self._working = None

    def _done(self, items: Sequence[T]) -> Sequence[R | Exception]:
        try:
            return self._work(items)
        except Exception as error:
            return [error] * len(items)


def _tell(waiting: Sequence[tuple[T, asyncio.Future[R]]], found: Sequence[R | Exception]) -> None:
    for (_, future), result in zip(waiting, found, strict=True):
        if future.done():  # its caller was cancelled
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
