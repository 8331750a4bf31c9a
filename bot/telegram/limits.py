"""How much one person and all together may ask in a minute.

What counts is when something was asked, not when the bot came to it: after a pause of the bot nobody is over
a limit for having waited.
"""

from __future__ import annotations

from collections import deque
from typing import Literal

A_PERSON, ALL = 60, 3000  # in a minute
_WINDOW = 60.0
Ruling = Literal["free", "person", "all", "silent"]


class Limits:
    """A sliding minute for each person and for all; who is over it is told, as often as they may ask."""

    def __init__(self, a_person: int = A_PERSON, all_: int = ALL) -> None:
        self._a_person = a_person
        self._all = all_
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, deque[float]] = {}
        self._everyone: deque[float] = deque()

    def ask(self, person: int, at: float) -> Ruling:
        """Count one thing asked at a time in seconds: "free" to go on, else whose limit is reached.

        "silent": so much is over the limit that it is not even told any more.
        """
        mine, told = self._asked.setdefault(person, deque()), self._told.setdefault(person, deque())
        for window in (mine, told, self._everyone):
            while window and window[0] <= at - _WINDOW:
                window.popleft()
        over: Ruling = "free"
        if len(mine) >= self._a_person:
            over = "person"
        elif len(self._everyone) >= self._all:
            over = "all"
        if over == "free":
            mine.append(at)
            self._everyone.append(at)
            return over
        self._forget(at)
        if len(told) >= self._a_person:
            return "silent"
        told.append(at)
        return over

    def wait(self, person: int, at: float) -> int:
        """Return after how many seconds from a time a person may ask again."""
        mine = self._asked.get(person, deque())
        window = mine if len(mine) >= self._a_person else self._everyone
        return max(1, int(window[0] + _WINDOW - at) + 1) if window else 1

    def _forget(self, at: float) -> None:
        """Forget who has not asked for a minute: strangers come and go."""
        if len(self._asked) > 10_000:
            for windows in (self._asked, self._told):
                for person in [p for p, w in windows.items() if not w or w[-1] <= at - _WINDOW]:
                    del windows[person]
