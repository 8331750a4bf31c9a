"""Runs of text with a style, laid out as messages: cut between sentences, never inside an entity.

Telegram takes 4,096 characters after the entities are read, about 100 entities and about 9,500 bytes of them
in one message. Characters are counted as UTF-16 units, the stricter of the two readings in use.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answers.printed import sentences
from bot.render.layout import harmless
from bot.render.telegram.message import Button, Message

UNITS = 3900  # UTF-16 units of a message
_ENTITIES = 60
_WEIGHT = 6000  # bytes of addresses, and some for each entity
_EACH = 30
_LONGEST_LINK = 1500  # bytes; a longer address is shown without its link

Style = Literal["", "b", "i", "u", "s", "code", "blockquote", "a"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one style; foreign text is a value here, never HTML. `href` is for style "a"."""

    text: str
    style: Style = ""
    href: str = ""


def bold(text: str) -> Run:
    """Return a run in bold."""
    return Run(text, "b")


def link(text: str, address: str | None) -> Run:
    """Return a run that opens an address; plain where there is none that Telegram would take."""
    if not address or len(address.encode("utf-8", "replace")) > _LONGEST_LINK:
        return Run(text)
    return Run(text, "a", address)


def messages(
    runs: Iterable[Run], buttons: Sequence[Sequence[Button]] = (), limit: int = UNITS
) -> list[Message]:
    """Return the runs as messages in order, the buttons below the last; [] where there is nothing to show."""
    laid: list[list[Run]] = [[]]
    size = _Size()
    for group in _groups(_atoms(runs, limit)):
        whole = _Size.of(group)
        if not (size + whole).fits(limit) and size.units:
            laid.append([])
            size = _Size()
        if whole.fits(limit):
            laid[-1] += group
            size += whole
            continue
        for run in group:  # a sentence of more than one message is cut between its runs
            if not (size + _Size.of([run])).fits(limit) and size.units:
                laid.append([])
                size = _Size()
            laid[-1].append(run)
            size += _Size.of([run])
    shown = [text for part in laid if (text := _html(part))]
    rows = tuple(tuple(row) for row in buttons if row)
    return [Message(text, rows if at == len(shown) - 1 else ()) for at, text in enumerate(shown)]


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(c > "\uffff" for c in text)


@dataclass(frozen=True, slots=True)
class _Size:
    units: int = 0
    entities: int = 0
    weight: int = 0

    def __add__(self, other: _Size) -> _Size:
        return _Size(self.units + other.units, self.entities + other.entities, self.weight + other.weight)

    def fits(self, limit: int) -> bool:
        return self.units <= limit and self.entities <= _ENTITIES and self.weight <= _WEIGHT

    @classmethod
    def of(cls, runs: Iterable[Run]) -> _Size:
        size = cls()
        for run in runs:
            marks = 1 if run.style else 0
            size += cls(units(run.text), marks, marks * (_EACH + len(run.href.encode("utf-8", "replace"))))
        return size


def _atoms(runs: Iterable[Run], limit: int) -> Iterator[Run]:
    """Yield the runs, plain ones a sentence each, styled ones whole where a message holds them."""
    for run in runs:
        # Half characters cannot be sent.
        clean = harmless(run.text).encode("utf-8", "replace").decode()
        if not clean:
            continue
        if run.style and units(clean) <= limit:
            yield replace(run, text=clean)
            continue
        for text in _sentences(clean):
            yield from (replace(run, text=piece) for piece in _pieces(text, limit))


def _sentences(text: str) -> Iterator[str]:
    """Yield a text cut at the begin of each sentence but the first, nothing left out."""
    left = 0
    for span in sentences.split(text)[1:]:
        yield text[left : span.start]
        left = span.start
    yield text[left:]


def _pieces(text: str, limit: int) -> Iterator[str]:
    """Yield a text cut between words, so that each piece fits; a longer word is cut itself."""
    while units(text) > limit:
        most, size = 0, 0
        for character in text:
            size += units(character)
            if size > limit:
                break
            most += 1
        space = max(text.rfind(" ", 1, most), text.rfind("\n", 1, most))
        cut = space + 1 if space > 0 else max(1, most)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _groups(atoms: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the atoms that belong to one sentence or line together."""
    group: list[Run] = []
    for atom in atoms:
        group.append(atom)
        # A styled run stands inside a sentence, unless it is one itself (a quotation).
        if atom.style == "blockquote" or (not atom.style and _closes(atom.text)):
            yield group
            group = []
    if group:
        yield group


def _closes(text: str) -> bool:
    return text.endswith("\n") or (text.rstrip() != text and text.rstrip()[-1:] in '.!?…»”")')


def _html(runs: Sequence[Run]) -> str:
    """Return runs as HTML, without white space at the ends, which Telegram would take away."""
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if not kept:
        return ""
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return "".join(_tagged(run) for run in kept)


def _tagged(run: Run) -> str:
    text = html.escape(run.text)
    if not run.style or not run.text.strip():
        return text
    if run.style == "a":
        return f'<a href="{html.escape(run.href)}">{text}</a>'
    return f"<{run.style}>{text}</{run.style}>"
