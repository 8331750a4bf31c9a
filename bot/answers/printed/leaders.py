"""Who leads a body: the sentence must say it of that body, not of another that its subject leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.printed.judgement import Ranked
from bot.answers.questions.question import Question, flat
from bot.answers.questions.words import sense
from index import analysis

_ASKS = re.compile(
    r"^(?:et |alors |mais )?qui (?:dirige|preside|commande|est a la tete d[eu]s?|est le patron d[eu])\s*"
    r"(?P<body>.+?)[\s?.!]*$"
)
_LEADS = re.compile(r"\b(?:dirige|préside|commande|est à la tête d[eu]s?)\s+(?P<object>[^,;.:«»()]+)")
_PERSON = r"(?:M\.\s|Mme\s)?[A-ZÀ-Ý][\w’-]+\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-Ý][\w’-]+"
_OF = r"\s+(?:générale?\s+)?(?:de la|de l[’']|du|des|de|d[’'])\s*"
_THEN_NAME = re.compile(_OF + rf"(?P<body>[^,;.:«»()]{{2,80}}?)(?=,?\s+{_PERSON})")
_AFTER_NAME = re.compile(_OF + r"(?P<body>[^,;.:«»()]{2,60})")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Ý][\w’-]+,\s+(?:(?:le|la)\s+)?$")
# "X a pris ses fonctions de président de", "X a été nommée directrice de".
_TAKING = re.compile(
    _PERSON + r"\b[^;.:«»]*\b(?:nommée?|élue?|devenue?|devient|fonctions de|poste de)\s+(?:la\s+)?$"
)
_FORMER = re.compile(r"(?:\banciens?|\banciennes?|\bex|\bfutur|\bfuture)[\s-]+$", re.IGNORECASE)


def body(question: Question) -> str | None:
    """Return the named body whose leader a question asks for, None where it asks something else."""
    match = _ASKS.match(flat(question.text))
    asked = question.text[match.start("body") : match.end("body")] if match else ""
    return asked if any(name in asked for name in question.names) else None


def chosen(asked: str, ranked: Sequence[Ranked]) -> Ranked | None:
    """Return the newest candidate that says who leads the body."""
    stated = [r for r in ranked if states(asked, r.sentence.span.text, r.sentence.hit.text)]
    return max(stated, key=lambda r: (r.sentence.hit.published or "")[:10], default=None)


def elsewhere(asked: str, sentence: str) -> bool:
    """Tell whether a sentence says only that somebody leads something else."""
    led = [_stems(m["object"]) for m in _LEADS.finditer(sentence)]
    return bool(led) and not any(_stems(asked) & objects for objects in led)


def states(asked: str, sentence: str, around: str) -> bool:
    """Tell whether a sentence names who leads a body; `around` must hold the whole name of the body.

    "Le secrétaire général de la Ligue, X" is enough where the passage has named which league.
    """
    wanted = _stems(asked)
    if not wanted <= _stems(around):
        return False
    if any(wanted <= _stems(m["object"]) for m in _LEADS.finditer(sentence)):
        return True
    first = analysis.content_terms(asked)[0].stem
    for term in analysis.terms(sentence):
        if term.word not in sense("leading") or _FORMER.search(sentence[: term.start]):
            continue
        before = sentence[: term.start]
        named = _NAME_BEFORE.search(before) or _TAKING.search(before)
        of = (_AFTER_NAME if named else _THEN_NAME).match(sentence, term.end)
        if of and first in _stems(of["body"]):
            return True
    return False


def _stems(text: str) -> set[str]:
    return {t.stem for t in analysis.content_terms(text)}
