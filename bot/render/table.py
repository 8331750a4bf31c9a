"""Statements as CSV: one a line, spans as offsets and text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from bot.render import document
from index.news import Article, Statement

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def statements(found: Iterable[tuple[Statement, Article]]) -> Iterator[str]:
    """Yield the head and a line a statement, with its line end; several fragments stand between " | "."""
    for number, (statement, article) in enumerate(found):
        row = document.statement(statement, article)
        content = row.pop("content")
        row["fragments"] = " | ".join(f["text"] for f in row["fragments"])
        row |= {"start": content["start"], "end": content["end"], "content": content["text"]}
        if number == 0:
            yield _line(row)
        yield _line(_safe(value) for value in row.values())


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: articles are foreign text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(["" if v is None else v for v in values])
    return written.getvalue()
