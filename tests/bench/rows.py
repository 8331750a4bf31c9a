"""Articles and questions of JSON Lines files, gzipped or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """Return the objects of a file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    # Not splitlines(): a JSON string may hold U+2028 and its like.
    return [json.loads(line) for line in raw.decode("utf-8-sig").split("\n") if line.strip()]


def write(path: Path, rows: Iterable[Row]) -> Path:
    """Write objects to a file, a line each."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def thinned(rows: Sequence[Row], most: int) -> list[Row]:
    """Return at most so many rows (0: all), evenly from the whole."""
    return list(rows[:: max(1, len(rows) // most)][:most]) if most else list(rows)


def wanted(question: Row) -> set[str]:
    """Return the ids of the articles that answer a question: its `articles` or `gold`, a list or one."""
    found = question.get("articles", question.get("gold", []))
    return {found} if isinstance(found, str) else set(found)


def text(article: Row) -> str:
    """Return what every system is given of an article: the headline, then the text."""
    return f"{article.get('title') or ''}\n{article['text']}".strip()


def characters(articles: Iterable[Row]) -> int:
    """Return how long the texts are together, in bytes of UTF-8."""
    return sum(len(article["text"].encode()) for article in articles)
