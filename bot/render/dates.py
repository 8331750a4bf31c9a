"""Dates in words: "12 mars 2019", "1er mars 2019", "12 March 2019", as precise as the source said them."""

from __future__ import annotations

import re

import prompts

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?!\d)")
_TIME = re.compile(r"(?<=\d)[T ](?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?P<utc>Z|\+00:00)?$")


def words(published: str | None, language: str) -> str:
    """Return an ISO 8601 date (or date and time, year and month, year) in words; "" for None.

    The time of day is left out. What is not ISO 8601 is returned as it stands: a source may say anything.
    """
    if not published:
        return ""
    match = _ISO.match(published)
    months = prompts.message("dates.months", language).split()
    if match is None or not 0 <= int(match["month"] or 0) <= len(months):
        return published
    if not match["month"] or match["month"] == "00":
        return match["year"]
    month = months[int(match["month"]) - 1]
    if not match["day"] or match["day"] == "00":
        return f"{month} {match['year']}"
    day = int(match["day"])
    return f"{prompts.message('dates.first', language) if day == 1 else day} {month} {match['year']}"


def moment(at: str, language: str) -> str:
    """Return an ISO 8601 date and time in words, to the minute: "1er mars 2019 à 08:30 UTC".

    UTC is named where the text names it; what has no time of day is returned as `words` does.
    """
    found = _TIME.search(at)
    if found is None:
        return words(at, language)
    time = found["time"] + (" UTC" if found["utc"] else "")
    return prompts.message("dates.moment", language, day=words(at, language), time=time)


def between(since: str | None, until: str | None, language: str) -> str:
    """Return in words the days that were asked for, either of them open; "" where both are."""
    known = {name: words(day, language) for name, day in (("since", since), ("until", until)) if day}
    if not known:
        return ""
    key = "between" if len(known) == 2 else next(iter(known))
    return prompts.message(f"dossier.days_{key}", language, **known)
