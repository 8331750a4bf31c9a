"""How much one person and all together may ask in a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

A_PERSON, ALL = 60, 3000  # in a minute
_WINDOW = 60.0
Ruling = Literal["free", "person", "all", "told"]


class Limits:
    """A sliding minute for each person and for all; whoever is over it is told once a minute."""

    def __init__(
        self, a_person: int = A_PERSON, all_: int = ALL, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_person = a_person
        self._all = all_
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._everyone: deque[float] = deque()
        self._told: dict[int, float] = {}

    def ask(self, person: int) -> Ruling:
        """Count one thing asked: "free" to go on, else whose limit is reached, "told" where they know."""
        now = self._clock()
        mine = self._asked.setdefault(person, deque())
        for window in (mine, self._everyone):
            while window and window[0] <= now - _WINDOW:
                window.popleft()
        over: Ruling = (
            "person" if len(mine) >= self._a_person else "all" if len(self._everyone) >= self._all else "free"
        )
        if over == "free":
            mine.append(now)
            self._everyone.append(now)
            return over
        if self._told.get(person, now - _WINDOW) > now - _WINDOW:
            return "told"
        self._told[person] = now
        if len(self._asked) > 10_000:  # strangers come and go
            self._asked = {p: w for p, w in self._asked.items() if w and w[-1] > now - _WINDOW}
            self._told = {p: at for p, at in self._told.items() if at > now - _WINDOW}
        return over

    def wait(self, person: int) -> int:
        """Return after how many seconds a person may ask again."""
        mine = self._asked.get(person) or self._everyone
        window = mine if len(mine) >= self._a_person else self._everyone
        return max(1, int(window[0] + _WINDOW - self._clock()) + 1) if window else 1
