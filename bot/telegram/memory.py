"""What the bot remembers of conversations: answers, which message shows them, lists, and what people thought.

Every function takes the connection of the store first, for `Store.run`.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from bot.answers.questions.history import Turn
from bot.telegram.place import Place

_TURNS = 8  # of a conversation that a follow-up may lean on
_VIEWS_KEPT = 90 * 86400  # seconds; the buttons of older lists say that they are too old

Document = dict[str, Any]


def keep_answer(connection: sqlite3.Connection, place: Place, answer: Document) -> None:
    """Keep an answer, as `bot.render.document.answer` writes it."""
    connection.execute(
        "INSERT OR REPLACE INTO answers (id, chat, thread, asked, body) VALUES (?, ?, ?, ?, ?)",
        (answer["id"], place.chat, place.thread, time.time_ns(), json.dumps(answer, ensure_ascii=False)),
    )


def answer(connection: sqlite3.Connection, answer_id: str, chat: int) -> Document | None:
    """Return an answer that was given in a chat; None for another chat's."""
    row = connection.execute(
        "SELECT body FROM answers WHERE id = ? AND chat = ?", (answer_id, chat)
    ).fetchone()
    return json.loads(row["body"]) if row else None


def shown(connection: sqlite3.Connection, chat: int, message: int, answer_id: str) -> None:
    """Remember that a message shows an answer."""
    connection.execute("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", (chat, message, answer_id))


def proof_of(connection: sqlite3.Connection, chat: int, message: int) -> str:
    """Return the id of the answer or verdict that a message shows, "" for none."""
    row = connection.execute(
        "SELECT answer FROM shown WHERE chat = ? AND message = ?", (chat, message)
    ).fetchone()
    return str(row["answer"]) if row else ""


def is_of_chat(connection: sqlite3.Connection, proof_id: str, chat: int) -> bool:
    """Tell whether an answer or a verdict was shown in a chat."""
    row = connection.execute("SELECT 1 FROM shown WHERE answer = ? AND chat = ?", (proof_id, chat)).fetchone()
    return row is not None


def latest(connection: sqlite3.Connection, place: Place) -> Document | None:
    """Return the last answer of a conversation."""
    row = connection.execute(
        "SELECT body FROM answers WHERE chat = ? AND thread = ? ORDER BY asked DESC LIMIT 1",
        (place.chat, place.thread),
    ).fetchone()
    return json.loads(row["body"]) if row else None


def turns(connection: sqlite3.Connection, place: Place) -> list[Turn]:
    """Return the last questions and answers of a conversation, oldest first."""
    rows = connection.execute(
        "SELECT body FROM answers WHERE chat = ? AND thread = ? ORDER BY asked DESC LIMIT ?",
        (place.chat, place.thread, _TURNS),
    ).fetchall()
    found = (json.loads(row["body"]) for row in reversed(rows))
    return [Turn(a["question"], a["text"]) for a in found]


def keep_view(connection: sqlite3.Connection, chat: int, view: Document) -> str:
    """Keep what a list lists and return its id for buttons."""
    now, id_ = int(time.time()), secrets.token_urlsafe(6)
    connection.execute("DELETE FROM views WHERE made < ?", (now - _VIEWS_KEPT,))
    body = json.dumps(view, ensure_ascii=False)
    connection.execute("INSERT INTO views (id, chat, made, body) VALUES (?, ?, ?, ?)", (id_, chat, now, body))
    return id_


def view(connection: sqlite3.Connection, id_: str, chat: int) -> Document | None:
    """Return what a list of a chat lists."""
    row = connection.execute("SELECT body FROM views WHERE id = ? AND chat = ?", (id_, chat)).fetchone()
    return json.loads(row["body"]) if row else None


def judge(
    connection: sqlite3.Connection, answer_id: str, person: int, *, good: bool, reason: str | None
) -> None:
    """Keep what somebody thought of an answer; the last word counts."""
    connection.execute(
        "INSERT OR REPLACE INTO feedback (answer, person, good, reason, given) VALUES (?, ?, ?, ?, ?)",
        (answer_id, person, int(good), reason, int(time.time())),
    )


def judged(connection: sqlite3.Connection) -> Iterator[Document]:
    """Yield what was thought of answers, as items for an evaluation; who thought so is left out."""
    rows = connection.execute(
        "SELECT f.*, a.body FROM feedback f JOIN answers a ON a.id = f.answer ORDER BY f.given, f.answer"
    )
    for row in rows:
        kept = json.loads(row["body"])
        yield {
            "id": row["answer"],
            "question": kept["question"],
            "good": bool(row["good"]),
            "reason": row["reason"],
            "given": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(row["given"])),
            "answer": kept,
        }


def move(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Let what was said in a group go on in the chat that it has become."""
    for table in ("answers", "shown", "views", "follows", "alerts", "told"):
        connection.execute(f"UPDATE OR IGNORE {table} SET chat = ? WHERE chat = ?", (new, old))  # noqa: S608
