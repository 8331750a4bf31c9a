"""The figures and dates of a text, comparable across spellings and between French and English.

"12 000", "12,000" (English), "douze mille" and "12 mille" are one figure; a month is "month 6", a day of the
week "day 1", a loose quantity ("dizaines") the first word of its group. "un" and "one" are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from bot.answers.written.equivalents import groups, table
from index.analysis import fold

_SPACES = r"\u00a0\u202f\u2009 "
_TOKEN = {
    "fr": re.compile(rf"\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?|[^\W\d_]+"),
    "en": re.compile(rf"\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?|[^\W\d_]+"),
}
# Between the words of one number: "vingt et un", "twenty-five", "12 millions".
_JOINT = re.compile(rf"[{_SPACES}-]+(?:(?:et|and)[{_SPACES}-]+)?")


def read(text: str, language: str | None) -> set[str]:
    """Return the figures and dates of a text; `language` decides what a comma in a figure is."""
    found = set()
    number: list[Decimal] = []
    end = 0
    for match in _TOKEN["en" if language == "en" else "fr"].finditer(text):
        token = match.group()
        value = _value(token, language)
        joined = _JOINT.fullmatch(text, end, match.start()) is not None
        if value is None and fold(token) in {"et", "and"}:
            continue  # "vingt et un" is one number, "et" before any other word ends it there
        if number and not (
            joined and value is not None and not token[0].isdecimal() and _grows(number, value)
        ):
            found.add(_shown(sum(number)))
            number = []
        if value is not None:
            _extend(number, value)
            end = match.end()
        else:
            found |= set(_dated(token))
    if number:
        found.add(_shown(sum(number)))
    return found


def counts(word: str) -> bool:
    """Tell whether a folded word is a figure, a month, a day or a loose quantity."""
    return word[:1].isdigit() or word in table("numbers") or word in table("quantities") or word in calendar()


@cache
def calendar() -> frozenset[str]:
    """Return the folded months and days of both languages."""
    return frozenset(table("months")) | frozenset(table("days"))


def _value(token: str, language: str | None) -> Decimal | None:
    if not token[0].isdecimal():
        return _words().get(fold(token))
    grouping, decimal = (",", ".") if language == "en" else (".", ",")
    plain = re.sub(rf"[{re.escape(grouping)}{_SPACES}](?=\d{{3}}(?:\D|$))", "", token)
    return Decimal(plain.replace(decimal, ".").replace(",", "."))


@cache
def _words() -> dict[str, Decimal]:
    return {word: Decimal(value) for value, *words in groups("numbers") for word in words}


def _grows(number: list[Decimal], value: Decimal) -> bool:
    """Tell whether a number word continues a number: 20 then 5, 4 then 20, 12 then a million."""
    return value >= 100 or value < number[-1] or (number[-1] == 4 and value == 20)


def _extend(number: list[Decimal], value: Decimal) -> None:
    """Add a value to a number that is kept as the parts of a sum, the last one still open."""
    if not number:
        number.append(value)
    elif value >= 100 or (number[-1] == 4 and value == 20):
        small = Decimal(0)
        while number and number[-1] < value:
            small += number.pop()
        number.append((small or 1) * value)
    else:
        number.append(value)


def _dated(token: str) -> Iterator[str]:
    word = fold(token)
    for name, label in (("months", "month"), ("days", "day")):
        for place, (french, english) in enumerate(groups(name), 1):
            # "may" and "march" are English verbs; "mai" and "mars" are no French ones.
            if word == french or (word == english and token[0].isupper()):
                yield f"{label} {place}"
    if word in table("quantities"):
        yield next(group[0] for group in groups("quantities") if word in group)


def _shown(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():f}"
