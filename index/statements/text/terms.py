"""Quoted words that are nobody's statement: titles, names, terms, nicknames.

They are seen by the noun before them (émission, intitulé, surnommé), their capitals, or by being short and
without a verb where no cue governs them.
"""

from __future__ import annotations

import re

from index.statements.language.lexicon import Lexicon
from index.statements.text.marks import Quotation
from index.statements.text.words import Token

_VERBAL = re.compile(
    r"\b(?:je|j['’]|nous|vous|il|elle|ils|elles|on|tu|c['’]est|qui|que|qu['’]|ne|n['’]|est|sont|était|étaient|ont|avait|sera|serait|faut|peut|doit|pas|jamais|mais|si|mon|ma|mes|notre|nos)\b",
    re.IGNORECASE,
)
_ARTICLED = re.compile(r"(?:L[ea]s?|Une?|Des|The)\s[A-ZÀ-Ý]|L['’][A-ZÀ-Ý]")
_SMALL = frozenset(
    (
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "à",
        "au",
        "aux",
        "en",
        "pour",
        "sur",
        "un",
        "une",
        "the",
        "of",
        "and",
        "in",
    )
)


def is_title(text: str, tokens: list[Token], index: int, quote: Quotation, lexicon: Lexicon) -> bool:
    """Tell whether a quotation is a title or a name, whoever's sentence it stands in."""
    words = text[quote.inner_start : quote.inner_end]
    if words.startswith(("#", "@")) and " " not in words:
        return True
    if len(words) > 70:
        return False
    before = tokens[index - 1] if index else None
    if before is not None and before.kind == "word":
        if before.low in lexicon.title_nouns and not before.low.startswith("dit"):
            return True
        back = tokens[index - 2].low if index > 1 else ""
        if before.low in ("de", "d'") and back in lexicon.title_nouns and words[:1].isupper():
            return True
    if (
        _ARTICLED.match(words)
        and len(words.split()) <= 8
        and not _VERBAL.search(words)
        and words[-1:] not in ".!?"
    ):
        return True
    pieces = [p for p in re.split(r"[\s'’\-]+", words) if p]
    content = [p for p in pieces if p.lower() not in _SMALL]
    return len(content) > 1 and all(p[:1].isupper() or p.isdigit() for p in content) and not words.isupper()


def is_term(text: str, quote: Quotation) -> bool:
    """Tell whether quoted words that no cue governs are a term: short, without a verb."""
    words = text[quote.inner_start : quote.inner_end]
    count = len(words.split())
    if _VERBAL.search(words) and count > 3:
        return False
    return count <= 5 or (words[:1].isupper() and count <= 7 and words[-1:] not in ".!?…")


def is_plural_name(text: str, quote: Quotation) -> bool:
    """Tell whether quoted words are what several are called: « gilets jaunes »."""
    return names_many(text[quote.inner_start : quote.inner_end])


def names_many(quoted: str) -> bool:
    """Tell whether words, in marks or not, are what several are called."""
    words = quoted.strip('«»“”"<> \u00a0\u202f').split()
    return 1 < len(words) < 4 and all(w[:1].islower() and w[-1:] in "sx" for w in words)
