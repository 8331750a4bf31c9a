"""Publication dates as printed: "Le 19/11/2024 à 06h53", "publié le jeudi 30 juin 2016 à 08h00", ISO.

Only whole lines are read as dates: a date inside a sentence belongs to the sentence.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from index.reading.lines.shapes import straighten

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan",
            "février fevrier févr fevr fév fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "août aout august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "décembre decembre déc dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
WEEKDAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_UPDATED = r"mise? à jour|modifiée?|actualisée?|dernière (?:mise à jour|modification)|updated|last updated"
_PUBLISHED = (
    r"(?:article )?(?:publiée?|parue?|mise? en ligne|diffusée?|postée?|rédigée?|créée?|published|posted)"
    r"|date(?: de (?:publication|parution))?"
)
_DAY = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})[/.-](?P<y1>\d{4})"
    rf"|(?P<d2>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<m2>{_MONTH})\.?,? (?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})"
)
_TIME = (
    r"(?:(?:,? ?(?:à|a|at|vers)|,| ?[-–|·]|T)? ?"
    r"(?P<hour>[01]?\d|2[0-3]) ?(?:h|H|:) ?(?P<minute>[0-5]\d)?(?::[0-5]\d(?:\.\d+)?)?(?: ?min)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?(?: ?(?:GMT|UTC|CET|CEST|heure de \w+))?)"
)
_SEGMENT = re.compile(
    rf"(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))? ?:? ?(?:(?:le|on|ce) )?(?:{WEEKDAY},? )?"
    rf"(?:le )?(?:{_DAY}){_TIME}?"
    # "..., mis à jour à 21h05": a change on the same day.
    rf"|(?P<again>{_UPDATED}) ?:? ?(?:à|a|at)? ?(?:[01]?\d|2[0-3]) ?[hH:] ?(?:[0-5]\d)?",
    re.IGNORECASE,
)
_LONGEST = 160  # two dates with their times and prefixes


class Printed(NamedTuple):
    """A printed date: ISO 8601, as precise as printed; `updated` when it is that of a later change."""

    value: str
    updated: bool


def read_line(line: str) -> list[Printed]:
    """Return the dates of a line that holds nothing else, or nothing."""
    if len(line) > _LONGEST or not any(c.isdigit() for c in line):
        return []
    plain, found, at = straighten(line), [], 0
    for match in _SEGMENT.finditer(plain):
        if plain[at : match.start()].strip(" ,;.|·•–—-()/et"):
            return []
        at = match.end()
        if match["again"]:
            continue
        value = _value(match)
        if value is None:
            return []
        found.append(Printed(value, bool(match["updated"])))
    return [] if plain[at:].strip(" ,;.|·•–—-()") else found


def publication(dates: list[Printed]) -> str | None:
    """Return the publication date, else the date of the last change, else None."""
    return next((d.value for d in dates if not d.updated), dates[0].value if dates else None)


def iso(text: str) -> str | None:
    """Return an ISO 8601 date or date and time as it stands ("2024-W12-1" made plain), else None."""
    text = text.strip()
    try:
        parsed = date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if re.match(r"\d{4}-\d\d-\d\d", text) else parsed.isoformat()


def _value(match: re.Match[str]) -> str | None:
    try:
        day = _day(match)
    except ValueError:
        return None
    if match["hour"] is None:
        return day.isoformat()
    zone = (match["zone"] or "").replace("Z", "+00:00")
    return f"{day.isoformat()}T{int(match['hour']):02d}:{match['minute'] or '00'}{zone}"


def _day(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["m1"]:
        return date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    n = "2" if match["m2"] else "3"
    return date(int(match[f"y{n}"]), _MONTHS[match[f"m{n}"].lower()], int(match[f"d{n}"]))
