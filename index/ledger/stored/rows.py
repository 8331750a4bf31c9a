"""Rows of the archive as statements and articles; a test guards that `index.schema` has these columns."""

from __future__ import annotations

import sqlite3

from index.news import Article, Span, Statement

VERSION = 5  # of the schema that is read

STATEMENT = (
    "id",
    "by_date",
    "speaker",
    "speaker_type",
    "speaker_surface",
    "role",
    "cue",
    "kind",
    "fragments",
    "start",
    "end",
    "polarity",
    "mood",
    "relay",
    "said_on",
    "headline",
    "confidence",
    "rule",
    "evidence_start",
    "evidence_end",
)
ARTICLE = (
    "id",
    "source",
    "title",
    "outlet",
    "published",
    "url",
    "language",
    "author",
    "author_role",
    "genre",
)
# The canonical name: of the speaker over all articles; of a group ("ses avocats") as its own article has it.
NAMED_SQL = """
    CASE WHEN p.type IN ('group', 'anonymous', 'unknown') THEN s.speaker ELSE coalesce(p.name, s.speaker) END
"""
STATEMENT_SQL = ", ".join(f's."{name}"' for name in STATEMENT) + f", {NAMED_SQL} AS named"
ARTICLE_SQL = ", ".join(f'a."{name}" AS article_{name}' for name in ARTICLE) + ", o.id AS original"


def article(row: sqlite3.Row, text: str = "") -> Article:
    """Return the article of a row that was selected with `ARTICLE_SQL`."""
    return Article(**{name: row[f"article_{name}"] for name in ARTICLE}, original=row["original"], text=text)


def statement(row: sqlite3.Row, article_id: str, text: str) -> Statement:
    """Return the statement of a row that was selected with `STATEMENT_SQL`; `text` is its article's."""
    edges = [int(number) for number in row["fragments"].split()]
    seen = row["evidence_start"] is not None
    return Statement(
        id=row["id"],
        article_id=article_id,
        speaker=row["named"],
        speaker_type="person" if row["by_date"] else row["speaker_type"],
        speaker_surface=row["speaker_surface"],
        role=row["role"],
        cue=row["cue"],
        kind=row["kind"],
        fragments=tuple(_span(text, *pair) for pair in zip(edges[::2], edges[1::2], strict=True)),
        content=_span(text, row["start"], row["end"]),
        polarity=row["polarity"],
        mood=row["mood"],
        relay=row["relay"],
        said_on=row["said_on"],
        headline=bool(row["headline"]),
        confidence=row["confidence"],
        rule=row["rule"],
        evidence=_span(text, row["evidence_start"], row["evidence_end"]) if seen else None,
        by_date=bool(row["by_date"]),
    )


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
