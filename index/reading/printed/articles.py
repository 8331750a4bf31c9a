"""The article of a printed text; what its source states wins over what its lines say."""

from __future__ import annotations

import re

from index.errors import SourceError
from index.news import Article
from index.reading.lines import bylines
from index.reading.printed import cleaning, genre, language
from index.reading.printed.cleaning import Cleaned
from index.reading.printed.stated import Metadata
from prompts import message

# Characters: a book of 500 pages. Who said what in more takes minutes to read, and is no article.
LONGEST = 1_500_000
_LONGEST_HEADLINE = 200


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
