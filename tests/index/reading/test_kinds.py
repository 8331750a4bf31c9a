"""What stands at an address is told by its content, quickly."""

from __future__ import annotations

import time

import pytest

from index.reading.web import kinds


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (b"<!doctype html><html>", "text/html", "page"),
        (b"<p>un fragment", "text/html", "page"),
        (b"sans balise", "", "page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "application/xml", "page"),
        (b"<rss>", "text/html", "feed"),
        (b"\xef\xbb\xbf<?xml?>\n<!-- x --><!DOCTYPE rss [<!ELEMENT a>]><rss>", "text/xml", "feed"),
        ("<?xml?><feed>".encode("utf-16"), "text/plain", "feed"),
        (b"<rdf:RDF>", "", "feed"),
        (b"<sm:urlset>", "text/xml", "sitemap"),
        (b"<SITEMAPINDEX>", "text/xml", "sitemap"),
        (b"\x1f\x8b\x08", "application/x-gzip", "sitemap"),
        (b"%PDF-1.4", "text/html", "document"),
        (b"PK\x03\x04", "application/octet-stream", "document"),
        (b"un texte", "text/plain", "document"),
        (b"<svg>", "image/svg+xml", "other"),
        (b"\x89PNG", "image/png", "other"),
        (b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 1000, "text/html", "other"),
    ],
)
def test_a_kind_is_told_by_its_first_bytes(body: bytes, media_type: str, kind: str) -> None:
    """The stated type decides only where the content does not."""
    assert kinds.of(body, media_type) == kind


@pytest.mark.parametrize(
    "piece", [b"<!-- -->", b"<!--", b"<?x?>", b"<?x", b"<!doctype a [", b"<!doctype a []>", b" \n", b"<"]
)
def test_no_beginning_takes_long_to_tell(piece: bytes) -> None:
    """What is passed over is passed over once."""
    start = time.process_time()
    kinds.of(piece * (4096 // len(piece)), "text/html")
    assert time.process_time() - start < 0.2
