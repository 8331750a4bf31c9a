"""What a question takes for granted that somebody said: "Pourquoi X a-t-il dit que ... ?"."""

from __future__ import annotations

import re

from bot.answers.questions.question import flat
from bot.answers.questions.words import sense

_OPENING = re.compile(
    r"(?:(?:et|mais|alors|donc) )?"
    r"(?:pourquoi|comment|quand|ou|depuis quand|en quelle annee|a quelle (?:date|occasion)|quel jour"
    r"|dans quel(?:le)? (?:contexte|discours|entretien|interview|article|occasion|but|circonstances?)"
    r"|pour quel(?:le)?s? (?:raisons?|motifs?)|devant qui|a qui"
    r"|why|how|when|where|on what (?:day|date|occasion)|in (?:what|which) (?:speech|interview|year|context)"
    r"|to whom)"
    r"(?: est-ce qu(?:e |')| )\s*"
)
# What was said, as a clause or between marks: of a bare noun ("annoncé sa démission") nobody can tell that
# easily whether it was ever said.
_SAID = re.compile(
    r"\b(?:" + "|".join(sorted(sense("presumed"), key=len, reverse=True)) + r")(?:-t)?(?:-il|-elle)?\b"
    r"[\s,:]+(?:\w+\s+){0,4}?(?:que\b|qu'|avoir\b|etre\b|vouloir\b|[«\"“])"
)
_ENGLISH = re.compile(
    r"^(?:did|does|has|had) .{2,80}?\b(?:say|said|claim(?:ed)?|announced?|declared?|stated?|promised?"
    r"|insist(?:ed)?|tell|told|deny|denied|admit(?:ted)?|confirm(?:ed)?|write|written)\b"
    r".*\b(?:that|he|she|they|it|the|we|his|her)\b"
    r"|^(?:did|does|has|had) .{2,80}?[«\"“]"
)
_NOBODY = re.compile(
    r"^(?:est-ce qu(?:e |'))?(?:a-t-(?:il|elle|on)|ont-ils|on|il|elle|ils|elles|did (?:he|she|they))\b"
)


def read(question: str) -> str | None:
    """Return the claim that a question presupposes, still with its words as asked, None where it has none.

    "Que dit X ?" and "X a-t-il dit ... ?" presuppose nothing; a speaker must be named.
    """
    text = " ".join(question.split())
    plain = flat(text)
    opening = _OPENING.match(plain)
    if opening is None or len(plain) != len(text):
        return None
    rest, claim = plain[opening.end() :], text[opening.end() :]
    if _NOBODY.match(rest) or not (_SAID.search(rest) or _ENGLISH.match(rest)):
        return None
    return claim[:1].upper() + claim[1:]
