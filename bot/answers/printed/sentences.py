"""Passages cut into sentences, each a verbatim slice that reads well alone.

A full stop after an abbreviation, an initial or inside a figure ends nothing, a quotation is not cut unless
it is so long that nobody would read it whole, and a line break always ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.news import Span

# What a full stop does not end: titles, references and measures of the French press, folded to lower case.
_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mlles",
        "me",
        "mes",
        "dr",
        "drs",
        "pr",
        "prof",
        "mgr",
        "st",
        "ste",
        "jr",
        "sr",
        "cf",
        "ex",
        "env",
        "av",
        "apr",
        "art",
        "p",
        "pp",
        "vol",
        "chap",
        "éd",
        "ed",
        "al",
        "no",
        "n°",
        "nos",
        "tél",
        "min",
        "max",
        "hab",
        "boul",
        "bd",
        "fig",
        "gén",
        "col",
        "cdt",
        "cap",
        "lt",
        "mr",
        "mrs",
        "ms",
        "vs",
        "jc",
        "etc",
    ]
)
_END = re.compile(r"[.!?…]+(?P<close>(?:[\s\u00a0\u202f]?»|[”\"’)\]])+)?(?=[\s\u00a0]|$)")
_OPENING = re.compile(r"[\s\u00a0]*[«“\"'‘(\[–—-]*[\s\u00a0]*(?P<first>.)?", re.DOTALL)
_QUOTATION = re.compile(r"«[^«»\n]*»|“[^“”\n]*”|\"[^\"\n]*\"")
_LAST_WORD = re.compile(r"([^\W_]+°?)\.$")
_LONG = 600  # characters; a quotation of several sentences longer than this is cut inside

# "VALMONT (Valdorie), 8 nov 2024 (AXP) - ": place, day and agency before the first sentence of a dispatch.
_DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’ \-/]+(?:[\s\u00a0]\([^()\n]{2,40}\))?"
    r"(?:,?[\s\u00a0]+(?:le[\s\u00a0]+)?\d{1,2}(?:er)?[\s\u00a0]+[^\W\d_]{3,9}\.?(?:[\s\u00a0]+\d{4})?)?"
    r"[\s\u00a0]\([A-Z][\w. /-]{1,20}\)[\s\u00a0]*[-–—]+[\s\u00a0]*(?=\S)"
)


def dateline(text: str) -> int:
    """Return how many characters at the start of a text are an agency's dateline."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def split(text: str, start: int = 0) -> list[Span]:
    """Return the sentences of a text in order; `start` is where the text stands in its article.

    Every span is a slice of the text without white space at its ends; only white space lies between spans.
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        for left, right in _pieces(line.group()):
            spans.append(_trimmed(text, line.start() + left, line.start() + right, start))
    return [s for s in spans if s.text]


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one line; one that stays too long is cut within its quotations."""
    quoted = [m.span() for m in _QUOTATION.finditer(line)]
    for left, right in _between(line, 0, len(line), quoted):
        if right - left <= _LONG:
            yield left, right
        else:
            yield from _between(line, left, right, [])


def _between(line: str, left: int, right: int, closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for end in _END.finditer(line, left, right):
        # The mark that closes a quotation ends the sentence too, so that place is not inside.
        if any(a < end.end() < b for a, b in closed) or not _ends(line, end):
            continue
        yield left, end.end()
        left = end.end()
    if left < right:
        yield left, right


def _ends(line: str, end: re.Match[str]) -> bool:
    following = _OPENING.match(line, end.end())
    first = following["first"] if following else None
    if first is None:
        return True
    # « ... ! », a-t-il dit: the sentence goes on in lower case.
    if first.islower() or first in ",;:":
        return False
    if end.group()[0] != "." or end["close"]:
        return True
    word = _LAST_WORD.search(line, max(0, end.start() - 12), end.start() + 1)
    return word is None or not _abbreviated(word.group(1))


def _abbreviated(word: str) -> bool:
    initial = len(word) == 1 and word.isupper()
    return initial or word.lower() in _ABBREVIATIONS


def _trimmed(text: str, left: int, right: int, offset: int) -> Span:
    piece = text[left:right]
    left += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Span(offset + left, offset + left + len(piece), piece)
