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
    r"|expected|due to|set to|selon|d[’']après|according|doit|doivent|devra|devront|va|vont|prévue?s?)\b"
    r"|\w+r(?:ait|aient)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"[^\W\d_]{3,}(?:era|eront|ira|iront|dra|dront)$")
_PREFIXES = ("in", "im", "il", "ir", "de", "des", "mal", "anti", "non")
_PREFIXED = 5  # letters of a word that may have one
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


def is_contrary(text: str, other: str) -> bool:
    """Tell whether a text has a word of which the other one has only the contrary: probable, improbable."""
    mine, theirs = ({t.word for t in content_terms(side)} for side in (text, other))
    return any(
        _opposed(w, theirs - mine) or _opposed_by(w, theirs) for w in mine - theirs if len(w) >= _PREFIXED
    )


def _opposed(word: str, others: set[str]) -> bool:
    return any(prefix + word in others for prefix in _PREFIXES)


def _opposed_by(word: str, others: set[str]) -> bool:
    return any(word.removeprefix(p) in others for p in _PREFIXES if len(word) - len(p) >= _PREFIXED)


def affirmed(text: str) -> set[str]:
    """Return the stems of the content words of a text that it does not deny, there where they stand."""
    return _beside(text, _denied)


def sure(text: str, *, past: bool = False) -> set[str]:
    """Return the stems of the content words of a text that it does not give as unsure."""
    return _beside(text, _done_perhaps if past else _conditional)


def _beside(text: str, find: Callable[[str, list[Term]], set[int]]) -> set[str]:
    found = terms(text)
    marked = {found[i].start for i in find(text, found)}
    return {t.stem for t in content_terms(text) if t.start not in marked}


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
    content = {t.start for t in content_terms(text)}
    planned = (_next(text, found, i + 1, content) for i, t in enumerate(found) if t.word in words("plans"))
    marked = {i for i, t in enumerate(found) if _CONDITIONAL.match(t.word) or _FUTURE.match(t.word)}
    return _done_perhaps(text, found) | marked.union(*planned)


def _done_perhaps(text: str, found: list[Term]) -> set[int]:
    content = {t.start for t in content_terms(text)}
    after = (
        _next(text, found, i + 1, content)
        for i, t in enumerate(found)
        if fold(t.word) in words("conditionals")
    )
    return set().union(*after)
