"""Quotations of a sentence against print: where they stand, beside whom, and how they are shown.

Whose words they are is for the ledger to say (`attribution`); of words that it does not know only what cannot
be right is refused: those in a paragraph about somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.questions.pronouns import people
from bot.answers.written import claims, orders
from bot.answers.written.case import Case
from index.analysis import terms
from index.news import Hit


def places(fragment: str, hits: Sequence[Hit]) -> Iterator[tuple[Hit, int, int]]:
    """Yield each hit that prints a fragment, with [start, end) in the hit's text; orders are no print."""
    for hit in hits:
        place = claims.find(fragment, orders.blank(hit.text))
        if place:
            yield hit, *place


def all_printed(case: Case) -> bool:
    """Tell whether all quotations are printed, in no paragraph about others than the sentence names."""
    named = [n.word for n in claims.names(claims.outside(case.sentence))]
    for quotation in claims.quotations(case.sentence):
        found = list(places(quotation.text, case.hits))
        # Where the ledger knows whose words they are it decides, in `attribution`.
        recorded = any(claims.find(quotation.text, f.text) for s in case.told for f in s.fragments)
        if not found or not (recorded or any(_is_beside(case, named, *place) for place in found)):
            return False
    return True


def _is_beside(case: Case, named: list[str], hit: Hit, start: int, end: int) -> bool:
    if not named:
        return True
    text = claims.outside(orders.blank(hit.text))
    if not any(case.same(n, t.word) for n in named for t in terms(text)):
        return False
    # "Elle", "la ministre": a paragraph that names nobody leans on the one before; only others count against.
    left = hit.text.rfind("\n", 0, start) + 1
    right = hit.text.find("\n", end)
    paragraph = claims.outside(hit.text[left : right if right >= 0 else len(hit.text)])
    others = people(paragraph)
    return not others or any(case.same(n, t.word) for n in named for t in terms(paragraph))


def as_printed(sentence: str, hits: Sequence[Hit]) -> str:
    """Return a sentence, all of whose quotations are printed, with their words as the articles print them.

    A stop that a writer put within the marks and that is not printed there goes, to the end of the sentence
    if that has none.
    """
    text = sentence
    for quotation in reversed(claims.quotations(sentence)):
        hit, start, end = next(places(quotation.text, hits))
        rest = text[quotation.end :]
        stop = re.match(r"\s*[.,]+", rest)
        if stop and not hit.text.startswith(stop.group(), end):
            rest = rest[stop.end() :]
        text = text[: quotation.start] + hit.text[start:end] + rest
    return text if re.search(r"[.!?…][^\w.!?…]*$", text) or not re.search(r"\w", text) else text + "."
