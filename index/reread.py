"""The archive read again by the grammar of this program, resumable at any moment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.crew import Crew
from index.derive import Told, tellings
from index.news import Article
from index.statements import Proposal

if TYPE_CHECKING:
    from index.archive import Archive

_log = logging.getLogger(__name__)
_ARTICLES = 64  # a commit


def reread(archive: Archive, *, progress: Callable[[str, int], None] | None = None) -> int:
    """Read who said what in each article that this grammar has not read; return how many statements.

    What is read is committed by batches: stopped at any moment, it goes on where it was.
    """
    done = statements = 0
    with Crew(tellings) as crew:
        work = archive.unread(0, _ARTICLES)
        begun = crew.begin(_with_proposals(archive, work))
        while work:
            following = archive.unread(work[-1][0], _ARTICLES)
            next_begun = crew.begin(_with_proposals(archive, following))
            made = crew.finish(begun, _with_proposals(archive, work))
            statements += _keep(archive, [article for _, article in work], made)
            done += len(work)
            if progress is not None:
                progress("statements", done)
            work, begun = following, next_begun
    archive.settle()
    return statements


def _with_proposals(
    archive: Archive, work: Sequence[tuple[int, Article]]
) -> list[tuple[Article, Sequence[Proposal]]]:
    """Return articles with what models proposed for them, which this grammar verifies anew."""
    held = archive.proposals(article.id for _, article in work)
    return [(article, held.get(article.id, ())) for _, article in work]


def _keep(archive: Archive, articles: Sequence[Article], outcomes: Sequence[Told | str]) -> int:
    """Store what was read; return how many statements. What cannot be read waits for a better grammar."""
    read: dict[str, Told] = {}
    for article, outcome in zip(articles, outcomes, strict=True):
        if isinstance(outcome, Told):
            read[article.id] = outcome
        else:
            _log.error("article cannot be read: %s\n%s", article.id, outcome)
    archive.tell(read)
    return sum(len(told.statements) for told in read.values())
