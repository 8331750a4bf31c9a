"""`receipt` and `verify`: on what an answer or a verdict rests, and whether that still holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from index.errors import UsageError, VerbatimError
from prompts import message

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.answers.answer import Answer
    from bot.answers.receipts.keeping import Keeper
    from bot.answers.receipts.receipt import Receipt
    from bot.answers.verdict import Verdict

Hint = Literal["command", "chat"]


def receipt(
    receipt_id: Annotated[str, typer.Argument(metavar="ID", help="As shown under an answer.")],
    forget: Annotated[bool, typer.Option("--forget", help="Delete it, with the question.")] = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Show on what an answer or a verdict rests.

    --json writes the file that `verify` checks.
    """
    from bot import composition

    chosen = settings(home, language)
    if forget and as_json:
        raise UsageError(message("receipt.one_of", chosen.language))
    keeper = composition.keeper(chosen)
    if forget:
        if not keeper.forget(receipt_id):
            raise _unknown(receipt_id, chosen.language)
        output.notice(message("receipt.forgotten", chosen.language, id=receipt_id))
        return
    found = _found(keeper, receipt_id, chosen.language)
    if as_json:
        from bot.answers.receipts import receipt as noun

        output.document(noun.write(found))
        return
    output.show(_rendered(keeper, found, chosen.language))


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `receipt --json` wrote; - is stdin.")],
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Check a receipt against the articles.

    Status 0: all of it holds; 1: something no longer does.
    """
    from bot import composition
    from bot.answers.receipts import reading

    chosen = settings(home, language)
    found = reading.load(file, chosen.language)
    checked = composition.keeper(chosen).check(found).checked
    if as_json:
        from bot.render import document

        output.document({"id": found.id, **document.checked(checked)})
    else:
        from bot.render import receipt as render

        output.show(render.checked(checked, chosen.language))
    if not checked.holds:
        raise typer.Exit(1)


def keep(keeper: Keeper, shown: Answer | Verdict, language: str, *, hint: Hint | None = None) -> str | None:
    """Keep the receipt of what was shown, or say why not, and return its id; `hint` shows how to prove it."""
    failed = keeper.keep(shown)
    if failed is not None:
        output.notice(message("receipt.not_kept", language, reason=failed))
        return None
    if hint is not None:
        from bot.render import receipt as render

        output.show(render.kept(shown.id, language, chat=hint == "chat"))
    return shown.id


def shown(keeper: Keeper, receipt_id: str, language: str) -> RenderableType:
    """Return the receipt of an id for people.

    Raises:
        VerbatimError: there is none, or the archive cannot be read.
    """
    return _rendered(keeper, _found(keeper, receipt_id, language), language)


def _rendered(keeper: Keeper, found: Receipt, language: str) -> RenderableType:
    from bot.render import receipt as render

    marks = output.console().color_system is None
    return render.receipt(keeper.check(found), language, marks=marks)


def _found(keeper: Keeper, receipt_id: str, language: str) -> Receipt:
    found = keeper.find(receipt_id)
    if found is None:
        raise _unknown(receipt_id, language)
    return found


def _unknown(given: str, language: str) -> VerbatimError:
    return VerbatimError(message("receipt.unknown", language, id=given))
