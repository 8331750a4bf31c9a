"""What kind of line is this: the whole-line shapes of `boilerplate.tsv`, read once."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal, cast

Shape = Literal["drop", "cut", "category", "opinion"]
_SHAPES: tuple[Shape, ...] = ("drop", "category", "opinion", "cut")

# No boilerplate line is longer; a longer one is the article's.
LONGEST = 700
_LONGEST_HEADING = 60

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-"})


def straighten(line: str) -> str:
    """Return the line with straight apostrophes and plain spaces, of the same length: for comparing only."""
    return line.translate(_STRAIGHT)


def shape(line: str) -> Shape | None:
    """Return what kind of boilerplate a stripped line is, or None if it is the article's."""
    if not line or len(line) > LONGEST:
        return None
    match = _expression().fullmatch(straighten(line))
    return cast(Shape, match.lastgroup) if match else None


def is_embed(host: str) -> bool:
    """Say whether an address on this host is an embedded post or film, never the article's own."""
    return any(re.fullmatch(p, host, re.IGNORECASE) for p in _entries()["embed"])


def is_beside(heading: str) -> bool:
    """Say whether a heading announces what stands beside an article: other articles, comments."""
    return len(heading) < _LONGEST_HEADING and bool(_beside().fullmatch(straighten(heading.strip())))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_entries()['beside'])}) ?[:…]?", re.IGNORECASE)


@cache
def _expression() -> re.Pattern[str]:
    # Named groups are the kinds; within them only non-capturing groups, so that lastgroup is the kind.
    kinds = (f"(?P<{kind}>{'|'.join(_entries()[kind])})" for kind in _SHAPES)
    return re.compile("|".join(kinds), re.IGNORECASE)


@cache
def _entries() -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    text = resources.files(__package__).joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, pattern = line.partition("\t")
            entries.setdefault(kind, []).append(pattern)
    return entries
