"""Statements and articles as CSV: one a line, spans as offsets and text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.render import document
from index.news import Article, Statement

# Full-width signs too: a spreadsheet set to Japanese or Chinese reads them as the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ARTICLE = (
    "id", "title", "outlet", "published", "url", "author", "author_role", "genre", "language", "source",
    "original", "text",
)  # fmt: skip
_STATEMENT = (
    "id", "article_id", "title", "outlet", "published", "url", "speaker", "speaker_type", "speaker_surface",
    "role", "cue", "kind", "fragments", "polarity", "mood", "relay", "said_on", "headline", "confidence",
    "rule", "by_date", "evidence", "start", "end", "content",
)  # fmt: skip


def statements(found: Iterable[tuple[Statement, Article]]) -> Iterator[str]:
    """Yield the head and a line a statement, with its line end; several fragments stand between " | "."""
    yield _line(_STATEMENT)
    for statement, article in found:
        row = document.statement(statement, article)
        content, evidence = row["content"], row["evidence"]
        row["fragments"] = " | ".join(f["text"] for f in row["fragments"])
        row["evidence"] = evidence["text"] if evidence else None
        yield _row(
            row | {"start": content["start"], "end": content["end"], "content": content["text"]}, _STATEMENT
        )


def articles(found: Iterable[Article]) -> Iterator[str]:
    """Yield the head and a line an article, with its line end."""
    yield _line(_ARTICLE)
    for article in found:
        yield _row(document.exported(article), _ARTICLE)


def _row(values: document.Document, columns: Sequence[str]) -> str:
    return _line(_safe(values[name]) for name in columns)


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: articles are foreign text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(["" if v is None else v for v in values])
    return written.getvalue()
