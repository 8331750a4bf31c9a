"""Follow-up questions made whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was typed, and the text of the answer that was shown for it."""

    question: str
    answer: str
