"""`export`: the articles and the statements as files for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from bot.terminal import output, saving
from bot.terminal.ledger import days
from bot.terminal.options import Home, Language, Separator, settings
from index.errors import UsageError, VerbatimError
from prompts import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from index.ledger import Ledger
    from index.ledger.selecting import Selection
    from index.people.finding import Match

T = TypeVar("T")
Form = Literal["jsonl", "csv"]
app = typer.Typer(no_args_is_help=True, help="Write articles or statements to a file.")
To = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Default: -, stdout.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
As = Annotated[Form | None, typer.Option("--format", help="Default: by the ending of FILE, else jsonl.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Of that day or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Of that day or earlier.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Printed by this outlet.")]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="In which this voice speaks.")]
_STDOUT = Path("-")


@app.command()
def articles(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    to: To = _STDOUT,
    form: As = None,
    separator: Separator = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    force: Force = False,
    home: Home = None,
    language: Language = None,
) -> None:
    """Write the articles.

    `add` takes the JSON Lines in again as the same articles.
    """
    from bot import composition
    from bot.render import document, table

    chosen = settings(home, language)
    as_csv = _is_csv(to, form, chosen.language)
    cut = saving.cut_at(separator, chosen.language, as_csv=as_csv)
    saving.check(to, chosen.language, force=force)
    with composition.ledger(chosen) as ledger:
        wanted = _selection(ledger, (since, until), outlet, speaker, chosen)
        found = _Counted(ledger.selected_articles(wanted))
        written = table.articles(found, cut) if as_csv else _json_lines(map(document.exported, found))
        saving.lines(to, written, mark=as_csv)
    output.notice(message("export.articles", chosen.language, articles=found.count))


@app.command()
def statements(  # noqa: PLR0913, PLR0917  # one parameter an option, as typer wants it
    to: To = _STDOUT,
    form: As = None,
    separator: Separator = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    force: Force = False,
    home: Home = None,
    language: Language = None,
) -> None:
    """Write who said what.

    Without --speaker the whole ledger, with it what `said` counts.
    """
    from bot import composition
    from bot.render import document, table

    chosen = settings(home, language)
    as_csv = _is_csv(to, form, chosen.language)
    cut = saving.cut_at(separator, chosen.language, as_csv=as_csv)
    saving.check(to, chosen.language, force=force)
    with composition.ledger(chosen) as ledger:
        wanted = _selection(ledger, (since, until), outlet, speaker, chosen)
        found = _Counted(ledger.selected_statements(wanted))
        written = (
            table.statements(found, cut) if as_csv else _json_lines(document.statement(*one) for one in found)
        )
        saving.lines(to, written, mark=as_csv)
    output.notice(message("export.statements", chosen.language, statements=found.count))


class _Counted(Iterable[T]):
    """Passes what it is given on, once, and counts it."""

    def __init__(self, given: Iterable[T]) -> None:
        self._given = given
        self.count = 0

    def __iter__(self) -> Iterator[T]:
        for one in self._given:
            self.count += 1
            yield one


def _json_lines(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (output.encoded(one) + "\n" for one in documents)


def _is_csv(to: Path, form: Form | None, language: str) -> bool:
    """Tell which of the two forms is wanted, by the option, else by the ending of the file."""
    if form is not None or str(to) == "-":
        return form == "csv"
    ending = to.suffix.lower()
    if ending not in (".csv", ".jsonl"):
        raise UsageError(message("export.form", language, path=to))
    return ending == ".csv"


def _selection(
    ledger: Ledger,
    period: tuple[str | None, str | None],
    outlet: str | None,
    speaker: str | None,
    chosen: Settings,
) -> Selection:
    from index.ledger.selecting import Selection

    since, until = days(*period, chosen.language)
    if speaker is None:
        return Selection(since, until, outlet)
    voice = ledger.voice(speaker)
    if voice.ambiguous or not voice.holdings:
        raise unknown(speaker, voice.ambiguous, voice.nearest, chosen.language)
    return Selection(since, until, outlet, voice)


def unknown(asked: str, ambiguous: Sequence[Match], nearest: Sequence[Match], language: str) -> VerbatimError:
    """Return what is said of a name that is not one voice: whom it may mean, as `said` offers them."""
    from bot.render.layout import line

    matches = ambiguous or nearest
    if not matches:
        return VerbatimError(message("said.unheard", language, name=line(asked)))
    text = message("said.ambiguous" if ambiguous else "said.nearest", language, name=line(asked))
    return VerbatimError(f"{text} {', '.join(line(m.speaker.name) for m in matches)}")
