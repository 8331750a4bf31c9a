"""The feed that an address means: itself, or the one that its page names."""

from __future__ import annotations

from index.errors import FetchError
from index.reading.web import Web, alternates, feeds, kinds, spelled_out
from prompts import message

_LANGUAGE = "fr"


def find(web: Web, address: str) -> tuple[str, str | None]:
    """Return a feed's address and title.

    Raises:
        SourceError: nothing can be had there, or no feed.
    """
    fetched = web.fetcher.fetch(spelled_out(address))
    if kinds.of(fetched.body, fetched.media_type) == "page":
        named = alternates.read(fetched.body)
        if not named:
            raise FetchError(message("feeds.no_feed", _LANGUAGE))
        fetched = web.fetcher.fetch(web.fetcher.guard.target(named[0], fetched.url).url)
    if kinds.of(fetched.body, fetched.media_type) != "feed":
        raise FetchError(message("feeds.no_feed", _LANGUAGE))
    return fetched.url, feeds.read(fetched.body).title
