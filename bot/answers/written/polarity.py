"""What a text denies and what it gives as unsure, word by word, to hold a sentence against print."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.written.lexicon import words
from index.analysis import Term, content_terms, fold, terms

_BREAK = re.compile(r"[.!?;:,«»“”\"()\n—–]")
_CONDITIONAL = re.compile(r"[^\W\d_]{2,}(?:rais|rait|rions|riez|raient)$")
_UNSURE = re.compile(
    r"\b(?:would|could|may|might|reportedly|allegedly|should|possibl[ey]|perhaps|peut-être|éventuel\w*|probabl\w*"
    r"|expected|due to|set to|selon|d[’']après|according)\b|\w+r(?:ait|aient)\b",
    re.IGNORECASE,
)
_REACH = 6  # words between "ne" and its "pas"


def is_negated(text: str) -> bool:
    """Tell whether a text denies anything at all; "ne ... que" and "plus" alone do not count."""
    found = terms(text)
    low = [t.word for t in found]
    if any(_is_ne(text, t) for t in found):
        return not re.search(r"\bn(?:e|[’'])\s*(?:\w+\s+){1,3}que\b", text) or "pas" in low
    return any(w in words("negations") - {"ne", "n", "pas", "rien", "personne"} for w in low) or bool(
        re.search(r"n[’']t\b", text)
    )


def negated(text: str) -> set[str]:
    """Return the stems of the words that a French text denies: the verb of "ne ... pas", or after it."""
    return _near(text, _denied)


def unsure(text: str, *, past: bool = False) -> set[str]:
    """Return the stems of the words that a French text gives in the conditional; `past`: as done already.

    "dit qu'il viendrait" is sure of what was to come, "serait venu" of nothing.
    """
    return _near(text, _done_perhaps if past else _conditional)


def is_unsure(text: str) -> bool:
    """Tell whether a sentence says of itself that something is not sure, or whose word it is."""
    return _UNSURE.search(text) is not None


def plain(text: str, marked: set[str]) -> set[str]:
    """Return the stems of a text's content words that are not in `marked`."""
    return {t.stem for t in content_terms(text)} - marked


def _near(text: str, find: Callable[[str, list[Term]], set[int]]) -> set[str]:
    found = terms(text)
    return {found[i].stem for i in find(text, found)}


def _denied(text: str, found: list[Term]) -> set[int]:
    content = {t.start for t in content_terms(text)}
    denied: set[int] = set()
    for i, term in enumerate(found):
        if _is_ne(text, term):
            end = next(
                (j for j in range(i + 1, min(i + _REACH, len(found))) if found[j].word in words("partners")),
                i,
            )
            between = [j for j in range(i + 1, end) if found[j].start in content]
            denied |= set(between) or _next(text, found, max(end, i) + 1, content)
        elif term.word in words("lone") or term.word in words("refusals"):
            denied |= _next(text, found, i + 1, content)
    return denied


def _is_ne(text: str, term: Term) -> bool:
    return term.word in ("ne", "n") or text[term.start - 2 : term.start].lower() in ("n'", "n’")


def _next(text: str, found: list[Term], start: int, content: set[int]) -> set[int]:
    """Return the next content word, no further than the end of the clause."""
    for j in range(start, min(start + 3, len(found))):
        if j and _BREAK.search(text, found[j - 1].end, found[j].start):
            break
        if found[j].start in content:
            return {j}
    return set()


def _conditional(text: str, found: list[Term]) -> set[int]:
    return _done_perhaps(text, found) | {i for i, t in enumerate(found) if _CONDITIONAL.match(t.word)}


def _done_perhaps(text: str, found: list[Term]) -> set[int]:
    content = {t.start for t in content_terms(text)}
    after = (
        _next(text, found, i + 1, content)
        for i, t in enumerate(found)
        if fold(t.word) in words("conditionals")
    )
    return set().union(*after)
