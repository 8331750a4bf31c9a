"""One address fetched whole, within limits: redirects followed and checked anew, size and time bounded."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from index.errors import AddressRefused, FetchError
from index.fetching import connection, decoding
from index.fetching.fetched import Fetched, Known
from index.fetching.guard import Guard, Target
from prompts import message

NAME = "verbatim"
"""What we call ourselves: in every request, and in the robots.txt of sites."""

_LANGUAGE = "fr"
_MEGABYTE = 1 << 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = 86_400  # seconds; a site that asks for more is not asked before tomorrow


Largest = Callable[[str], int]
"""Called with the media type that an answer states ("application/pdf"); returns the bytes it may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: bytes of the unpacked body, seconds in all, redirects."""

    largest: int = 5 * _MEGABYTE
    seconds: float = 10.0
    redirects: int = 5


class Fetcher:
    """Fetches addresses that its guard lets through; may be shared by threads."""

    def __init__(self, guard: Guard | None = None, limits: Limits | None = None) -> None:
        self.guard = guard or Guard()
        self.limits = limits or Limits()
        self._headers = {
            "User-Agent": f"{NAME}/{metadata.version(NAME)} (reads press articles for one person)",
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
            "application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "fr,en;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def fetch(self, url: str, *, known: Known | None = None, largest: Largest | None = None) -> Fetched:
        """Return what stands at an address; `largest` in bytes by media type, instead of the limit of all.

        Raises:
            AddressRefused: it, or one that it leads to, is never asked.
            FetchError: it was asked and gave nothing usable.
        """
        deadline = time.monotonic() + self.limits.seconds
        largest = largest or (lambda media_type: self.limits.largest)
        target = self.guard.target(url)
        try:
            for _ in range(self.limits.redirects + 1):
                found = self._asked(target, known or Known(), largest, deadline)
                if isinstance(found, Fetched):
                    return found
                if target.scheme == "https" and found.scheme != "https":
                    # What was asked under protection must not be answered without it.
                    raise AddressRefused(message("fetching.downgrade", _LANGUAGE))
                target = found
        except connection.Late:
            raise _failed("late", seconds=f"{self.limits.seconds:g}") from None
        except connection.Untrusted:
            raise _failed("certificate") from None
        except connection.Unreachable:
            raise _failed("unreachable") from None
        raise _failed("redirects", most=self.limits.redirects)

    def _asked(self, target: Target, known: Known, largest: Largest, deadline: float) -> Fetched | Target:
        """Ask once: return the answer, or where it leads."""
        addresses = self._resolved(target, deadline)
        headers = self._headers | _conditions(known)
        with connection.get(target, addresses, headers, deadline) as reply:
            if reply.status in _REDIRECTS and reply.headers.get("location"):
                return self.guard.target(_repaired(reply.headers["location"]), target.url)
            if reply.status == 304 and known != Known():
                return Fetched(target.url, 304, "", None, b"", known)
            if reply.status != 200:
                raise FetchError(
                    message("fetching.status", _LANGUAGE, status=reply.status),
                    status=reply.status,
                    retry_after=_seconds(reply.headers.get("retry-after", "")),
                )
            return _whole(target, reply, largest)

    def _resolved(self, target: Target, deadline: float) -> list[str]:
        """Resolve the host, for no longer than there is time: the system's resolver knows no deadline."""
        outcome: list[list[str] | Exception] = []

        def resolve() -> None:
            try:
                outcome.append(self.guard.addresses(target))
            except (AddressRefused, OSError, UnicodeError) as error:
                outcome.append(error)

        thread = threading.Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(max(0.0, deadline - time.monotonic()))
        if not outcome:
            raise connection.Late
        if isinstance(outcome[0], AddressRefused):
            raise outcome[0]
        if isinstance(outcome[0], Exception):
            raise _failed("unknown_host", host=target.host)
        return outcome[0]


def _whole(target: Target, reply: connection.Reply, allowed: Largest) -> Fetched:
    stated_type, _, parameters = reply.headers.get("content-type", "").partition(";")
    media_type = stated_type.strip().lower()
    largest = allowed(media_type)
    stated = reply.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > largest:
        raise _too_large(largest)
    body = bytearray()
    try:
        for piece in decoding.pieces(reply.body, reply.headers.get("content-encoding", "")):
            body += piece
            if len(body) > largest:
                raise _too_large(largest)
    except ValueError:
        raise _failed("packed", status=200) from None
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.IGNORECASE)
    known = Known(_header(reply, "etag"), _header(reply, "last-modified"))
    return Fetched(target.url, 200, media_type, charset[1] if charset else None, bytes(body), known)


def _conditions(known: Known) -> dict[str, str]:
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in stated.items() if value}


def _header(reply: connection.Reply, name: str) -> str | None:
    """Return a header that is sent back with the next request, if it can be sent at all."""
    value = reply.headers.get(name, "")
    return value if 0 < len(value) <= 500 and value.isascii() and value.isprintable() else None


def _repaired(location: str) -> str:
    """Return a redirect's address as text: servers do write UTF-8 and spaces there."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    return location.strip().replace(" ", "%20")


def _seconds(stated: str) -> float | None:
    return float(min(int(stated), _LONGEST_WAIT)) if re.fullmatch(r"\d{1,9}", stated.strip()) else None


def _too_large(largest: int) -> FetchError:
    return _failed("large", status=200, most=f"{largest / _MEGABYTE:g}")


def _failed(key: str, status: int | None = None, **values: object) -> FetchError:
    return FetchError(message(f"fetching.{key}", _LANGUAGE, **values), status=status)
