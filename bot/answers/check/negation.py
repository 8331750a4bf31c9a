"""Whether words deny: what a claim must never lose or gain."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.answers.check.claim import infinitive
from bot.answers.check.comparing import content, words
from bot.answers.check.words import phrases, sense
from index.analysis import family, stem

_NEAR = 6  # words between the two halves of a denial


def count(keys: Sequence[str]) -> int:
    """Return how many denials stand among folded words; "ne" counts with what completes it."""
    pairs = zip(keys, [*keys[1:], ""], strict=False)
    full = sum(k in sense("denying") and k not in ("ne", "n") and not _idle(k, after) for k, after in pairs)
    bare = sum(k in ("ne", "n") for k in keys)
    return max(full, bare)


def dropped(left_out: Sequence[str], kept: Sequence[str]) -> bool:
    """Tell whether words left out deny what is kept; a "ne" does where nothing kept completes it."""
    strong = sense("denying") - {"ne", "n"}
    pairs = zip(left_out, [*left_out[1:], *kept[:1], ""], strict=False)
    if any(k in strong and not _idle(k, after) for k, after in pairs):
        return True
    return any(k in ("ne", "n") for k in left_out) and not any(k in strong for k in kept)


def _idle(word: str, after: str) -> bool:
    """Tell whether a word of denial denies nothing with the word after it: "non seulement", "sans doute"."""
    return f"{word} {after}" in phrases("idle")


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


def governing(before: Sequence[str]) -> int:
    """Return how many of the words before others deny or suspend them: "il est trop tôt pour dire que ...".

    `before` is what stands in the same clause; 0 where nothing governs them so.
    """
    if not before or before[-1] not in ("que", "qu", "that"):
        return 0
    return len(before) if suspending(before) or count(before) % 2 else 0


def suspending(keys: Sequence[str]) -> bool:
    """Tell whether folded words leave open, or call wrong, what they introduce: "trop tôt pour dire que"."""
    said = f" {' '.join(keys)} "
    places = [at for phrase in phrases("suspending") if (at := said.find(f" {phrase} ")) >= 0]
    return bool(places) and any(f" {that} " in said[min(places) :] for that in ("que", "qu", "that"))


def refusing(keys: Set[str], other: Set[str]) -> bool:
    """Tell whether folded words have an odd number of verbs that turn down and that others do not have."""
    kinds = {family(stem(key)) for key in other}
    own = {family(stem(key)) for key in keys}
    found = {infinitive(key) for key in keys} & phrases("refusing")
    found |= {verb for verb in phrases("avoiding") if family(stem(verb)) in own}
    return sum(family(stem(verb)) not in kinds for verb in found) % 2 == 1


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
