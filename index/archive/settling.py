"""The speakers of the archive: what settling has not seen yet is looked at, and only what differs is written.

A few changed articles are settled with all that shares a name or an office with them (`nearby`), many with
all articles; the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from index.archive import inserting, nearby, tellings, voices
from index.archive.reads import sequence
from index.archive.voices import Change
from index.identity import digest
from index.ledger.speakers import settling
from index.ledger.speakers.settling import Kept
from index.people import offices
from index.people.reference import Directory
from index.people.registry import Sighting
from index.people.roles import Roles
from index.schema import aliases, articles, meta, roles, sightings, speakers, surnames, unsettled

_SETTLED = "settled"  # what the speakers were made from
# One changed article in so many: settling what is near them costs at most half of settling all, measured
# with 20,000 articles of the press (one article 0.1 s, 150 of them 2.5 s, all 10 s).
_FEW, _ALWAYS_FEW = 100, 32


@dataclass(frozen=True, slots=True)
class Found:
    """What settling will write: `state` is that of the archive which it was computed from."""

    state: tuple[str | None, int, int]
    stamp: str
    change: Change


def is_settled(connection: Connection, facts: Path) -> bool:
    """Tell whether the speakers are those of the articles as they are, by the facts as they are."""
    held, reached, noted = _state(connection)
    return held == _stamp(reached, facts) and not noted


def compute(connection: Connection, facts: Path, *, whole: bool = False) -> Found:
    """Return what to change for the speakers to be those of the articles; `whole` looks at all of them."""
    state = _state(connection)
    stamp, table = _stamp(sequence(connection), facts), offices.load(facts)
    same_rules = (state[0] or "").split()[1:] == stamp.split()[1:]
    if whole or not same_rules or _many(connection):
        return Found(state, stamp, _all(connection, table))
    return Found(state, stamp, nearby.compute(connection, table))


def write(connection: Connection, found: Found) -> None:
    """Write the outcome, unless articles have changed, or were settled, since they were read."""
    if _state(connection) != found.state:
        return
    # As in `writes.remove`: a name that no article gives any longer cannot be read from the file.
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    for table, gone, new in found.change.rows:
        _replace(connection, table, gone, new)
    voices.write(connection, found.change.who)
    connection.execute(delete(unsettled))
    stamp = upsert(meta).values(name=_SETTLED, value=found.stamp)
    connection.execute(stamp.on_conflict_do_update(index_elements=["name"], set_={"value": found.stamp}))


def _state(connection: Connection) -> tuple[str | None, int, int]:
    """Return what the speakers were made from, the last change, and the last note for settling (0: none)."""
    held = connection.execute(select(meta.c.value).where(meta.c.name == _SETTLED)).scalar()
    noted = connection.execute(select(func.coalesce(func.max(unsettled.c.key), 0))).scalar_one()
    return held, sequence(connection), noted


def _stamp(reached: int, facts: Path) -> str:
    own = facts.read_text(encoding="utf-8") if facts.is_file() else ""
    return f"{reached} {settling.RULES} {digest(own)}"


def _many(connection: Connection) -> bool:
    """Tell whether so many articles have changed that all are settled anew."""
    changed = connection.execute(select(func.count(unsettled.c.article.distinct()))).scalar_one()
    every = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    return bool(changed > _ALWAYS_FEW and changed * _FEW > every)


def _all(connection: Connection, facts: offices.Table) -> Change:
    """Return the change that settles the whole archive."""
    s = sightings.c
    seen = select(articles.c.id, s.name, s.type, s.role, articles.c.published).join_from(sightings, articles)
    registry = settling.gather(Sighting(*row) for row in connection.execute(seen))
    rows = registry.rows()
    directory = Directory(facts, Roles(rows.roles), {s.key: s.name for s in rows.speakers})
    held = voices.read(connection)
    who = voices.told([one.voice for one in held], registry, directory)
    seen_keys = {s.key for s in rows.speakers}
    unseen = {key for key, by_date in who.values() if by_date} - seen_keys
    kept = settling.keep(rows, unseen, facts)
    before = Kept(*(frozenset(_rows(connection, t)) for t in (speakers, aliases, surnames, roles)))
    changed = voices.changed(held, who)
    changes = [*voices.differences(before, kept), voices.offices_of(connection, held, whole=True)]
    del held, who  # the largest of what is in memory
    changes += tellings.everywhere(connection, {key: name for key, (name, _) in changed.items()})
    return Change(changes, changed)


def _rows(connection: Connection, table: Table) -> Iterable[tuple[Any, ...]]:
    return (tuple(row) for row in connection.execute(select(table)))


def _replace(
    connection: Connection, table: Table, gone: frozenset[tuple[Any, ...]], new: frozenset[tuple[Any, ...]]
) -> None:
    """Delete and insert rows of a table, whose columns stand in the order of their values."""
    columns = [c.name for c in table.columns]
    keys = [c for c in table.columns if c.primary_key]
    if gone:
        which = [c == bindparam(f"_{c.name}") for c in keys]
        values = [{f"_{c.name}": row[columns.index(c.name)] for c in keys} for row in gone]
        connection.execute(table.delete().where(*which), values)
    inserting.plain(connection, table, new)
