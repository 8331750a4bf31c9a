"""Pronouns of a question resolved by the question before: "Où est-elle née ?", "What did he say?".

A pronoun stands for the person asked about, or named by the answer where "who" was asked. Where nobody is
known the subject of the question before is added in brackets, so that at least its words are searched.
"""

from __future__ import annotations

import re

from index.analysis import content_terms, fold, stopwords

ENGLISH = re.compile(r"\b(?:what|who|when|where|why|how|which|does|did|is|are|was|were|the)\b", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
# "de" is part of a name after a first name alone, else it begins the topic ("que dit Ilse Torvane de X").
_NAMED = re.compile(
    rf"{_CAPITAL}\s+(?:de\s+|d['’]){_CAPITAL}|{_CAPITAL}(?:\s+(?:(?:van|von|der|den|da|al|ben)\s+)*{_CAPITAL})*"
)
_PLACED = re.compile(
    r"(?:\b(?:en|à|au|aux|la|le|les|the|in|du|des|de|of|sur|on|about)\s+|\b[ld]['’])$", re.IGNORECASE
)
_FIRST = re.compile(
    r"(?:qu['’]|(?:que|qui|quand|où|quel\w*|combien|comment|pourquoi|est-ce|what|who|when|where|why|how|which|do|does|did"
    r"|is|are|was|has|et|and|selon|dans|en|à|de|par|in|on|le|la|les|the|un|une|m|mme|mr|mrs)\b\.?|[ld]['’])\s*",
    re.IGNORECASE,
)
_SUBJECT = r"(?:il|elle|ils|elles)"
_CLITICS = r"(?:(?:ne|le|la|les|lui|leur|y|en|se|me)\s+|[nlsm]['’])*"
_INVERTED = re.compile(
    rf"(?P<clitics>\b{_CLITICS})(?P<verb>[^\W\d_]+)-(?:t-)?{_SUBJECT}\b"
    r"(?P<rest>(?:\s+(?:pas|déjà|aussi|encore|jamais|vraiment))*\s+[^\W\d_]*(?:é|ée|és|ées|i|is|it|u|ert|er|ir|re|oir)\b)?",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\by a-t-il\b|\bil y (?:a|avait|aura)\b|\bfau(?:t|drait)-il\b|\bil fau(?:t|drait)\b|s['’]agit-il"
    r"|\best-il (?:vrai|possible)|\bheure est-il\b|\b(?:reste|existe|semble|paraît)-t-il\b|\bis it\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"\b(?P<que>qu['’]){_SUBJECT}\b|(?<![\w-]){_SUBJECT}\b|\b(?:he|she)\b", re.IGNORECASE)
_OBLIQUE = re.compile(
    r"\b(?P<lead>avec|contre|pour|par|sur|de|à|chez|sans|selon|envers|with|against|for|by|about|to|on)\s+"
    r"(?:lui|elle|eux|elles|him|her|them)\b(?=\s*(?:[?.!,]|$))|\bd['’](?:elle|lui|eux|elles)\b"
    r"|\b(?:celui-ci|celle-ci|ce dernier|cette dernière|him)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:his|her|their)\b(?=\s+\w)", re.IGNORECASE)
_LEANING = re.compile(
    r"\b(?:son|sa|ses|leurs?|lui|they|them|it|its|cela|ça)\b"
    r"|\b(?:cet?|cette|ces|this|that|these|those)\s+(?!an|ann|mois|jour|semaine|derni|year|month|week|day)\w+",
    re.IGNORECASE,
)


def people(text: str) -> list[str]:
    """Return what is written like the name of a person: capitals without article or place before them."""
    found = []
    for match in _NAMED.finditer(text):
        name, before = match.group(), text[: match.start()]
        starts = not before.strip(' «“"') or before.rstrip()[-1:] in ".!?:"
        word = _FIRST.match(name) if starts or name[1:2] in "'’" else None
        name = name[word.end() :] if word else name
        alone = " " not in name
        if alone and (fold(name) in stopwords() or _PLACED.search(before)):
            continue
        if len(name) > 2 and name[0].isupper():
            found.append(name)
    return found


def resolve(question: str, previous: str, answer: str) -> str:
    """Return the question with its pronouns replaced, unchanged where it has none that look back."""
    inverted = _INVERTED.search(question)
    # "Le ministre a-t-il démissionné ?" brings its own subject.
    if _IMPERSONAL.search(question) or (inverted and _has_subject(question[: inverted.start()])):
        return question
    plain = None if inverted else _PLAIN.search(question)
    subject = inverted or plain
    leaning = any(p.search(question) for p in (_OBLIQUE, _POSSESSIVE, _LEANING))
    if not subject and (not leaning or people(question)):
        return question
    return _with_person(question, inverted, previous, answer)


def _with_person(question: str, inverted: re.Match[str] | None, previous: str, answer: str) -> str:
    person = _referent(previous, answer)
    if person is None:
        return _beside(question, _subject(previous))
    if inverted:
        return _turned(question, inverted, person)
    for pattern in (_PLAIN, _OBLIQUE, _POSSESSIVE):
        match = pattern.search(question)
        if match:
            return question[: match.start()] + _form(match, person) + question[match.end() :]
    return _beside(question, person)


def _referent(previous: str, answer: str) -> str | None:
    asked = people(previous)
    if asked:
        return asked[0]
    who = re.search(r"\b(?:qui|who|whom|quel\w* (?:est|était) l\w)\b", previous, re.IGNORECASE)
    return next(iter(people(answer)), None) if who else None


def _subject(previous: str) -> str:
    """Return the question before without its question word."""
    text = previous.rstrip(" ?!.\u00a0\u202f")
    return re.sub(r"^(?:est-ce qu['’e]\s*|qu['’]|\w+\s+)", "", text, count=1, flags=re.IGNORECASE)


def _has_subject(before: str) -> bool:
    asked = re.sub(r"\b(?:quel\w*|combien d['’e]|which|what)\s*\w+", "", before, flags=re.IGNORECASE)
    return bool(content_terms(asked))


def _turned(question: str, match: re.Match[str], person: str) -> str:
    """Give an inverted verb its subject: "qu'a-t-il dit" -> "qu'a dit X", "où est-il" -> "où X est-il"."""
    before, after = question[: match.start()], question[match.end() :]
    if re.search(r"\bqu(?:e\s+|['’])$", before, re.IGNORECASE):
        return f"{before}{match['clitics']}{match['verb']}{match['rest'] or ''} {person}{after}"
    kept = match.group()
    return f"{before}{person} {kept[:1].lower() + kept[1:]}{after}"


def _form(match: re.Match[str], person: str) -> str:
    groups = match.groupdict()
    if groups.get("que"):
        return f"que {person}"
    if groups.get("lead"):
        return f"{groups['lead']} {person}"
    if match.re is _POSSESSIVE:
        return f"{person}’s"
    if re.match(r"d['’]", match.group(), re.IGNORECASE):
        return f"de {person}"
    return person


def _beside(question: str, words: str) -> str:
    stem = question.rstrip(" ?!.\u00a0\u202f")
    return f"{stem} ({words})" + ("?" if ENGLISH.search(question) else "\u00a0?")
