"""Links near-identical articles of the archive to one original, whatever order they came in.

A family is what resemblance connects; its original is the earliest printed, and all others point to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from index import copies
from index.archive.reads import within
from index.schema import articles, bands

_CANDIDATES = 64  # texts compared for one article; those that share the most bands come first


def link(connection: Connection, keys: Sequence[int]) -> None:
    """Find the families that articles belong to and make those of each one; their bands are stored."""
    mine, other = bands.alias(), bands.alias()
    shared = (mine.c.band == other.c.band) & (mine.c.article != other.c.article)
    query = select(mine.c.article).distinct().join_from(mine, other, shared)
    for row in sorted(within(connection, query, mine.c.article, keys)):
        _link(connection, row.article)


def _link(connection: Connection, key: int) -> None:
    roots = _families(connection, key)
    if roots:
        _crown(connection, [key, *_members(connection, roots)])


def unlink(connection: Connection, key: int) -> None:
    """Take an article out of its family; those who stay are linked anew. Its bands are gone already."""
    root = connection.execute(select(_root()).where(articles.c.key == key)).scalar_one()
    others = [k for k in _members(connection, [root]) if k != key]
    family = articles.c.key.in_([key, *others])
    connection.execute(update(articles).where(family, articles.c.original.is_not(None)).values(original=None))
    link(connection, others)


def _families(connection: Connection, key: int) -> list[int]:
    """Return the roots of the families with a member that resembles the article."""
    mine = select(bands.c.band).where(bands.c.article == key)
    near = select(bands.c.article).where(bands.c.band.in_(mine), bands.c.article != key)
    shared = Counter(connection.execute(near).scalars())
    if not shared:
        return []
    wanted = sorted(shared, key=lambda k: (-shared[k], k))[:_CANDIDATES]
    rows = connection.execute(
        select(articles.c.key, _root().label("root"), articles.c.text).where(articles.c.key.in_(wanted))
    )
    by_key = {row.key: row for row in rows}
    text = connection.execute(select(articles.c.text).where(articles.c.key == key)).scalar_one()
    shingles, found = copies.shingles(text), set()
    for row in (by_key[k] for k in wanted):
        if (
            row.root not in found
            and copies.resemblance(shingles, copies.shingles(row.text)) >= copies.THRESHOLD
        ):
            found.add(row.root)
    return sorted(found)


def _members(connection: Connection, roots: Iterable[int]) -> list[int]:
    wanted = list(roots)
    query = select(articles.c.key).where(or_(articles.c.key.in_(wanted), articles.c.original.in_(wanted)))
    return list(connection.execute(query.order_by(articles.c.key)).scalars())


def _crown(connection: Connection, keys: list[int]) -> None:
    """Point every member to the earliest one."""
    family = articles.c.key.in_(keys)
    rows = connection.execute(select(articles.c.key, articles.c.published, articles.c.id).where(family)).all()
    first = copies.earliest((row.published, row.id) for row in rows)
    root = next(row.key for row in rows if row.id == first)
    connection.execute(update(articles).where(family, articles.c.key != root).values(original=root))
    connection.execute(update(articles).where(articles.c.key == root).values(original=None))


def _root() -> ColumnElement[int]:
    return func.coalesce(articles.c.original, articles.c.key)
