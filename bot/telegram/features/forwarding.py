"""A forwarded message: its quotations are checked; administrators may add it as an article."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from bot.render.telegram.message import Button
from bot.telegram import memory
from bot.telegram.features import checking
from bot.telegram.features.feature import Feature
from bot.telegram.incoming import Incoming
from bot.telegram.talk import Talk
from prompts import message


async def _forwarded(talk: Talk) -> None:
    rows: list[list[Button]] = []
    if talk.is_admin:
        view = await talk.office.store.run(memory.keep_view, talk.place.chat, {"post": post(talk.incoming)})
        rows = [[Button(message("adding.add", talk.language), f"n:{view}")]]
    await checking.check_message(talk, talk.incoming.text, rows)


def post(incoming: Incoming) -> dict[str, str | None]:
    """Return a forwarded post: its text, and who published it when and where, as far as Telegram says."""
    origin: dict[str, Any] = ((incoming.raw or {}).get("message") or {}).get("forward_origin") or {}
    chat = origin.get("chat") or origin.get("sender_chat") or {}
    number, name = origin.get("message_id"), str(chat.get("username") or "")
    known = bool(number) and bool(re.fullmatch(r"[A-Za-z0-9_]{4,32}", name))
    date = origin.get("date")
    digest = hashlib.sha256(incoming.text.encode("utf-8", "replace")).hexdigest()[:16]
    return {
        "text": incoming.text,
        "source": f"telegram:{chat['id']}/{number}" if chat.get("id") and number else f"telegram:{digest}",
        "outlet": chat.get("title"),
        "published": datetime.fromtimestamp(date, UTC).isoformat() if isinstance(date, int) else None,
        "url": f"https://t.me/{name}/{number}" if known else None,
    }


def _is_forwarded(incoming: Incoming) -> bool:
    return incoming.kind == "message" and incoming.forwarded and bool(incoming.text)


FORWARDED = Feature(takes=_is_forwarded, taken=_forwarded)
