"""Follow-up questions made whole by rule: "et sur l'Europe ?", "et lui ?", "pourquoi ?", "And on China?".

What is elliptical takes the frame of the question before and replaces its topic, place, year or person; a
pronoun takes the person asked about. Anything else stays as it was typed. Pure, French and English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.questions import pronouns
from bot.answers.questions.pronouns import people
from index.analysis import content_terms

_OPENING = re.compile(r"^(?:et|mais|and|but|alors|so|ok)\b[\s,]*", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:qu['’]en est-il|quid|what about|how about|en ce qui concerne|pour ce qui est)\b\s*", re.IGNORECASE
)
_BARE = re.compile(
    r"(?P<word>(?:depuis|jusqu['’]à) quand|pourquoi|comment|quand|où|combien|avec qui|qui|why"
    r"|how(?: many| much)?|when|where|since when|who)(?:\s+(?:ça|cela|donc|pas|not|so|that))?\s*[?!. ]*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"-(?:t-)?(?:il|elle|on|ils|elles|ce|vous|tu)\b|\b(?:est|sont|était|a|ont|avait|va|vont|fait|dit|disent|pense|veut"
    r"|peut|doit|sera|aura|is|are|was|were|has|have|had|does|did|do|will|can|says?|thinks?|wants?)\b|\bqu['’e]"
    r"|\b(?:qui|quand|où|combien|comment|pourquoi|what|who|when|where|why|how|quel\w*)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:pour\s+|for\s+)?(?:lui|elle|il|him|her|he|she|celui-ci|celle-ci)", re.IGNORECASE)
_PREPOSITIONS = {
    "topic": r"(?:sur|à propos d['’eu]|au sujet d['’eu]|concernant|quant à|about|on|regarding)",
    "of": r"(?:de|du|des|d['’]|of)",
    "place": r"(?:en|à|au|aux|dans|in|at)",
    "with": r"(?:avec|with)",
    "against": r"(?:contre|against)",
    "for": r"(?:pour|for)",
}
_YEAR = r"(?:(?:en|in|de|depuis|since|pour|for|of)\s+)?(?:[^\W\d_]+\s+)?(?:19|20)\d\d\b"
# A noun phrase ends where another preposition begins; "de" and "of" are part of it.
_REST = (
    r"(?:(?!\s+(?:sur|à propos|au sujet|concernant|en|à|au|aux|dans|avec|contre|pour|depuis|lors|about|on"
    r"|in|at|with|against|for|since|during)\s)[^?!,;:])+"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_ARTICLES = {"le", "la", "les", "un", "une", "the", "a"}
_ARTICLE = r"(?:\b(?:le|la|les|the)\s+|\b[lL]['’])"
_PLAIN_LEAD = {"du": "de", "des": "de", "d'": "de", "d’": "de"}
_CONTRACTED = (
    (r"\bde le (?=\w)", "du "), (r"\bde les\b", "des"), (r"\bà le (?=\w)", "au "), (r"\bà les\b", "aux"),
)  # fmt: skip


def resolve(question: str, history: Sequence[tuple[str, str]]) -> str:
    """Return a question that stands alone, given the (question, answer) pairs before it, oldest first.

    Earlier follow-ups are resolved first, so that "et en 2023 ?" may follow "et sur l'Europe ?".
    """
    whole, answer = "", ""
    for asked, shown in history:
        whole, answer = _whole(asked, whole, answer), shown
    return _whole(question, whole, answer)


def depends(question: str) -> bool:
    """Tell whether a question may lean on what was said before: short, opened by "et", or with a pronoun."""
    return (
        _OPENING.match(question) is not None
        or len(content_terms(question)) < 3
        or re.search(
            r"\b(?:il|elle|ils|elles|lui|eux|leurs?|son|sa|ses|cet?|cette|ces|celui|celle|he|she|they|him|her|his|their|it"
            r"|this|that|these|those)\b",
            question,
            re.IGNORECASE,
        )
        is not None
    )


def _whole(question: str, previous: str, answer: str) -> str:
    text = " ".join(question.split())
    if not previous or not text:
        return text
    stem = previous.rstrip(" ?!.\u00a0\u202f")
    opened = _OPENING.sub("", text)
    bare = _BARE.fullmatch(opened)
    if bare:
        return _ended(f"{stem}, {_and(previous)} {bare['word'].lower()}", previous)
    about = _ABOUT.sub("", opened)
    fragment = about.rstrip(" ?!.\u00a0\u202f")
    elliptical = (opened != text or about != opened) and not _VERB.search(fragment)
    if elliptical and fragment and len(fragment.split()) <= 8:
        return _ended(_replaced(stem, fragment, answer, topic=about != opened), previous)
    return pronouns.resolve(opened[:1].upper() + opened[1:] if opened != text else text, previous, answer)


def _and(previous: str) -> str:
    return "and" if pronouns.ENGLISH.search(previous) else "et"


def _ended(text: str, previous: str) -> str:
    return text + ("?" if pronouns.ENGLISH.search(previous) else "\u00a0?")


def _replaced(stem: str, fragment: str, answer: str, *, topic: bool) -> str:
    """Put a fragment where the question before has the like: a year, a person, a phrase."""
    if _PRONOUN.fullmatch(fragment):
        others = [p for p in people(answer) if p not in stem]
        return _instead(stem, others[0]) if others else stem
    if re.search(r"\b(?:19|20)\d\d$", fragment):
        if re.search(_YEAR, stem):
            return re.sub(_YEAR, lambda _: fragment, stem, count=1)
        return f"{stem} {fragment}"
    for kind, preposition in _PREPOSITIONS.items():
        if re.match(rf"{preposition}(?:\s|(?<=['’]))", fragment, re.IGNORECASE):
            return _phrase(stem, fragment, kind, topic=topic)
    return _noun(stem, fragment, topic=topic)


def _phrase(stem: str, fragment: str, kind: str, *, topic: bool) -> str:
    """Replace the phrase that begins with a preposition of the same kind, or add the fragment."""
    wanted = ["topic", "of"] if kind == "topic" or (kind == "of" and topic) else [kind]
    for preposition in wanted:
        found = _phrases(stem, _PREPOSITIONS[preposition], complement=preposition == "of" and kind == "topic")
        if found:
            start, end = found[0]
            # "qu'en est-il de l'Europe ?" after "sur la Chine": the preposition of the frame stays.
            if topic and kind == "of" and preposition == "topic":
                lead = stem[start:end].split(maxsplit=1)[0]
                fragment = re.sub(_PREPOSITIONS["of"] + r"\s*", lead + " ", fragment, count=1)
            return stem[:start] + fragment + stem[end:]
    return f"{stem} {fragment}"


def _phrases(stem: str, preposition: str, *, complement: bool) -> list[tuple[int, int]]:
    """Return the phrases of a preposition; `complement` leaves out those that belong to a noun."""
    found = []
    for match in re.finditer(rf"(?<![\w’']){preposition}(?:\s+|(?<=['’])){_REST}", stem, re.IGNORECASE):
        before = stem[: match.start()].split()
        # "le ministre de la Défense": no topic, unlike "que pense Dovann de la Chine".
        owned = (
            len(before) > 1
            and before[-1].islower()
            and before[-2].lower() in {"le", "la", "les", "un", "une"}
        )
        if complement and owned:
            inner = re.search(rf"\s{preposition}(?:\s+|(?<=['’]))", stem[match.start() + 3 : match.end()])
            if inner is None:
                continue
            found.append((match.start() + 3 + inner.start() + 1, match.end()))
        else:
            found.append(match.span())
    return found


def _noun(stem: str, fragment: str, *, topic: bool) -> str:
    """Put a bare name or noun in the place of the like: a person, a country, else the topic."""
    bare = re.fullmatch(rf"{_CAPITAL}(?:\s+\S+)*", fragment) is not None
    if bare and not topic and people(stem):
        alike = [p for p in people(stem) if len(p.split()) == len(fragment.split())]
        return _instead(stem, fragment, alike[0] if alike else None)
    places = list(re.finditer(rf"(?P<lead>\b(?:du|des|au|aux)\s+|{_ARTICLE}){_CAPITAL}", stem, re.IGNORECASE))
    places = [m for m in places if m.group()[len(m["lead"])].isupper()]
    if places and not bare:
        lead = {"du ": "de ", "des ": "de ", "au ": "à ", "aux ": "à "}.get(places[-1]["lead"].lower(), "")
        return _contracted(stem[: places[-1].start()] + lead + fragment + stem[places[-1].end() :])
    for kind in ("topic", "of"):
        found = _phrases(stem, _PREPOSITIONS[kind], complement=True)
        if found:
            start, end = found[0]
            word = re.match(_PREPOSITIONS[kind], stem[start:end], re.IGNORECASE)
            lead = _PLAIN_LEAD.get(word.group(), word.group()) if word else ""
            return _contracted(f"{stem[:start]}{lead} {fragment}{stem[end:]}")
    return f"{stem}, {_and(stem)} {fragment}"


def _instead(stem: str, person: str, known: str | None = None) -> str:
    """Put a person in the place of the one that the question before is about, or beside it."""
    known = known or next(iter(people(stem)), None)
    if known and " de " in known and " de " not in person:
        known = known.split()[0]  # "que dit Dovann de Merrane": the place may well be the topic
    return stem.replace(known, person, 1) if known else f"{stem}, {_and(stem)} {person}"


def _contracted(text: str) -> str:
    for pattern, form in _CONTRACTED:
        text = re.sub(pattern, form, text)
    return text
