"""A model asked, article by article, for statements that the grammar missed; what verifies is kept.

Each article is one transaction: stopped at any moment, what was done is kept and the next round goes on.
What a model wrote unreadably or not in time is asked for again by the next round.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from index.derive import telling
from index.errors import ModelError, ModelTimeout
from index.llm import Message, Model
from index.news import Article
from index.proposing.written import Shown, Written, read, requests
from index.statements import Proposal, verify
from prompts import message

if TYPE_CHECKING:
    from index.archive import Archive

_ARTICLES = 64  # read at once
_MOST_CHARACTERS = 60_000  # of an answer with its thinking; whoever writes more is hung up on
_IN_A_ROW = 3  # articles that fail before the round ends
_LANGUAGE = "fr"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """What a round is to do.

    Attributes:
        by: who proposes, see `written.signature`; articles that it was asked about are passed over.
        articles: which ones; None for all that a grammar reads and that are no copies.
        limit: how many to ask about at most.
    """

    by: str
    articles: Sequence[Article] | None = None
    limit: int | None = None


@dataclass(slots=True)
class Report:
    """What a round did.

    Attributes:
        articles: how many were asked about to the end.
        proposed, entered, refused: statements; `refused` by reason, one of `index.statements.Reason`.
        failed: (article id, reason for people) of those that will be asked about again.
        stopped: why the round ended early, "" where it did not.
    """

    articles: int = 0
    proposed: int = 0
    entered: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    stopped: str = ""


def propose(
    archive: Archive,
    model: Model,
    task: Task,
    *,
    shown: Shown,
    progress: Callable[[str, int], None] | None = None,
) -> Report:
    """Ask a model about articles and keep what verifies.

    Nothing is raised for what the model does: `Report.stopped` and `Report.failed` tell it.
    """
    report, row = Report(), 0
    asking = _Round(archive, model, task.by, shown, report)
    try:
        for article in islice(_waiting(archive, task), task.limit):
            try:
                asking.ask(article)
                row = 0
            except _UnreadableError:
                report.failed.append((article.id, message("propose.unreadable", _LANGUAGE)))
                row += 1
            except ModelTimeout as error:
                report.failed.append((article.id, str(error)))
                row += 1
            except ModelError as error:
                report.stopped = str(error)
                break
            if row == _IN_A_ROW:
                report.stopped = report.failed[-1][1]
                break
            if progress is not None:
                progress("proposals", report.articles + len(report.failed))
    finally:
        archive.settle()
    return report


class _UnreadableError(Exception):
    """An answer holds nothing of what was asked for."""


def _waiting(archive: Archive, task: Task) -> Iterator[Article]:
    if task.articles is not None:
        asked = archive.proposals([a.id for a in task.articles], task.by)
        yield from (a for a in task.articles if a.id not in asked)
        return
    after = 0
    while work := archive.unproposed(task.by, after, _ARTICLES):
        yield from (article for _, article in work)
        after = work[-1][0]


@dataclass(frozen=True, slots=True)
class _Round:
    """What asking about one article needs, and the report that it adds to."""

    archive: Archive
    model: Model
    by: str
    shown: Shown
    report: Report

    def ask(self, article: Article) -> None:
        """Ask about one article and keep what came of it."""
        before = self.archive.proposals([article.id]).get(article.id, ())
        known = verify(article, before)
        statements = [*known.reading.statements, *known.entered]
        new: dict[Proposal, None] = {}
        broken = 0
        for messages in requests(article, statements, self.shown) if known.open else ():
            answer = asyncio.run(_answer(self.model, messages))
            if not answer.readable:
                raise _UnreadableError
            new |= dict.fromkeys(answer.proposals)
            broken += answer.broken
        verified = verify(article, tuple(dict.fromkeys([*before, *new])))
        more = len(verified.entered) > len(known.entered)
        told = telling(article, verified.reading, verified.entered) if more else None
        self.archive.propose(article, self.by, tuple(new), told)
        report = self.report
        report.articles += 1
        report.proposed += len(new) + broken
        report.entered += len(verified.entered) - len(known.entered)
        reasons = {proposal: str(reason) for proposal, reason in verified.refused}
        reasons = dict.fromkeys(before, "known") | reasons  # what another model proposed and entered
        report.refused.update(reasons[proposal] for proposal in new if proposal in reasons)
        report.refused.update(["unreadable"] * broken)
        _log.debug("%s: %d proposed, %d enter", article.id, len(new), len(verified.entered))


async def _answer(model: Model, messages: list[Message]) -> Written:
    written = ""
    async with aclosing(model.stream(messages)) as pieces:
        async for piece in pieces:
            written += piece
            if len(written) > _MOST_CHARACTERS:
                break
    return read(written)
