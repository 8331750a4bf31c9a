"""What the archive is asked: articles, hits, what was searched, what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, case, func, select

from index import outlets
from index.news import Article, Hit, Passage, Scanned
from index.retrieval.fusion import Calibration
from index.schema import articles, changes, meta, models, passages, speakers, statements, vectors, versions
from index.statements.speakers import turns

_originals = articles.alias("originals")
_summary = [c for c in articles.c if c.name != "text"]
CALIBRATION = "calibration"  # name in `meta`
_MANY = 5000  # values in one IN (...): SQLite takes 32,766
_UNNAMED = ("group", "anonymous", "unknown")  # speakers that are not one over all articles
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in the archive; `bytes` is the size of its file, `model` the embedding model in use."""

    articles: int
    originals: int
    outlets: int
    versions: int
    passages: int
    vectors: int
    statements: int
    characters: int
    sequence: int
    model: str | None
    since: date | None
    until: date | None
    bytes: int


def one(connection: Connection, article_id: str) -> Article | None:
    """Return an article with its text."""
    row = connection.execute(_ONE, {"article": article_id}).first()
    return _article(row, row.text) if row else None


def summaries(connection: Connection) -> list[Article]:
    """Return every article without its text, in the order they came in."""
    return [_article(row, "") for row in connection.execute(_articles().order_by(articles.c.key))]


def everything(connection: Connection) -> Iterator[Article]:
    """Yield every article with its text, in the order they came in."""
    result = connection.execution_options(yield_per=200).execute(
        _articles(articles.c.text).order_by(articles.c.key)
    )
    for row in result:
        yield _article(row, row.text)


def some(connection: Connection, keys: Sequence[int]) -> list[Article]:
    """Return the articles of some keys with their texts, in the order of the keys."""
    query = _articles(articles.c.text)
    found = {row.key: row for row in within(connection, query, articles.c.key, keys)}
    return [_article(found[key], found[key].text) for key in keys]


def passages_of(connection: Connection, article_id: str) -> list[Passage]:
    """Return the passages of an article, in order."""
    query = (
        select(passages.c.id, passages.c.start, passages.c.end, articles.c.text)
        .join_from(passages, articles)
        .where(articles.c.id == article_id)
        .order_by(passages.c.start)
    )
    return [
        Passage(r.id, article_id, r.start, r.end, r.text[r.start : r.end]) for r in connection.execute(query)
    ]


def originals(connection: Connection) -> list[str]:
    """Return the ids of the articles that are no copy of another."""
    return list(connection.execute(select(articles.c.id).where(articles.c.original.is_(None))).scalars())


def count_passages(connection: Connection) -> int:
    """Return how many passages there are."""
    return _count(connection, select(func.count()).select_from(passages))


def hits(connection: Connection, scored: Sequence[tuple[str, float]]) -> list[Hit]:
    """Return the passages of the given (id, score), in the given order; unknown ids are left out."""
    wanted = list(dict.fromkeys(passage_id for passage_id, _ in scored))
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(wanted), _MANY):
        rows = connection.execute(_HITS, {"wanted": wanted[start : start + _MANY]})
        found |= {row.passage_id: row for row in rows}
    return [_hit(found[passage_id], score) for passage_id, score in scored if passage_id in found]


def scanned(connection: Connection) -> Scanned:
    """Return how many articles there are and the first and last day they were published."""
    count, since, until = connection.execute(_SCANNED).one()
    return Scanned(count, _day(since), _day(until))


def stats(connection: Connection, size: int) -> Stats:
    """Count what is in the archive; `size` is that of its file in bytes."""
    span = scanned(connection)
    a = articles.c
    count = select(
        func.count().filter(a.original.is_(None)),
        func.coalesce(func.sum(func.length(a.text)), 0),
    )
    originals, characters = connection.execute(count).one()
    printed = connection.execute(select(a.outlet).distinct()).scalars()
    return Stats(
        articles=span.articles,
        originals=originals,
        outlets=outlets.count(printed),
        versions=_count(connection, select(func.count()).select_from(versions)),
        passages=count_passages(connection),
        vectors=_count(connection, select(func.count()).select_from(vectors)),
        statements=_count(connection, select(func.count()).select_from(statements)),
        characters=characters,
        sequence=sequence(connection),
        model=model(connection),
        since=span.since,
        until=span.until,
        bytes=size,
    )


def sequence(connection: Connection) -> int:
    """Return the number of the last change, 0 of an empty archive."""
    return _count(connection, _SEQUENCE)


def name(connection: Connection) -> str:
    """Return the archive's own id."""
    return str(connection.execute(select(meta.c.value).where(meta.c.name == "archive")).scalar_one())


def model(connection: Connection) -> str | None:
    """Return the name of the embedding model in use."""
    return connection.execute(select(meta.c.value).where(meta.c.name == "model")).scalar()


def calibration(connection: Connection) -> Calibration | None:
    """Return how far the vectors of a model are believed; None where that is not known or not readable."""
    kept = connection.execute(select(meta.c.value).where(meta.c.name == CALIBRATION)).scalar()
    try:
        return Calibration(**json.loads(kept)) if kept else None
    except (ValueError, TypeError):  # of another version of this program: it is measured anew
        return None


def model_key(connection: Connection, name: str) -> int | None:
    """Return the key of an embedding model that has vectors here."""
    return connection.execute(select(models.c.key).where(models.c.name == name)).scalar()


def within(
    connection: Connection, query: Select[Any], column: Any, values: Iterable[T]
) -> Iterator[Row[Any]]:
    """Yield the rows whose column is one of many values, a few thousand values at a time."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), _MANY):
        yield from connection.execute(query.where(column.in_(wanted[start : start + _MANY])))


def _articles(*more: Any) -> Select[Any]:
    return select(*_summary, _originals.c.id.label("original_id"), *more).outerjoin_from(
        articles, _originals, articles.c.original == _originals.c.key
    )


# What every question asks is put together once: that takes as long as SQLite takes to answer it.
_ONE = _articles(articles.c.text).where(articles.c.id == bindparam("article"))
_SEQUENCE = select(func.coalesce(func.max(changes.c.sequence), 0))
# Whose turn of a transcript a passage begins inside, named as `index.ledger.stored.rows` names speakers.
_TURN = (
    select(
        func.coalesce(
            case((speakers.c.type.not_in(_UNNAMED), func.nullif(speakers.c.name, ""))),
            func.nullif(statements.c.speaker, ""),
            statements.c.speaker_surface,
        )
    )
    .outerjoin_from(statements, speakers, speakers.c.key == statements.c.who)
    .where(
        statements.c.article == passages.c.article,
        statements.c.start <= passages.c.start,
        statements.c.end > passages.c.start,
        statements.c.rule.in_(turns.RULES),
    )
    .order_by(statements.c.start)
    .limit(1)
    .correlate(passages)
    .scalar_subquery()
)
_HITS = (
    select(
        passages.c.id.label("passage_id"),
        passages.c.start,
        passages.c.end,
        *(articles.c[name] for name in ("id", "title", "outlet", "published", "url", "text")),
        _originals.c.id.label("original_id"),
        _TURN.label("turn"),
    )
    .join_from(passages, articles)
    .outerjoin(_originals, articles.c.original == _originals.c.key)
    .where(passages.c.id.in_(bindparam("wanted", expanding=True)))
)
# Each by itself is read from an index; asked for together, SQLite reads the whole table (24 ms).
_SCANNED = select(
    *(
        one.scalar_subquery()
        for one in (
            select(func.count()).select_from(articles),
            select(func.min(articles.c.published)),
            select(func.max(articles.c.published)),
        )
    )
)


def _article(row: Row[Any], text: str) -> Article:
    return Article(
        id=row.id,
        text=text,
        source=row.source,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        language=row.language,
        author=row.author,
        author_role=row.author_role,
        genre=row.genre,
        original=row.original_id,
    )


def _hit(row: Row[Any], score: float) -> Hit:
    return Hit(
        passage_id=row.passage_id,
        article_id=row.id,
        start=row.start,
        end=row.end,
        text=row.text[row.start : row.end],
        score=score,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        original=row.original_id,
        speaker=row.turn or "",
    )


def _count(connection: Connection, query: Select[tuple[int]]) -> int:
    return int(connection.execute(query).scalar_one())


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
