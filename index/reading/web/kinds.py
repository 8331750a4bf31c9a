"""What stands at an address, by its content: servers call feeds pages, and pages anything."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["page", "feed", "sitemap", "document", "other"]

_HEAD = 4096  # bytes
# Atomic groups: what is passed over is never tried in another way, however often it is repeated.
_ROOT = re.compile(
    r"(?:\s++|(?><\?.*?\?>)|(?><!--.*?-->)|(?><!doctype[^>\[]*+(?:\[.*?\]\s*+)?>))*+"
    r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_KINDS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip
_PACKED = b"\x1f\x8b"
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"PK\x05\x06")
_PAGES = ("text/html", "application/xhtml+xml", "")
_SUBSET = re.compile(r"<!doctype[^>\[]*+\[", re.IGNORECASE)


def of(body: bytes, media_type: str) -> Kind:
    """Return what the bytes are; "document" for what is read by its media type, "other" for nothing."""
    if body.startswith(_DOCUMENTS):
        return "document"
    if body.startswith(_PACKED):
        return "sitemap"  # `sitemap.xml.gz`; nothing else comes packed twice
    head = body[:_HEAD]
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf16 else "utf-8-sig", "replace")
    root = _ROOT.match(text)
    kind = _KINDS.get(root["name"].lower()) if root else None
    if kind:
        return kind
    if root is None and _SUBSET.search(text):
        return "other"  # declarations without end: an attack on whoever reads them
    if media_type in _PAGES or (root and root["name"].lower() == "html"):
        return "page"
    return "document" if media_type.startswith(("text/", "application/", "message/")) else "other"
