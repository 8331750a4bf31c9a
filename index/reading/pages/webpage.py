"""A web page to its article: read in a child process, cleaned here like every other article.

`extract` runs in the child (`isolated`); the rest does not touch the page's markup.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from index.errors import SourceError
from index.news import Article
from index.reading import isolated, printed
from index.reading.lines import dates
from index.reading.pages import encoding
from index.reading.printed import Metadata
from prompts import message

_SECONDS = 8.0  # for a page; an ordinary one takes a tenth of one, a heavy one on a busy machine several

_LANGUAGE = "fr"
_LEAST_LETTERS = 100  # fewer are what a page says that needs JavaScript, or that has gone
_LONGEST = 500_000  # characters: a day of debates; more takes many seconds to read who said what
_MIRROR = re.compile(r"(?:www|m|mobile|amp)\.")
_DATED = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")


def extract(raw: bytes, charset: str = "") -> dict[str, Any]:
    """Return the printed text of a page's bytes, headline first, and its metadata; runs in a child.

    Raises:
        SourceError: the page is hostile.
    """
    from index.reading.pages import page, vote

    found = page.read(encoding.decode(raw, charset or None), vote.settled)
    heading = found.heading or found.metadata.title
    text = f"{heading}\n\n{found.text}" if heading and found.text else found.text
    return {"text": text, "metadata": asdict(found.metadata)}


def read(raw: bytes, charset: str | None = None) -> tuple[str, Metadata]:
    """Return the printed text and the metadata of a page's bytes.

    Raises:
        SourceError: the page is hostile, or reading it took too much time or memory.
    """
    made = isolated.call("index.reading.pages.webpage:extract", raw, seconds=_SECONDS, charset=charset or "")
    return str(made["text"]), Metadata(**made["metadata"])


def article(raw: bytes, charset: str | None, url: str, source: str) -> Article:
    """Return the article of a page that was fetched from `url`; `source` is the address it was asked by.

    Raises:
        SourceError: there is no text, or it cannot be read.
    """
    text, stated = read(raw, charset)
    if len(text) > _LONGEST:
        raise SourceError(message("fetching.too_long", _LANGUAGE))
    stated = replace(stated, url=canonical(stated.url, url), outlet=stated.outlet or _host(url))
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        raise SourceError(message("fetching.no_article", _LANGUAGE))
    found = printed.article(text, stated, source)
    return found if found.published else replace(found, published=_dated(url))


def canonical(stated: str | None, url: str) -> str:
    """Return a page's lasting address: the one it states where that is of its own site, else where it was.

    Another site's address would let a page take the place of that site's article, and a front page's would
    make all articles of a site one.
    """
    try:
        own, there = urlsplit(stated or ""), urlsplit(url)
        if _site(own.netloc) == _site(there.netloc) and (own.path.strip("/") or not there.path.strip("/")):
            return str(stated)
    except ValueError:
        pass
    return url


def _site(netloc: str) -> str:
    return _MIRROR.sub("", netloc.lower(), count=1).removesuffix(":443").removesuffix(":80")


def _host(url: str) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None


def _dated(url: str) -> str | None:
    """Return the date in an address ("/2026/11/21/"), if there is one."""
    found = _DATED.search(urlsplit(url).path)
    return dates.iso("-".join(found.groups())) if found else None
