"""A governed clause: what one cue makes somebody's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.statements.speech.cue import Cue

Opening = Literal[
    "que",
    "colon",
    "quote",
    "si",
    "infinitive",
    "de",
    "à",
    "comme",
    "noun",
    "adjective",
    "declined",
    "before",
    "around",
    "none",
]


@dataclass(slots=True)
class Clause:
    """What one cue governs.

    Tokens [first, last) of its sentence, how it opens, and the quotations it owns.
    """

    cue: Cue
    opening: Opening
    first: int
    last: int
    tail: int = 0  # the content goes on after an incise, up to this token
    quotes: list[int] = field(default_factory=list)

    def holds(self, index: int) -> bool:
        """Tell whether a token is in the content."""
        return self.first <= index < self.last or self.cue.after <= index < self.tail
