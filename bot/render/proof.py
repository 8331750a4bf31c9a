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
    for edge in ("\n", " "):
        if (found := text.find(edge, low, start)) >= 0:
            return found + 1
    return start


def _stop(text: str, end: int, high: int) -> int:
    if high == len(text):
        return high
    for edge in ("\n", " "):
        if (found := text.rfind(edge, end, high)) >= 0:
            return found
    return end
