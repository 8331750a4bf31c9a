"""What the projections follow: changes in batches, and the vectors of passages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, exists, func, select

from index.archive.reads import model_key, within
from index.changes import Batch, PassageRow
from index.schema import articles, changes, passages, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def batch(connection: Connection, since: int, limit: int) -> Batch | None:
    """Return the next changes after `since`, at most `limit` of them; None when there are none."""
    following = select(changes.c.sequence, changes.c.removed).where(changes.c.sequence > since)
    rows = connection.execute(following.order_by(changes.c.sequence).limit(limit)).all()
    if not rows:
        return None
    last = rows[-1].sequence
    # An article that changes again later comes with its last change.
    current = _rows().where(articles.c.sequence > since, articles.c.sequence <= last)
    added = tuple(passage_row(row) for row in connection.execute(current))
    removed = dict.fromkeys(name for row in rows for name in row.removed.split())
    return Batch(last, added, tuple(removed))


def waiting(connection: Connection, model: str, limit: int) -> list[PassageRow]:
    """Return passages without a vector of the model, at most `limit`."""
    key = model_key(connection, model) or 0
    made = exists().where(vectors.c.passage == passages.c.key, vectors.c.model == key)
    return [passage_row(row) for row in connection.execute(_rows().where(~made).limit(limit))]


def rows_of(connection: Connection, article_id: str) -> list[PassageRow]:
    """Return the passages of an article, in order."""
    return [passage_row(row) for row in connection.execute(_rows().where(articles.c.id == article_id))]


def count_waiting(connection: Connection, model: str) -> int:
    """Return how many passages have no vector of the model."""
    key = model_key(connection, model) or 0
    made = exists().where(vectors.c.passage == passages.c.key, vectors.c.model == key)
    return int(connection.execute(select(func.count()).select_from(passages).where(~made)).scalar_one())


def vectors_of(connection: Connection, model: str, ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of the given passages that have one, by passage id."""
    import numpy as np

    rows = within(connection, _vectors(connection, model), passages.c.id, ids)
    return {row.id: np.frombuffer(row.vector, dtype="<f2").astype(np.float32) for row in rows}


def all_vectors(connection: Connection, model: str) -> tuple[list[str], NDArray[np.float16]]:
    """Return the ids of all passages with a vector of the model and their vectors, one a row."""
    import numpy as np

    rows = connection.execute(_vectors(connection, model).order_by(passages.c.key)).all()
    matrix = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f2")
    return [row.id for row in rows], matrix.reshape(len(rows), -1) if rows else matrix.reshape(0, 0)


def passage_row(row: Row[Any]) -> PassageRow:
    """Cut the passage out of the article's text."""
    return PassageRow(
        row.passage_id, row.id, row.title, row.outlet, row.published, row.text[row.start : row.end]
    )


def _rows() -> Select[Any]:
    shown = (articles.c[name] for name in ("id", "title", "outlet", "published", "text"))
    return (
        select(passages.c.id.label("passage_id"), passages.c.start, passages.c.end, *shown)
        .join_from(passages, articles)
        .order_by(passages.c.key)
    )


def _vectors(connection: Connection, model: str) -> Select[Any]:
    key = model_key(connection, model) or 0
    return select(passages.c.id, vectors.c.vector).join_from(vectors, passages).where(vectors.c.model == key)
