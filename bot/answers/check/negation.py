"""Whether words deny: what a claim must never lose or gain."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.check.words import sense

_NEAR = 6  # words between the two halves of a denial


def count(keys: Sequence[str]) -> int:
    """Return how many denials stand among folded words; "ne" counts with what completes it."""
    full = sum(k in sense("denying") and k not in ("ne", "n") for k in keys)
    bare = sum(k in ("ne", "n") for k in keys)
    return max(full, bare)


def dropped(left_out: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether words left out deny what is kept; a "ne" does where nothing kept completes it."""
    strong = sense("denying") - {"ne", "n"}
    if any(k in strong for k in left_out):
        return True
    return any(k in ("ne", "n") for k in left_out) and not any(k in strong for k in after)


def beside(before: str, after: str, kept: Sequence[str]) -> tuple[bool, bool]:
    """Tell whether the words right before and right after some words deny them.

    Half of a denial is enough: what keeps its "pas" is not turned round by the loss of its "ne".
    """
    completing = {"pas", "jamais", "guere", "nullement", "aucun", "aucune", "rien"}
    opening = sense("denying") - {"non", "no", "rien", "nothing"}
    halves = {"ne", "n"}
    opened = before in opening and not (before in halves and any(k in completing for k in kept[:_NEAR]))
    closed = after in completing and not any(k in halves for k in kept[-_NEAR:])
    return opened, closed
