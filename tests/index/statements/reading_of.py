"""What the tests of statements share: reading a text and asking who said what in it."""

from __future__ import annotations

from typing import Any

from index.news import Article, Statement
from index.statements import parse_article

PUBLISHED = "2024-11-21T10:00:00+01:00"  # a Thursday


def article(text: str, **given: Any) -> Article:
    """Return an article of one text, published on a known Thursday unless told otherwise."""
    return Article(**{"id": "a1", "text": text, "source": "test", "published": PUBLISHED, **given})


def statements(text: str, **given: Any) -> list[Statement]:
    """Return what the reader finds said in a text."""
    return parse_article(article(text, **given)).statements


def terms(text: str) -> list[str]:
    """Return the quoted words of a text that are nobody's."""
    return [span.text for span in parse_article(article(text)).terms]


def spoken(statement: Statement) -> str:
    """Return the quoted words of a statement, or its content where none are quoted."""
    return " […] ".join(f.text for f in statement.fragments) or statement.content.text


def find(found: list[Statement], words: str) -> Statement:
    """Return the statement that holds some words among those quoted, else in its content."""
    for statement in sorted(found, key=lambda s: not s.fragments):
        if words in spoken(statement):
            return statement
    raise AssertionError(f"nobody says {words!r}: {[(s.speaker, spoken(s)) for s in found]}")
