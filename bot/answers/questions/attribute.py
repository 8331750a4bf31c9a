"""What a question asks of one thing or person: its capital, its price, who founded it (`attributes.toml`).

Pure, French and English; nothing is looked up here. Whether an article tells it is for the evidence to say.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_OPEN = r"^(?:et |alors |mais |donc )?"
_END = r"[\s?.!]*$"
_OF = r"(?:de la |de l'|du |des |de |d')"
# "quelle est la capitale de X", "qui est l'actuel entraineur de X", "what is the capital of X".
_NOUN = (
    _OPEN + r"(?:quel(?:le)?s? (?:est|etait|sont|fut|etaient)|qui (?:est|etait|fut))(?: donc)? "
    r"(?:le |la |l'|les )(?:actuel(?:le)? |ancien(?:ne)? )?(?:{noun})"
    r"(?: actuel(?:le)?| officiel(?:le)?s?| totale?)? " + _OF + r"(?P<of>.+?)" + _END,
    _OPEN + r"(?:what|who|where)(?: is| was|'s) (?:the )?(?:current )?(?:{noun}) (?:of|for) (?:the )?"
    r"(?P<of>.+?)" + _END,
    _OPEN + r"(?:what|who|where)(?: is| was|'s) (?P<of>.+?)'s? (?:current )?(?:{noun})" + _END,
)
# A further clause or a year asks of another time or of somebody else: "quel âge a X quand il ...".
_CLAUSE = re.compile(
    r"\b(?:quand|lorsque?|qui|que|qu'|dont|lors|suite|avant|apres|when|who|that|which|before|after|\d{4})\b"
)
# "l'équipe de France", "la commune de X" are named things, "l'exploitation des mines de X" is none.
_NAME = re.compile(
    r"(?:the |la |le |les |l[’']|une? )?(?:[a-zà-ÿ]+ (?:d[eu]s? |d[’'])?){0,2}[«\"“]?\s?[A-ZÀ-ÖØ-Ý]"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something asked of a thing or a person, `of`, as written.

    Attributes:
        name: what is asked, as `attributes.toml` calls it.
        tells: found in the small letters of a sentence that tells it.
        named: a name must stand near that, beside the name of the thing.
        owned: in a sentence "N de Y" gives it to Y alone.
        near: the most characters from what tells it to the name, 0 where any distance will do.
        beside: any name in a sentence with that of the thing may tell it.
        seek: words by which articles that tell it are looked for.
    """

    name: str
    of: str
    tells: re.Pattern[str]
    named: bool = False
    owned: bool = False
    near: int = 0
    beside: bool = False
    seek: str = ""


def read(text: str, plain: str) -> Attribute | None:
    """Return what a question asks of one named thing, or None; `plain` is the text folded."""
    for name, patterns in _table():
        for pattern in patterns:
            match = pattern.match(plain)
            of = text[match.start("of") : match.end("of")].partition(",")[0].rstrip(" ?.!") if match else ""
            if match and _NAME.match(of) and not _CLAUSE.search(match["of"]):
                return _made(name, of)
    return None


def _made(name: str, of: str) -> Attribute:
    entry = _entries()[name]
    return Attribute(
        name,
        of,
        _pattern(entry["tells"]),
        entry["named"],
        entry["owned"],
        entry["near"],
        entry.get("beside", False),
        entry["seek"],
    )


@cache
def _pattern(tells: str) -> re.Pattern[str]:
    return re.compile(tells)


@cache
def _table() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    table = []
    for name, entry in _entries().items():
        nouns = "|".join(n.replace("_", " ") for n in entry["nouns"].split())
        asked = [form.replace("{noun}", nouns) for form in _NOUN]
        asked += [_OPEN + form + _END for form in entry["asks"]]
        table.append((name, tuple(re.compile(form) for form in asked)))
    return tuple(table)


@cache
def _entries() -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath("attributes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
