"""Hosts that do not answer, or ask for time: each is left alone for a while."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from index.errors import FetchError, NotNow
from prompts import message

_LANGUAGE = "fr"
_MOST = 3  # times in a row without an answer
_REST = 600.0  # seconds
_BUSY = (429, 503)


class Silence:
    """Remembers which hosts rest; for one thread at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: Counter[str] = Counter()
        self._resting: dict[str, tuple[float, str]] = {}

    def check(self, host: str) -> None:
        """Raise NotNow while a host rests."""
        until, reason = self._resting.get(host, (0.0, ""))
        if until > self._clock():
            raise NotNow(reason)

    def answered(self, host: str) -> None:
        """Take note that a host answers, whatever it said."""
        self._times.pop(host, None)
        self._resting.pop(host, None)

    def failed(self, host: str, error: FetchError) -> None:
        """Take note of a page that could not be had; after the third in a row, or when asked, the host rests.

        A host that has rested and still does not answer rests again at once.
        """
        if error.status is not None and error.status not in _BUSY:
            self.answered(host)
            return
        self._times[host] += 1
        if error.retry_after:
            reason = message("fetching.asked_to_wait", _LANGUAGE)
        elif self._times[host] >= _MOST:
            reason = message("fetching.given_up", _LANGUAGE, times=_MOST)
        else:
            return
        self._resting[host] = (self._clock() + max(_REST, error.retry_after or 0.0), reason)
