"""`said`, `statements` and `speakers`: who said what. They load no store and no model library."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.terminal import output, saving
from bot.terminal.options import AsJson, Home, Language, Separator, settings
from index.errors import UsageError
from prompts import message

_SCREEN = 12  # statements a screen holds about
_NAMES = 40  # speakers
_All = Annotated[bool, typer.Option("--all", help="Show all of them, not a screenful.")]


def said(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    speaker: Annotated[str, typer.Argument(metavar="SPEAKER", help="A name or an office.")],
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="What comes first.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or earlier.")] = None,
    kind: Annotated[
        Literal["direct", "mixed", "indirect"] | None, typer.Option(help="Of this kind only.")
    ] = None,
    everything: _All = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Show every statement of a speaker, what is on the topic first."""
    from bot import composition
    from bot.render import document
    from index.ledger.asked import Asked

    chosen = settings(home, language)
    if not speaker.strip():
        raise UsageError(message("terminal.empty", chosen.language))
    most = None if everything or as_json else _SCREEN
    first, last = days(since, until, chosen.language)
    asked = Asked(speaker, (topic or "").strip() or None, first, last, kind, most=most)
    with composition.ledger(chosen) as ledger:
        found = ledger.said(asked)
    if as_json:
        output.document(document.said(found))
        return
    from bot.render import ledger as render

    output.show(render.said(found, asked, chosen.language, most))


def statements(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    article: Annotated[
        str | None, typer.Option("--article", metavar="ARTICLE_ID", help="Of this article only.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write them as CSV; - is stdout.")
    ] = None,
    separator: Separator = None,
    everything: _All = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Print the ledger; with --json one statement a line."""
    from bot import composition
    from bot.render import document

    chosen = settings(home, language)
    cut = saving.cut_at(separator, chosen.language, as_csv=csv is not None)
    with composition.ledger(chosen) as ledger:
        found = ledger.statements(article)
        if csv is not None:
            from bot.render import table

            saving.lines(csv, table.statements(found, cut), mark=True)
        elif as_json:
            for told, printed in found:
                output.document(document.statement(told, printed))
        else:
            from bot.render import ledger as render

            most = None if everything else _SCREEN
            shown = list(islice(found, most))
            output.show(render.statements(shown, ledger.count(article), chosen.language))


def speakers(
    everything: _All = False, home: Home = None, as_json: AsJson = False, language: Language = None
) -> None:
    """List who speaks in the articles, whoever said most first."""
    from bot import composition
    from bot.render import document

    chosen = settings(home, language)
    most = None if everything or as_json else _NAMES
    with composition.ledger(chosen) as ledger:
        found = ledger.speakers(most)
    if as_json:
        output.document([document.speaker(s) for s in found])
        return
    from bot.render import ledger as render

    output.show(render.speakers(found, chosen.language, most))


def days(since: str | None, until: str | None, language: str) -> tuple[str | None, str | None]:
    """Return two ISO days as they are given, the first no later than the second.

    Raises:
        UsageError: one is no day, or no day lies between them.
    """
    first, last = _day(since, language), _day(until, language)
    if first and last and first > last:
        raise UsageError(message("said.backwards", language, since=first, until=last))
    return first, last


def _day(given: str | None, language: str) -> str | None:
    from datetime import date

    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(message("said.no_day", language, given=given)) from None
