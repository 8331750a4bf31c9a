"""Which speaker a query means, once everybody it may mean is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.people import names, offices
from index.people.finding import Match
from index.people.registry import RoleRow, speaker_key
from index.people.roles import REACH
from index.people.wording import Office

_DWARFED = 20  # who said that many times what all others of the name said is the one meant
_SUCCEEDED = 2  # an office that more people have by one article each is rather a slip of the articles
_PASSING = 5  # an office is not that of somebody to whom so many times fewer articles give it


@dataclass(frozen=True, slots=True)
class Holding:
    """A speaker and, where an office was asked for, the days (ISO, inclusive) on which it was held."""

    key: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """Whose statements a query means; `ambiguous` and `others` as in `Said`.

    `learned`: the days of the office are only those on which articles give it, which others may surround.
    """

    holdings: tuple[Holding, ...] = ()
    ambiguous: tuple[Match, ...] = ()
    others: tuple[str, ...] = ()
    office: bool = False
    learned: bool = False


def of_name(matches: Sequence[Match], counts: Mapping[str, int]) -> Meant:
    """Choose among those whom a name may mean; `counts` holds how many statements each key has."""
    speaking = [m for m in matches if counts.get(m.speaker.key)] or list(matches)
    bare = [m for m in speaking if _bare(m)]
    full = sorted((m for m in speaking if not _bare(m)), key=lambda m: -counts.get(m.speaker.key, 0))
    if len(full) > 1:
        first, *rest = full
        if counts.get(first.speaker.key, 0) < _DWARFED * sum(counts.get(m.speaker.key, 0) for m in rest):
            return Meant(ambiguous=tuple(full))
        return Meant((Holding(first.speaker.key),), others=tuple(m.speaker.name for m in rest))
    # The surname alone is the one bearer's, as it was asked for.
    return Meant(tuple(Holding(m.speaker.key) for m in [*full, *bare]))


def of_office(
    office: Office, learned: Sequence[RoleRow], facts: offices.Table, matches: Sequence[Match]
) -> Meant:
    """Return who held an office and when: by the facts, else as the articles give it (`learned`).

    An office that nothing tells from others ("le maire"), or that one article each gives to several, is
    ambiguous among its `matches`, those to whom most articles give it first.
    """
    terms = facts.terms(office) if office.known else []
    if not terms and not office.body and not office.proper and len(learned) > 1:
        return Meant(ambiguous=_likeliest(matches, learned))
    if terms:
        held = [(speaker_key(t.holder, "person"), t.since, t.until or date.max) for t in terms]
        return Meant(tuple(Holding(key, str(first), str(last)) for key, first, last in held), office=True)
    most = max((row.articles for row in learned), default=0)
    rows = [row for row in learned if row.articles * _PASSING >= most]
    if most == 1 and len(rows) > _SUCCEEDED:
        return Meant(ambiguous=tuple(matches))
    return Meant(
        tuple(Holding(r.key, _moved(r.first_seen, -REACH), _moved(r.last_seen, REACH)) for r in rows),
        office=True,
        learned=True,
    )


def held(match: Match) -> Holding:
    """Return a match with the days on which articles give it the office it was found by, and those around."""
    if match.how != "role":
        return Holding(match.speaker.key)
    return Holding(match.speaker.key, _moved(match.first_seen, -REACH), _moved(match.last_seen, REACH))


def _likeliest(matches: Sequence[Match], learned: Sequence[RoleRow]) -> tuple[Match, ...]:
    """Return who may hold an office; one article alone is a slip where several give it to somebody else."""
    given = {row.key: row.articles for row in learned}
    slips = max(given.values(), default=0) >= _PASSING
    kept = [m for m in matches if m.how != "role" or not slips or given.get(m.speaker.key, 0) > 1]
    return tuple(sorted(kept or matches, key=lambda m: -given.get(m.speaker.key, 0)))


def _bare(match: Match) -> bool:
    return match.speaker.type == "person" and names.is_partial(match.speaker.name)


def _moved(day: str | None, by: timedelta) -> str | None:
    try:
        return (date.fromisoformat(day) + by).isoformat() if day else None
    except (ValueError, OverflowError):
        return None
