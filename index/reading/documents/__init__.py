"""Documents to articles: PDF, Word, EPUB and saved e-mails, each read in a process of its own.

What is kept beside an article is what was read of the document (its text and what it says of itself, as
JSON), not the document: pictures and fonts would fill the home, and nothing reads them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.errors import SourceError
from index.reading import isolated, printed
from index.reading.lines import dates
from index.reading.outcome import Reading, Refused
from index.reading.printed import Metadata

LARGEST = 50 << 20  # bytes of a document
_FIELDS = ("title", "outlet", "author", "published", "created")
_LONGEST = 400  # characters of a title or a name


def pdf(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a PDF file as one article."""
    yield from _read("pdf", raw, source)


def word(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a Word file (.docx) as one article."""
    yield from _read("word", raw, source)


def epub(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read each chapter of a book as an article, the book's title as its outlet (`source:3`)."""
    yield from _read("epub", raw, source)


def mail(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a saved e-mail as one article: subject, sender and date; attachments are left alone."""
    yield from _read("mail", raw, source)


def _read(reader: str, raw: bytes, source: str) -> Iterator[Reading | Refused]:
    try:
        pieces = isolated.call(f"index.reading.documents.{reader}:extract", raw)
    except SourceError as error:
        yield Refused(source, str(error))
        return
    for piece in pieces:
        place = f"{source}:{piece['place']}" if piece.get("place") else source
        try:
            yield _reading(piece, place)
        except SourceError as error:
            yield Refused(place, str(error))


def _reading(piece: dict[str, Any], source: str) -> Reading:
    """Return the article of what a reader made.

    Its fields win over what the lines of its `text` say, but for `created`, the date of the file.
    """
    title, outlet, author, published, created = (_line(piece.get(name)) for name in _FIELDS)
    stated = Metadata(title, outlet, dates.iso(published or ""), None, author)
    article = printed.article(str(piece["text"]), stated, source)
    if article.published is None:
        article = replace(article, published=dates.iso(created or ""))
    kept = json.dumps(piece, ensure_ascii=False).encode("utf-8", "replace")
    return Reading(article, kept, False)


def _line(given: Any) -> str | None:
    """Return a field as one line that can be stored and shown, or None."""
    if not isinstance(given, str):
        return None
    plain = "".join(c if c.isprintable() else " " for c in given)
    line = " ".join(plain.split()) if "\u00a0" not in plain else plain.strip()
    return line if line and len(line) <= _LONGEST else None
