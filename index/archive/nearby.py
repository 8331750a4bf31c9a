"""A few changed articles settled with all that depends on them, exactly as with the whole archive.

Whom a name means depends on who else has its key or its surname; who held an office, on the roles given to it
and on how its holders are called. So names are followed to keys and surnames and back until none is new,
and settled among themselves; the offices that change lead to the statements that name no more than an office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, or_, select, text

from index.archive import tellings, voices
from index.archive.reads import within
from index.archive.voices import Change, Held
from index.ledger.speakers import settling
from index.ledger.speakers.settling import Kept, Who
from index.news import SpeakerType
from index.people import names
from index.people.offices import Office, Table
from index.people.reference import Directory
from index.people.registry import RoleRow, Rows, Sighting, letter, speaker_key
from index.people.roles import Roles, longer, shorter
from index.schema import (
    aliases,
    articles,
    roles,
    sightings,
    speakers,
    statements,
    surnames,
    unnamed,
    unsettled,
)

_KINDS: dict[str, SpeakerType] = {
    "p": "person",
    "b": "org",
    "d": "document",
}  # a type of each letter


@dataclass(slots=True)
class _Circle:
    """Names, each with the letter of its keys, that depend on no other, and all keys they had or may have."""

    names: set[tuple[str, str]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def compute(connection: Connection, facts: Table) -> Change:
    """Return the change that settles what is unsettled."""
    told = _told(connection)
    circle = _drawn(connection, told)
    registry = settling.gather(_sightings(connection, circle))
    rows, before = registry.rows(), _kept(connection, circle.keys)
    anew = voices.read(connection, column=statements.c.article, values=told)
    held = {one.voice.key: one for one in anew}
    held |= {one.voice.key: one for one in _partly_named(connection, circle)}
    held |= {one.voice.key: one for one in _holders(connection, _offices(rows, before, facts))}
    directory = _directory(connection, held.values(), rows, circle, facts)
    who = voices.told([one.voice for one in held.values()], registry, directory)
    after = settling.keep(rows, _unseen(connection, who, rows, circle), facts)
    changed = voices.changed(held.values(), who)
    changes = [*voices.differences(before, after), voices.offices_of(connection, anew)]
    own = [one.voice.key for one in anew]
    changes += tellings.nearby(connection, own, {key: name for key, (name, _) in changed.items()})
    return Change(changes, changed)


def _told(connection: Connection) -> set[int]:
    """Return the keys of the articles that tell something new."""
    query = select(articles.c.key).join_from(unsettled, articles, unsettled.c.article == articles.c.key)
    return set(connection.execute(query.where(unsettled.c.type == "")).scalars())


def _drawn(connection: Connection, told: Iterable[int]) -> _Circle:
    """Return the circle of the names that were and are given by the articles that changed."""
    gone = select(unsettled.c.name, unsettled.c.type).where(unsettled.c.type != "")
    given = select(sightings.c.name, sightings.c.type)
    found = [*connection.execute(gone), *within(connection, given, sightings.c.article, told)]
    waiting = {(name, letter(kind)) for name, kind in found}
    circle, heard = _Circle(), set[str]()
    while waiting:
        circle.names |= waiting
        called = {s for name, of in waiting if of == "p" for s in names.looked_for(name) if s} - heard
        heard |= called
        keys = {speaker_key(name, _KINDS[of]) for name, of in waiting}
        keys |= {row.speaker for row in within(connection, select(surnames), surnames.c.surname, called)}
        keys -= circle.keys
        circle.keys |= keys
        known = within(connection, select(aliases), aliases.c.speaker, keys)
        waiting = {(row.alias, row.speaker[0]) for row in known} - circle.names
    # Whom our facts alone name may have nobody left to speak for him.
    unseen = select(speakers.c.key).where(text("articles = 0"))  # written as the index has it
    circle.keys.update(connection.execute(unseen).scalars())
    return circle


def _sightings(connection: Connection, circle: _Circle) -> Iterable[Sighting]:
    s = sightings.c
    query = select(articles.c.id, s.name, s.type, s.role, articles.c.published).join_from(sightings, articles)
    for row in within(connection, query, s.name, (name for name, _ in circle.names)):
        if (row.name, letter(row.type)) in circle.names:
            yield Sighting(*row)


def _kept(connection: Connection, keys: Iterable[str]) -> Kept:
    """Return what is kept of some speakers."""
    of = list(keys)
    names_of = frozenset(tuple(row) for row in within(connection, select(aliases), aliases.c.speaker, of))
    return Kept(
        speakers=frozenset(tuple(row) for row in within(connection, select(speakers), speakers.c.key, of)),
        aliases=names_of,
        surnames=settling.surnames((row[0], row[1]) for row in names_of),
        roles=frozenset(tuple(row) for row in within(connection, select(roles), roles.c.speaker, of)),
    )


def _partly_named(connection: Connection, circle: _Circle) -> Iterable[Held]:
    """Yield the statements given to a name of the circle whose key depends on other names."""
    short = {name for name, of in circle.names if of == "p" and names.is_partial(name)}
    bearers = within(connection, select(aliases.c.speaker, aliases.c.alias), aliases.c.speaker, circle.keys)
    keys = {row.speaker for row in bearers if row.alias in short and row.speaker[0] == "p"}
    named = statements.c.speaker != ""
    for one in voices.read(connection, named, column=statements.c.who, values=keys):
        if one.voice.type == "person" and one.voice.speaker in short:
            yield one


def _offices(rows: Rows, before: Kept, facts: Table) -> set[tuple[str, str]]:
    """Return the (function, body) of which something else is known now, or whose holder is called another."""
    held = {RoleRow(*row) for row in before.roles}
    called_before = {key: name for key, name, _, count in before.speakers if count}
    called = {s.key: s.name for s in rows.speakers}
    renamed = {key for key in called | called_before if called.get(key) != called_before.get(key)}
    changed = held ^ set(rows.roles)
    changed |= {row for row in held | set(rows.roles) if row.key in renamed}
    found = {(function, body) for function, _, body in (row.office.partition("@") for row in changed)}
    of_facts = settling.holders(facts)
    return found.union(*(of_facts[key][1] for key in renamed if key in of_facts))


def _holders(connection: Connection, offices: Iterable[tuple[str, str]]) -> Iterable[Held]:
    """Return the statements whose speaker is one of some offices, those that say more or less of it too."""
    c, keys = unnamed.c, set[int]()
    for function, body in offices:
        first, end = longer(function)
        near = or_(
            c.function.in_([function, *shorter(function)]), and_(c.function >= first, c.function < end)
        )
        keys.update(connection.execute(select(c.statement).where(c.body == body, near)).scalars())
    return voices.read(connection, column=statements.c.key, values=keys)


def _directory(
    connection: Connection, held: Iterable[Held], rows: Rows, circle: _Circle, facts: Table
) -> Directory:
    """Return all that is known of the offices that some statements have for a speaker."""
    offices = {office for one in held for office in settling.asked(one.voice)}
    given = {row for office in offices for row in _given(connection, office) if row.key not in circle.keys}
    keys = {row.key for row in given}
    keys |= {speaker_key(term.holder, "person") for office in offices for term in facts.terms(office)}
    query = select(speakers.c.key, speakers.c.name).where(speakers.c.articles > 0)
    shown = {row.key: row.name for row in within(connection, query, speakers.c.key, keys - circle.keys)}
    return Directory(facts, Roles([*given, *rows.roles]), shown | {s.key: s.name for s in rows.speakers})


def _given(connection: Connection, office: Office) -> Iterable[RoleRow]:
    """Return the roles of an office, those that say more or less of it too where they count."""
    if not (office.proper and office.sole):
        return [
            RoleRow(*row) for row in connection.execute(select(roles).where(roles.c.office == office.key))
        ]
    first, end = longer(office.function)
    c, less = roles.c, [office.key, *(f"{function}@{office.body}" for function in shorter(office.function))]
    of_body = c.office.endswith(f"@{office.body}", autoescape=True)
    query = select(roles).where(or_(c.office.in_(less), and_(c.office >= first, c.office < end, of_body)))
    return (RoleRow(*row) for row in connection.execute(query))


def _unseen(connection: Connection, who: dict[int, Who], rows: Rows, circle: _Circle) -> set[str]:
    """Return the keys of those who speak by a date and whom no article names."""
    seen = {s.key for s in rows.speakers}
    found = {key for key, dated in who.values() if dated} - seen
    elsewhere = select(speakers.c.key).where(speakers.c.articles > 0)
    found -= {row.key for row in within(connection, elsewhere, speakers.c.key, found - circle.keys)}
    silent = circle.keys - seen - found
    speaking = select(statements.c.who, statements.c.key).where(statements.c.by_date == 1)
    left = within(connection, speaking, statements.c.who, silent)
    return found | {row.who for row in left if row.key not in who}
