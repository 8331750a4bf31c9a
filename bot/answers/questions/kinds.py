"""Whether a sentence holds the kind of thing asked for: a figure, a date, a name, a place, a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.answers.questions.question import Kind, flat
from bot.answers.questions.words import sense

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[ .,\u00a0\u202f]\d+)*(?![\w-])")
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-9]{2}\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|%")
_NAME = re.compile(r"(?<=[\w,;:()«»–’'\"] )(?:[ldLD][’'])?[A-ZÀ-Ý][\w’'-]+|(?<=[’'(«\"])[A-ZÀ-Ý][\w’'-]+")
_PLACE = re.compile(
    r"\b(?:à|a|au|aux|en|dans|de|du|des|près|vers|sur|entre|chez|par|d[’']|l[’'])\s*"
    r"(?:l[’']|la |le |les )?([A-ZÀ-Ý][\w’'-]+)"
)
_REASON = re.compile(
    r"\b(?:car|parce que|parce qu|puisque|en raison|a cause|afin|pour|grace a|du fait|faute de|permet|suite a"
    r"|en effet|motif|raison|cause|vise|visant|objectif|provoqu|entrain|du a|due a|dus a|de peur|par crainte"
    r"|lie a|liee a)"
)


def present(kind: Kind, sentence: str, asked: Collection[str]) -> float:
    """Return 0 to 1: how surely a sentence holds what `kind` asks for, beyond the words asked (folded).

    Kinds that any sentence may answer give 0.5.
    """
    check = _CHECKS.get(kind)
    return check(sentence, asked) if check else 0.5


def _figure(sentence: str, asked: Collection[str]) -> float:
    plain = flat(sentence)
    figures = [m for m in _NUMBER.finditer(plain) if m.group() not in asked]
    words = [m for m in _WORD.finditer(plain) if _counts(m.group())]
    if not figures and not words:
        return 0.0
    for found in (*figures, *words):
        following = _WORD.search(plain, found.end(), found.end() + 25)
        if following and (following.group() in sense("units") or following.group() in asked):
            return 1.0
    return 0.8 if any(not _YEAR.fullmatch(m.group()) for m in figures) else 0.5


def _counts(word: str) -> bool:
    """Tell whether a folded word is a number: "trois", "vingt-quatre"; "un" and "une" are articles."""
    return word not in {"un", "une"} and any(part in sense("numbers") for part in word.split("-"))


def _date(sentence: str, asked: Collection[str]) -> float:
    plain = flat(sentence)
    if any(m.group() not in asked for m in _YEAR.finditer(plain)):
        return 1.0
    words = {m.group() for m in _WORD.finditer(plain)} - set(asked)
    if words & sense("months"):
        return 1.0
    return 0.6 if words & sense("days") or _NUMBER.search(plain) else 0.0


def _named(sentence: str, asked: Collection[str]) -> float:
    names = [n for n in _NAME.findall(sentence) if flat(n).split("'")[-1] not in asked]
    return min(1.0, 0.7 + 0.15 * len(names)) if names else (0.3 if sentence[:1].isupper() else 0.0)


def _place(sentence: str, asked: Collection[str]) -> float:
    return (
        1.0 if any(flat(n) not in asked for n in _PLACE.findall(sentence)) else _named(sentence, asked) * 0.5
    )


def _reason(sentence: str, asked: Collection[str]) -> float:
    return 1.0 if _REASON.search(flat(sentence)) else 0.0


_CHECKS: dict[str, Callable[[str, Collection[str]], float]] = {
    "how_many": _figure,
    "when": _date,
    "who": _named,
    "where": _place,
    "why": _reason,
}
