"""What is new for whom: articles that wait to be told, and messages that are being shown.

How far the archive has been read moves in the same transaction in which the articles begin to wait: killed
before, the same is read again; after, never. A message is sent first as a headline and held by its number,
then written by an edit, which can be repeated without harm.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.render.telegram.message import Message, from_document, to_document
from bot.telegram.alerts import follows
from bot.telegram.alerts.follows import Follow
from bot.telegram.place import Place

Waiting = list[tuple[Follow, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Alert:
    """A message on its way; `number` is the one it is held by, 0 before it is sent."""

    id: int
    place: Place
    headline: str
    message: Message
    number: int


def mark(connection: sqlite3.Connection, archive: str) -> int | None:
    """Return up to which change an archive has been read; None for one that was never read."""
    row = connection.execute("SELECT sequence FROM marks WHERE archive = ?", (archive,)).fetchone()
    return int(row[0]) if row else None


def wait(
    connection: sqlite3.Connection, archive: str, sequence: int, new: Mapping[int, Collection[str]], due: int
) -> None:
    """Let articles wait (by id of follow) until `due` (seconds) or the day's end; keep how far was read."""
    connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (archive, sequence))
    for follow, articles in new.items():
        connection.executemany(
            "INSERT OR IGNORE INTO news SELECT id, ?, daily * ? FROM follows WHERE id = ?",
            [(article, due, follow) for article in articles],
        )


def due(connection: sqlite3.Connection, now: int) -> dict[Place, Waiting]:
    """Return the articles whose time has come, by the place and the follow that they are told for."""
    found: dict[Place, Waiting] = {}
    for follow in follows.every(connection):
        rows = connection.execute("SELECT article FROM news WHERE follow = ? AND due <= ?", (follow.id, now))
        if articles := frozenset(row["article"] for row in rows):
            found.setdefault(follow.place, []).append((follow, articles))
    return found


def told(connection: sqlite3.Connection, place: Place) -> set[str]:
    """Return the ids of the statements that a place has been told of."""
    rows = connection.execute(
        "SELECT statement FROM told WHERE chat = ? AND thread = ?", (place.chat, place.thread)
    )
    return {row["statement"] for row in rows}


def write(
    connection: sqlite3.Connection,
    waiting: Waiting,
    headline: str,
    shown: Sequence[Message],
    statements: Collection[str],
) -> None:
    """Put messages on their way (none where nothing is left to tell); their articles wait no more."""
    place = waiting[0][0].place
    at = (place.chat, place.thread)
    for follow, articles in waiting:
        connection.executemany(
            "DELETE FROM news WHERE follow = ? AND article = ?", [(follow.id, a) for a in articles]
        )
    connection.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [(*at, s) for s in statements])
    connection.executemany(
        "INSERT INTO alerts (chat, thread, headline, body) VALUES (?, ?, ?, ?)",
        [(*at, headline, json.dumps(to_document(m), ensure_ascii=False)) for m in shown],
    )


def alerts(connection: sqlite3.Connection) -> dict[int, list[Alert]]:
    """Return the messages on their way, by chat, in their order."""
    found: dict[int, list[Alert]] = {}
    for row in connection.execute("SELECT * FROM alerts ORDER BY id"):
        alert = Alert(
            row["id"],
            Place(row["chat"], row["thread"]),
            row["headline"],
            from_document(json.loads(row["body"])),
            row["message"],
        )
        found.setdefault(row["chat"], []).append(alert)
    return found


def hold(connection: sqlite3.Connection, alert: int, number: int) -> None:
    """Keep the number of the message that is to show an alert."""
    connection.execute("UPDATE alerts SET message = ? WHERE id = ?", (number, alert))


def done(connection: sqlite3.Connection, alert: int) -> None:
    """Forget an alert that is shown."""
    connection.execute("DELETE FROM alerts WHERE id = ?", (alert,))
