"""Statements and articles as CSV: one a line, spans as offsets and text.

No cell is a formula, whichever separator a spreadsheet cuts the lines at: articles are foreign text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from bot.render import document
from index.news import Article, Statement

# Full-width signs too: a spreadsheet set to Japanese or Chinese reads them as the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SEPARATORS = ",;\t"
# Where a spreadsheet that cuts at another separator, or does not see the quotation marks, begins a cell.
_WITHIN = re.compile(f"(?<=[{_SEPARATORS}\r\n])(?=[{re.escape(''.join(_FORMULA[:4] + _FORMULA[-4:]))}])")
_ARTICLE = (
    "id", "title", "outlet", "published", "url", "author", "author_role", "genre", "language", "source",
    "original", "text",
)  # fmt: skip
_STATEMENT = (
    "id", "article_id", "title", "outlet", "published", "url", "speaker", "speaker_type", "speaker_surface",
    "role", "cue", "kind", "fragments", "polarity", "mood", "relay", "said_on", "headline", "confidence",
    "rule", "by_date", "evidence", "start", "end", "content",
)  # fmt: skip


def statements(found: Iterable[tuple[Statement, Article]], separator: str = ",") -> Iterator[str]:
    """Yield the head and a line a statement, with its line end; several fragments stand between " | "."""
    yield _line(_STATEMENT, separator)
    for statement, article in found:
        row = document.statement(statement, article)
        content, evidence = row["content"], row["evidence"]
        row["fragments"] = " | ".join(f["text"] for f in row["fragments"])
        row["evidence"] = evidence["text"] if evidence else None
        row |= {"start": content["start"], "end": content["end"], "content": content["text"]}
        yield _line((_safe(row[name]) for name in _STATEMENT), separator)


def articles(found: Iterable[Article], separator: str = ",") -> Iterator[str]:
    """Yield the head and a line an article, with its line end."""
    yield _line(_ARTICLE, separator)
    for article in found:
        row = document.exported(article)
        yield _line((_safe(row[name]) for name in _ARTICLE), separator)


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula, nor any part of it."""
    if not isinstance(value, str):
        return value
    return _WITHIN.sub("'", f"'{value}" if value.startswith(_FORMULA) else value)


def _line(values: Iterable[object], separator: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerow(["" if v is None else v for v in values])
    return written.getvalue()
