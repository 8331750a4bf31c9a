"""Quotation marks to quotations: pairs, nesting, marks never closed, quotations over several paragraphs.

Knows « », “ ”, „ “, straight ", << >> and, inside another quotation, ' ' and + +. A mark without its pair is
mended (closed before the next one opens, or at the end of the paragraph) or left alone; it never shifts the
pairs that follow. Offsets count in the text given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_MARK = re.compile(r"<<|>>|[«»“”„\"]")
_OPENERS = frozenset(("«", "<<", "„"))
_CLOSERS = frozenset(("»", ">>"))
_NESTED = re.compile(
    r"\+([^+\n]{2,400})\+|(?<![\w’'])'([^'\n]{1,400}(?:'\w[^'\n]{0,400}){0,12})'(?!\w)|‘([^‘’\n]{2,400})’(?!\w)"
)
# A quotation left open may run on over this many paragraphs before its closing mark.
_REACH = 4
# Where a quotation that is never closed may end: before a saying verb with its subject turned round.
_TURNED = re.compile(r",? (?:[ls]['’])?\w+(?:-t)?-(?:il|elle|on|ils|elles)\b")
_SENTENCE_END = re.compile(r"[.!?…][\s\u00a0]*(?=[A-ZÀ-Ý])")


@dataclass(slots=True)
class Quotation:
    """Words between marks.

    [start, end) with the marks, [inner_start, inner_end) without them or outer spaces.

    `closed` is False when its end was mended; `nested` are the inner spans of quotations inside it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    nested: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def _kind(text: str, match: re.Match[str]) -> _Mark:  # noqa: PLR0911  # a ladder of forms
    """Tell what a mark may be from its shape and the spaces about it; a straight one may be both."""
    start, end = match.span()
    shape = match.group()
    if shape in _OPENERS:
        return _Mark(start, end, True, False)
    if shape in _CLOSERS:
        return _Mark(start, end, False, True)
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if shape == "“" and (before.isspace() or before in "('’"):
        return _Mark(start, end, True, False)
    if shape == "”":
        return _Mark(start, end, False, True)
    opens = before.isspace() or before in "([{'’-–—/:«“"
    closes = after.isspace() or after in ".,;:!?)]}…-–—/»”"
    inside_word = not before.isspace() and not after.isspace()
    if opens and not after.isspace() and not (closes and after in ".,;:!?)]"):
        return _Mark(start, end, True, False)
    if closes and not before.isspace() and before not in "('’":
        return _Mark(start, end, False, True)
    if before.isspace() and closes and not after.isspace():  # word ".
        return _Mark(start, end, False, True)
    if inside_word and after.isalpha() and before.isalpha():
        return _Mark(start, end, True, True)
    return _Mark(start, end, True, True)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _quotation(text: str, opened: _Mark, start: int, end: int, closed: bool = True) -> Quotation:
    inner_start, inner_end = _trim(text, opened.end, start)
    return Quotation(opened.start, end, inner_start, inner_end, closed)


def _mend(text: str, opened: _Mark, limit: int) -> Quotation:
    """Close a quotation that never was.

    Before an inverted saying verb, else at the sentence's end before limit.
    """
    turned = _TURNED.search(text, opened.end, limit)
    if turned and turned.start() > opened.end:
        return _quotation(text, opened, turned.start(), turned.start(), closed=False)
    if limit < len(text) and text[limit] != "\n":
        ends = [m.start() + 1 for m in _SENTENCE_END.finditer(text, opened.end, limit)]
        if ends:
            return _quotation(text, opened, ends[-1], ends[-1], closed=False)
    start, end = _trim(text, opened.end, limit)
    return _quotation(text, opened, end, max(end, start), closed=False)


def _paragraph(text: str, marks: list[_Mark], end: int) -> tuple[list[Quotation], _Mark | None]:
    """Pair the marks of one paragraph; return its outermost quotations and the mark left open at its end."""
    found: list[Quotation] = []
    stack: list[tuple[_Mark, int]] = []  # an open mark, and how many quotations were found before it
    for mark in marks:
        if mark.closes and (stack or not mark.opens):
            if not stack:
                continue  # an orphan is left alone
            opened, before = stack.pop()
            quotation = _quotation(text, opened, mark.start, mark.end)
            quotation.nested = [(q.inner_start, q.inner_end) for q in found[before:]]
            del found[before:]
            found.append(quotation)
        elif mark.opens:
            stack.append((mark, len(found)))
    if not stack:
        return found, None
    # What was opened first and never closed ends before what came after it.
    starts = sorted([q.start for q in found] + [m.start for m, _ in stack])
    for opened, _ in stack[:-1]:
        found.append(_mend(text, opened, starts[bisect_right(starts, opened.start)]))
    last = stack[-1][0]
    after = [q for q in found if q.start > last.start]
    if after:
        found.append(_mend(text, last, after[0].start))
        return sorted(found, key=lambda q: q.start), None
    return sorted(found, key=lambda q: q.start), last


def _nest(text: str, quotation: Quotation) -> None:
    for match in _NESTED.finditer(text, quotation.inner_start, quotation.inner_end):
        group = next(i for i in (1, 2, 3) if match.group(i) is not None)
        quotation.nested.append(match.span(group))


def _paragraphs(text: str) -> list[tuple[int, int, list[_Mark]]]:
    rows: list[tuple[int, int, list[_Mark]]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            rows.append((start, end, [_kind(text, m) for m in _MARK.finditer(text, start, end)]))
        start = end + 1
    return rows


def _carried(rows: list[tuple[int, int, list[_Mark]]], index: int) -> int | None:
    """Return the row whose first mark closes what row `index` left open, None where none does."""
    for ahead in range(index + 1, min(index + 1 + _REACH, len(rows))):
        marks = rows[ahead][2]
        if marks:
            return ahead if marks[0].closes and not marks[0].opens else None
    return None


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in order; none overlap, and none is empty."""
    found: list[Quotation] = []
    rows = _paragraphs(text)
    index = 0
    while index < len(rows):
        _, end, marks = rows[index]
        quotes, left = _paragraph(text, marks, end)
        found += quotes
        while left is not None:
            ahead = _carried(rows, index)
            if ahead is None:
                found.append(_mend(text, left, end))
                break
            closing, *rest = rows[ahead][2]
            found.append(_quotation(text, left, closing.start, closing.end))
            index, end = ahead, rows[ahead][1]
            quotes, left = _paragraph(text, rest, end)
            found += quotes
        index += 1
    kept = [q for q in found if q.inner_end > q.inner_start]
    for quotation in kept:
        _nest(text, quotation)
    return kept
