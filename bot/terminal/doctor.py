"""`doctor`: whether everything works, and what to do where something does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from index.errors import UsageError, VerbatimError
from prompts import message

if TYPE_CHECKING:
    from bot.diagnosis import Look
    from bot.settings import Settings


def doctor(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    quick: Annotated[
        bool, typer.Option("--quick", help="Files and settings only: call nothing, open no index.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Every row, passage and vector instead of a sample.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Build damaged indexes anew; nothing is embedded again.")
    ] = False,
    patience: Annotated[
        float, typer.Option(metavar="SECONDS", min=1, help="What an index may take to answer.")
    ] = 300.0,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Show whether everything works, else what to do.

    Status 1 where something does not.
    """
    from bot.diagnosis import Look, examine

    chosen = settings(home, language)
    if quick and (full or repair):
        raise UsageError(message("doctor.quick_alone", chosen.language))
    look = Look(quick=quick, everything=full, patience=patience)
    repaired = _mended(chosen, look) if repair else []
    findings = examine(chosen, look)
    sound = all(f.ok for f in findings) and repaired is not None
    if as_json:
        rows = [{"name": f.name, "ok": f.ok, "text": f.text} for f in findings]
        document = {"ok": sound, "home": str(chosen.news.home), "findings": rows}
        output.document(document | ({"repaired": repaired or []} if repair else {}))
    else:
        from bot.render import lists

        labels = [f"{'✓' if f.ok else '✗'} {message(f'doctor.{f.name}', chosen.language)}" for f in findings]
        output.show(lists.table([(label, f.text) for label, f in zip(labels, findings, strict=True)]))
    if not sound:
        raise typer.Exit(1)


def _mended(chosen: Settings, look: Look) -> list[str] | None:
    """Repair the indexes, showing how far it is; return which were repaired, None where it failed."""
    from bot.diagnosis import mend
    from bot.terminal.progress import bar

    try:
        with bar(chosen.language) as tell:
            repaired = mend(chosen, look, tell)
    except VerbatimError as error:
        output.complain(str(error))
        return None
    for was in repaired:
        label = message(f"doctor.{was.name}", chosen.language)
        output.notice(message("doctor.repaired", chosen.language, name=label, was=was.text))
    return [was.name for was in repaired]
