"""One speaker a person, over all articles, in whatever order they come.

A full name has its key from itself (`names.py`). A surname joins a full name only when its own article names
one bearer, or when the corpus knows one bearer alone and names him often at that time. Nothing here is
stored: `Registry.rows` gives the archive what it keeps; the same sightings in any order give the same rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.news import SpeakerType
from index.people import names
from index.people.tables import fold
from index.people.wording import normalise

# A surname alone is its only bearer's in the corpus when two articles within 60 days name him in full: right
# 434 times of 436 in French press, the article's own full name hidden; with any one bearer, 718 of 790.
WINDOW = 60
BEARER_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class Sighting:
    """A speaker named in one article: the fullest name there, the role beside it, the day (ISO) if known."""

    article_id: str
    name: str
    type: SpeakerType
    role: str = ""
    day: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker as stored; `name` is the full form seen most often."""

    key: str
    name: str
    type: SpeakerType
    articles: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of a speaker and the first and last ISO day it was seen; `office` is a `wording.Office.key`."""

    key: str
    office: str
    role: str
    first_seen: str | None
    last_seen: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Rows:
    """What the archive keeps; every tuple is in order of its fields."""

    speakers: tuple[SpeakerRow, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (name as printed, key)
    roles: tuple[RoleRow, ...] = ()


def letter(kind: SpeakerType) -> str:
    """Return what opens the keys of a type: p for a person, b for a body or place, d for a text or group."""
    # "la tribune" is a text, La Tribune a newspaper
    return "p" if kind == "person" else "b" if kind in ("org", "metonym", "unknown") else "d"


def speaker_key(name: str, kind: SpeakerType) -> str:
    """Return the key of a name taken alone."""
    if kind == "person":
        told = names.gender(name) if names.is_partial(name) else ""
        return f"p:{names.person_key(name)}{' ' + told if told else ''}"
    return f"{letter(kind)}:{names.body_key(name)}"


def partial(sighting: Sighting) -> bool:
    """Tell whether a sighting names a person without the first name."""
    return sighting.type == "person" and names.is_partial(sighting.name)


def shortens(name: str, full: str) -> bool:
    """Tell whether a name without first name may be short for a full one by surname, initial and gender."""
    words = names.tokens(name)
    surname = names.surname_key(name)
    if surname not in names.surnames(full):
        return False
    initials = [w for w in words[:-1] if len(w) == 1]
    if initials and not names.tokens(full)[0].startswith(initials[0]):
        return False
    told, known = names.gender(name), names.gender(full)
    return not told or not known or told == known


@dataclass(slots=True)
class Registry:
    """The sightings of every article, and the speakers they make."""

    _articles: dict[str, frozenset[Sighting]] = field(default_factory=dict)
    _bearers: dict[str, dict[str, Counter[str]]] = field(
        default_factory=dict
    )  # surname -> key -> article days
    _full: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # key -> full forms

    def put(self, article_id: str, sightings: Iterable[Sighting]) -> None:
        """Set what one article says; doing it again changes nothing, other sightings replace the first."""
        self.forget(article_id)
        kept = frozenset(s for s in sightings if s.name.strip())
        if kept:
            self._articles[article_id] = kept
            self._count(kept, 1)

    def forget(self, article_id: str) -> None:
        """Take out what an article said."""
        self._count(self._articles.pop(article_id, frozenset()), -1)

    def _count(self, sightings: frozenset[Sighting], step: int) -> None:
        for name, day in {(s.name, s.day) for s in sightings if s.type == "person" and not partial(s)}:
            key = speaker_key(name, "person")
            self._full[key][name] += step
            for surname in names.surnames(name):
                self._bearers.setdefault(surname, {}).setdefault(key, Counter())[(day or "")[:10]] += step

    def key_of(self, sighting: Sighting) -> str:
        """Return the speaker a sighting means, given its article and the corpus as it is now."""
        if not partial(sighting):
            return speaker_key(sighting.name, sighting.type)
        beside = self._articles.get(sighting.article_id, frozenset())
        told = names.gender(sighting.name)
        # an article that keeps "Mme X" apart from a full name means two people, unless both are women
        full = {
            s.name
            for s in beside
            if s.type == "person" and not partial(s) and shortens(sighting.name, s.name)
            if not told or names.gender(s.name) == told
        }
        keys = {speaker_key(name, "person") for name in full}
        if keys:
            return keys.pop() if len(keys) == 1 else speaker_key(sighting.name, "person")
        return self._bearer(sighting) or speaker_key(sighting.name, "person")

    def _bearer(self, sighting: Sighting) -> str | None:
        """Return the only person of the corpus whom a surname can mean at that time."""
        known = self._bearers.get(names.surname_key(sighting.name), {})
        alive = {key: days for key, days in known.items() if sum(days.values()) > 0}
        if len(alive) != 1 or not sighting.day:
            return None
        key, days = next(iter(alive.items()))
        if not all(shortens(sighting.name, name) for name, seen in self._full[key].items() if seen > 0):
            return None
        near = sum(seen for day, seen in days.items() if day and abs(_days(day, sighting.day)) <= WINDOW)
        return key if near >= BEARER_ARTICLES else None

    def rows(self) -> Rows:
        """Return the speakers, every name they go by, and their roles."""
        seen: dict[str, list[Sighting]] = defaultdict(list)
        for sightings in self._articles.values():
            for sighting in sightings:
                seen[self.key_of(sighting)].append(sighting)
        speakers, aliases, roles = [], set(), []
        for key, sightings_of in seen.items():
            speakers.append(_speaker(key, sightings_of))
            aliases |= {(s.name, key) for s in sightings_of}
            roles += _roles(key, sightings_of)
        return Rows(
            tuple(sorted(speakers, key=lambda s: s.key)),
            tuple(sorted(aliases)),
            tuple(sorted(roles, key=lambda r: (r.key, r.office, r.role))),
        )


def _days(one: str, other: str) -> int:
    try:
        return (date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days
    except ValueError:
        return WINDOW + 1


def _speaker(key: str, sightings: list[Sighting]) -> SpeakerRow:
    forms = Counter(s.name for s in sightings if not partial(s)) or Counter(s.name for s in sightings)
    name = max(forms, key=lambda form: (forms[form], _accents(form), form))
    kinds = Counter(s.type for s in sightings)
    kind = max(kinds, key=lambda k: (kinds[k], k))
    return SpeakerRow(key, name, kind, len({s.article_id for s in sightings}))


def _accents(form: str) -> int:
    """Of two spellings seen as often, the one with its accents is kept."""
    return sum(a != b for a, b in zip(form.lower(), fold(form), strict=False))


def _roles(key: str, sightings: list[Sighting]) -> list[RoleRow]:
    """Return the roles a speaker is given, those that are held now; one row an office."""
    groups: Mapping[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        office = normalise(sighting.role) if sighting.role else None
        if office and not office.status:
            groups[office.key].append(sighting)
    found = []
    for office_key, group in groups.items():
        printed = Counter(s.role for s in group)
        role = max(printed, key=lambda text: (printed[text], text))
        days = sorted(s.day[:10] for s in group if s.day)
        articles = len({s.article_id for s in group})
        found.append(
            RoleRow(key, office_key, role, days[0] if days else None, days[-1] if days else None, articles)
        )
    return found
