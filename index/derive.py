"""Article -> what the archive keeps of it besides: the costly work on one article, without any store.

A pure function of its input, so that a pool of processes can run it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from index import copies, passages
from index.news import Article, Passage, Statement

ReadStatements = Callable[[Article], list[Statement]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with its derived rows, ready to be written in one transaction.

    Attributes:
        raw: what came in, compressed with zlib.
        bands: `copies.bands` of the text.
        vectors: one float16 little-endian vector a passage, or None where they are still to be made.
    """

    article: Article
    raw: bytes
    passages: tuple[Passage, ...]
    bands: tuple[int, ...]
    statements: tuple[Statement, ...] = ()
    vectors: tuple[bytes, ...] | None = None


def entry(article: Article, raw: bytes, read_statements: ReadStatements | None = None) -> Entry:
    """Derive all but the vectors; `article.id` is set."""
    return Entry(
        article=article,
        raw=zlib.compress(raw, 6),
        passages=tuple(passages.split(article)),
        bands=tuple(copies.bands(article.text)),
        statements=tuple(read_statements(article)) if read_statements else (),
    )
