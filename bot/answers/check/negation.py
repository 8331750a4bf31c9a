"""Whether words deny: what a claim must never lose or gain."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.check.comparing import content, words
from bot.answers.check.words import sense

_NEAR = 6  # words between the two halves of a denial


def count(keys: Sequence[str]) -> int:
    """Return how many denials stand among folded words; "ne" counts with what completes it."""
    full = sum(k in sense("denying") and k not in ("ne", "n") for k in keys)
    bare = sum(k in ("ne", "n") for k in keys)
    return max(full, bare)


def dropped(left_out: Sequence[str], kept: Sequence[str]) -> bool:
    """Tell whether words left out deny what is kept; a "ne" does where nothing kept completes it."""
    strong = sense("denying") - {"ne", "n"}
    # "non seulement" adds, it denies nothing
    following = [*left_out[1:], *kept[:1]]
    adding = [k == "non" and after == "seulement" for k, after in zip(left_out, following, strict=False)]
    if any(k in strong and not added for k, added in zip(left_out, adding, strict=False)):
        return True
    return any(k in ("ne", "n") for k in left_out) and not any(k in strong for k in kept)


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


def around(printed: tuple[str, str], claimed: tuple[str, str]) -> bool:
    """Tell whether what stands before and behind quoted words denies them in one of two texts only.

    Before them their own clause counts; what is told behind them, where the claim tells it too.
    """
    before = [_odd(text.rpartition(", ")[2]) for text in (printed[0], claimed[0])]
    if before[0] != before[1]:
        return True
    return bool(content(words(claimed[1]))) and _odd(printed[1]) != _odd(claimed[1])


def _odd(text: str) -> bool:
    return count([w.key for w in words(text)]) % 2 == 1
