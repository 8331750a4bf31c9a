"""How many statements somebody has, as `said` counts them, without reading more than that takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import cast

from index.ledger.said import telling, tellings
from index.ledger.speakers.meaning import Holding
from index.ledger.stored import rows
from index.news import SpeakerType
from index.people import witnesses
from index.people.registry import speaker_key
from index.people.witnesses import Report

_REPORTS = f"""
    SELECT {rows.NAMED_SQL}, CASE WHEN s.by_date THEN 'person' ELSE s.speaker_type END, s.polarity, s.mood,
        coalesce(s.said_on, substr(a.published, 1, 10)), s.fragments,
        CASE s.fragments WHEN '' THEN '' ELSE a.text END
    FROM statements s JOIN articles a ON a.key = s.article LEFT JOIN speakers p ON p.key = s.who
    WHERE {telling.SURELY}
"""  # noqa: S608  # column names of ours


def count(connection: sqlite3.Connection, holdings: Iterable[Holding]) -> int:
    """Return how many statements speakers have, each of the days it is held on.

    The same words in several outlets are one.
    """
    holdings = list(holdings)
    if tellings.ready(connection):
        return tellings.count(connection, holdings)
    reports: list[Report] = []
    for holding in holdings:
        found = map(_report, connection.execute(_REPORTS, (holding.key, telling.FLOOR)))
        reports += (r for r in found if telling.between(r.day or "", holding.since, holding.until))
    return len(witnesses.same(reports))


def _report(row: sqlite3.Row) -> Report:
    name, type_, polarity, mood, day, fragments, text = row
    if not fragments:  # what is not quoted is nobody else's too
        return Report("", polarity, mood, day, ())
    edges = [int(number) for number in fragments.split()]
    quoted = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    key = speaker_key(name, cast("SpeakerType", type_)) if name else ""
    return Report(key, polarity, mood, day and day[:10], witnesses.words_of(quoted))
