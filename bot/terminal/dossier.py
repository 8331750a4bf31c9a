"""`export dossier`: what somebody said, in order and with its proof, as a file to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.terminal import output, saving
from bot.terminal.exporting import Force, To, unknown
from bot.terminal.ledger import days
from bot.terminal.options import Home, Language, settings
from index.errors import UsageError
from prompts import message

if TYPE_CHECKING:
    from bot.answers.dossier.dossier import Dossier, Wanted
    from bot.settings import Settings

Form = Literal["md", "html", "docx"]
_ENDINGS: dict[str, Form] = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx"}
_STDOUT = Path("-")


def dossier(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    speaker: Annotated[str, typer.Argument(metavar="SPEAKER", help="A name or an office.")],
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="On this only.")] = None,
    to: To = _STDOUT,
    form: Annotated[
        Form | None, typer.Option("--format", help="Default: by the ending of FILE, else md.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or earlier.")] = None,
    force: Force = False,
    home: Home = None,
    language: Language = None,
) -> None:
    """Write what somebody said, with footnotes and a proof.

    What was left out is counted, with the reason.
    """
    from bot.answers.dossier.dossier import Wanted

    chosen = settings(home, language)
    written_as = _form(to, form, chosen.language)
    saving.check(to, chosen.language, force=force)
    if not speaker.strip():
        raise UsageError(message("terminal.empty", chosen.language))
    first, last = days(since, until, chosen.language)
    subject = (topic or "").strip() or None
    made = _made(Wanted(speaker, subject, first, last, chosen.language), chosen)
    saving.whole(to, _written(made, written_as, chosen))
    output.notice(message("dossier.written", chosen.language, statements=len(made.entries), id=made.id))


def _made(wanted: Wanted, chosen: Settings) -> Dossier:
    from bot import composition
    from bot.answers.dossier import gathering
    from bot.answers.gate import dossiers

    with composition.ledger(chosen) as ledger:
        found = gathering.gather(wanted, ledger, ledger.article)
        if isinstance(found, gathering.Nobody):
            raise unknown(wanted.speaker, found.ambiguous, found.nearest, chosen.language)
        return dossiers.assemble(found, ledger.article, ledger.covering)


def _written(made: Dossier, form: Form, chosen: Settings) -> bytes:
    """Keep the proof of a dossier, then return the file, which names it or says why there is none."""
    from bot import composition
    from bot.render.dossier import content

    not_kept = composition.keeper(chosen).keep_dossier(made, content.title(made), content.summary(made))
    shown = content.content(made, not_kept)
    if form == "docx":
        from bot.render.dossier import word

        return word.word(shown)
    if form == "html":
        from bot.render.dossier import page

        return page.page(shown).encode()
    from bot.render.dossier import markdown

    return markdown.markdown(shown).encode()


def _form(to: Path, form: Form | None, language: str) -> Form:
    if form is not None:
        return form
    known = "md" if str(to) == "-" else _ENDINGS.get(to.suffix.lower())
    if known is None:
        raise UsageError(message("dossier.form", language, path=to))
    return known
