"""Who somebody is, as articles say it in passing: « X, ministre de... », « le ministre X », « X est... »."""

from __future__ import annotations

import re

from bot.answers.questions import mentions
from bot.answers.questions.words import sense
from index import analysis
from index.statements.language import lexicon

_IS = re.compile(
    r"^,?\s+(?:est|était|fut|est devenue?|a été|sera|reste|était alors)\s+(?:[a-zà-ÿ]+ ){0,2}?"
    r"(?:une?\b|le\b|la\b|l[’']|d[’']|né|[a-zà-ÿ-]+)"
)
_ASIDE = re.compile(
    r"^(?:\s*\([^)]{1,60}\))?,\s+(?:\d+ ans,\s+)?"
    r"(?P<noun>(?:le|la|une?|son|sa|leur|ancien|ancienne|alors)\s+|l[’']|ex-)?[a-zà-ÿ-]+"
)
_PHRASE = r"(?:[a-zà-ÿ-]+|[dl][’'][\w-]+|[A-ZÀ-Ý][\w’'-]+)"
_STATED_AFTER = re.compile(
    r"(?:\s*\([^)]{1,60}\))?(?:,\s+(?:\d+ ans,\s+)?|,?\s+(?:est|était|fut|est devenue?|a été)\s+)"
    r"(?P<role>(?:(?:le|la|une?|son|sa|l[’'])\s*)?(?:(?!qui\b|que\b|a\b|ont\b)" + _PHRASE + r"\s*){1,10})"
)
# No verb and no comma but the one before the name: "Le ministre de la Pêche, X".
_STATED_BEFORE = re.compile(
    r"(?:^|[\s«“\"])(?P<role>(?:[Ll]e|[Ll]a|[Ll][’'])\s*(?:[a-zà-ÿ-]+)(?:\s+(?!qui\b|que\b|a\b|ont\b|est\b|avec\b|et\b)"
    + _PHRASE
    + r"){0,8}),?\s+(?:M\.\s|Mme\s)?$"
)
_JOINED = re.compile(r"^\s+(?:le|la|l[’']|un|une)\b")
_BIRTH = re.compile(r"^\s*(?:\(|,?\s+(?:né|née)\b)")


def strength(name: str, sentence: str) -> float:
    """Return 0 to 1: how surely a sentence says who `name` is; 0.2 when it only names the person.

    From 0.5 on it says something of who that is.
    """
    best = 0.0
    for start, end in places(name, sentence):
        best = max(best, _after(sentence[end:]), _before(sentence[:start]), 0.2)
    return best


def roles(name: str, sentence: str) -> frozenset[str]:
    """Return the stems of the offices that a sentence states of `name`: right after it or right before it."""
    stated: set[str] = set()
    for start, end in places(name, sentence):
        if mentions.stranger_before(sentence, start, mentions.parts(name)):
            continue
        after = _STATED_AFTER.match(sentence[end:])
        before = _STATED_BEFORE.search(sentence[:start])
        for match in (after, before):
            if match and _role(match["role"]):
                stated |= {t.stem for t in analysis.content_terms(match["role"])}
    return frozenset(stated)


def places(name: str, sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence has the family name of a name, widened over its first names."""
    wanted = mentions.parts(name)
    terms = analysis.terms(sentence)
    found = []
    for i, term in enumerate(terms):
        if not wanted or not mentions.alike(term.word, wanted[-1]):
            continue
        first = i
        while first and any(mentions.alike(terms[first - 1].word, part) for part in wanted):
            first -= 1
        found.append((terms[first].start, term.end))
    return found


def _after(text: str) -> float:
    if _IS.match(text):
        return 1.0 if _role(text[:60]) else 0.8
    aside = _ASIDE.match(text)
    if aside and _role(text[:60]):
        return 0.95
    if aside and aside["noun"]:
        return 0.7
    # "Hervan le roi de Sorrin": an office may follow without a comma.
    return 0.6 if _BIRTH.match(text) or (_JOINED.match(text) and _role(text[:30])) else 0.0


def _before(text: str) -> float:
    """An office right before the name: "le chef de l'Église, X", "la ministre X", "son maître était X"."""
    if re.search(r"\b(?:est|était|fut)\s+$", text):
        return 0.6
    clause = re.split(r"[;:«»\"]|, (?=[A-ZÀ-Ý])", text)[-1][-110:]
    title = re.search(r"(?:\b(?:M|Mme|Mlle|MM)\.?\s*)$", clause)
    return 0.0 if title or not _role(clause) else 0.9


def _role(text: str) -> bool:
    roles = lexicon.french().roles
    words = [word.lower() for word in re.findall(r"[\w-]+", text)]
    return any(w in roles or w.removesuffix("s") in roles or w in sense("titles") for w in words)
