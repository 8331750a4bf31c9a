"""What changes the archive; each function runs inside one write transaction of its caller."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index import identity
from index.archive import inserting, kinship, proposing, told
from index.archive.reads import CALIBRATION, model_key, sequence, within
from index.derive import Entry, Told
from index.news import Article
from index.retrieval.fusion import Calibration
from index.schema import articles, bands, changes, meta, models, passages, raws, vectors, versions

Outcome = Literal["added", "updated", "unchanged"]


def store(connection: Connection, entries: Sequence[Entry], model: str | None) -> list[Outcome]:
    """Write articles with all their derived rows; `model` made their vectors."""
    return [outcome for batch in _apart(entries) for outcome in _store(connection, batch, model)]


def remove(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Take articles out wholly; return the ids that were there."""
    # Deleted rows are overwritten, not only unlinked: what is taken out cannot be read from the file.
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    gone = []
    for article_id in dict.fromkeys(ids):
        row = _row(connection, article_id)
        if row is None:
            continue
        left = _clear(connection, row.key)
        connection.execute(delete(articles).where(articles.c.key == row.key))
        _record(connection, row.key, "removed", left)
        gone.append(article_id)
    return gone


def embed(connection: Connection, model: str, made: dict[str, bytes]) -> None:
    """Keep the vectors of passages, by passage id; ids that have left meanwhile are passed over."""
    query = select(passages.c.key, passages.c.id, passages.c.article)
    rows = list(within(connection, query, passages.c.id, made))
    _insert_vectors(connection, model, [(row.key, made[row.id]) for row in rows])
    for article in dict.fromkeys(row.article for row in rows):
        _touch(connection, article, _record(connection, article, "embedded", ()))


def tell(connection: Connection, article_id: str, what: Told) -> None:
    """Keep what an article tells in place of what it told."""
    row = _row(connection, article_id)
    if row is not None:
        told.clear(connection, row.key)
        told.write(connection, {row.key: what})


def adopt(connection: Connection, model: str) -> None:
    """Make a model the one in use and drop the vectors of every other."""
    _set_meta(connection, "model", model)
    connection.execute(delete(models).where(models.c.name != model))


def calibrate(connection: Connection, found: Calibration) -> None:
    """Keep how far the vectors of a model are believed."""
    _set_meta(connection, CALIBRATION, json.dumps(asdict(found)))


def _apart(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries in their order, cut where an article comes again."""
    batch: dict[str, Entry] = {}
    for entry in entries:
        if entry.article.id in batch:
            yield list(batch.values())
            batch = {}
        batch[entry.article.id] = entry
    yield list(batch.values())


def _store(connection: Connection, entries: Sequence[Entry], model: str | None) -> list[Outcome]:
    ids = (entry.article.id for entry in entries)
    held = {row.id: row for row in within(connection, select(articles), articles.c.id, ids)}
    outcomes: list[Outcome] = []
    written: dict[int, Entry] = {}
    first = sequence(connection) + 1
    for entry in entries:
        row, stamp = held.get(entry.article.id), identity.version(entry.article)
        if row is not None and row.version == stamp:
            outcomes.append("unchanged")
            continue
        values = _values(entry.article, stamp) | {"sequence": first + len(written)}
        if row is None:
            key = _write_new(connection, values)
            outcomes.append("added")
        else:
            key = _write_changed(connection, row, entry.article, values)
            outcomes.append("updated")
        written[key] = entry
    _write_derived(connection, written, model)
    kinship.link(connection, list(written))
    return outcomes


def _write_new(connection: Connection, values: dict[str, Any]) -> int:
    inserted = connection.execute(insert(articles), values).inserted_primary_key
    assert inserted is not None
    key = int(inserted[0])
    _change(connection, values["sequence"], key, "added", ())
    return key


def _write_changed(connection: Connection, row: Row[Any], article: Article, values: dict[str, Any]) -> int:
    key = int(row.key)
    _keep_version(connection, row, article)
    left = _clear(connection, key)
    connection.execute(update(articles).where(articles.c.key == key).values(**values))
    _change(connection, values["sequence"], key, "updated", left)
    return key


def _values(article: Article, stamp: str) -> dict[str, Any]:
    shown = (
        "id",
        "source",
        "title",
        "outlet",
        "published",
        "url",
        "language",
        "author",
        "author_role",
        "genre",
        "text",
    )
    return {name: getattr(article, name) for name in shown} | {
        "version": stamp,
        "content": identity.digest(article.text),
        "address": identity.canonical_url(article.url) if article.url else None,
        "stored_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _keep_version(connection: Connection, row: Row[Any], article: Article) -> None:
    """Keep an article as it was, with its statements where `article`, which it becomes, has another text."""
    raw = connection.execute(select(raws.c.data).where(raws.c.article == row.key)).scalar_one()
    text = zlib.compress(row.text.encode(), 6)
    kept = {"version": row.version, "title": row.title, "stored_at": row.stored_at, "text": text, "raw": raw}
    inserted = connection.execute(insert(versions).values(article=row.key, **kept)).inserted_primary_key
    assert inserted is not None
    if row.text != article.text:
        told.keep(connection, row.key, int(inserted[0]))


def _clear(connection: Connection, key: int) -> list[str]:
    """Delete what was derived from an article; return the ids of its passages."""
    left = list(connection.execute(select(passages.c.id).where(passages.c.article == key)).scalars())
    for table in (passages, bands, raws):  # the vectors go with their passages
        connection.execute(delete(table).where(table.c.article == key))
    told.clear(connection, key)
    proposing.clear(connection, key)
    kinship.unlink(connection, key)
    return left


def _write_derived(connection: Connection, entries: Mapping[int, Entry], model: str | None) -> None:
    """Write what was derived from articles, by the key of each."""
    inserting.rows(connection, raws, [{"article": key, "data": entry.raw} for key, entry in entries.items()])
    cut = ((band, key) for key, entry in entries.items() for band in dict.fromkeys(entry.bands))
    inserting.plain(connection, bands, sorted(cut))
    told.write(connection, {key: entry.told for key, entry in entries.items()})
    first = connection.execute(select(func.coalesce(func.max(passages.c.key), 0))).scalar_one() + 1
    rows = [
        {"key": n, "id": p.id, "article": key, "start": p.start, "end": p.end}
        for n, (key, p) in enumerate(((key, p) for key, e in entries.items() for p in e.passages), first)
    ]
    inserting.rows(connection, passages, rows)
    if model is not None:
        made = [e.vectors or [None] * len(e.passages) for e in entries.values()]
        every = enumerate(chain.from_iterable(made), first)
        _insert_vectors(connection, model, [(n, vector) for n, vector in every if vector is not None])


def _insert_vectors(connection: Connection, model: str, made: list[tuple[int, bytes]]) -> None:
    if not made:
        return
    key = model_key(connection, model)
    if key is None:
        connection.execute(insert(models).values(name=model, dimensions=len(made[0][1]) // 2))
        key = model_key(connection, model)
    rows = [{"passage": passage, "model": key, "vector": vector} for passage, vector in made]
    connection.execute(insert(vectors).prefix_with("OR REPLACE"), rows)


def _record(connection: Connection, article: int, kind: str, removed: Iterable[str]) -> int:
    """Note a change of one article; return its number."""
    number = sequence(connection) + 1
    _change(connection, number, article, kind, removed)
    return number


def _change(connection: Connection, number: int, article: int, kind: str, removed: Iterable[str]) -> None:
    row = {"sequence": number, "article": article, "kind": kind, "removed": " ".join(removed)}
    connection.execute(insert(changes), row)


def _touch(connection: Connection, key: int, number: int) -> None:
    connection.execute(update(articles).where(articles.c.key == key).values(sequence=number))


def _row(connection: Connection, article_id: str) -> Row[Any] | None:
    return connection.execute(select(articles).where(articles.c.id == article_id)).first()


def _set_meta(connection: Connection, name: str, value: str) -> None:
    new = upsert(meta).values(name=name, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
