"""Which words may stand in an answer: no link, no order, no quotation that is not printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.written import claims, orders

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)\S*", re.IGNORECASE)
_MARKUP = re.compile(r"\]\(|<[a-z/!]|&(?:#\d+|[a-z]+);", re.IGNORECASE)
_MARKS = re.compile(r"[«“„\"‹]\s*|\s*[»”\"›]")
_BRACKETED = re.compile(r"\[\d+\]")


def own(text: str, origins: Sequence[str]) -> str:
    """Return our own words around those of the articles; names and titles in them may bring marks or links.

    `origins` are titles and outlets, whose quotations are printed.
    """
    text = _ADDRESS.sub("…", text)
    return text if _quotes(text, origins) else _MARKS.sub("", text)


def may_be_printed(text: str) -> bool:
    """Tell whether printed words may be shown as an answer: no address to follow, no order to a machine."""
    if _ADDRESS.search(text) or orders.blank(text) != text:
        return False
    # "[3]" would read as the number of a source, and within marks nothing is changed.
    return not any(_BRACKETED.search(q.text) for q in claims.quotations(text))


def may_be_written(text: str, printed: Sequence[str]) -> bool:
    """Tell whether a model's proved sentence may be shown beside the articles (`printed`) that it cites."""
    if (
        _ADDRESS.search(text)
        or _MARKUP.search(text)
        or any(_BRACKETED.search(q.text) for q in claims.quotations(text))
    ):
        return False
    return claims.balanced(text) and _quotes(text, printed)


def _quotes(text: str, printed: Sequence[str]) -> bool:
    return claims.balanced(text) and all(
        any(claims.find(q.text, orders.blank(source)) for source in printed) for q in claims.quotations(text)
    )
