"""`statements`: who said what."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings


def statements(
    article: Annotated[
        str | None, typer.Option("--article", metavar="ARTICLE_ID", help="Of this article only.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Print the ledger; with --json one statement a line."""
    from bot import composition
    from bot.render import document

    chosen = settings(home, language)
    with composition.ledger(chosen) as ledger:
        for told, printed in ledger.statements(article):
            output.document(document.statement(told, printed))
