"""Whom a chat follows, on what, and since when; every function takes the connection of the store first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.telegram.place import Place

MOST = 20  # follows of one chat or topic


@dataclass(frozen=True, slots=True)
class Follow:
    """What is followed and for whom.

    Attributes:
        place: where new statements are told.
        person, human: who asked for it, as of `Incoming`.
        topic: "" for all that the speaker says.
        office: the speaker is an office, whoever holds it.
        daily: told once a day.
        since: number of the archive's last change when it began.
    """

    id: int
    place: Place
    person: int
    human: bool
    language: str
    speaker: str
    topic: str
    daily: bool
    since: int
    office: bool = False


def begin(connection: sqlite3.Connection, new: Follow) -> Follow | None:
    """Keep a follow (its id is given here) and return it as kept; None where there are too many."""
    at, what = (new.place.chat, new.place.thread), (new.speaker, new.topic)
    if len(of_place(connection, new.place)) >= MOST and not _same(connection, at, what):
        return None
    connection.execute(
        "INSERT OR IGNORE INTO follows"
        " (chat, thread, person, human, language, speaker, topic, daily, since, office)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*at, new.person, new.human, new.language, *what, new.daily, new.since, new.office),
    )
    return _same(connection, at, what)


def of_place(connection: sqlite3.Connection, place: Place) -> list[Follow]:
    """Return what is followed in a chat or topic, the oldest first."""
    rows = connection.execute(
        "SELECT * FROM follows WHERE chat = ? AND thread = ? ORDER BY id", (place.chat, place.thread)
    )
    return [_follow(row) for row in rows]


def every(connection: sqlite3.Connection) -> list[Follow]:
    """Return all follows."""
    return [_follow(row) for row in connection.execute("SELECT * FROM follows ORDER BY id")]


def one(connection: sqlite3.Connection, id_: int, place: Place) -> Follow | None:
    """Return a follow of a place; None for another's and for one that has ended."""
    return next((f for f in of_place(connection, place) if f.id == id_), None)


def end(connection: sqlite3.Connection, id_: int) -> None:
    """End a follow with all that waits to be told of it."""
    connection.execute("DELETE FROM news WHERE follow = ?", (id_,))
    connection.execute("DELETE FROM follows WHERE id = ?", (id_,))


def end_all(connection: sqlite3.Connection, chat: int) -> None:
    """End every follow of a chat, which will not be written to any more."""
    connection.execute("DELETE FROM news WHERE follow IN (SELECT id FROM follows WHERE chat = ?)", (chat,))
    for table in ("follows", "alerts", "told"):
        connection.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608  # tables of ours


def set_daily(connection: sqlite3.Connection, id_: int, daily: bool) -> None:
    """Tell a follow once a day or at once; at once, what waits for the day is told now."""
    connection.execute("UPDATE follows SET daily = ? WHERE id = ?", (daily, id_))
    if not daily:
        connection.execute("UPDATE news SET due = 0 WHERE follow = ?", (id_,))


def _same(connection: sqlite3.Connection, at: tuple[int, int], what: tuple[str, str]) -> Follow | None:
    row = connection.execute(
        "SELECT * FROM follows WHERE chat = ? AND thread = ? AND speaker = ? AND topic = ?", (*at, *what)
    ).fetchone()
    return _follow(row) if row else None


def _follow(row: sqlite3.Row) -> Follow:
    return Follow(
        row["id"],
        Place(row["chat"], row["thread"]),
        row["person"],
        bool(row["human"]),
        row["language"],
        row["speaker"],
        row["topic"],
        bool(row["daily"]),
        row["since"],
        bool(row["office"]),
    )
