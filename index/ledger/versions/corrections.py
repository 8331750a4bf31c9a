"""Notes by which an article says that it was corrected, updated or withdrawn (`corrections.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

Kind = Literal["correction", "update", "withdrawal"]
_HEAD, _FOOT = 4, 6  # printed lines at either end of a text in which such a note stands
_LONGEST = 900  # characters of a note; a longer line is the article's
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})
_BEFORE = re.compile(r"[\s()\[\]*/#=•–—-]{0,8}")


@dataclass(frozen=True, slots=True)
class Note:
    """What an article says of its own change: `text` is the whole line, or the title, as printed."""

    kind: Kind
    text: str


def find(text: str, title: str | None = None) -> tuple[Note, ...]:
    """Return the notes of an article, those of its title first."""
    printed = [line.strip() for line in text.split("\n") if line.strip()]
    edges = printed[:_HEAD] + printed[max(_HEAD, len(printed) - _FOOT) :]
    lines = dict.fromkeys([*([title.strip()] if title else []), *edges])
    return tuple(_notes(lines))


def _notes(lines: dict[str, None]) -> Iterator[Note]:
    for line in lines:
        if len(line) > _LONGEST:
            continue
        straight = line.translate(_STRAIGHT)
        start = _BEFORE.match(straight)
        assert start is not None
        for kind, pattern in _patterns():
            if pattern.match(straight, start.end()):
                yield Note(kind, line)
                break


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    text = resources.files(__package__).joinpath("corrections.tsv").read_text(encoding="utf-8")
    entries = (line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((cast(Kind, kind), re.compile(pattern, re.IGNORECASE)) for kind, pattern in entries)
