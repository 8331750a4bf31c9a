"""Who said what, as rows of an article; called inside the write transaction of its caller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select

from index.archive import inserting, tellings
from index.derive import Told
from index.news import Statement
from index.people.registry import Sighting, speaker_key
from index.schema import articles, naming, past_statements, readings, sightings, statements, terms, unsettled

TABLES = (readings, statements, terms, sightings, naming)


def write(connection: Connection, told: Mapping[int, Told]) -> None:
    """Write what articles tell, by the key of each; their rows of before are gone."""
    every = told.items()
    inserting.plain(connection, readings, [(key, t.grammar) for key, t in every])
    inserting.rows(connection, unsettled, [{"article": key, "name": "", "type": ""} for key in told])
    inserting.rows(connection, statements, [_row(key, s) for key, t in every for s in t.statements])
    inserting.plain(connection, terms, [(key, s.start, s.end) for key, t in every for s in t.terms])
    inserting.rows(connection, sightings, [_sighting(key, s) for key, t in every for s in t.sightings])
    # In the order of its table, where a batch then touches each page once.
    inserting.plain(connection, naming, sorted((word, key) for key, t in every for word in t.words))


def clear(connection: Connection, key: int) -> None:
    """Delete what an article told; settling is left a note of the names."""
    given = select(sightings.c.article, sightings.c.name, sightings.c.type).where(sightings.c.article == key)
    note = insert(unsettled).from_select(["article", "name", "type"], given.distinct())
    connection.execute(note)
    # What printed the same words may stand alone now.
    left = [{"article": other, "name": "", "type": ""} for other in tellings.mates(connection, key)]
    inserting.rows(connection, unsettled, left)
    for table in TABLES:
        connection.execute(delete(table).where(table.c.article == key))


def keep(connection: Connection, key: int, version: int) -> None:
    """Keep the statements of an article as those of its version that is replaced, by the key of each."""
    told = [c for c in statements.c if c.name not in ("key", "article")]
    read = select(literal(version), readings.c.grammar, *told).join_from(
        statements, readings, statements.c.article == readings.c.article
    )
    names = ["version", "grammar", *(c.name for c in told)]
    connection.execute(insert(past_statements).from_select(names, read.where(statements.c.article == key)))


def count_unread(connection: Connection, grammar: int) -> int:
    """Return how many articles a grammar has not read."""
    read = select(func.count()).select_from(readings).where(readings.c.grammar == grammar)
    every = select(func.count()).select_from(articles)
    return int(connection.execute(every).scalar_one()) - int(connection.execute(read).scalar_one())


def unread(connection: Connection, grammar: int, after: int, limit: int) -> list[int]:
    """Return the keys of articles that a grammar has not read, at most `limit`, those after a key."""
    mine = (readings.c.article == articles.c.key) & (readings.c.grammar == grammar)
    query = select(articles.c.key).outerjoin(readings, mine).where(readings.c.article.is_(None))
    return list(
        connection.execute(
            query.where(articles.c.key > after).order_by(articles.c.key).limit(limit)
        ).scalars()
    )


def _sighting(key: int, s: Sighting) -> dict[str, Any]:
    return {"article": key, "name": s.name, "type": s.type, "role": s.role}


def _row(key: int, s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "article": key,
        "who": speaker_key(s.speaker, s.speaker_type) if s.speaker else "",
        "by_date": s.by_date,
        "fragments": " ".join(f"{f.start} {f.end}" for f in s.fragments),
        "start": s.content.start,
        "end": s.content.end,
        "evidence_start": s.evidence.start if s.evidence else None,
        "evidence_end": s.evidence.end if s.evidence else None,
    } | {name: getattr(s, name) for name in _AS_READ}


_AS_READ = (
    "speaker",
    "speaker_type",
    "speaker_surface",
    "role",
    "cue",
    "kind",
    "polarity",
    "mood",
    "relay",
    "said_on",
    "headline",
    "confidence",
    "rule",
)
