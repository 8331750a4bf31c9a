"""DOOR feedparser: a feed's bytes to its entries; `extract` runs in a child process."""

from __future__ import annotations

import io
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index.errors import SourceError
from index.reading import isolated
from prompts import message

_SECONDS = 5.0
_MOST = 500  # entries; a feed lists the newest
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed announces; `content` is its whole text as HTML, "" where the feed has none.

    `updated`: when the feed says that it changed, where it does.
    """

    url: str
    title: str
    published: str | None
    author: str | None
    content: str
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed announces, in its order, which is the newest first as a rule."""

    title: str | None
    entries: tuple[Entry, ...]


def read(raw: bytes) -> Feed:
    """Return the feed of some bytes.

    Raises:
        SourceError: they are none, or reading them took too much time or memory.
    """
    made = isolated.call("index.reading.web.feeds:extract", raw, seconds=_SECONDS)
    return Feed(made["title"], tuple(Entry(**entry) for entry in made["entries"]))


def extract(raw: bytes) -> dict[str, Any]:
    """Return title and entries of a feed (RSS, Atom, RDF); runs in a child.

    Raises:
        SourceError: it is no feed, or declares entities, as only attacks do.
    """
    import feedparser  # type: ignore[import-untyped]  # it ships no types

    if b"<!ENTITY" in raw or "<!ENTITY".encode("utf-16-le") in raw or "<!ENTITY".encode("utf-16-be") in raw:
        raise SourceError(message("reading.feed_entities", "fr"))
    # A stream, never the bytes: those would be tried as the name of a file. Nothing is sanitised here, for
    # the page reader has to see what is hidden.
    found = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise SourceError(message("reading.feed", "fr"))
    entries = [made for entry in found.entries[:_MOST] if (made := _entry(entry))]
    return {"title": _line(found.feed.get("title")), "entries": entries}


def _entry(entry: Any) -> dict[str, Any] | None:
    url = str(entry.get("link") or "").strip()
    if not url:
        return None
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    return {
        "url": url,
        "title": _line(entry.get("title")) or "",
        "published": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        "author": _line(entry.get("author")),
        "content": max(contents, key=len, default=""),
        "updated": _moment(entry.get("updated_parsed")),
    }


def _line(value: Any) -> str | None:
    text = " ".join(str(value or "").split())
    return text if text.isprintable() and 0 < len(text) <= _LONGEST else None


def _moment(parsed: Any) -> str | None:
    """Return a moment of feedparser's, which is in UTC, as ISO 8601."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
