"""Which stored article a reading is: by its given id, its address, its text, or the place it came from.

The same words at the addresses of two sites are two articles, of which one is a copy.

An article keeps the id it first got. A line of a JSON Lines file has no lasting place (a line put in above
moves it), so its place counts only while the same story stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from index import copies, identity
from index.news import Article
from index.schema import articles

_LINE = re.compile(r":\d+$")
_SAME_STORY = 0.2  # resemblance: an edited article keeps far more, two stories share far less


@dataclass(frozen=True, slots=True)
class Recognised:
    """A reading with its id; `known` when the archive holds it as it is."""

    article: Article
    known: bool


def recognise(connection: Connection, read: Sequence[tuple[Article, bool]]) -> list[Recognised]:
    """Give each (article, whether its source gave the id) the id it has or will have."""
    # A text that stands elsewhere in what is read has moved there: its old place says nothing of it.
    here = frozenset(identity.digest(article.text) for article, given in read if not given)
    return [_recognised(connection, article, given, here) for article, given in read]


def _recognised(connection: Connection, article: Article, given: bool, here: frozenset[str]) -> Recognised:
    free = articles.c.content.not_in(here - {identity.digest(article.text)})
    if given:
        row = _first(connection, articles.c.id == article.id)
        return Recognised(article, known=_holds(row, article))
    if article.url:
        address = identity.canonical_url(article.url)
        row = _first(connection, articles.c.address == address)
        twin = None if row else _on_site(connection, article, address)
        if twin:
            # A site prints the same words under a second address (a section, a link from a feed).
            return Recognised(replace(article, id=twin.id), known=True)
        row = row or _at_place(connection, article, articles.c.address.is_(None), free)
    else:
        same_text = articles.c.content == identity.digest(article.text)
        row = _first(connection, same_text, articles.c.source == article.source)
        elsewhere = None if row else _first(connection, same_text)
        if elsewhere:
            # The same words from another place, whatever their frame: nothing new was printed.
            return Recognised(replace(article, id=elsewhere.id), known=True)
        row = row or _at_place(connection, article, free)
    if row is None:
        return Recognised(replace(article, id=_fresh_id(connection, article)), known=False)
    return Recognised(replace(article, id=row.id), known=_holds(row, article))


def _on_site(connection: Connection, article: Article, address: str) -> Row[Any] | None:
    """Return what the same site holds with the same words, whatever its address."""
    site = articles.c.address.startswith(address.partition("/")[0] + "/", autoescape=True)
    return _first(connection, articles.c.content == identity.digest(article.text), site)


def _at_place(connection: Connection, article: Article, *also: ColumnElement[bool]) -> Row[Any] | None:
    row = _first(connection, articles.c.source == article.source, *also)
    if row is None or not _LINE.search(article.source):
        return row
    if row.title and row.title == article.title:
        return row
    likeness = copies.resemblance(copies.shingles(row.text), copies.shingles(article.text))
    return row if likeness >= _SAME_STORY else None


def _fresh_id(connection: Connection, article: Article) -> str:
    taken = 0
    while _first(connection, articles.c.id == (new := identity.new_id(article, taken))):
        taken += 1
    return new


def _first(connection: Connection, *conditions: ColumnElement[bool]) -> Row[Any] | None:
    query = select(articles).where(*conditions).order_by(articles.c.sequence.desc()).limit(1)
    return connection.execute(query).first()


def _holds(row: Row[Any] | None, article: Article) -> bool:
    return row is not None and row.version == identity.version(article)
