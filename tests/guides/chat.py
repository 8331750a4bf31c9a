"""A conversation in a chat as a picture: bubbles, marked words, quotations and buttons, in plain SVG."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.guides.screen import RECEIPT
from tests.telegram_api import BotApi, Shown
from tests.telegram_html import Entity

WIDTH, BUBBLE, SIZE, LINE, PAD = 640, 520, 15, 21, 12
_STYLES = {
    "b": 'font-weight="bold"',
    "i": 'font-style="italic"',
    "code": 'font-family="monospace"',
    "a": 'fill="#1a6fb5"',
}
_WIDE, _NARROW = re.compile(r"[mwMW@%—…œ]"), re.compile(r"[iljtfrI.,:;'’!|()\[\] \u00a0\u202f-]")
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
    'font-family="Helvetica, Arial, \'Liberation Sans\', sans-serif" font-size="{s}">\n'
    '<rect width="{w}" height="{h}" fill="#d5e3ea"/>\n'
)
Marks = frozenset[str]
Run = tuple[str, Marks]


@dataclass(frozen=True)
class Turn:
    """What one side says.

    Attributes:
        label: a line above it, such as where it was forwarded from.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    ours: bool = False


def asked(text: str, label: str = "") -> Turn:
    """Return what the reader writes or forwards."""
    return Turn(text, label=label, ours=True)


def told(api: BotApi, shown: Shown) -> Turn:
    """Return what the bot shows, with its buttons in their rows."""
    return Turn(shown.text, tuple(shown.entities), _rows(api, shown.buttons))


def _rows(api: BotApi, buttons: list[dict[str, Any]]) -> tuple[tuple[str, ...], ...]:
    for _, given in reversed(api.calls):
        rows = json.loads(given.get("reply_markup") or "{}").get("inline_keyboard", [])
        if buttons and [b for row in rows for b in row] == buttons:
            return tuple(tuple(b["text"] for b in row) for row in rows)
    return ()


def svg(turns: list[Turn]) -> str:
    """Return the picture of a conversation."""
    drawn, y = "", PAD
    for turn in turns:
        piece, y = _bubble(turn, y)
        drawn += piece
    return _HEAD.format(w=WIDTH, h=y, s=SIZE) + drawn + "</svg>\n"


def _bubble(turn: Turn, y: int) -> tuple[str, int]:
    """Return a bubble with its buttons, and where the next may begin."""
    lines = _lines(turn)
    widest = max(sum(_width(t, m) for t, m in line) + (14 if _quoted(line) else 0) for line in lines)
    width = min(BUBBLE, max(int(widest) + 2 * PAD, 160 if turn.buttons else 0))
    x = WIDTH - PAD - width if turn.ours else PAD
    height = LINE * len(lines) + PAD
    colour = "#e3f7cf" if turn.ours else "#ffffff"
    drawn = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="10" fill="{colour}"/>\n'
    for number, line in enumerate(lines):
        drawn += _line(line, x + PAD, y + LINE * (number + 1))
    y += height + 4
    for row in turn.buttons:
        drawn += _buttons(row, x, y, width)
        y += 36
    return drawn, y + PAD


def _line(line: list[Run], x: int, y: int) -> str:
    bar = ""
    if _quoted(line):
        bar = f'<rect x="{x}" y="{y - LINE + 6}" width="3" height="{LINE}" fill="#4c9a2a"/>\n'
        x += 12
    runs = "".join(
        f"<tspan {' '.join(_STYLES[m] for m in sorted(marks & _STYLES.keys()))}>{escape(text)}</tspan>"
        for text, marks in line
    )
    return f'{bar}<text x="{x}" y="{y}" xml:space="preserve">{runs}</text>\n'


def _buttons(row: tuple[str, ...], x: int, y: int, width: int) -> str:
    each = (width - 4 * (len(row) - 1)) / len(row)
    drawn = ""
    for number, label in enumerate(row):
        left = x + number * (each + 4)
        drawn += (
            f'<rect x="{left:.1f}" y="{y}" width="{each:.1f}" height="32" rx="8" fill="#8ea9b8"/>\n'
            f'<text x="{left + each / 2:.1f}" y="{y + 21}" text-anchor="middle" fill="#ffffff">'
            f"{escape(_fitting(label, each - 10))}</text>\n"
        )
    return drawn


def _fitting(label: str, width: float) -> str:
    """Return a label, cut as a phone cuts it where it is too long."""
    while _width(label, frozenset()) > width:
        label = label.rstrip("…")[:-1].rstrip() + "…"
    return label


def _lines(turn: Turn) -> list[list[Run]]:
    """Return the lines of a turn, each as runs of equal marks."""
    characters = [(c, frozenset({"i", "a"})) for c in turn.label + "\n"] if turn.label else []
    characters += _marked(_masked(turn), turn.entities)
    lines: list[list[Run]] = []
    line: list[tuple[str, Marks]] = []
    for pair in [*characters, ("\n", frozenset())]:
        if pair[0] == "\n":
            lines += _wrapped(line)
            line = []
        else:
            line.append(pair)
    return lines


def _masked(turn: Turn) -> str:
    """Return the text with one id in the place of those that are new each time."""
    text = turn.text
    for entity in turn.entities:
        if entity.tag == "code" and entity.length == len(RECEIPT):
            units = text.encode("utf-16-le")
            start, end = 2 * entity.start, 2 * (entity.start + entity.length)
            text = (units[:start] + RECEIPT.encode("utf-16-le") + units[end:]).decode("utf-16-le")
    return text


def _marked(text: str, entities: tuple[Entity, ...]) -> list[tuple[str, Marks]]:
    """Return each character with its marks; entities count in UTF-16 units."""
    found, at = [], 0
    for character in text:
        marks = frozenset(e.tag for e in entities if e.start <= at < e.start + e.length)
        found.append((character, marks))
        at += len(character.encode("utf-16-le")) // 2
    return found


def _wrapped(characters: list[tuple[str, Marks]]) -> list[list[Run]]:
    """Break a line between words, where it would be wider than a bubble."""
    room, lines, start, space = BUBBLE - 2 * PAD - 14, [], 0, 0
    width = 0.0
    for at, (character, marks) in enumerate(characters):
        if character == " ":
            space = at
        width += _width(character, marks)
        if width > room and space > start:
            lines.append(_runs(characters[start:space]))
            start = space + 1
            width = sum(_width(c, m) for c, m in characters[start : at + 1])
    return [*lines, _runs(characters[start:])]


def _runs(characters: list[tuple[str, Marks]]) -> list[Run]:
    runs: list[Run] = []
    for character, marks in characters:
        if runs and runs[-1][1] == marks:
            runs[-1] = (runs[-1][0] + character, marks)
        else:
            runs.append((character, marks))
    return runs


def _quoted(line: list[Run]) -> bool:
    return bool(line) and "blockquote" in line[0][1]


def _width(text: str, marks: Marks) -> float:
    """Return about how wide a text is; fonts differ, so rather too wide than too narrow."""
    ems = 0.0
    for character in text:
        if ord(character) > 0x2190:
            ems += 1.3
        elif _WIDE.match(character):
            ems += 0.95
        else:
            ems += 0.34 if _NARROW.match(character) else 0.72 if character.isupper() else 0.58
    return ems * SIZE * (1.07 if "b" in marks else 1)
