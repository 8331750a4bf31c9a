"""What a sentence claims: its quotations, figures, dates, names and content words, in French or English.

Everything is read from the text alone and made comparable, so that a sentence and the passage that should
prove it can be held side by side; `proof` does the holding.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.answers.written import amounts
from bot.answers.written.equivalents import table
from index.analysis import Term, content_terms, stopwords, terms

_QUOTATION = re.compile(
    r"«\s*(?P<french>[^«»]*(?:«[^«»]*»[^«»]*)*?)\s*»|“\s*(?P<english>[^“”]*)\s*”|„\s*(?P<low>[^„“”]*)\s*[“”]"
    r"|\"\s*(?P<straight>[^\"]*)\s*\"|‹\s*(?P<single>[^‹›]*)\s*›"
    r"|(?<![\w.])[‘']\s*(?P<tick>[^‘'\n]*?(?:[’']\w[^‘'\n]*?)*)\s*[’'](?!\w)"
)
_MARKS = re.compile(r"[«»“”„\"‹›]")
# What is compared as one piece: a nested quotation mark or high mark with its spaces, spaces, a character.
_PIECE = re.compile(r"\s*[«»“”„\"‹›]\s*|\s*[?!:;]|\s+|.", re.DOTALL)


class Quotation(NamedTuple):
    """The words between two quotation marks: `text[start:end]`, white space at the ends left out."""

    start: int
    end: int
    text: str


def language(text: str) -> str | None:
    """Return "fr" or "en" by the function words of a text, None where they do not decide."""
    words = [t.word for t in terms(text)] + re.findall(r"\b([ldnsc]|qu)(?=['’])", text.lower())
    french, english = (sum(w in table(spoken) for w in words) for spoken in ("french", "english"))
    if french == english:
        return None
    return "fr" if french > english else "en"


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a sentence in order, the outer one of nested ones."""
    found = []
    for match in _QUOTATION.finditer(text):
        group = match.lastgroup or 0
        start, words = match.start(group), match.group(group)
        start += len(words) - len(words.lstrip())
        # A stop before the closing mark is the writer's as often as the speaker's.
        words = words.strip().rstrip(" \u00a0\u202f.,")
        found.append(Quotation(start, start + len(words), words))
    return found


def balanced(text: str) -> bool:
    """Tell whether every quotation mark of a text belongs to a closed quotation."""
    closed = [m.span() for m in _QUOTATION.finditer(text)]
    return all(any(a <= mark.start() < b for a, b in closed) for mark in _MARKS.finditer(text))


def content(text: str) -> list[Term]:
    """Return the words of a text that carry meaning, figures, dates and names left out."""
    return [t for t in content_terms(text) if not text[t.start].isupper() and not amounts.counts(t.word)]


def names(text: str) -> list[Term]:
    """Return the words written with a capital, one by one.

    The first word counts only if it is neither a function word nor a usual opening; figures, dates and
    titles ("M.") never do.
    """
    found = terms(text)
    first = re.search(r"\w", text)
    opening = first.start() if first else -1
    return [
        t
        for t in found
        if text[t.start].isupper()
        and t.word not in table("titles")
        and not amounts.counts(t.word)
        and not (t.start == opening and (t.word in stopwords() or t.word in table("openings")))
        and (len(t.word) > 1 or t.word not in stopwords())
    ]


def same_name(word: str, other: str, *, across: bool) -> bool:
    """Tell whether two folded words are one name; `across` languages also by table or as cognates.

    In one language only a plural may differ: "Martin" and "Martine" are two people.
    """
    if word.rstrip("sx") == other.rstrip("sx"):
        return True
    if not across:
        return False
    if table("names").get(word, {word}) & table("names").get(other, {other}):
        return True
    shared = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 4 and max(len(word), len(other)) - shared <= 4


def outside(text: str) -> str:
    """Return a sentence with every quotation replaced by one ellipsis: the writer's own words."""
    for quotation in reversed(quotations(text)):
        text = text[: quotation.start] + "…" + text[quotation.end :]
    return text


def find(fragment: str, text: str) -> tuple[int, int] | None:
    """Return where a text prints a fragment, whole words, or None.

    Characters must be the same but for the form of apostrophes, quotation marks, dashes and spaces, and the
    case of the first letter, which changes with its place in a sentence.
    """
    pattern = _pattern(fragment.strip())
    match = pattern.search(text) if pattern else None
    return match.span() if match else None


@lru_cache(maxsize=4096)
def _pattern(fragment: str) -> re.Pattern[str] | None:
    pattern = "".join(_form(m) for m in _PIECE.finditer(fragment))
    if fragment[:1].isalpha():
        pattern = f"(?i:{pattern[0]}){pattern[1:]}"
    return re.compile(rf"(?<!\w){pattern}(?!\w)") if pattern else None


def _form(piece: re.Match[str]) -> str:
    """Return the pattern of one character or run of spaces of a fragment."""
    for form in (r"\s*[«»“”„\"‹›]\s*", r"['’‘ʼ`]", r"[-‐‑–—]", r"\s*[?!:;]", r"\s+"):
        if re.fullmatch(form, piece.group()):
            return form if "?" not in form else r"\s*" + re.escape(piece.group().strip())
    return re.escape(piece.group())
