"""A Verdict as a rich renderable: in words, why, the difference, the statements, what was searched."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.verdict import CHANGED, Verdict
from bot.render import ledger
from bot.render.layout import Paragraph, harmless, line
from bot.render.terminal import FAINT, HEADING
from prompts import message

_STYLES = {
    "verbatim": "bold green",
    "in_substance": "green",
    "altered": "bold yellow",
    "conditional": "yellow",
}
_AGAINST, _OPEN = "bold red", "bold"


def verdict(found: Verdict) -> RenderableType:
    """Return a verdict with its evidence; what only comes near is shown as such."""
    language = found.language
    style = _OPEN if found.verdict == "not_found" else _STYLES.get(found.verdict, _AGAINST)
    parts: list[RenderableType] = [
        Paragraph(Text(message(f"verdict.{found.verdict}", language), style)),
        Paragraph(Text(line(found.explanation))),
    ]
    if found.diff:
        parts.append(
            Paragraph(difference(found.diff), Text(message("check.difference", language) + " ", FAINT))
        )
    parts += [Paragraph(Text(line(note), FAINT)) for note in found.notes]
    for told in found.evidence:
        parts += [Text(), *ledger.told(told, language, name=True)]
    if found.nearest:
        parts += [Text(), Paragraph(Text(message("check.nearest", language), HEADING))]
    for told in found.nearest:
        parts += [Text(), *ledger.told(told, language, name=True)]
    parts += [Text(), Paragraph(Text(ledger.searched(found.scanned, language), FAINT))]
    return Group(*parts)


def difference(diff: str) -> Text:
    """Return a difference with the printed words that were left struck out and the claimed ones marked."""
    shown, end, text = Text(), 0, harmless(diff)
    for change in CHANGED.finditer(text):
        shown.append(text[end : change.start()])
        printed = change["printed"] is not None
        # The marks stay: without colours nothing else would tell the two apart.
        shown.append(change.group(), "strike red" if printed else "bold green")
        end = change.end()
    return shown.append(text[end:])
