"""A ledger that reads each article once: a dossier cites some of them hundreds of times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from index.ledger.versions.editions import Corpus, Edition
from index.news import Article, Statement


class Comparing(Protocol):
    """The part of a ledger that making and checking receipts needs."""

    def editions(self, article_id: str) -> list[Edition]:
        """Return the versions of an article, today's first."""

    def corpus(self) -> Corpus:
        """Return the state of the archive."""

    def statements(self, article_id: str | None = None) -> Iterable[tuple[Statement, Article]]:
        """Return the statements of an article."""


class Once:
    """A Comparing that keeps what another one has read, for as long as one receipt is made or checked."""

    def __init__(self, ledger: Comparing) -> None:
        self._ledger = ledger
        self._editions: dict[str, list[Edition]] = {}
        self._statements: dict[str | None, list[tuple[Statement, Article]]] = {}

    def editions(self, article_id: str) -> list[Edition]:
        """Return the versions of an article, today's first."""
        if article_id not in self._editions:
            self._editions[article_id] = self._ledger.editions(article_id)
        return self._editions[article_id]

    def corpus(self) -> Corpus:
        """Return the state of the archive."""
        return self._ledger.corpus()

    def statements(self, article_id: str | None = None) -> list[tuple[Statement, Article]]:
        """Return the statements of an article."""
        if article_id not in self._statements:
            self._statements[article_id] = list(self._ledger.statements(article_id))
        return self._statements[article_id]
