"""The feeds that a page names; `extract` runs in a child process."""

from __future__ import annotations

from typing import Any

from index.reading import isolated

_MOST = 10
_LONGEST = 2000  # characters of an address
_TYPES = ("application/rss+xml", "application/atom+xml")


def read(raw: bytes) -> list[str]:
    """Return the addresses, as they are written, of the feeds that a page names, in its order.

    Raises:
        SourceError: reading the page took too much time or memory.
    """
    return [str(url) for url in isolated.call("index.reading.web.alternates:extract", raw)]


def extract(raw: bytes) -> Any:
    """Return those addresses; runs in a child."""
    from selectolax.lexbor import LexborHTMLParser

    found = []
    for link in LexborHTMLParser(raw).css("link[rel][type][href]"):
        attributes = {name: value or "" for name, value in link.attributes.items()}
        if "alternate" in attributes["rel"].lower().split() and attributes["type"].lower() in _TYPES:
            found.append(attributes["href"][:_LONGEST])
    return found[:_MOST]
