"""The days that a question names: "en 2016", "mars 2024", "le 3 mars 2024", "la semaine du 3 mars 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index import analysis

_FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_ENGLISH = "january february march april may june july august september october november december"
MONTHS = {name: i % 12 + 1 for i, name in enumerate(f"{_FRENCH} {_ENGLISH}".split())}
_NAMES = "|".join(MONTHS)
_DAY = re.compile(
    r"(?P<week>semaine du |week of )?\b(?:"
    rf"(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?(?P<m>{_NAMES}) (?P<y>\d{{4}})"
    rf"|(?P<m2>{_NAMES}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}}))\b"
)
_MONTH = re.compile(rf"\b({_NAMES}),? (\d{{4}})\b")
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Window:
    """The days [since, until] that a question names, and the words that name them, as stems."""

    since: date
    until: date
    stems: frozenset[str]

    def holds(self, published: str) -> bool:
        """Say whether an ISO date, or date and time, lies within; an unknown one does not."""
        return self.since.isoformat() <= published[:10] <= self.until.isoformat() if published else False


def window(text: str) -> Window | None:
    """Return the days that a question names, the most exact first; None if it names none."""
    folded = " ".join(analysis.fold(text[:2000]).split())
    if found := _DAY.search(folded):
        return _days(found)
    if found := _MONTH.search(folded):
        name, year = found[1], int(found[2])
        return _window(year, MONTHS[name], name)
    if found := _YEAR.search(folded):
        year = int(found[1])
        return Window(date(year, 1, 1), date(year, 12, 31), frozenset([found[1]]))
    return None


def _days(found: re.Match[str]) -> Window | None:
    day, name, year = (found[a] or found[b] for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
    try:
        first = date(int(year), MONTHS[name], int(day))
        last = first + timedelta(days=6 if found["week"] else 0)
    except (ValueError, OverflowError):
        return None  # 31 avril
    return Window(first, last, frozenset([day, year, analysis.stem(name)]))


def _window(year: int, month: int, name: str) -> Window | None:
    if not 1 <= year < 9999:
        return None
    until = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return Window(date(year, month, 1), until, frozenset([str(year), analysis.stem(name)]))
