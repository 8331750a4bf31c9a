"""The speakers of the whole archive, made anew from its sightings; only what differs is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index.archive.reads import sequence
from index.identity import digest
from index.ledger import settling
from index.ledger.settling import Settled, Voice
from index.people import offices
from index.people.registry import Sighting
from index.schema import aliases, articles, meta, roles, sightings, speakers, statements, surnames

_SETTLED = "settled"  # what the speakers were made from


def is_settled(connection: Connection, facts: Path) -> bool:
    """Tell whether the speakers are those of the articles as they are, by the facts as they are."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == _SETTLED)).scalar()
    return found == _stamp(sequence(connection), facts)


def unsettle(connection: Connection) -> None:
    """Let the speakers be made anew although no article has changed."""
    connection.execute(delete(meta).where(meta.c.name == _SETTLED))


def compute(connection: Connection, facts: Path) -> tuple[str, Settled]:
    """Return what was read, and the speakers of it."""
    seen = select(articles.c.id, sightings.c.name, sightings.c.type, sightings.c.role, articles.c.published)
    rows = connection.execute(seen.join_from(sightings, articles).order_by(sightings.c.article))
    settled = settling.settle((Sighting(*row) for row in rows), _voices(connection), offices.load(facts))
    return _stamp(sequence(connection), facts), settled


def write(connection: Connection, stamp: str, settled: Settled, facts: Path) -> None:
    """Keep the speakers, unless articles have changed since they were read."""
    if _stamp(sequence(connection), facts) != stamp:
        return
    for table, wanted in (
        (speakers, settled.speakers),
        (aliases, settled.aliases),
        (surnames, settled.surnames),
        (roles, settled.roles),
    ):
        _replace(connection, table, wanted)
    _name(connection, settled)
    new = upsert(meta).values(name=_SETTLED, value=stamp)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": stamp}))


def _stamp(reached: int, facts: Path) -> str:
    own = facts.read_text(encoding="utf-8") if facts.is_file() else ""
    return f"{reached} {settling.RULES} {digest(own)}"


def _voices(connection: Connection) -> list[Voice]:
    s = statements.c
    wanted = (s.speaker, s.speaker_type, s.speaker_surface, s.role, s.said_on)
    query = select(s.key, articles.c.id, *wanted, articles.c.published).join_from(statements, articles)
    return [Voice(*row) for row in connection.execute(query)]


def _replace(connection: Connection, table: Any, wanted: frozenset[tuple[Any, ...]]) -> None:
    """Make the rows of a table those wanted; its columns stand in the order of their values."""
    columns = [c.name for c in table.columns]
    held = {tuple(row) for row in connection.execute(select(table))}
    keys = [c for c in table.columns if c.primary_key]
    gone = [{f"_{c.name}": row[columns.index(c.name)] for c in keys} for row in held - wanted]
    if gone:
        which = [c == bindparam(f"_{c.name}") for c in keys]
        connection.execute(table.delete().where(*which), gone)
    new = [dict(zip(columns, row, strict=True)) for row in wanted - held]
    if new:
        connection.execute(insert(table), new)


def _name(connection: Connection, settled: Settled) -> None:
    """Set the speaker of each statement that has another one now."""
    held = connection.execute(select(statements.c.key, statements.c.who, statements.c.by_date))
    changed = [
        {"_key": row.key, "_who": settled.who[row.key][0], "_by_date": settled.who[row.key][1]}
        for row in held
        if (row.who, bool(row.by_date)) != settled.who[row.key]
    ]
    if changed:
        change = update(statements).where(statements.c.key == bindparam("_key"))
        connection.execute(change.values(who=bindparam("_who"), by_date=bindparam("_by_date")), changed)
