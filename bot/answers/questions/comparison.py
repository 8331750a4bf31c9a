"""Questions that set two voices side by side: "Que disent A et B de X ?", "Qui, de A ou B, a parlé de X ?".

Pure, French and English; whether anybody is called so is for the ledger to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.questions.question import flat
from bot.answers.questions.words import sense
from index.analysis import content_terms

_LONGEST = 200  # characters; three parts of any length are slow to tell apart in longer ones
_END = r"[\s?.!]*"
_ABOUT = r"(?:sur|a propos d[eu]s?|au sujet d[eu]s?|concernant|quant a|face a|about|on|regarding)"
_OF = r"(?:de la |de l'|du |des |de |d')"
_SAY = (
    r"(?:disent|ont dit|pensent|declarent|ont declare|affirment|proposent|ont propose|reprochent|veulent"
    r"|repondent|ont repondu|estiment)"
)
_SPOKEN = (
    r"(?:parle|evoque|mentionne|commente|reagi|discute|dit quelque chose|spoke|spoken|talked|commented|speaks"
    r"|talks)"
)
_STANCE = (
    r"(?:(?:les |la |the )?(?:positions?|propos|declarations?|avis|opinions?|discours|points? de vue|idees"
    r"|views?) (?:respectives? )?(?:of )?)"
)
_WHAT = r"(?:ce qu(?:e |')(?:disent?|dit|a dit|ont dit|pensent?|pense) )"
_HELD = r"(?:'s?)?(?: (?:position|view|opinion|stance)s?)?"
_ASKED = rf"(?:{_OF}|{_ABOUT} )?(?P<topic>.+?)"
_AGREE = r"(?:d'accord|du meme avis|en desaccord)"
# Each with two voices and a topic; what stands for a voice is looked at again: it must be a name.
_FORMS = (
    rf"qui,? (?:de |d'|entre )?(?P<a>.+?),? (?:ou|et) (?:de |d')?(?P<b>.+?),? (?:a|ont|avait) (?:deja )?"
    rf"{_SPOKEN} {_ASKED}",
    rf"(?:lequel|laquelle) (?:de |d'|entre )(?P<a>.+?) (?:ou|et) (?:de |d')?(?P<b>.+?) (?:a|ont) (?:deja )?"
    rf"{_SPOKEN} {_ASKED}",
    rf"qui (?:a|ont) (?:deja )?{_SPOKEN} {_ASKED}\s?[,:] (?P<a>.+?) (?:ou|et) (?P<b>.+?)",
    rf"(?:qu'|que )(?:est-ce que )?{_SAY} (?P<a>.+?) et (?:de )?(?P<b>.+?) (?:{_OF}|{_ABOUT} )(?P<topic>.+?)",
    rf"(?:qu'est[- ]ce qu(?:e |'))(?P<a>.+?) et (?P<b>.+?) {_SAY} (?:{_OF}|{_ABOUT} )(?P<topic>.+?)",
    rf"quelles? (?:est la |sont les )?differences?(?: y a-t-il)?(?: de position)? entre "
    rf"(?:{_STANCE}(?:de |d'|du )|{_WHAT})?(?P<a>.+?) et (?:celles? |celui |ceux )?(?:{_WHAT})?"
    rf"(?:de |d'|du )?(?P<b>.+?) (?:{_ABOUT} |{_OF})(?P<topic>.+?)",
    rf"(?:peux-tu |pouvez-vous )?(?:compare[rz]?|comparaison)(?: entre)? (?:{_STANCE}(?:de |d'|du )|{_WHAT})?"
    rf"(?P<a>.+?) et (?:celles? |ceux )?(?:{_WHAT})?(?:de |d'|du )?(?P<b>.+?) {_ABOUT} (?P<topic>.+?)",
    rf"(?P<a>.+?) et (?P<b>.+?) sont[- ](?:ils|elles)(?: vraiment)? {_AGREE} {_ABOUT} (?P<topic>.+?)",
    rf"what (?:do|did|have) (?P<a>.+?) and (?P<b>.+?) (?:say|said|think|thought|propose|want) "
    rf"(?:{_ABOUT}|of) (?P<topic>.+?)",
    rf"(?:who|which)(?: of|,)? (?P<a>.+?),? (?:or|and) (?P<b>.+?),? (?:has |have )?{_SPOKEN} (?:{_ABOUT}|of) "
    rf"(?P<topic>.+?)",
    rf"who (?:has )?{_SPOKEN} (?:{_ABOUT}|of) (?P<topic>.+?)\s?[,:] (?P<a>.+?) or (?P<b>.+?)",
    rf"(?:what (?:is|are) the )?differences? between {_STANCE}?(?P<a>.+?){_HELD} and (?P<b>.+?){_HELD} "
    rf"(?:{_ABOUT}|of|over) (?P<topic>.+?)",
    rf"compare (?:what )?{_STANCE}?(?P<a>.+?){_HELD} and (?P<b>.+?){_HELD}(?: said| say)? (?:{_ABOUT}|of) "
    rf"(?P<topic>.+?)",
    rf"do (?P<a>.+?) and (?P<b>.+?) agree {_ABOUT} (?P<topic>.+?)",
)
_PATTERNS = tuple(re.compile(rf"(?:et |alors |mais )?{form}{_END}") for form in _FORMS)
_ARTICLE = re.compile(
    r"(?P<own>(?:le|la|les|the)\s+|l['’])|(?:mm?\.|mme|mr\.?|mrs\.?|ms\.?)\s+", re.IGNORECASE
)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Ý][\w.’'-]*(?: (?:(?:de|von|van|der|den|el|al|ben|bin|la|le) ){0,2}[A-ZÀ-ÖØ-Ý][\w.’'-]*)*"
)
_MORE = re.compile(r"(?P<more>[A-ZÀ-ÖØ-Ý][\w’'-]*)\s+(?:sur|de la|de l['’]|du|des|de|d['’])\s*(?P<rest>.+)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two voices, as written but for titles, and what their words are asked on."""

    voices: tuple[str, str]
    topic: str


def read(text: str) -> Comparison | None:
    """Return the two voices that a question sets side by side, None where it does no such thing."""
    text = " ".join(text[: _LONGEST + 1].split())
    plain = flat(text) if len(text) <= _LONGEST else ""
    for pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        found = _read(text, match) if match else None
        if found:
            return found
    return None


def _read(text: str, match: re.Match[str]) -> Comparison | None:
    first, second, topic = (text[match.start(g) : match.end(g)] for g in ("a", "b", "topic"))
    between = text[match.end("b") : match.start("topic")]
    for voice, rest in _splits(second, topic, between):
        names = _name(first), _name(voice)
        if all(names) and names[0] != names[1] and content_terms(rest):
            return Comparison(names, rest)
    return None


def _splits(voice: str, topic: str, between: str) -> Iterator[tuple[str, str]]:
    """Yield the second voice and the topic, with a name that goes on in "de Villepin" first."""
    longer = _MORE.match(topic)
    if longer and between == " de ":
        yield f"{voice} de {longer['more']}", longer["rest"]
    yield voice, topic


def _name(written: str) -> str:
    """Return the name that somebody is called by, "" where it is none: "le président Macron" is Macron."""
    bare = written.strip(" ,")
    article = _ARTICLE.match(bare)
    # "Le Figaro" has its article; "la Russie", "M. Macron" have none of their own.
    bare = bare[article.end() :] if article and not (article["own"] and bare[0].isupper()) else bare
    first, _, rest = bare.partition(" ")
    while rest and first.islower() and flat(first) in sense("titles"):
        bare = rest
        first, _, rest = bare.partition(" ")
    return bare if _NAME.fullmatch(bare) else ""
