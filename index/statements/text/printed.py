"""Words as somebody copied them, found in a text: the spaces, apostrophes and marks may be of another shape.

What is found is a slice of the text: the copy decides where, never what.
"""

from __future__ import annotations

import re
import unicodedata

_SHAPES = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("«»“”„", '"'), "‑": "-", "＜": "<", "＞": ">"}
)


class Printed:
    """A text to find copied words in."""

    def __init__(self, text: str):
        self.text = text
        self._at: list[int] = []
        pieces: list[str] = []
        for place, character in enumerate(text):
            if squeezed(character):
                pieces.append(squeezed(character))
                self._at.append(place)
        self._squeezed = "".join(pieces)

    def find(self, words: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return every [start, end) within a slice of the text where the words stand whole."""
        wanted = squeezed(words)
        if not wanted:
            return []
        found = []
        for match in re.finditer(f"(?={re.escape(wanted)})", self._squeezed):
            first, last = self._at[match.start()], self._at[match.start() + len(wanted) - 1] + 1
            if start <= first and last <= end and self._whole(first, last):
                found.append((first, last))
        return found

    def _whole(self, start: int, end: int) -> bool:
        """Tell whether a slice cuts no word in two."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        cut = (before + self.text[start], self.text[end - 1] + after)
        return not any(len(edge) > 1 and edge.isalnum() for edge in cut)


def squeezed(words: str) -> str:
    """Return words without spaces and invisible characters, their marks in one shape."""
    kept = (c for c in words if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"})
    return "".join(kept).translate(_SHAPES)
