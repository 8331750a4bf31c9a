"""The versions of an article for people: when each came in, what it says of itself, what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render.dates import words
from bot.render.layout import Paragraph, line
from bot.render.ledger import quoted
from bot.render.terminal import FAINT, HEADING, NUMBER
from bot.render.verdict import difference
from index.ledger.versions.past import Revision
from index.ledger.versions.revisions import Change
from prompts import message


def versions(found: Sequence[Revision], language: str) -> RenderableType:
    """Return the versions, the first one first."""
    if len(found) == 1:
        only = Paragraph(Text(message("shown.only_version", language)))
        return Group(only, *_version(found[0], None, language))
    parts: list[RenderableType] = []
    for place, revision in enumerate(found):
        parts += [*_version(revision, found[place - 1] if place else None, language), Text()]
    return Group(*parts[:-1])


def _version(revision: Revision, before: Revision | None, language: str) -> Iterator[RenderableType]:
    edition = revision.edition
    day = words(edition.taken_in, language)
    head = Text(message("shown.version", language, number=edition.number, day=day), HEADING)
    yield Paragraph(head.append(" " + message("shown.now", language), FAINT) if edition.current else head)
    if before is None or before.edition.article.title != edition.article.title:
        title = line(edition.article.title) or message("shown.untitled", language)
        yield Paragraph(Text(message("shown.retitled", language, title=title)), indent=2)
    for note in revision.notes:
        text = message(f"shown.note_{note.kind}", language, text=line(note.text))
        yield Paragraph(Text(text), indent=2)
    if before is not None and not revision.changes:
        yield Paragraph(Text(message("shown.nothing_changed", language), FAINT), indent=2)
    for change in revision.changes:
        yield from _change(change, language)


def _change(change: Change, language: str) -> Iterator[RenderableType]:
    statement = change.after or change.before
    assert statement is not None
    lead = Text(message(f"shown.change_{change.kind}", language) + "  ", NUMBER)
    speaker = line(statement.speaker) or message("said.nobody", language)
    if change.before and change.after and line(change.before.speaker) not in ("", speaker):
        speaker = f"{line(change.before.speaker)} → {speaker}"
    shown = difference(change.diff) if change.diff else Text(quoted(statement))
    yield Paragraph(Text(f"{speaker}  ", HEADING) + shown, lead, indent=2)
