"""Where claimed words leave the printed ones: "une [-menace-] {+attaque+} directe", printed first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.answers.check.comparing import Word
from bot.answers.check.matching import Step


def shown(steps: Sequence[Step], printed: str, claimed: str) -> str:
    """Return the comparison as text; words of both sides are slices of `printed` and `claimed`."""
    parts = []
    for same, group in groupby(steps, key=lambda step: step.same):
        found = list(group)
        theirs = _slice([s.printed for s in found if s.printed], printed)
        if same:
            parts.append(theirs)
            continue
        own = _slice([s.claimed for s in found if s.claimed], claimed)
        parts += [f"[-{theirs}-]"] if theirs else []
        parts += [f"{{+{own}+}}"] if own else []
    return " ".join(parts)


def _slice(words: Sequence[Word], text: str) -> str:
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""
