"""DOOR protego: what a site's robots.txt lets us read, by RFC 9309.

No robots.txt (any status of the 400s) allows everything; one that cannot be had now allows nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protego import Protego

from index.errors import AddressRefused, FetchError
from index.fetching.fetcher import NAME, Fetcher
from index.fetching.guard import Target

_LARGEST = 500 * 1024  # bytes; RFC 9309 asks for no more to be read
_DAY, _SOON = 86_400.0, 600.0  # seconds that rules are believed, and that a site without them is left alone
_LONGEST_PAUSE = 30.0  # seconds; a longer delay would mean "not at all"


class Robots:
    """The rules of the sites that were asked, each asked for once a day, or again soon where it had none."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._rules: dict[tuple[str, str, int], tuple[float, Protego | None]] = {}

    def allow(self, url: str) -> bool:
        """Say whether the site lets us read an address.

        Raises:
            AddressRefused: the address is none that may be asked at all.
        """
        target = self._fetcher.guard.target(url)
        rules = self._of(target)
        return rules is not None and bool(rules.can_fetch(target.url, NAME))

    def pause(self, url: str) -> float | None:
        """Return the pause in seconds that the site wants between two requests, if it states one."""
        rules = self._of(self._fetcher.guard.target(url))
        stated = rules.crawl_delay(NAME) if rules is not None else None
        return min(float(stated), _LONGEST_PAUSE) if stated else None

    def _of(self, target: Target) -> Protego | None:
        now = self._clock()
        until, rules = self._rules.get(target.site, (now, None))
        if until <= now:
            rules = self._read(target)
            self._rules[target.site] = (now + (_DAY if rules is not None else _SOON), rules)
        return rules

    def _read(self, target: Target) -> Protego | None:
        place = Target(target.scheme, target.host, target.port, "/robots.txt")
        try:
            found = self._fetcher.fetch(place.url, largest=lambda media_type: _LARGEST)
        except AddressRefused:
            return None
        except FetchError as error:
            gone = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return Protego.parse("") if gone else None
        return Protego.parse(found.body.decode("utf-8", "replace"))
