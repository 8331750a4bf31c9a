"""Who may ask: deny by default. Ids of the settings, and people let in by an invitation that counts once."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import time

from bot.settings import Telegram
from bot.telegram.incoming import Incoming
from index.errors import UsageError
from prompts import message

INVITED = "inv-"  # how the payload of an invitation's deep link begins
_LASTS = 7 * 86400  # seconds


class Access:
    """Tells who is answered; for a message, a press, a deep link and an inline query alike."""

    def __init__(self, allowed: frozenset[int], admins: frozenset[int], invited: set[int]) -> None:
        self._allowed = allowed
        self._admins = admins
        self._invited = invited

    @classmethod
    def of(cls, settings: Telegram, invited: set[int], language: str) -> Access:
        """Return the access that the settings give.

        Raises:
            UsageError: an id is none.
        """
        allowed = _ids(settings.allowed, "TELEGRAM_ALLOWED", language)
        return cls(allowed, _ids(settings.admins, "TELEGRAM_ADMINS", language), invited)

    @property
    def nobody(self) -> bool:
        """Whether nobody at all is let in."""
        return not (self._allowed or self._admins or self._invited)

    def may_ask(self, incoming: Incoming) -> bool:
        """Tell whether somebody is answered: listed, invited, or in a chat that is listed."""
        if incoming.chat in self._allowed or incoming.person in self._allowed:
            return True
        return incoming.human and incoming.person in self._invited | self._admins

    def is_admin(self, incoming: Incoming) -> bool:
        """Tell whether somebody manages the bot; never who hides behind a group or a channel."""
        return incoming.human and incoming.person in self._admins

    def let_in(self, person: int) -> None:
        """Let a person ask from now on."""
        self._invited.add(person)


def invited(connection: sqlite3.Connection) -> set[int]:
    """Return whom invitations have let in."""
    return {r["id"] for r in connection.execute("SELECT id FROM people WHERE invited_by IS NOT NULL")}


def invite(connection: sqlite3.Connection, admin: int) -> str:
    """Make an invitation and return its code (128 random bits), which is kept nowhere."""
    code = INVITED + secrets.token_urlsafe(16)
    connection.execute(
        "INSERT INTO invitations (hash, made_by, made) VALUES (?, ?, ?)",
        (_hash(code), admin, int(time.time())),
    )
    return code


def accept(connection: sqlite3.Connection, code: str, person: int) -> bool:
    """Let a person in by a code; tell whether it counted: it was made, is unused and younger than a week."""
    now = int(time.time())
    used = connection.execute(
        "UPDATE invitations SET used_by = ? WHERE hash = ? AND used_by IS NULL AND made > ?",
        (person, _hash(code), now - _LASTS),
    )
    if not used.rowcount:
        # Killed after the code counted, the same person comes again with the same update.
        again = connection.execute(
            "SELECT 1 FROM invitations WHERE hash = ? AND used_by = ?", (_hash(code), person)
        )
        return again.fetchone() is not None
    connection.execute(
        "INSERT INTO people (id, invited_by, since) SELECT ?, made_by, ? FROM invitations WHERE hash = ?"
        " ON CONFLICT (id) DO UPDATE SET invited_by = excluded.invited_by, since = excluded.since",
        (person, now, _hash(code)),
    )
    return True


def languages(connection: sqlite3.Connection) -> dict[int, str]:
    """Return which language people have chosen."""
    rows = connection.execute("SELECT id, language FROM people WHERE language IS NOT NULL")
    return {row["id"]: row["language"] for row in rows}


def choose_language(connection: sqlite3.Connection, person: int, language: str) -> None:
    """Remember the language that somebody chose."""
    connection.execute(
        "INSERT INTO people (id, language) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET language = excluded.language",
        (person, language),
    )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _ids(text: str, name: str, language: str) -> frozenset[int]:
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if wrong := [part for part in parts if not re.fullmatch(r"-?\d{1,15}", part)]:
        raise UsageError(message("telegram.no_id", language, name=name, given=wrong[0]))
    return frozenset(map(int, parts))
