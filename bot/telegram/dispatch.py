"""Updates in line: those of one chat one after the other, many chats at once, each in its turn.

Only numbers wait in memory; what they are stands in the journal.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from index.stages import happened

_MOST = 100  # lanes at work at once; most of them wait for Telegram or for a model
_log = logging.getLogger(__name__)


class Dispatch:
    """Hands updates to a handler, lane by lane."""

    def __init__(self, handle: Callable[[int], Awaitable[None]]) -> None:
        self._handle = handle
        self._waiting: dict[str, deque[int]] = {}
        self._ready: deque[str] = deque()
        self._working: dict[str, asyncio.Task[None]] = {}

    def add(self, updates: Iterable[tuple[int, str]]) -> None:
        """Put (id, lane) of updates in line."""
        for update, lane in updates:
            line = self._waiting.setdefault(lane, deque())
            line.append(update)
            if len(line) == 1 and lane not in self._working:
                self._ready.append(lane)
        self._start()

    async def idle(self) -> None:
        """Return when nothing is in line and nothing is at work."""
        while self._working:
            await asyncio.wait(list(self._working.values()))

    async def stop(self, grace: float) -> None:
        """Start nothing more, give what is at work some seconds, and leave the rest to the journal."""
        self._ready.clear()
        self._waiting.clear()
        tasks = list(self._working.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _start(self) -> None:
        happened("in_line", updates=sum(map(len, self._waiting.values())) + len(self._working))
        while self._ready and len(self._working) < _MOST:
            lane = self._ready.popleft()
            update = self._waiting[lane].popleft()
            self._working[lane] = asyncio.create_task(self._work(lane, update))

    async def _work(self, lane: str, update: int) -> None:
        try:
            await self._handle(update)
        except Exception as error:
            # What it was stays in the journal and is tried at the next start.
            _log.error("update %s is left for the next start: %s", update, type(error).__name__)
            _log.debug("where it came from", exc_info=error)
        finally:
            del self._working[lane]
            if self._waiting.get(lane):
                self._ready.append(lane)  # behind those who wait already
            else:
                self._waiting.pop(lane, None)
            self._start()
