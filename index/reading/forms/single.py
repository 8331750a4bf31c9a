"""Text, Markdown and HTML files: one article a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.errors import SourceError
from index.reading import files, printed
from index.reading.forms import markdown
from index.reading.outcome import Reading, Refused
from index.reading.pages import encoding, webpage
from index.reading.printed import Metadata

# More is no page of a newspaper, and parsing it would take many seconds.
LARGEST_PAGE = 5 * files.MEGABYTE


def text(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a plain text file."""
    yield _outcome(raw, source, lambda plain: (plain, Metadata()))


def marked(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a Markdown file, with its front matter."""
    yield _outcome(raw, source, markdown.plain)


def page(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a saved web page."""
    yield _outcome(raw, source, _page, _page_text)


def _page_text(raw: bytes) -> str:
    """Return a saved page as text; unlike other files it may say itself in which character set it is."""
    if encoding.declared(raw) is None:
        return files.decode(raw)
    files.check_text(raw)
    return encoding.decode(raw)


def _page(html: str) -> tuple[str, Metadata]:
    return webpage.read(html.encode(), "utf-8")


def _outcome(
    raw: bytes,
    source: str,
    plain: Callable[[str], tuple[str, Metadata]],
    decode: Callable[[bytes], str] = lambda raw: printed.bounded(files.decode(raw)),
) -> Reading | Refused:
    try:
        return Reading(printed.article(*plain(decode(raw)), source), raw, False)
    except SourceError as error:
        return Refused(source, str(error))
