"""DOOR pypdf: the text of a PDF file, without what its pages repeat; runs in a child (`isolated`)."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PdfReadError, WrongPasswordError

from index.errors import SourceError
from index.reading.documents import paragraphs
from index.reading.lines import bylines
from prompts import message

_MOST_PAGES = 3000
_MOST_CHARACTERS = 10_000_000
# A page of pictures may carry a stamp or a number; fewer letters than this on each are no text.
_LEAST_ON_A_PAGE = 20
_EDGE = 3  # lines of a header or a footer
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:p\.|page|page n°)?\s*\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?[-–—|\s]*", re.I
)
# What programs write where a title should be.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|sans titre|document\s?\d*$)|\.\w{2,5}$", re.I
)


def extract(raw: bytes) -> list[dict[str, Any]]:
    """Return the text, title, author and date of creation of a PDF file.

    Raises:
        SourceError: it is locked, damaged, too long, or holds pictures of text alone.
    """
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(message("documents.pdf_locked", "fr"))
        pages = _pages(reader)
    except (WrongPasswordError, DependencyError):
        raise SourceError(message("documents.pdf_locked", "fr")) from None
    except (PdfReadError, RecursionError):
        raise SourceError(message("documents.pdf", "fr")) from None
    if sum(map(_letters, pages)) < _LEAST_ON_A_PAGE * len(pages):
        raise SourceError(message("documents.pdf_scanned", "fr"))
    said = _said(reader)
    lines = _titled([line for page in _bare(pages) for line in page], said.get("title"))
    return [said | {"text": paragraphs.join(lines)}]


def _pages(reader: PdfReader) -> list[list[str]]:
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        pages.append([line.strip() for line in text.split("\n")])
        length += len(text)
        if len(pages) > _MOST_PAGES or length > _MOST_CHARACTERS:
            raise SourceError(message("documents.pdf_long", "fr"))
    return pages


def _letters(page: Sequence[str]) -> int:
    return sum(c.isalpha() for line in page for c in line)


def _said(reader: PdfReader) -> dict[str, str]:
    """Return what the file says of itself, where it can be believed."""
    told = reader.metadata
    if told is None:
        return {}
    said: dict[str, str] = {}
    try:
        title, author, created = told.title, told.author, told.creation_date
    except (ValueError, PdfReadError):
        return {}
    if title and not _NO_TITLE.search(title.strip()):
        said["title"] = " ".join(title.split())
    signed = bylines.read(f"Par {author}") if author else None
    if signed and signed.author and " " in signed.author:  # "user", "admin"
        said["author"] = signed.author
    if created:
        said["created"] = created.date().isoformat()
    return said


def _bare(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pages without the headers, footers and numbers that stand at their edges."""
    printed = [[line for line in page if line] for page in pages]
    tops = Counter(_shape(line) for page in printed for line in page[:_EDGE])
    ends = Counter(_shape(line) for page in printed for line in page[-_EDGE:])
    return [_without(page, tops, ends, len(pages)) for page in printed]


def _without(page: list[str], tops: Counter[str], ends: Counter[str], pages: int) -> list[str]:
    start, end = 0, len(page)
    while start < min(_EDGE, end) and _repeats(page[start], tops, pages):
        start += 1
    while end > max(start, len(page) - _EDGE) and _repeats(page[end - 1], ends, pages):
        end -= 1
    return page[start:end]


def _repeats(line: str, seen: Counter[str], pages: int) -> bool:
    """Tell whether a line at the edge is on two pages in five or more, or is a number."""
    if pages > 1 and _PAGE_NUMBER.fullmatch(line):
        return True
    often = seen[_shape(line)]
    return often > 1 and often * 5 >= pages * 2


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def _titled(lines: list[str], title: str | None) -> list[str]:
    """Return the lines with the headline on one: a title in the metadata shows how far it goes."""
    wanted = "".join((title or "").split()).lower()
    for count in range(1, 5):
        if wanted and "".join("".join(lines[:count]).split()).lower() == wanted:
            return [" ".join(lines[:count]), "", *lines[count:]]
    return lines
