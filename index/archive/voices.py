"""Statements as settling sees them: read, given their speakers, and written where those are others now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select, update

from index.archive.reads import within
from index.ledger.speakers import settling
from index.ledger.speakers.settling import Kept, Voice, Who
from index.people.reference import Directory
from index.people.registry import Registry
from index.schema import aliases, articles, roles, speakers, statements, surnames, unnamed

Rows = frozenset[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What settling changes: rows that leave and enter tables, and who speaks by key of statement."""

    rows: list[tuple[Table, Rows, Rows]]
    who: dict[int, Who]


@dataclass(frozen=True, slots=True)
class Held:
    """A voice and who is held to have spoken."""

    voice: Voice
    who: Who


def read(
    connection: Connection, *where: ColumnElement[bool], column: Any = None, values: Iterable[Any] = ()
) -> list[Held]:
    """Return the statements that meet conditions; with a column given, those with one of its values."""
    s = statements.c
    wanted = (s.speaker, s.speaker_type, s.speaker_surface, s.role, s.said_on)
    query = select(s.who, s.by_date, s.key, articles.c.id, *wanted, articles.c.published)
    query = query.join_from(statements, articles).where(*where)
    rows = connection.execute(query) if column is None else within(connection, query, column, values)
    return [Held(Voice(*row[2:]), (row[0], bool(row[1]))) for row in rows]


def told(found: Sequence[Voice], registry: Registry, directory: Directory) -> dict[int, Who]:
    """Return who spoke, by key of statement."""
    return {
        voice.key: settling.named(voice, registry) if voice.speaker else settling.by_date(voice, directory)
        for voice in found
    }


def changed(held: Iterable[Held], who: Mapping[int, Who]) -> dict[int, Who]:
    """Return who spoke where it is another one than held."""
    return {one.voice.key: who[one.voice.key] for one in held if one.who != who[one.voice.key]}


def offices_of(
    connection: Connection, held: Sequence[Held], *, whole: bool = False
) -> tuple[Table, Rows, Rows]:
    """Return how the offices noted for statements change; `whole`: these are all the statements."""
    wanted = frozenset(
        (office.body, office.function, one.voice.key) for one in held for office in settling.asked(one.voice)
    )
    query, keys = select(unnamed), [one.voice.key for one in held]
    rows = connection.execute(query) if whole else within(connection, query, unnamed.c.statement, keys)
    before = frozenset(tuple(row) for row in rows)
    return unnamed, before - wanted, wanted - before


def differences(before: Kept, after: Kept) -> list[tuple[Table, Rows, Rows]]:
    """Return how the tables of speakers change."""
    return [
        (speakers, before.speakers - after.speakers, after.speakers - before.speakers),
        (aliases, before.aliases - after.aliases, after.aliases - before.aliases),
        (surnames, before.surnames - after.surnames, after.surnames - before.surnames),
        (roles, before.roles - after.roles, after.roles - before.roles),
    ]


def write(connection: Connection, who: Mapping[int, Who]) -> None:
    """Set the speakers of statements, by key."""
    if who:
        change = update(statements).where(statements.c.key == bindparam("_key"))
        values = [{"_key": key, "_who": name, "_by_date": dated} for key, (name, dated) in who.items()]
        connection.execute(change.values(who=bindparam("_who"), by_date=bindparam("_by_date")), values)
