"""What each speaker said, listed with the same words once: part of settling, for it rests on who speaks.

A statement is grouped with others of its speaker that print the same words within a few days
(`people.witnesses`), so that a changed article touches those groups and no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from index.archive.reads import within
from index.ledger.said.telling import FLOOR
from index.people.witnesses import DAYS, Report, same, words_of
from index.schema import articles, statements, tellings, witnesses

Rows = frozenset[tuple[Any, ...]]
Speaking = Mapping[int, str]
"""Who speaks by key of statement, where settling changes it."""

_BATCH = 2000  # statements whose texts are in memory
_s = statements.c
_day = func.substr(func.coalesce(_s.said_on, articles.c.published, ""), 1, 10).label("day")
_surely = (_s.confidence >= FLOOR) & (_s.speaker_type != "anonymous")


@dataclass(frozen=True, slots=True)
class _Listed:
    """Rows of the two tables."""

    witnesses: Rows
    tellings: Rows


def everywhere(connection: Connection, speaking: Speaking) -> list[tuple[Table, Rows, Rows]]:
    """Return how the lists of all speakers change."""
    by_speaker: dict[str, list[int]] = defaultdict(list)
    for key, held in connection.execute(select(_s.key, _s.who).where(_surely)):
        if who := speaking.get(key, held):
            by_speaker[who].append(key)
    found = [_listed(connection, keys, speaking) for keys in _batches(by_speaker.values())]
    before = _Listed(*(frozenset(map(tuple, connection.execute(select(t)))) for t in (witnesses, tellings)))
    return _differences(before, found)


def nearby(connection: Connection, keys: Iterable[int], speaking: Speaking) -> list[tuple[Table, Rows, Rows]]:
    """Return how the lists change with some statements, and with those that speak otherwise."""
    changed = set(keys) | speaking.keys()
    touched = _with_the_same_words(connection, changed | _near(connection, changed, speaking))
    before = _Listed(
        frozenset(map(tuple, within(connection, select(witnesses), witnesses.c.statement, touched))),
        frozenset(map(tuple, within(connection, select(tellings), tellings.c.statement, touched))),
    )
    return _differences(before, [_listed(connection, touched, speaking)])


def mates(connection: Connection, article: int) -> set[int]:
    """Return the articles that print words which an article prints too."""
    own = set(connection.execute(select(_s.key).where(_s.article == article)).scalars())
    others = _with_the_same_words(connection, own) - own
    return {row.article for row in within(connection, select(_s.article, _s.key), _s.key, others)} - {article}


def _differences(before: _Listed, found: Iterable[_Listed]) -> list[tuple[Table, Rows, Rows]]:
    parts = list(found)
    after = _Listed(
        frozenset(chain.from_iterable(p.witnesses for p in parts)),
        frozenset(chain.from_iterable(p.tellings for p in parts)),
    )
    return [
        (witnesses, before.witnesses - after.witnesses, after.witnesses - before.witnesses),
        (tellings, before.tellings - after.tellings, after.tellings - before.tellings),
    ]


def _with_the_same_words(connection: Connection, keys: set[int]) -> set[int]:
    """Return statements with all those of their groups."""
    w = witnesses.c
    leading = {row.first for row in within(connection, select(w.first), w.statement, keys)} | keys
    return leading | {row.statement for row in within(connection, select(w.statement), w.first, leading)}


def _near(connection: Connection, keys: set[int], speaking: Speaking) -> set[int]:
    """Return the statements that may print the words of some others: of one speaker, a few days apart."""
    query = select(_s.key, _s.who, _day).join_from(statements, articles).where(_surely)
    days: dict[str, set[str]] = defaultdict(set)
    for row in within(connection, query.where(_s.fragments != ""), _s.key, keys):
        if who := speaking.get(row.key, row.who):
            days[who].add(row.day)
    dated = {who: [d for d in map(_date, each) if d] for who, each in days.items()}
    found = set()
    for row in within(connection, query.where(_s.fragments != ""), _s.who, days):
        day = _date(row.day)
        close = day is not None and any(abs((day - other).days) <= DAYS for other in dated[row.who])
        if close or row.day in days[row.who]:
            found.add(row.key)
    return found


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _batches(groups: Iterable[list[int]]) -> Iterator[list[int]]:
    """Put groups together until they are many, none of them cut."""
    batch: list[int] = []
    for group in groups:
        batch += group
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    yield batch


def _listed(connection: Connection, keys: Iterable[int], speaking: Speaking) -> _Listed:
    """Return the rows of statements of which no group is left out in part."""
    query = select(_s.key, _s.id, _s.who, _s.kind, _s.start, _s.polarity, _s.mood, _s.fragments, _day)
    query = query.add_columns(_s.article, articles.c.id.label("printed_in"))
    query = query.join_from(statements, articles).where(_surely)
    rows = [row for row in within(connection, query, _s.key, keys) if speaking.get(row.key, row.who)]
    rows.sort(key=lambda row: (row.day, row.printed_in, row.start, row.id))
    told = list(zip(rows, _reports(connection, rows, speaking), strict=True))
    groups = [[told[at] for at in places] for places in same([report for _, report in told])]
    return _Listed(
        frozenset((row.key, first.key) for (first, _), *others in groups for row, _ in others),
        frozenset((r.speaker, row.day, row.id, row.key, row.kind) for (row, r), *_ in groups),
    )


def _reports(connection: Connection, rows: Sequence[Row[Any]], speaking: Speaking) -> Iterator[Report]:
    """Yield the reports of statements; those whose words nobody else can have are not read."""
    who = [speaking.get(row.key, row.who) for row in rows]
    quoting = Counter(name for name, row in zip(who, rows, strict=True) if row.fragments)
    read = [bool(row.fragments) and quoting[name] > 1 for name, row in zip(who, rows, strict=True)]
    wanted = [row.article for row, needed in zip(rows, read, strict=True) if needed]
    query = select(articles.c.key, articles.c.text)
    texts = {row.key: row.text for row in within(connection, query, articles.c.key, wanted)}
    for row, name, needed in zip(rows, who, read, strict=True):
        words = words_of(_quoted(texts[row.article], row.fragments)) if needed else ()
        yield Report(name, row.polarity, row.mood, row.day or None, words)


def _quoted(text: str, fragments: str) -> str:
    edges = [int(number) for number in fragments.split()]
    return " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
