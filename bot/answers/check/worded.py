"""Whether a claim without quotation marks has the very words of a statement, whatever their forms.

"la grève coûte" is what "la grève coûtait" says: a claim is not in the tense and person of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.answers.check import phrase
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import Word, words
from index.analysis import fold, stem
from index.ledger.hearing import Heard
from index.statements.language import lexicon

_ENOUGH = 4  # words that are no chance where one of them alone carries meaning


@dataclass(frozen=True, slots=True)
class Worded:
    """Where the words stand: in quotation marks ("quoted"), partly so, or beside them in what is reported.

    `phrase`: the printed words, as they are shown, where marks stand around them; else "".
    """

    heard: Heard
    reason: Literal["quoted", "partly", "beside"]
    phrase: str = ""


def claimed(claim: Claim) -> list[Word]:
    """Return what a claim without quotation marks says, from its first word of meaning to its last.

    Of a single one all that is said ("nous ne paierons pas pour les autres"); empty where that is too little,
    or English.
    """
    said = [] if claim.english or claim.quotes else words(claim.content)
    places = [n for n, w in enumerate(said) if w.content]
    if len(places) > 1:
        return said[places[0] : places[-1] + 1]
    opened = 1 if said and said[0].key in ("que", "qu") else 0
    return said[opened:] if places and len(said) - opened >= _ENOUGH else []


def find(wanted: Sequence[Word], heard: Heard) -> Worded | None:
    """Return where a claim's words stand in a statement, all, unbroken and in order; None: nowhere."""
    content, fragments = heard.statement.content, heard.statement.fragments
    printed = words(content.text, content.start)
    first = _place(wanted, printed)
    if first is None:
        return None
    start, end = printed[first].start, printed[first + len(wanted) - 1].end
    if any(f.start <= start and end <= f.end for f in fragments):
        return Worded(heard, "quoted", phrase.around(heard.text, start, end, fragments))
    marked = any(f.start < end and start < f.end for f in fragments)
    return Worded(heard, "partly" if marked else "beside")


def _place(wanted: Sequence[Word], printed: Sequence[Word]) -> int | None:
    places = range(len(printed) - len(wanted) + 1)
    return next(
        (at for at in places if all(_same(*pair) for pair in zip(wanted, printed[at:], strict=False))), None
    )


def _same(one: Word, other: Word) -> bool:
    if one.key == other.key:
        return True
    if one.key[:1].isdigit():
        return False
    if one.content and other.content:
        return stem(one.key) == stem(other.key)
    return any(one.key in forms and other.key in forms for forms in _auxiliaries())


@cache
def _auxiliaries() -> tuple[frozenset[str], ...]:
    """Return the folded forms of être and of avoir, which are stopwords."""
    known = lexicon.french().words
    return tuple(frozenset(map(fold, known[verb])) for verb in ("be", "have"))
