"""Updates on the disk: taken in before Telegram is told, done only when all of the reply is shown.

A reply is shown part by part: a message is sent first and held by its number, then written by an edit. An
edit can be repeated without harm, a message cannot: so whoever is killed anywhere shows each reply once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.telegram.message import Message, from_document, to_document

# What has been begun so often, over so many seconds, may be what kills the process each time: it is given up
# with a word to the asker. Kills that have other reasons give nothing up, for they do not last so long.
TRIES, TROUBLED = 25, 3600
_KEPT = 3 * 86400  # seconds a done update is remembered; Telegram redelivers for a day


@dataclass(frozen=True, slots=True)
class Reply:
    """What is shown for an update; `answer` is the id of what proves it, "" for none."""

    messages: tuple[Message, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A message of a reply: its number at Telegram, and whether it shows its text yet."""

    message: int
    written: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not done yet: its JSON, when it came (Unix seconds), and how far its reply is."""

    id: int
    body: str
    received: int
    tries: int
    reply: Reply | None
    parts: dict[int, Part]

    @property
    def hopeless(self) -> bool:
        """Whether another try would most likely end as the ones before."""
        return self.tries > TRIES and time.time() - self.received > TROUBLED


def take(connection: sqlite3.Connection, received: Sequence[tuple[int, str, str]]) -> list[tuple[int, str]]:
    """Keep (id, lane, body) of updates; return (id, lane) of those that are new.

    An update that comes again is known by its number, unless what it says is something else: after a week of
    silence Telegram begins its numbers anew.
    """
    now, new = int(time.time()), []
    for id_, lane, body in received:
        done = connection.execute(
            "INSERT INTO updates (id, lane, body, mark, received) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
            " DO UPDATE SET lane = excluded.lane, body = excluded.body, mark = excluded.mark, tries = 0,"
            " received = excluded.received, reply = NULL WHERE mark <> excluded.mark",
            (id_, lane, body, hashlib.sha256(body.encode("utf-8", "replace")).hexdigest(), now),
        )
        if done.rowcount:
            new.append((id_, lane))
    return new


def waiting(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (id, lane) of all updates that are not done, in their order."""
    rows = connection.execute("SELECT id, lane FROM updates WHERE body IS NOT NULL ORDER BY id")
    return [(row["id"], row["lane"]) for row in rows]


def begin(connection: sqlite3.Connection, update_id: int) -> Waiting | None:
    """Return an update and count the try; None where it is done."""
    connection.execute("UPDATE updates SET tries = tries + 1 WHERE id = ?", (update_id,))
    row = connection.execute(
        "SELECT * FROM updates WHERE id = ? AND body IS NOT NULL", (update_id,)
    ).fetchone()
    if row is None:
        return None
    reply = None
    if row["reply"]:
        kept = json.loads(row["reply"])
        reply = Reply(tuple(from_document(m) for m in kept["messages"]), kept["answer"])
    return Waiting(
        update_id, row["body"], row["received"], row["tries"], reply, _parts(connection, update_id)
    )


def keep_reply(connection: sqlite3.Connection, update_id: int, reply: Reply) -> None:
    """Keep what is to be shown for an update, so that another start shows the same."""
    kept = {"answer": reply.answer, "messages": [to_document(m) for m in reply.messages]}
    body = json.dumps(kept, ensure_ascii=False)
    connection.execute("UPDATE updates SET reply = ? WHERE id = ?", (body, update_id))


def hold(connection: sqlite3.Connection, update_id: int, part: int, message: int) -> None:
    """Remember the message that is to show a part."""
    connection.execute(
        "INSERT OR REPLACE INTO parts (update_id, part, message) VALUES (?, ?, ?)", (update_id, part, message)
    )


def written(connection: sqlite3.Connection, update_id: int, part: int) -> None:
    """Remember that a part is shown."""
    connection.execute("UPDATE parts SET written = 1 WHERE update_id = ? AND part = ?", (update_id, part))


def done(connection: sqlite3.Connection, update_id: int) -> None:
    """Forget what an update held; its id is remembered."""
    connection.execute("UPDATE updates SET body = NULL, reply = NULL WHERE id = ?", (update_id,))
    connection.execute("DELETE FROM parts WHERE update_id = ?", (update_id,))


def prune(connection: sqlite3.Connection) -> None:
    """Forget the ids of updates that Telegram cannot send again."""
    connection.execute("DELETE FROM updates WHERE body IS NULL AND received < ?", (int(time.time()) - _KEPT,))


def _parts(connection: sqlite3.Connection, update_id: int) -> dict[int, Part]:
    rows = connection.execute("SELECT part, message, written FROM parts WHERE update_id = ?", (update_id,))
    return {row["part"]: Part(row["message"], bool(row["written"])) for row in rows}
