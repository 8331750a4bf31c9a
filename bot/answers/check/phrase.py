"""Printed words as they are shown beside a claim: a whole sentence or phrase of them, and where it is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answers.printed import sentences
from index.news import Span

_LONGEST = 240  # characters of printed words in a sentence of ours
_CUT = "[…]"
_BORDER = re.compile(r"[.!?…,;:][)»\"”’]*\s+|\s(?=[–—(])")


def around(text: str, start: int, end: int, within: Iterable[Span]) -> str:
    """Return text[start:end] made whole: to the ends of its sentences, else of its phrase, else of its words.

    What is shown lies in the spans `within` that [start, end) meets and is a slice of the text; marks tell
    where it is cut inside a sentence.
    """
    low, high = _sentences(text, start, end, within)
    for first, last in ((low, high), _phrase(text, (start, end), (low, high)), (start, end)):
        if last - first <= _LONGEST:
            break
    else:
        last = first + len(text[first : first + _LONGEST].rpartition(" ")[0])
    return _marked(text[first:last].strip(), first > low, last < high)


def cut(shown: str, text: str, start: int, end: int, within: Iterable[Span]) -> str:
    """Return what is shown of text[start:end] with marks where that begins or ends inside a sentence."""
    low, high = _sentences(text, start, end, within)
    before, after = (any(c.isalnum() for c in part) for part in (text[low:start], text[end:high]))
    return _marked(shown, before, after)


def _marked(shown: str, before: bool, after: bool) -> str:
    return f"{_CUT} " * before + shown + f" {_CUT}" * after


def _sentences(text: str, start: int, end: int, within: Iterable[Span]) -> tuple[int, int]:
    """Return where the sentences that hold [start, end) begin and end, inside the spans that it meets."""
    met = [s for s in within if s.start < end and start < s.end]
    low, high = min((s.start for s in met), default=start), max((s.end for s in met), default=end)
    said = [s for s in sentences.split(text[low:high], low) if s.start < end and start < s.end]
    return min((s.start for s in said), default=low), max((s.end for s in said), default=high)


def _phrase(text: str, words: tuple[int, int], limits: tuple[int, int]) -> tuple[int, int]:
    """Return the nearest ends of a phrase around some words."""
    (start, end), (low, high) = words, limits
    before = [m.end() for m in _BORDER.finditer(text, low, start)]
    after = _BORDER.search(text, max(start, end - 1), high)
    return (before[-1] if before else low), (max(end, after.end()) if after else high)
