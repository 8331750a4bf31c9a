"""Inline mode: `@bot NOM SUJET` in any chat offers quotations to insert, each with its source."""

from __future__ import annotations

import asyncio

from bot.render.telegram.offers import offers
from bot.telegram.features.feature import Feature
from bot.telegram.features.listing import whom
from bot.telegram.incoming import Incoming
from bot.telegram.talk import Talk
from index.ledger import Ledger
from index.ledger.asked import Asked, Told
from prompts import message

_MOST = 20  # of the 50 that Telegram takes
_LOOKED_AT = 200  # of the newest statements, for quoted ones
_CACHE = 30  # seconds that Telegram may answer the same asker by itself


async def closed(talk: Talk) -> None:
    """Offer nothing to who may not ask, but the way to the bot's own chat, where it says what to do."""
    await talk.office.client.offer(_query(talk), (), private=message("inline.closed", talk.language))


async def _offer(talk: Talk) -> None:
    text = " ".join(talk.incoming.text.split())
    if not text:
        await talk.office.client.offer(_query(talk), (), private=message("inline.whom", talk.language))
        return
    found = await talk.office.ledger(lambda ledger: _told(ledger, text))
    if not found:
        nothing = message("inline.nothing", talk.language)
        await talk.office.client.offer(_query(talk), (), private=nothing, cache=_CACHE)
        return
    offered = await asyncio.to_thread(offers, found, talk.language)
    await talk.office.client.offer(_query(talk), offered, cache=_CACHE)


def _told(ledger: Ledger, text: str) -> list[Told]:
    """Return the statements that a query asks for; quoted words come before reported ones."""
    name, topic = whom(ledger, text)
    found = [t for t in ledger.said(Asked(name, topic, most=_LOOKED_AT)).told if t.on_topic]
    return sorted(found, key=lambda t: not t.statement.fragments)[:_MOST]


def _query(talk: Talk) -> str:
    return str(((talk.incoming.raw or {}).get("inline_query") or {}).get("id", ""))


def _is_inline(incoming: Incoming) -> bool:
    return incoming.kind == "inline"


QUOTING = Feature(takes=_is_inline, taken=_offer)
