"""One speaker a person over all articles: what every article says, put together.

Pure, and the same whatever order the articles came in; `index.archive` reads its input and keeps its outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.news import Article, Span, SpeakerType, Statement
from index.people import names
from index.people.offices import Table
from index.people.reference import Directory, resolve
from index.people.registry import Registry, Sighting, SpeakerRow, speaker_key
from index.people.roles import Roles
from index.people.tables import fold

RULES = 1  # raised with every change that settles the same articles otherwise
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


@dataclass(frozen=True, slots=True)
class Settled:
    """The speakers of a corpus, and for each statement (by key) who spoke and whether a date told it."""

    speakers: frozenset[tuple[str, str, str, int]]  # key, name, type, articles
    aliases: frozenset[tuple[str, str, str]]  # speaker, alias, folded
    surnames: frozenset[tuple[str, str]]  # surname, speaker
    roles: frozenset[tuple[str, str, str, str | None, str | None, int]]  # fields of RoleRow
    who: dict[int, tuple[str, bool]]


def settle(sightings: Iterable[Sighting], voices: Sequence[Voice], facts: Table) -> Settled:
    """Name the speaker of every statement; `sightings` come with those of an article together."""
    registry = Registry()
    for article_id, seen in groupby(sightings, key=lambda s: s.article_id):
        registry.put(article_id, seen)
    rows = registry.rows()
    speakers = {row.key: row for row in rows.speakers}
    directory = Directory(facts, Roles(rows.roles), {k: s.name for k, s in speakers.items()})
    who: dict[int, tuple[str, bool]] = {}
    aliases = set(rows.aliases)
    for voice in voices:
        if voice.speaker:
            seen_as = Sighting(voice.article_id, voice.speaker, voice.type, voice.role, voice.day)
            who[voice.key] = (registry.key_of(seen_as), False)
            continue
        name = _by_date(voice, directory)
        who[voice.key] = (speaker_key(name, "person"), True) if name else ("", False)
        if name and who[voice.key][0] not in speakers:  # known from the facts alone, no article names him
            speakers[who[voice.key][0]] = SpeakerRow(who[voice.key][0], name, "person", 0)
            aliases.add((name, who[voice.key][0]))
    return Settled(
        speakers=frozenset((s.key, s.name, s.type, s.articles) for s in speakers.values()),
        aliases=frozenset((key, alias, fold(alias).strip()) for alias, key in aliases),
        surnames=frozenset((s, key) for alias, key in aliases if key[:2] == "p:" for s in _surnames(alias)),
        roles=frozenset((r.key, r.office, r.role, r.first_seen, r.last_seen, r.articles) for r in rows.roles),
        who=who,
    )


def _by_date(voice: Voice, directory: Directory) -> str | None:
    """Return who held the office that speaks, on the day it spoke."""
    article = Article(voice.article_id, "", "", published=voice.day)
    return resolve(_statement(voice), article, directory).speaker or None


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


def _surnames(alias: str) -> list[str]:
    """Return the surnames under which `people.finding.Finder` knows a name."""
    return names.surnames(alias) or [names.surname_key(alias)]
