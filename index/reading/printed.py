"""Text, Markdown and HTML files: one article a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.errors import SourceError
from index.news import Article
from index.reading import cleaning, encoding, files, genre, language, markdown
from index.reading.cleaning import Cleaned
from index.reading.lines import bylines
from index.reading.metadata import Metadata
from index.reading.outcome import Reading, Refused
from prompts import message

# More is no page of a newspaper, and parsing it would take many seconds.
LARGEST_PAGE = 5 * files.MEGABYTE
# Characters: a book of 500 pages. Who said what in more takes minutes to read, and is no article.
LONGEST = 1_500_000
_LONGEST_HEADLINE = 200


def text(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Read a plain text file."""
    yield _outcome(raw, source, lambda printed: (printed, Metadata()))


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
    from index.reading import webpage

    return webpage.read(html.encode(), "utf-8")


def _outcome(
    raw: bytes,
    source: str,
    plain: Callable[[str], tuple[str, Metadata]],
    decode: Callable[[bytes], str] = lambda raw: bounded(files.decode(raw)),
) -> Reading | Refused:
    try:
        return Reading(article(*plain(decode(raw)), source), raw, False)
    except SourceError as error:
        return Refused(source, str(error))


def article(printed: str, stated: Metadata, source: str) -> Article:
    """Return the article of a printed page; what the page states wins over what its lines say.

    Raises SourceError if no text is left after cleaning.
    """
    cleaned = cleaning.whole(bounded(printed))
    if not any(c.isalnum() for c in cleaned.text):
        raise SourceError(message("reading.nothing_left", "fr"))
    author = stated.author or cleaned.said.author
    opinion = stated.opinion or cleaned.opinion
    return Article(
        id="",
        text=cleaned.text,
        source=source,
        title=_title(cleaned.text, stated),
        outlet=stated.outlet or cleaned.said.outlet,
        published=stated.published or cleaned.said.published,
        url=stated.url or cleaned.said.url,
        language=language.detect(cleaned.text),
        author=author,
        author_role=_role(cleaned, author),
        genre=genre.of(cleaned.text, opinion=opinion),
    )


def bounded(text: str) -> str:
    """Return a text as it is; SourceError if it is longer than any article."""
    if len(text) > LONGEST:
        most = f"{LONGEST:,}".replace(",", "\u202f")
        raise SourceError(message("reading.too_long", "fr", most=most))
    return text


def _title(cleaned: str, stated: Metadata) -> str | None:
    first, _, rest = cleaned.partition("\n")
    first = first.strip()
    if rest.strip() and _is_headline(first):
        return first
    return stated.title


def _is_headline(line: str) -> bool:
    """Say whether a first line is a headline: short, and not closed like a sentence of the article."""
    if not 2 < len(line) <= _LONGEST_HEADLINE or not any(c.isalpha() for c in line):
        return False
    return line.endswith("...") or not re.search(r"[.,;:][»\"” \u00a0\u202f]*$", line)


def _role(cleaned: Cleaned, author: str | None) -> str | None:
    if author is None:
        return None
    return bylines.office(cleaned.text, author) or (
        cleaned.said.author_role if author == cleaned.said.author else None
    )
