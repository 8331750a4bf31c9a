"""What changes the archive; each function runs inside one write transaction of its caller."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index import identity
from index.archive import kinship, proposing, told
from index.archive.reads import CALIBRATION, model_key, sequence, within
from index.derive import Entry, Told
from index.news import Article
from index.retrieval.fusion import Calibration
from index.schema import articles, bands, changes, meta, models, passages, raws, vectors, versions

Outcome = Literal["added", "updated", "unchanged"]


def store(connection: Connection, entries: Sequence[Entry], model: str | None) -> list[Outcome]:
    """Write articles with all their derived rows; `model` made their vectors."""
    return [_store(connection, entry, model) for entry in entries]


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
        told.write(connection, row.key, what)


def adopt(connection: Connection, model: str) -> None:
    """Make a model the one in use and drop the vectors of every other."""
    _set_meta(connection, "model", model)
    connection.execute(delete(models).where(models.c.name != model))


def calibrate(connection: Connection, found: Calibration) -> None:
    """Keep how far the vectors of a model are believed."""
    _set_meta(connection, CALIBRATION, json.dumps(asdict(found)))


def _store(connection: Connection, entry: Entry, model: str | None) -> Outcome:
    article, stamp = entry.article, identity.version(entry.article)
    row = _row(connection, article.id)
    if row is not None and row.version == stamp:
        return "unchanged"
    values = _values(article, stamp)
    if row is None:
        inserted = connection.execute(insert(articles).values(sequence=0, **values)).inserted_primary_key
        assert inserted is not None
        key, left = int(inserted[0]), []
    else:
        key = row.key
        _keep_version(connection, row, article)
        left = _clear(connection, key)
        connection.execute(update(articles).where(articles.c.key == key).values(**values))
    _write_derived(connection, key, entry, model)
    kinship.link(connection, key)
    outcome: Outcome = "added" if row is None else "updated"
    _touch(connection, key, _record(connection, key, outcome, left))
    return outcome


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


def _write_derived(connection: Connection, key: int, entry: Entry, model: str | None) -> None:
    connection.execute(insert(raws).values(article=key, data=entry.raw))
    _insert(connection, bands, [{"band": band, "article": key} for band in dict.fromkeys(entry.bands)])
    first = connection.execute(select(func.coalesce(func.max(passages.c.key), 0))).scalar_one() + 1
    rows = [
        {"key": first + n, "id": p.id, "article": key, "start": p.start, "end": p.end}
        for n, p in enumerate(entry.passages)
    ]
    _insert(connection, passages, rows)
    told.write(connection, key, entry.told)
    if entry.vectors is not None and model is not None:
        _insert_vectors(connection, model, [(first + n, vector) for n, vector in enumerate(entry.vectors)])


def _insert_vectors(connection: Connection, model: str, made: list[tuple[int, bytes]]) -> None:
    if not made:
        return
    key = model_key(connection, model)
    if key is None:
        connection.execute(insert(models).values(name=model, dimensions=len(made[0][1]) // 2))
        key = model_key(connection, model)
    rows = [{"passage": passage, "model": key, "vector": vector} for passage, vector in made]
    connection.execute(insert(vectors).prefix_with("OR REPLACE"), rows)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _record(connection: Connection, article: int, kind: str, removed: Iterable[str]) -> int:
    number = sequence(connection) + 1
    row = {"sequence": number, "article": article, "kind": kind, "removed": " ".join(removed)}
    connection.execute(insert(changes).values(**row))
    return number


def _touch(connection: Connection, key: int, number: int) -> None:
    connection.execute(update(articles).where(articles.c.key == key).values(sequence=number))


def _row(connection: Connection, article_id: str) -> Row[Any] | None:
    return connection.execute(select(articles).where(articles.c.id == article_id)).first()


def _set_meta(connection: Connection, name: str, value: str) -> None:
    new = upsert(meta).values(name=name, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
