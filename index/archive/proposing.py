"""What models proposed, as rows of an article; called inside the transaction of its caller."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, inspect, select

from index import identity
from index.archive.reads import within
from index.news import Article
from index.schema import articles, proposals
from index.statements import Proposal
from index.statements.language import CODES


def count_waiting(connection: Connection, by: str) -> int:
    """Return how many articles, read by a grammar and no copies, `by` was not asked about."""
    query = select(func.count()).select_from(_waiting(connection, by).subquery())
    return int(connection.execute(query).scalar_one())


def waiting(connection: Connection, by: str, after: int, limit: int) -> list[int]:
    """Return the keys of such articles, at most `limit`, those after a key."""
    query = _waiting(connection, by).where(articles.c.key > after).order_by(articles.c.key).limit(limit)
    return list(connection.execute(query).scalars())


def held(
    connection: Connection, article_ids: Iterable[str], by: str | None
) -> dict[str, tuple[Proposal, ...]]:
    """Return what was proposed (by one) for articles, by id, in the order it came."""
    if not _is_made(connection):
        return {}
    query = select(articles.c.id, proposals.c.document).join_from(proposals, articles)
    if by is not None:
        query = query.where(proposals.c.by == by)
    found: dict[str, list[Proposal]] = defaultdict(list)
    for row in within(
        connection, query.order_by(proposals.c.made_at, proposals.c.by), articles.c.id, article_ids
    ):
        found[row.id] += [Proposal(*fields) for fields in json.loads(zlib.decompress(row.document))]
    return {article_id: tuple(dict.fromkeys(proposed)) for article_id, proposed in found.items()}


def keep(connection: Connection, article: Article, by: str, proposed: Sequence[Proposal]) -> bool:
    """Keep what one proposed for an article in place of what it had.

    Returns False for an article that has left or has another text since it was read: offsets count in a text.
    """
    proposals.create(connection, checkfirst=True)
    same = (articles.c.id == article.id) & (articles.c.content == identity.digest(article.text))
    key = connection.execute(select(articles.c.key).where(same)).scalar()
    if key is None:
        return False
    connection.execute(delete(proposals).where(proposals.c.article == key, proposals.c.by == by))
    row: dict[str, Any] = {
        "article": key,
        "by": by,
        "made_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "document": zlib.compress(json.dumps([astuple(p) for p in proposed]).encode(), 6),
    }
    connection.execute(insert(proposals).values(**row))
    return True


def clear(connection: Connection, key: int) -> None:
    """Forget what was proposed for an article: its text is another one now."""
    if _is_made(connection):
        connection.execute(delete(proposals).where(proposals.c.article == key))


def _waiting(connection: Connection, by: str) -> Select[tuple[int]]:
    query = select(articles.c.key).where(articles.c.original.is_(None), articles.c.language.in_(CODES))
    if not _is_made(connection):
        return query
    mine = (proposals.c.article == articles.c.key) & (proposals.c.by == by)
    return query.outerjoin(proposals, mine).where(proposals.c.article.is_(None))


def _is_made(connection: Connection) -> bool:
    return inspect(connection).has_table(proposals.name)
