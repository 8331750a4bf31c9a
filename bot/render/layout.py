"""Paragraphs for a terminal: foreign text made harmless, wrapped as French typography wants it.

Text of articles, models and users is shown as a value: it never becomes rich markup (only `Text` objects are
made here) and never a control sequence (`harmless` takes those out).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions
from rich.text import Text

# Longer lines tire the eye; a narrower terminal gets narrower lines.
WIDEST = 100
_NARROWEST = 20
# A whole escape sequence goes with its ESC (CSI; OSC and other strings), so that no "[31m" stays behind.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
)
# C0 and C1 controls but tab and newline; marks that turn the writing direction and so can disguise a text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# rich breaks lines at no-break spaces: while it wraps, a character of the private use area stands for each.
_NO_BREAK = {"\u00a0": "\ue0a0", "\u202f": "\ue0af"}
# Agencies type plain spaces there: before high signs, within guillemets and grouped figures.
_TIED, _TIE = re.compile(r" (?=[%:;!?»€])|(?<=«) |(?<=\d) (?=\d{3}\b)"), "\ue020"
_HELD = str.maketrans(_NO_BREAK)
_FREED = str.maketrans({v: k for k, v in _NO_BREAK.items()} | {_TIE: " "})


def harmless(text: str) -> str:
    """Return a text without escape sequences, controls (tab and newline stay) and direction marks."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text.replace("\r\n", "\n")))


def line(text: str | None) -> str:
    """Return a harmless text on one line, for titles and names."""
    return re.sub(r"[\t\n ]+", " ", harmless(text or "")).strip(" ")


@dataclass(slots=True)
class Paragraph:
    """A text wrapped at the width of the terminal, at most `WIDEST` columns, without trailing spaces.

    Attributes:
        lead: what stands before the first line ("[1] "); the other lines are indented by its width.
        indent: columns before `lead`.
    """

    text: Text
    lead: Text = field(default_factory=Text)
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the wrapped lines."""
        hanging = self.indent + self.lead.cell_len
        width = max(min(options.max_width, WIDEST) - hanging, _NARROWEST)
        held = self.text.copy()
        held.plain = _TIED.sub(_TIE, held.plain).translate(_HELD)
        first = Text(" " * self.indent) + self.lead
        for number, wrapped in enumerate(held.wrap(console, width)):
            wrapped.rstrip()
            wrapped.plain = wrapped.plain.translate(_FREED)
            whole = (first if number == 0 else Text(" " * hanging)) + wrapped
            whole.no_wrap, whole.overflow = True, "ignore"
            whole.rstrip()
            yield whole


def unbroken(text: str, *, indent: int = 0, style: str = "") -> Text:
    """Return a line that is never cut, such as an address: the terminal folds it, so it can be copied."""
    shown = Text(" " * indent, no_wrap=True, overflow="ignore")
    return shown.append(line(text), style)
