"""An English claim: who is said to have said what. `index.retrieval.translation` helps to compare it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.check.reported import Report
from bot.answers.check.words import sense
from index.news import Polarity

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*\.?")
_ACCORDING = re.compile(
    r"^(?:according to|as) (?P<who>[^,«“\"]+?)(?: (?:put|puts|said|says|has) (?:it|so))?, ?(?P<what>.+)$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^(?:did|has|have|does|had) ", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:never|not|did not|didn['’]t|doesn['’]t|has not|hasn['’]t)\s*$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:has|have|had|did|does|is|was|will|would|never|not|didn['’]t|doesn['’]t|hasn['’]t|also|once)\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^\W*(?:that|about|of|for|as|to|on|against)\b\s*", re.IGNORECASE)


def report(body: str, quotes: Sequence[str]) -> Report:
    """Return the report that an English sentence makes; its question is undone."""
    according = _ACCORDING.match(body)
    if according:
        return Report(_name(according["who"]), according["what"])
    body = _ASKING.sub("", body)
    for word in _WORD.finditer(body):
        if word.group().lower() in sense("english") and not _quoted(body, word.start(), quotes):
            before = body[: word.start()].strip(" ,:")
            if _after_quote(before, quotes):
                return Report(
                    _name(body[word.end() :]), before, word.group().lower(), _polarity(word.group(), "")
                )
            last = before.rstrip(",").rsplit("”", 1)[-1].rsplit('"', 1)[-1].rsplit("»", 1)[-1].strip(" ,")
            if quotes and last and last != before and not body[word.end() :].strip(" .?!"):
                return Report(_name(last), before, word.group().lower(), _polarity(word.group(), last))
            if before:
                content = _LINK.sub("", body[word.end() :]).strip(" ,:")
                return Report(_name(before), content, word.group().lower(), _polarity(word.group(), before))
    head = re.match(r"(?P<who>[A-ZÀ-Ý][^:«“\"]{1,60}): ?(?P<what>.+)$", body)
    return Report(_name(head["who"]), head["what"]) if head else Report("", body)


def _quoted(body: str, place: int, quotes: Sequence[str]) -> bool:
    return any((at := body.find(quote)) >= 0 and at <= place < at + len(quote) for quote in quotes)


def _after_quote(before: str, quotes: Sequence[str]) -> bool:
    """Tell whether nothing but quoted words stands before the verb: "...", said X."""
    left = before
    for quote in quotes:
        left = left.replace(quote, "")
    return bool(quotes) and not re.search(r"\w", left)


def _name(text: str) -> str:
    text = text.strip(" ,:.?!")
    while (cut := _AUXILIARY.sub("", text).strip(" ,")) != text:
        text = cut
    return "" if text.lower() in sense("nobody") else text


def _polarity(verb: str, before: str) -> Polarity:
    if _NEGATED.search(before):
        return "did_not_say"
    return "denies" if verb.lower() in sense("english_denying") else "asserts"
