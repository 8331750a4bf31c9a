"""Header and footer lines: signature, date, medium and address, read into fields.

A line goes only when it holds nothing else; the dateline of agency copy ("VALMONT, 12 mars 2024 (AXP) - ...")
is read and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.reading.lines import bylines, dates
from index.reading.lines.shapes import is_embed, shape, straighten

_HEADER, _FOOTER = 8, 8
_LONGEST = 250
_ADDRESS = re.compile(
    r"(?:(?:source|lien|url|article original|original) ?: ?)?<?(https?://([^\s/<>?#]+)[^\s<>]*?)>?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"source ?: ?((?-i:[A-ZÀ-Ý])[^.:;!?]{2,60})\.?", re.IGNORECASE)
_PLACE = r"[A-ZÀ-Ý][\w'-]*+(?: (?:[a-zà-ÿ]{1,4} )?[A-ZÀ-Ý][\w'-]*+){0,4}(?: ?\([^()]{2,30}\))?"
_DATELINE = re.compile(rf"{_PLACE}(?:, (?P<date>[^()]{{4,40}}))? ?\((?P<agency>[A-Z]{{2,6}})\) ?[-–—]")
_SPLIT = re.compile(
    rf" +[|·•–—-] +|, (?=(?:le )?(?:\d|{dates.WEEKDAY})|publiée?\b|mise? à jour|par (?-i:[A-ZÀ-Ý]))",
    re.IGNORECASE,
)
# "Le Courrier de Merrane", "L'Écho du Détroit avec AXP": article, capitalised words, particles.
_MEDIUM = re.compile(
    r"(?P<name>(?:L[ea]s? |L')[A-ZÀ-Ý][\w'.-]+"
    r"(?: (?:d'|de |du |des |de la |de l'|et )?[A-ZÀ-Ý][\w'.-]+){1,4})"
    r"(?: (?:avec|et) (?:l'|les )?(?:[A-Z]{2,6}|agences?))?"
)


@dataclass(slots=True)
class Margins:
    """What header and footer said; a field is None when nothing said it."""

    author: str | None = None
    author_role: str | None = None
    outlet: str | None = None
    url: str | None = None
    opinion: bool = False
    dates: list[dates.Printed] = field(default_factory=list)

    @property
    def published(self) -> str | None:
        """The publication date, ISO 8601, as precise as printed."""
        return dates.publication(self.dates)


def read(lines: list[str]) -> tuple[list[str], Margins]:
    """Return the lines that stay, and what the margins said."""
    said = Margins()
    printed = [i for i, line in enumerate(lines) if line.strip()]
    header, footer = printed[:_HEADER], printed[max(_HEADER, len(printed) - _FOOTER) :]
    gone = {i for i in header + footer if _read_line(lines[i].strip(), said)}
    gone |= _medium_beside(lines, header, gone, said)
    kept = [line for i, line in enumerate(lines) if i not in gone or len(gone) == len(printed)]
    _read_dateline([lines[i].strip() for i in printed[:3]], said)
    return kept, said


def _read_line(line: str, said: Margins) -> bool:
    """Read a margin line into the fields; say whether it holds nothing else, so that it can go."""
    if len(line) > _LONGEST:
        return False
    return _read_address(line, said) or _read_part(line, said) or _read_parts(line, said)


def _read_address(line: str, said: Margins) -> bool:
    match = _ADDRESS.fullmatch(line)
    if match is None or is_embed(match[2]) or said.url not in (None, match[1]):
        return False
    said.url = match[1]
    return True


def _read_part(line: str, said: Margins) -> bool:
    found = dates.read_line(line)
    if found:
        said.dates += found
        return True
    source = _SOURCE.fullmatch(straighten(line))
    if source:
        said.outlet = said.outlet or line[source.start(1) : source.end(1)].strip()
        return True
    byline = bylines.read(line)
    if byline is None:
        return False
    said.author = said.author or byline.author
    if said.author == byline.author:
        said.author_role = said.author_role or byline.role
    said.outlet = said.outlet or byline.outlet
    said.opinion = said.opinion or byline.opinion
    return True


def _read_parts(line: str, said: Margins) -> bool:
    """Read "Le Courrier de Merrane - Par Margot Lenoir | 12 mars 2024": one part may be the medium's name."""
    parts = [part.strip() for part in _SPLIT.split(line) if part.strip()]
    unknown = [p for p in parts if not (dates.read_line(p) or bylines.read(p) or shape(p))]
    if len(parts) < 2 or len(unknown) > 1 or not any(dates.read_line(p) for p in parts):
        return False
    for part in parts:
        _read_part(part, said)
    if not unknown:
        return True
    medium = _medium(unknown[0])
    said.outlet = said.outlet or medium
    # "Valmont, lundi 11 novembre 2024": a place and a date; the date is read, the line stays.
    return medium is not None


def _medium(part: str) -> str | None:
    match = _MEDIUM.fullmatch(straighten(part))
    if match:
        return part[: match.end("name")]
    return part if re.fullmatch(r"[A-Z]{2,6}|[\w-]+\.(?:fr|com|net|org|be|ch|ca)", part) else None


def _medium_beside(lines: list[str], header: list[int], gone: set[int], said: Margins) -> set[int]:
    """Find a line that is a medium's name, beside a header line that went; never the first, a headline."""
    for at, i in enumerate(header[1:], start=1):
        beside = {header[at - 1], *header[at + 1 : at + 2]}
        match = _MEDIUM.fullmatch(straighten(lines[i].strip())) if i not in gone and beside & gone else None
        if match and said.outlet is None:
            said.outlet = lines[i].strip()[: match.end("name")]
            return {i}
    return set()


def _read_dateline(lines: list[str], said: Margins) -> None:
    for line in lines:
        match = _DATELINE.match(straighten(line[:140]))
        if match:
            said.outlet = said.outlet or match["agency"]
            said.dates += dates.read_line(match["date"] or "")
            return
