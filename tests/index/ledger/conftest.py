"""An archive of invented articles, and the ledger over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.derive import entry
from index.ledger import Ledger
from index.ledger.asked import Asked, Said
from index.news import Article

Printed = Callable[..., Article]
Say = Callable[..., Said]


@pytest.fixture
def printed(archive: Archive) -> Printed:
    """Return a function that stores an article and settles the speakers."""

    def store(article_id: str, text: str, **fields: object) -> Article:
        article = Article(article_id, text, f"/{article_id}.txt", **fields)  # type: ignore[arg-type]  # fields of Article
        archive.store([entry(article, text.encode())])
        archive.settle()
        return article

    return store


@pytest.fixture
def say(archive: Archive) -> Say:
    """Return a function that asks the ledger what somebody said."""

    def asked(speaker: str, topic: str | None = None, **filters: str) -> Said:
        with Ledger.open(archive.home) as ledger:
            return ledger.said(Asked(speaker, topic, **filters))  # type: ignore[arg-type]  # a kind is a word

    return asked
