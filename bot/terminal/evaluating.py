"""`eval`: how well this home answers a file of questions, claims and speakers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import output, progress, saving
from bot.terminal.options import AsJson, Home, Language, settings

if TYPE_CHECKING:
    from bot.answers.answer import Answer
    from bot.answers.check.checker import Checker
    from bot.answers.engine import Engine
    from bot.answers.verdict import Verdict
    from bot.evaluation.items import Item
    from bot.evaluation.runs import Run
    from bot.settings import Settings
    from index.ledger.asked import Asked, Said
    from index.news import Hit
    from index.retrieval import Searcher


def evaluate(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Questions, claims, speakers as JSON; - is stdin.")
    ],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="PAGE", help="Write the report as a page with plots.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="RUN", help="Keep this run, for --compare.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="RUN", help="Tell what changed from a saved run.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Measure how often it is right on questions of your own.

    Search, answers, silence and checks; the README has the form of the file.
    """
    from bot.evaluation import comparing, reading, runs
    from bot.render.evaluation import page, report

    chosen = settings(home, language)
    items = reading.read(file, chosen.language)
    earlier = runs.load(compare, chosen.language) if compare else None
    with progress.bar(chosen.language, {"items": len(items)}) as tell:
        run = _run(items, chosen, lambda done: tell("items", done))
    compared = comparing.compare(run, earlier) if earlier else None
    if save:
        import json

        saving.lines(save, [json.dumps(runs.write(run), ensure_ascii=False, indent=1), "\n"])
    if html:
        saving.lines(html, [page.page(run, compared, chosen.language)])
    if as_json:
        output.document(report.document(run, compared))
    else:
        output.show(report.report(run, compared, chosen.language))


@dataclass(frozen=True, slots=True)
class _Home:
    """One home, asked as the commands ask it; no receipt is kept of an evaluation."""

    settings: Settings
    searcher: Searcher
    engine: Engine
    checker: Checker

    def search(self, query: str, k: int) -> list[Hit]:
        return self.searcher.search(query, k)

    async def ask(self, question: str) -> Answer:
        return await self.engine.ask(question)

    async def check(self, claim: str) -> Verdict:
        return await self.checker.judged(claim)

    def said(self, asked: Asked) -> Said:
        from bot import composition

        with composition.ledger(self.settings) as ledger:
            return ledger.said(asked)


def _run(items: list[Item], chosen: Settings, told: Callable[[int], None]) -> Run:
    import asyncio
    from datetime import UTC, datetime
    from importlib.metadata import version

    from bot import composition
    from bot.evaluation.measuring import measure
    from bot.evaluation.runs import Run

    with composition.desk(chosen, lasting=True, notice=output.noticer(chosen.language)) as desk:
        articles = desk.archive.summaries()
        asked = _Home(chosen, desk.searcher(), desk.engine(), composition.checker(chosen))
        measured = asyncio.run(measure(items, asked, articles, told))
    return Run(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("verbatim"),
        articles=len(articles),
        model=chosen.news.llm.model if chosen.news.llm else None,
        embedding=desk.embedder.name,
        outcomes=measured.outcomes,
        left_out=measured.left_out,
    )
