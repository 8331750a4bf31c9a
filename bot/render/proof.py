"""Where in an article cited words stand: the slice of its text to show around them."""

from __future__ import annotations

MARGIN = 400  # characters of context on each side, about four lines


def window(text: str, start: int, end: int, margin: int = MARGIN) -> tuple[int, int]:
    """Return the [begin, stop) around text[start:end], at most `margin` characters more on each side.

    It begins and stops at a paragraph where one is near, else between two words, never inside one.
    """
    low, high = max(0, start - margin), min(len(text), end + margin)
    return _begin(text, low, start), _stop(text, end, high)


def _begin(text: str, low: int, start: int) -> int:
    if low == 0:
        return 0
    # A paragraph is taken as the edge only where half of the margin is left.
    for edge, last in (("\n", (low + start) // 2), (" ", start)):
        if (found := text.find(edge, low, last)) >= 0:
            return found + 1
    return start


def _stop(text: str, end: int, high: int) -> int:
    if high == len(text):
        return high
    for edge, first in (("\n", (end + high) // 2), (" ", end)):
        if (found := text.rfind(edge, first, high)) >= 0:
            return found
    return end
