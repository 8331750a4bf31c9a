"""`propose`: a model points at statements that the grammar missed, the text decides which enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from index.errors import UsageError, VerbatimError
from prompts import message

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.archive import Archive
    from index.news import Article
    from index.proposing import Report
    from index.settings import Endpoint

_TIMEOUT = 120.0  # seconds; nobody waits for one answer, and a local model reads a long article slowly


def propose(
    article_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE_ID]...", help="Ids of articles; all without.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Submit N articles at most: each is a request.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Let the model propose statements that were missed.

    What the text proves enters, marked as such.
    """
    from bot import composition

    chosen = settings(home, language)
    endpoint = chosen.news.llm
    if endpoint is None or not endpoint.model:
        raise UsageError(message("propose.no_model", chosen.language))
    with composition.archive(chosen) as archive:
        report, left = _round(archive, endpoint, chosen, article_ids or [], limit)
    if as_json:
        output.document(_document(report, left))
    else:
        _show(report, left, chosen.language)
    if report.stopped:
        output.complain(report.stopped)
    if report.stopped or report.failed:
        raise typer.Exit(1)


def _round(
    archive: Archive, endpoint: Endpoint, chosen: Settings, ids: list[str], limit: int | None
) -> tuple[Report, int]:
    """Return what a round did, and how many articles are left for another one."""
    from bot.answers.written import material, orders
    from bot.terminal.progress import bar
    from index import llm, proposing

    by = proposing.signature(endpoint.model)
    articles = [_article(archive, i, chosen.language) for i in dict.fromkeys(ids)] if ids else None
    waiting = archive.count_unproposed(by) if articles is None else len(articles)
    with bar(chosen.language, {"proposals": min(waiting, limit or waiting)}) as tell:
        report = proposing.propose(
            archive,
            llm.open(endpoint, timeout=_TIMEOUT),
            proposing.Task(by, articles, limit),
            shown=lambda text: material.plain(orders.blank(text)),
            progress=tell,
        )
    return report, archive.count_unproposed(by)


def _article(archive: Archive, article_id: str, language: str) -> Article:
    found = archive.article(article_id)
    if found is None:
        raise VerbatimError(message("shown.unknown", language, id=article_id))
    return found


def _document(report: Report, left: int) -> dict[str, Any]:
    return {
        "articles": report.articles,
        "proposed": report.proposed,
        "entered": report.entered,
        "refused": dict(sorted(report.refused.items())),
        "failed": [{"article_id": i, "reason": reason} for i, reason in report.failed],
        "left": left,
    }


def _show(report: Report, left: int, language: str) -> None:
    from bot.render import lists
    from bot.render.layout import line

    counts = {n: getattr(report, n) for n in ("articles", "proposed", "entered")}
    output.show(lists.remark(message("propose.report", language, **counts, left=left)))
    if report.refused:
        reasons = [
            (str(n), message(f"propose.reason_{why}", language)) for why, n in report.refused.most_common()
        ]
        output.show(lists.remark(message("propose.refused", language)))
        output.show(lists.table(reasons))
    if report.failed:
        output.show(lists.remark(message("propose.failed", language)))
        output.show(lists.table([(line(i), reason) for i, reason in report.failed]))
