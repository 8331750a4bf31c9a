"""What comes back from an address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer said of its version; sent back, so that an unchanged page is not sent again."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer, whole and decoded.

    Attributes:
        url: where it came from in the end, after redirects, without fragment.
        status: 200, or 304 where a `Known` was sent and still holds; then `body` is empty.
        media_type: as stated, lower case, without parameters ("text/html"); "" if not stated.
        charset: as stated with the media type, or None.
        known: to be sent with the next request for the same address.
    """

    url: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    known: Known = Known()
