"""One speaker a person over all articles: what every article says, put together.

Pure, and the same whatever order the articles came in. `index.archive` reads the input and keeps the outcome:
of the whole archive, or of all that shares a name or an office with the articles that changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.news import Article, Span, SpeakerType, Statement
from index.people import names
from index.people.offices import Table
from index.people.reference import OPEN, Directory, resolve
from index.people.registry import Registry, Rows, Sighting, SpeakerRow, speaker_key
from index.people.tables import fold
from index.people.wording import Office, normalise

RULES = 3  # raised with every change that settles the same articles otherwise
_NOWHERE = Span(0, 0, "")


@dataclass(frozen=True, slots=True)
class Voice:
    """What settling needs of a stored statement; `day` is when its article was published."""

    key: int
    article_id: str
    speaker: str
    type: SpeakerType
    surface: str
    role: str
    said_on: str | None
    day: str | None


Who = tuple[str, bool]
"""The key of who spoke, "" for nobody, and whether a date told it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive keeps of speakers, one set of rows a table."""

    speakers: frozenset[tuple[str, str, str, int]] = frozenset()  # key, name, type, articles
    aliases: frozenset[tuple[str, str, str]] = frozenset()  # speaker, alias, folded
    surnames: frozenset[tuple[str, str]] = frozenset()  # surname, speaker
    roles: frozenset[tuple[str, str, str, str | None, str | None, int]] = frozenset()  # fields of RoleRow


def gather(sightings: Iterable[Sighting]) -> Registry:
    """Return the registry of all sightings."""
    registry, seen = Registry(), defaultdict(list)
    for sighting in sightings:
        seen[sighting.article_id].append(sighting)
    for article_id, found in seen.items():
        registry.put(article_id, found)
    return registry


def named(voice: Voice, registry: Registry) -> Who:
    """Return who spoke where the article names somebody."""
    seen_as = Sighting(voice.article_id, voice.speaker, voice.type, voice.role, voice.day)
    return registry.key_of(seen_as), False


def by_date(voice: Voice, directory: Directory) -> Who:
    """Return who held the office that speaks, on the day it spoke."""
    article = Article(voice.article_id, "", "", published=voice.day)
    name = resolve(_statement(voice), article, directory).speaker
    return (speaker_key(name, "person"), True) if name else ("", False)


def asked(voice: Voice) -> list[Office]:
    """Return the offices on whose holder the speaker of a statement rests; none where no date can tell it."""
    if voice.speaker or voice.type not in OPEN:
        return []
    offices = (normalise(phrase) for phrase in (voice.surface, voice.role) if phrase)
    return [office for office in offices if office and office.dated]


def keep(rows: Rows, unseen: Iterable[str], facts: Table) -> Kept:
    """Return the rows of speakers; `unseen` are keys of those whom the facts alone name, no article."""
    known = holders(facts)
    others = [SpeakerRow(key, known[key][0], "person", 0) for key in unseen]
    aliases = {*rows.aliases, *((other.name, other.key) for other in others)}
    return Kept(
        speakers=frozenset((s.key, s.name, s.type, s.articles) for s in [*rows.speakers, *others]),
        aliases=frozenset((key, alias, fold(alias).strip()) for alias, key in aliases),
        surnames=surnames((key, alias) for alias, key in aliases),
        roles=frozenset((r.key, r.office, r.role, r.first_seen, r.last_seen, r.articles) for r in rows.roles),
    )


def surnames(aliases: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return the (surname, speaker) under which each (speaker, alias) is looked for."""
    persons = ((alias, key) for key, alias in aliases if key[:2] == "p:")
    return frozenset((surname, key) for alias, key in persons for surname in names.looked_for(alias))


@lru_cache(maxsize=4)
def holders(facts: Table) -> Mapping[str, tuple[str, frozenset[tuple[str, str]]]]:
    """Return whom the facts name, by speaker key: the name, and each office held as (function, body)."""
    found: dict[str, tuple[str, frozenset[tuple[str, str]]]] = {}
    for term in facts.terms():
        key = speaker_key(term.holder, "person")
        name, offices = found.get(key, (term.holder, frozenset()))
        found[key] = (name, offices | {(term.function, term.body)})
    return found


def _statement(voice: Voice) -> Statement:
    return Statement(
        id="",
        article_id=voice.article_id,
        speaker="",
        speaker_type=voice.type,
        speaker_surface=voice.surface,
        role=voice.role,
        cue="",
        kind="indirect",
        fragments=(),
        content=_NOWHERE,
        said_on=voice.said_on,
    )
