"""`search`: ranked passages, for one query or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import batch, output
from bot.terminal.options import AsJson, Home, Language, settings


def search(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="A question or words.")] = None,
    queries: Annotated[
        Path | None, typer.Option(metavar="FILE", help="JSON Lines with id and query; - is stdin.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages at most.")] = 10,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Rank the passages that answer a query.

    With --queries, one JSON object a line.
    """
    from bot import composition
    from bot.render import document

    chosen = settings(home, language)
    batch.one_of(query, queries, ("QUERY", "--queries"), chosen.language)
    asked = batch.lines(queries, "query", chosen.language) if queries else []
    notice = output.noticer(chosen.language)
    with composition.desk(chosen, lasting=bool(queries), notice=notice) as desk:
        searcher = desk.searcher()
        for name, text in asked:
            output.document({"id": name, "hits": [document.hit(h) for h in searcher.search(text, k)]})
        if query is None:
            return
        found = searcher.search(batch.whole(query), k)
    if as_json:
        output.document({"hits": [document.hit(h) for h in found]})
        return
    from bot.render import terminal

    output.show(terminal.hits(found, chosen.language))
