"""`ask`: an answer with its sources, for one question or a file of them."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import batch, output, proving
from bot.terminal.options import AsJson, Home, Language, settings

if TYPE_CHECKING:
    from bot.answers.answer import Answer
    from bot.answers.receipts.keeping import Run
    from bot.composition import Desk


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="A question.")] = None,
    questions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="JSON Lines with id and question; - is stdin.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Answer a question from the articles, or say why not.

    With --questions, one object a line.
    """
    import asyncio

    from bot import composition

    chosen = settings(home, language)
    batch.one_of(question, questions, ("QUESTION", "--questions"), chosen.language)
    asked = batch.lines(questions, "question", chosen.language) if questions else []
    notice = output.noticer(chosen.language)
    with composition.desk(chosen, lasting=bool(questions), notice=notice) as desk:
        if question is None:
            with composition.keeping_many(chosen, notice) as receipts:
                asyncio.run(_answer_all(desk, asked, receipts))
            return
        from bot.terminal.streaming import written

        pieces = desk.engine().stream(batch.whole(question))
        answer = asyncio.run(written(pieces, chosen.language, show=not as_json))
        keeper = composition.keeper(chosen)
        if as_json:
            kept = proving.keep(keeper, answer, chosen.language)  # before a script reads its id
            output.document(_document(answer, desk) | {"receipt": kept})
            return
        from bot.render import terminal

        output.show(terminal.answer(answer, chosen.language))
        proving.keep(keeper, answer, chosen.language, hint="command")


async def _answer_all(desk: Desk, asked: list[tuple[object, str]], receipts: Run) -> None:
    engine = desk.engine()
    for number, (name, question) in enumerate(asked):
        answer = await engine.ask(question)
        if not number:  # what is loaded by now stays: looking through it for waste cost an eighth of the time
            gc.freeze()
        kept = receipts.keep(answer)
        output.document(_document(answer, desk) | {"receipt": kept, "id": name})


def _document(answer: Answer, desk: Desk) -> dict[str, object]:
    from bot.render import document

    spoken = dict.fromkeys(s.article_id for s in answer.statements)
    articles = {i: a for i in spoken if (a := desk.archive.article(i))}
    return document.answer(answer, articles)
