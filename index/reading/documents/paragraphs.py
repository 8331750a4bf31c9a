"""Paragraphs from lines that were broken to fit a page: words and sentences are joined again.

A line that does not fill the page ends a paragraph, unless the next one goes on in lower case. The hyphen of
a word that was divided goes; that of a compound stays (`hyphens.tsv`, and what the text itself writes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

# A line is full from this share of the usual width on: the next word did not fit.
_FULL = 0.82
_LONGEST_WORD = 100  # characters at the end of a line in which a divided word is looked for
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What starts a paragraph wherever it stands: a dash of dialogue, a bullet, somebody's name and a colon.
_STARTS = re.compile(
    r"(?:[–—•▪●■□*-]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|[QR]\s?[.:]\s|(?:M\.|Mme|MM\.)?\s?(?:[A-ZÀ-Ý][\w'’.-]*\s){1,4}?:\s)"
)
_CLOSED = re.compile(r"[.!?…:;][\s»\"”)]*$")


def join(lines: Sequence[str]) -> str:
    """Return the paragraphs of lines, two line ends between them."""
    lines = [line.strip() for line in lines]
    width = _width(lines)
    written = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    paragraphs: list[list[str]] = []  # in pieces: a long one must not be copied for each line
    last = ""  # the line before, as it was printed
    for line in lines:
        if line and last and paragraphs and not _breaks(last, line, width):
            _continue(paragraphs[-1], line, written)
        elif line:
            paragraphs.append([line])
        last = line or (last if last and not _CLOSED.search(last) and len(last) >= _FULL * width else "")
    return "\n\n".join("".join(pieces).replace("\u00ad", "") for pieces in paragraphs)


def unwrap(text: str) -> str:
    """Return a plain text whose blocks are lines cut at 60 to 80 characters, each block on one line."""
    blocks = (block.split("\n") for block in text.split("\n\n"))
    return "\n\n".join((" " if _wrapped(lines) else "\n").join(lines) for lines in blocks)


def _wrapped(lines: Sequence[str]) -> bool:
    return all(50 <= len(line) <= 100 for line in lines[:-1]) and not any(map(_STARTS.match, lines[1:]))


def _width(lines: Sequence[str]) -> int:
    """Return the usual length of a full line: nine in ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _breaks(line: str, following: str, width: int) -> bool:
    if _STARTS.match(following):
        return True
    if following[0].islower() or line.endswith((",", "\u00ad")) or _divided(line):
        return False
    return len(line) < _FULL * width


def _continue(pieces: list[str], line: str, written: Counter[str]) -> None:
    """Put a line behind the pieces of a paragraph."""
    divided = _divided("".join(pieces[-2:]))
    rest = _WORD.match(line)
    if divided is None or rest is None:
        pieces.append(f" {line}")
        return
    soft = pieces[-1].endswith("\u00ad")
    pieces[-1] = pieces[-1][:-1]
    pieces.append(line if soft or not _is_compound(divided[1], rest[0], written) else f"-{line}")


def _divided(line: str) -> re.Match[str] | None:
    return _DIVIDED.search(line[-_LONGEST_WORD:])


def _is_compound(left: str, right: str, written: Counter[str]) -> bool:
    """Tell whether the hyphen belongs to the word."""
    first, second = left.lower(), right.lower()
    if not right[0].islower() or second.split("-")[0] in _hyphened("after") or first in _hyphened("before"):
        return True
    return written[f"{first}-{second}"] > written[f"{first}{second}"]


@cache
def _hyphened(side: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath("hyphens.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(word for kind, word in rows if kind == side)
