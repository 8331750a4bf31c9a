"""A verdict as Telegram messages: in words, why, the difference, the statements, what was searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.verdict import CHANGED, Verdict
from bot.render import named
from bot.render.layout import line
from bot.render.ledger import searched
from bot.render.telegram import lists
from bot.render.telegram.answer import NAME
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, messages
from prompts import message

_SIGNS = {"verbatim": "✅", "in_substance": "☑️", "altered": "✏️", "conditional": "❔", "not_found": "🔍"}
_AGAINST = "❌"
_CLAIM, _IN_ROW = 300, 4  # characters of a claim in its line; buttons


def verdict(found: Verdict, view: str, language: str) -> list[Message]:
    """Return a verdict with its evidence; `view` lists all statements of who said it, "" for nobody."""
    shown = found.language
    runs = [bold(_headline(found, shown)), Run("\n")]
    runs.append(Run(line(found.explanation) + "\n"))
    if found.diff:
        runs += [Run("\n" + message("check.difference", shown) + " "), *_difference(found.diff), Run("\n")]
    for note in found.notes:
        runs += [Run(line(note), "i"), Run("\n")]
    for number, told in enumerate(found.evidence, start=1):
        runs += lists.told(told, number, shown, name=True)
    if found.nearest:
        runs += [Run("\n"), bold(message("check.nearest", shown)), Run("\n")]
        for number, told in enumerate(found.nearest, start=1):
            runs += lists.told(told, number, shown, name=True)
    runs += [Run("\n"), Run(searched(found.scanned, shown), "i"), Run("\n"), Run(found.id, "code")]
    return messages(runs, _buttons(found, view, language))


def lines(
    found: Sequence[Verdict], view: str, language: str, more: Sequence[Sequence[Button]] = ()
) -> list[Message]:
    """Return one line a verdict, each with a button for its card; `view` keeps their claims.

    `more` are rows of buttons below.
    """
    runs = [bold(message("check.in_message", language, claims=len(found))), Run("\n")]
    for number, one in enumerate(found, start=1):
        claim = line(one.claim)
        claim = claim if len(claim) <= _CLAIM else f"{claim[:_CLAIM].rpartition(' ')[0]} …"
        runs += [Run(f"\n{number}. "), bold(_headline(one, language)), Run(f" — {claim}\n")]
    cards = [Button(f"🗂 {n}", f"c:{view}:{n}") for n in range(1, len(found) + 1)]
    return messages(runs, [*(cards[at : at + _IN_ROW] for at in range(0, len(cards), _IN_ROW)), *more])


def _headline(found: Verdict, language: str) -> str:
    return f"{_SIGNS.get(found.verdict, _AGAINST)} {message(f'verdict.{found.verdict}', language)}"


def _difference(diff: str) -> Iterator[Run]:
    """Yield the printed words that were left out struck through, and the claimed ones underlined."""
    end = 0
    for change in CHANGED.finditer(diff):
        yield Run(diff[end : change.start()])
        printed = change["printed"]
        yield Run(printed, "s") if printed is not None else Run(change["claimed"], "u")
        end = change.end()
    yield Run(diff[end:])


def _buttons(found: Verdict, view: str, language: str) -> list[list[Button]]:
    proof = [Button(message("telegram.proof", language), f"v:{found.id}")]
    if not view:
        return [proof]
    first = found.evidence[0].statement
    name = named.within(line(first.speaker), (first.speaker_surface,), language)
    short = name if len(name) <= NAME else name[: NAME - 1] + "…"
    label = message("telegram.all_of", language, speaker=short)
    return [[Button(label, lists.Choice(view).data())], proof]
