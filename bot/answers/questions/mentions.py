"""Whether a text names a person that a question asks about, typos and missing accents allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.answers.questions.words import sense
from index import analysis
from index.analysis import Term

_ALIKE = 85  # of 100, rapidfuzz ratio of two folded words: one letter of seven may differ
_LONG_ENOUGH = 5
_TITLE = re.compile(r"(?:M|MM|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Mr|Mrs|Ms)\.?$")


def parts(name: str) -> list[str]:
    """Return the folded words of a name without titles and articles."""
    skipped = sense("titles") | analysis.stopwords()
    return [t.word for t in analysis.terms(name) if t.word not in skipped]


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are the same but for a typo."""
    if one == other:
        return True
    return min(len(one), len(other)) > _LONG_ENOUGH and fuzz.ratio(one, other) >= _ALIKE


def same_person(asked: str, known: str) -> bool:
    """Tell whether a name as asked may be that of a known person.

    Every word of the shorter name stands in the longer one, the family name (the last word of one of them)
    too.
    """
    mine, theirs = parts(asked), parts(known)
    short, long = sorted((mine, theirs), key=len)
    if not short or not all(any(alike(word, other) for other in long) for word in short):
        return False
    return len(short) > 1 or any(alike(short[0], name[-1]) for name in (mine, theirs) if len(name) >= 1)


def named(name: str, text: str) -> bool:
    """Tell whether a text names a person: every word of the name, or the family name alone or after a title.

    A capitalised stranger before the family name makes it another person's.
    """
    wanted = parts(name)
    if not wanted:
        return False
    terms = analysis.terms(text)
    if _all_among(wanted, terms):
        return True
    alone = [t for t in terms if alike(wanted[-1], t.word) and text[t.start].isupper()]
    return any(not stranger_before(text, t.start, wanted) for t in alone)


def whole(name: str, text: str) -> bool:
    """Tell whether every word of a name stands in a text."""
    return _all_among(parts(name), analysis.terms(text))


def _all_among(wanted: Sequence[str], terms: Sequence[Term]) -> bool:
    words = dict.fromkeys(t.word for t in terms)
    return all(word in words or any(alike(word, other) for other in words) for word in wanted)


def stranger_before(text: str, place: int, wanted: Sequence[str]) -> bool:
    """Tell whether a capitalised word that is not of the name stands before a place."""
    before = re.search(r"([A-ZÀ-Ý][\w’-]*\.?)[\s\u00a0-]$", text[max(0, place - 30) : place])
    if not before or _TITLE.match(before.group(1)) or analysis.fold(before.group(1)) in sense("titles"):
        return False
    return not any(alike(word, analysis.fold(before.group(1))) for word in wanted)
