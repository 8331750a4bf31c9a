"""The day something was said, from the words about the cue and the day the article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = {
    m: i + 1
    for i, m in enumerate(
        (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        )
    )
}
_DAYS = {
    d: i for i, d in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))
}
# Searched in lower case.
_FULL = re.compile(rf"\b(1er|\d{{1,2}})\s+({'|'.join(_MONTHS)})(?:\s+(\d{{4}}))?")
_YEAR = re.compile(r"\b(?:en|de|depuis)\s+((?:19|20)\d\d)\b")
_MONTH_YEAR = re.compile(rf"\ben\s+({'|'.join(_MONTHS)})(?:\s+(?:dernier|(\d{{4}})))?")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b(\s+(?:dernier|prochain))?")
_RELATIVE = (
    ("avant-hier", 2),
    ("hier", 1),
    ("la veille", 1),
    ("aujourd'hui", 0),
    ("ce matin", 0),
    ("ce soir", 0),
)


def published_on(published: str | None) -> date | None:
    """Return the day of an ISO date or date and time, None where there is none or it is no date."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def said_on(words: str, published: date | None) -> str | None:  # noqa: PLR0911  # a ladder of forms
    """Return the ISO day the words about a cue tell, None where they tell none.

    Weekdays are the last such day up to publication; "en 2019" gives "2019", a month "2019-03".
    """
    low = words.lower().replace("’", "'")
    full = _FULL.search(low)
    if full:
        return _calendar(full, published)
    month = _MONTH_YEAR.search(low)
    if month and (month.group(2) or published):
        number = _MONTHS[month.group(1)]
        year = int(month.group(2)) if month.group(2) else _last_year(number, published)
        return f"{year:04d}-{number:02d}"
    year_only = _YEAR.search(low)
    if year_only:
        return year_only.group(1)
    if published is None:
        return None
    for phrase, days in _RELATIVE:
        if phrase in low:
            return (published - timedelta(days=days)).isoformat()
    weekday = _WEEKDAY.search(low)
    if weekday and "prochain" not in (weekday.group(2) or ""):
        back = (published.weekday() - _DAYS[weekday.group(1)]) % 7
        return (published - timedelta(days=back)).isoformat()
    return None


def _last_year(month: int, published: date | None) -> int:
    assert published is not None
    return published.year if month <= published.month else published.year - 1


def _calendar(match: re.Match[str], published: date | None) -> str | None:
    day = 1 if match.group(1) == "1er" else int(match.group(1))
    month = _MONTHS[match.group(2)]
    try:
        if match.group(3):
            return date(int(match.group(3)), month, day).isoformat()
        if published is None:
            return None
        this = date(published.year, month, day)
        return (
            this if this <= published + timedelta(days=1) else date(published.year - 1, month, day)
        ).isoformat()
    except ValueError:
        return None
