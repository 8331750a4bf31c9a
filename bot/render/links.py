"""Addresses of articles that open at the cited words, by a text fragment (`#:~:text=`)."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WHOLE = 80  # characters of cited words that are given whole; of longer ones the first and the last words
_WORDS = 5


def at_passage(url: str | None, text: str) -> str | None:
    """Return the address that opens a page at some of its words; None for what is no web address.

    https://wicg.github.io/scroll-to-text-fragment/: text=start or text=start,end; both must stand within a
    paragraph each, and a dash and a comma in them are encoded.
    """
    address = web(url)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if address is None or not lines:
        return address
    directive = f":~:text={_directive(lines)}"
    base, mark, fragment = address.partition("#")
    return f"{base}#{fragment.partition(':~:')[0] if mark else ''}{directive}"


def web(url: str | None) -> str | None:
    """Return an address where it is one of the web, else None."""
    if not url or re.search(r"[\s\x00-\x1f\x7f<>\"\ud800-\udfff]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _directive(lines: list[str]) -> str:
    if len(lines) == 1 and len(lines[0]) <= _WHOLE:
        return _encoded(lines[0])
    first, last = lines[0].split()[:_WORDS], lines[-1].split()[-_WORDS:]
    if len(lines) == 1 and len(lines[0].split()) < 2 * _WORDS:
        return _encoded(lines[0])
    return f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
