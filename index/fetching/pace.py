"""A pause between two requests to one host, so that reading a site costs its owner nothing he notices."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PAUSE = 1.0  # seconds


class Pace:
    """Makes whoever asks a host wait for his turn; may be shared by threads."""

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, pause: float | None = None) -> None:
        """Wait until this host may be asked again; `pause` in seconds where its rules want a longer one."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._turns.get(host, now))
            self._turns[host] = turn + max(self._pause, pause or 0.0)
        if turn > now:
            self._sleep(turn - now)
