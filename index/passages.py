"""Article -> passages: whole paragraphs packed to a token budget, each a verbatim slice.

A paragraph over the budget is cut between sentences, and a sentence over it between words. A quotation is
never cut: one longer than the budget makes a longer passage. Passages do not overlap and leave out only white
space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from index import tokens
from index.identity import digest, version
from index.news import Article, Passage

BUDGET = 300  # tokens of cl100k_base: about 1,000 characters of French, three to five press paragraphs
# Only the ends of these count: blanks before the line end would cost a try at every character.
_BLANK_LINE = re.compile(r"\n\s*\n\s*")
_LINE_BREAK = re.compile(r"\n\s*")
# A stop after a word of five letters or a figure: "M.", "Mme.", "art." and initials never look like an end.
_SENTENCE_END = re.compile(
    r"(?:(?:\w{5}|\d)\.|[!?…]|\.\.\.)[\u00a0\u202f ]?[»”\"’)\]]*\s+(?=[^\W\d_a-zß-ÿ]|[«“\"—–-])"
)
_SPACE = re.compile(r"\s+")
# Curly marks pair by kind and may span paragraphs; straight ones pair by turns within one paragraph.
_CURLY = re.compile(r"«[^«»]*»|“[^“”]*”")
_NESTED = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)+»")
_STRAIGHT = re.compile(r'"[^"]*"')


class _Piece(NamedTuple):
    start: int
    end: int
    cost: int


def split(article: Article) -> list[Passage]:
    """Cut an article into passages, in order; ids are stable across runs and machines."""
    stamp = version(article)
    found = []
    for start, end in spans(article.text):
        key = digest(article.id, stamp, str(start), str(end))
        found.append(Passage(key, article.id, start, end, article.text[start:end]))
    return found


def spans(text: str, budget: int = BUDGET) -> list[tuple[int, int]]:
    """Return [start, end) of each passage of a text, in order."""
    pieces = list(_pieces(text, budget))
    if not pieces:
        return []
    # Passages of like size: a last passage of one line would rank too high in every index.
    total = sum(piece.cost for piece in pieces)
    target = total / -(-total // budget)
    packed: list[tuple[int, int]] = []
    start, cost, end = pieces[0].start, 0, pieces[0].start
    for piece in pieces:
        if cost and (cost + piece.cost > budget or cost + piece.cost / 2 > target):
            packed.append(_trimmed(text, start, end))
            start, cost = piece.start, 0
        cost, end = cost + piece.cost, piece.end
    packed.append(_trimmed(text, start, end))
    return packed


def quotations(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of every closed quotation with its marks, in order, without overlap."""
    found = [m.span() for pattern in (_CURLY, _NESTED) for m in pattern.finditer(text)]
    for start, end in _between(text, _paragraph_breaks(text), 0, len(text)):
        found += [m.span() for m in _STRAIGHT.finditer(text, start, end)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, budget: int) -> Iterator[_Piece]:
    """Yield what may be packed: paragraphs, or the sentences or words of those over the budget."""
    quoted = quotations(text)
    yield from _divided(text, (0, len(text)), budget, quoted, 0)


def _divided(
    text: str, span: tuple[int, int], budget: int, quoted: list[tuple[int, int]], level: int
) -> Iterator[_Piece]:
    start, end = span
    if not text[start:end].strip():
        return
    if level:
        cost = tokens.count(text[start:end])
        if cost <= budget or level == 4:
            yield _Piece(start, end, cost)
            return
    if level == 0:
        breaks = _paragraph_breaks(text)
    else:
        pattern = (_SENTENCE_END, _LINE_BREAK, _SPACE)[level - 1]
        breaks = [m.end() for m in pattern.finditer(text, start, end)]
    allowed = [b for b in breaks if not _inside(b, quoted)]
    for part in _between(text, allowed, start, end):
        yield from _divided(text, part, budget, quoted, level + 1)


def _paragraph_breaks(text: str) -> list[int]:
    # A text without blank lines has one paragraph a line; with them, its lines may be wrapped ones.
    breaks = [m.end() for m in _BLANK_LINE.finditer(text)]
    return breaks or [m.end() for m in _LINE_BREAK.finditer(text)]


def _between(text: str, breaks: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from pairwise([start, *(b for b in breaks if start < b < end), end])


def _inside(position: int, quoted: list[tuple[int, int]]) -> bool:
    at = bisect_right(quoted, (position, 0)) - 1
    return at >= 0 and quoted[at][0] < position < quoted[at][1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
