"""Chapters of an EPUB book: the spine of its package, each page read like a web page; runs in a child."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from index.errors import SourceError
from index.reading import files
from index.reading.documents import packed
from index.reading.lines import dates
from index.reading.pages import page
from prompts import message

_LARGEST_PAGE = 5 << 20
_MOST_CHAPTERS = 500
_LEAST_LETTERS = 200  # less is a cover, a title page or an epigraph
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_PAGES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class _Book:
    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]

    def bytes(self, name: str) -> bytes:
        info = self.members.get(name)
        if info is None:
            raise SourceError(message("documents.epub_part", "fr"))
        return packed.read(self.archive, info, _LARGEST_PAGE)

    def tree(self, name: str) -> Element:
        try:
            tree: Element = fromstring(self.bytes(name))
        except (ParseError, DefusedXmlException, ValueError):
            raise SourceError(message("documents.epub_strange", "fr")) from None
        return tree


def extract(raw: bytes) -> list[dict[str, Any]]:
    """Return the chapters of a book, each with its place in the spine.

    Raises:
        SourceError: it is no book, is locked, or holds no chapter.
    """
    with packed.opened(raw, "epub") as archive:
        book = _Book(archive, {info.filename: info for info in packed.members(archive)})
        place = book.tree("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
        opf = (place.get("full-path") if place is not None else None) or ""
        package = book.tree(opf)
        said = _said(package)
        chapters = [said | chapter for chapter in _chapters(book, package, posixpath.dirname(opf))]
    if not chapters:
        raise SourceError(message("documents.epub_empty", "fr"))
    return chapters


def _said(package: Element) -> dict[str, str]:
    """Return title, author and date of the book, as fields of its chapters."""
    names = (("outlet", "title"), ("author", "creator"), ("created", "date"))
    said = {}
    for field, name in names:
        told = package.findtext(f".//{_DC}{name}")
        if told and told.strip():
            said[field] = " ".join(told.split())
    if "created" in said and dates.iso(said["created"]) is None:
        del said["created"]
    return said


def _chapters(book: _Book, package: Element, folder: str) -> Iterator[dict[str, str]]:
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    spine = [ref for ref in package.iter(f"{_OPF}itemref") if ref.get("linear") != "no"]
    if len(spine) > _MOST_CHAPTERS:
        raise SourceError(message("documents.epub_long", "fr", most=_MOST_CHAPTERS))
    locked = book.bytes("META-INF/encryption.xml") if "META-INF/encryption.xml" in book.members else b""
    for number, ref in enumerate(spine, start=1):
        item = items.get(ref.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or ""):
            continue
        # A key into the archive's own names; nothing of that name is looked for anywhere else.
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if name.encode("utf-8", "replace") in locked:
            raise SourceError(message("documents.epub_locked", "fr"))
        if name not in book.members:
            continue
        found = page.read(files.decode(book.bytes(name)))
        if sum(c.isalpha() for c in found.text) >= _LEAST_LETTERS:
            text = f"{found.heading}\n\n{found.text}" if found.heading else found.text
            yield {"place": str(number), "text": text} | ({"title": found.heading} if found.heading else {})
