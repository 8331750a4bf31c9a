"""Who signed: "Par Margot Lenoir, contributrice d'opinion", "De notre correspondante X", "By Ada Brun".

A name is capitalised words with their particles; a line with a lower-case word where the name should stand
is a sentence ("Par ailleurs, ...") and no byline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.reading.lines.shapes import straighten

_WORD = r"(?-i:[A-ZÀ-ÖØ-Þ])(?:[\w'’.-]*\w)?\.?"
_PARTICLE = r"(?:de|du|des|la|le|van|von|der|den|ben|bin|el|al|da|di|dos|ter|y)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*(?:d')?{_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:, | et | and | & ){_NAME}){{0,3}}"
_BYLINE = re.compile(
    r"(?:(?:écrit |rédigé |publié |signé |propos recueillis )?par|by|texte ?:|auteur ?:|autrice ?:|author ?:)"
    rf" (?P<author>{_NAMES})"
    rf"(?:,? (?:avec|with) (?:l'|les? )?(?P<agency>(?-i:[A-Z])[\w' ,-]{{1,40}}|agences?))?"
    rf"(?: ?\((?P<outlet>[^()]{{2,40}})\))?(?:(?:,| [-–—|·]) (?P<role>[^.!?;]{{3,120}}))?[.,]?",
    re.IGNORECASE,
)
_CORRESPONDENT = re.compile(
    rf"(?P<role>de (?:notre|nos) (?:correspondante?s?|envoyée?s? (?:spécial|spéciale|spéciaux|spéciales)))"
    rf"(?:(?: permanente?)? (?:à|au|aux|en|dans|pour) [^,.;:!?]{{2,50}}?)?(?:,)? ?(?P<author>{_NAMES})?[.,]?",
    re.IGNORECASE,
)
# Words after the name that make the piece an opinion but are no office.
_CONTRIBUTOR = re.compile(
    r"(?:contribut(?:eur|rice)|chroniqueu(?:r|se)|éditorialiste|tribun\w*|opinion contributor|contributor)"
    r"(?: (?:d'opinion|invitée?|extérieure?|régulière?|régulier|pour .{2,60}))?",
    re.IGNORECASE,
)
_JUST_A_DATE = re.compile(r".*\d{4}.*|.*\d{1,2} ?[:h] ?\d{2}.*")


class Byline(NamedTuple):
    """A signature; `role` is an office, never "contributor"; `outlet` is in brackets after the name."""

    author: str | None
    role: str | None = None
    outlet: str | None = None
    opinion: bool = False


def read(line: str) -> Byline | None:
    """Return the signature that the whole line is, or None."""
    if len(line) > 200:
        return None
    plain = straighten(line)
    match = _CORRESPONDENT.fullmatch(plain)
    if match:
        return Byline(_printed(line, match, "author"))
    match = _BYLINE.fullmatch(plain)
    if match is None or (match["role"] and _JUST_A_DATE.fullmatch(match["role"])):
        return None
    role = _printed(line, match, "role")
    if role and _CONTRIBUTOR.fullmatch(match["role"]):
        return Byline(_printed(line, match, "author"), None, _printed(line, match, "outlet"), True)
    return Byline(_printed(line, match, "author"), role, _printed(line, match, "outlet"))


def office(text: str, author: str) -> str | None:
    """Return the office that the text gives the author: "X est ministre des Pêches de Valdorie."."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    pattern = re.compile(rf"\W?{re.escape(author)}(?: est|,| is) (?P<office>.{{3,200}}?)[.]?", re.DOTALL)
    for line in lines[:2] + lines[-5:]:
        match = pattern.match(line) if len(line) < 600 else None
        if match:
            sentence = re.match(r".+?(?=\.(?:\s|$)|$)", line[match.start("office") :])
            return sentence.group().strip() if sentence and len(sentence.group()) <= 200 else None
    return None


def _printed(line: str, match: re.Match[str], group: str) -> str | None:
    # The straightened line has the same length, so the span holds in the printed one.
    start, end = match.span(group)
    return line[start:end].strip(" ,") or None if start >= 0 else None
