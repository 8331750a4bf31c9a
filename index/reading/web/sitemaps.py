"""DOOR defusedxml: a sitemap's bytes to the addresses it lists; `extract` runs in a child process."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from index.errors import SourceError
from index.reading import isolated
from index.reading.lines import dates
from prompts import message

_SECONDS = 5.0
_MOST = 50_000  # addresses; the protocol allows no more
_LARGEST = 50 << 20  # bytes unpacked, as the protocol says


@dataclass(frozen=True, slots=True)
class Place:
    """One address that a sitemap lists, and when what stands there last changed."""

    url: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of pages, or of other sitemaps (`is_index`), the newest first where dates are given."""

    is_index: bool
    places: tuple[Place, ...]


def read(raw: bytes) -> Sitemap:
    """Return the sitemap of some bytes, packed with gzip or not.

    Raises:
        SourceError: they are none, or reading them took too much time or memory.
    """
    made = isolated.call("index.reading.web.sitemaps:extract", raw, seconds=_SECONDS)
    places = [Place(str(url), changed) for url, changed in made["places"]]
    places.sort(key=lambda place: place.changed or "", reverse=True)
    return Sitemap(bool(made["is_index"]), tuple(places))


def extract(raw: bytes) -> dict[str, Any]:
    """Return what a sitemap lists; runs in a child.

    Raises:
        SourceError: it is none, declares entities, or unpacks to far too much.
    """
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(_unpacked(raw), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, zlib.error):
        raise SourceError(message("reading.sitemap", "fr")) from None
    kind = _name(root)
    if kind not in ("urlset", "sitemapindex"):
        raise SourceError(message("reading.sitemap", "fr"))
    return {"is_index": kind == "sitemapindex", "places": list(islice(_places(root), _MOST))}


def _unpacked(raw: bytes) -> bytes:
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    found = unpacker.decompress(raw, _LARGEST)
    if unpacker.unconsumed_tail:
        raise SourceError(message("reading.sitemap_large", "fr"))
    return found


def _places(root: Element) -> Iterator[tuple[str, str | None]]:
    for listed in root:
        # News sitemaps say when an article came out, the others when its page changed.
        said = {_name(part): (part.text or "").strip() for part in listed.iter() if part.text}
        url = said.get("loc", "")
        if url:
            yield url, dates.iso(said.get("publication_date") or said.get("lastmod") or "")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
