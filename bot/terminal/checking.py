"""`check`: whether somebody really said something, for one claim or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import batch, output, proving
from bot.terminal.options import AsJson, Home, Language, settings

if TYPE_CHECKING:
    from bot.answers.check.checker import Checker
    from bot.answers.verdict import Verdict
    from bot.settings import Settings


def check(
    claim: Annotated[
        str | None, typer.Argument(metavar="CLAIM", help="Who is said to have said what.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option(metavar="FILE", help="JSON Lines with id and claim; - is stdin.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Tell whether somebody really said something.

    With --claims, one object a line.
    """
    from bot import composition
    from bot.render import document

    chosen = settings(home, language)
    batch.one_of(claim, claims, ("CLAIM", "--claims"), chosen.language)
    given = batch.lines(claims, "claim", chosen.language) if claims else []
    checker = composition.checker(chosen)
    if claim is None:
        with composition.keeping_many(chosen, output.noticer(chosen.language)) as receipts:
            for name, text in given:
                verdict = _verdict(checker, text, chosen)
                output.document(document.verdict(verdict) | {"receipt": receipts.keep(verdict), "id": name})
        return
    verdict = _verdict(checker, batch.whole(claim), chosen)
    keeper = composition.keeper(chosen)
    if as_json:
        kept = proving.keep(keeper, verdict, chosen.language)  # before a script reads its id
        output.document(document.verdict(verdict) | {"receipt": kept})
        return
    from bot.render import verdict as render

    output.show(render.verdict(verdict))
    proving.keep(keeper, verdict, chosen.language, hint="command")


def _verdict(checker: Checker, text: str, chosen: Settings) -> Verdict:
    if chosen.news.llm is None:
        return checker.check(text)
    import asyncio

    return asyncio.run(checker.judged(text))
