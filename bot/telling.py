"""The ledger for answers, opened for each question: in whatever thread, and as the archive is then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.answers.check.checker import Checker
from bot.answers.verdict import Verdict
from index.ledger import Ledger
from index.ledger.asked import Asked, Covered, Said, Told


@dataclass(frozen=True, slots=True)
class Opening:
    """What `Engine` asks, over a ledger that `ledger` opens for a block."""

    ledger: Callable[[], AbstractContextManager[Ledger]]
    checker: Checker

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said."""
        with self.ledger() as opened:
            return opened.said(asked)

    def about(self, topic: str, article_ids: Sequence[str]) -> list[Told]:
        """Return what anybody said on a topic in some articles."""
        with self.ledger() as opened:
            return opened.about(topic, article_ids)

    def covering(self, article_id: str, start: int, end: int) -> Covered:
        """Return whose words stand in a part of an article."""
        with self.ledger() as opened:
            return opened.covering(article_id, start, end)

    def check(self, claim: str, language: str) -> Verdict:
        """Return what becomes of a claim that somebody said something."""
        return self.checker.check(claim, language)
