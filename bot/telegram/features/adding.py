"""Administrators add articles: a document, a link, or a forwarded post; they get back what was read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.render.telegram import taken as render
from bot.render.telegram.runs import Run, messages
from bot.telegram import memory, taking
from bot.telegram.client import Refused
from bot.telegram.features import asking
from bot.telegram.features.feature import Feature
from bot.telegram.incoming import Incoming
from bot.telegram.taking import Stated, Taken
from bot.telegram.talk import Made, Preview, Talk
from index.reading import forms
from prompts import message

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


async def _document(talk: Talk) -> None:
    given = _given(talk.incoming)
    form = forms.of_name(str(given.get("file_name", "")))
    if not form:
        await talk.say("adding.unknown_form")
    elif int(given.get("file_size") or 0) > taking.LARGEST:
        await talk.say("adding.too_large")
    else:
        await talk.once(partial(_fetched, talk, given, form))


async def _fetched(talk: Talk, given: dict[str, Any], form: str, preview: Preview) -> Made:
    try:
        raw = await talk.office.client.fetch(str(given["file_id"]), taking.LARGEST)
    except Refused:
        return Made(messages([Run(message("adding.not_fetched", talk.language))]))
    # The name that the sender gave is not even kept.
    source = f"telegram:{given.get('file_unique_id', '')}"
    return await _made(talk, partial(taking.document, talk.office.desk, raw, form, source))


async def _link(talk: Talk) -> None:
    if not talk.is_admin:
        await asking.ask(talk, talk.incoming.text)
        return

    async def made(_: Preview) -> Made:
        return await _made(talk, partial(taking.address, talk.office.desk, talk.incoming.text))

    await talk.once(made)


async def _post(talk: Talk) -> None:
    """Add the forwarded post below whose verdicts the button stands."""
    (view_id,) = talk.pressed(1)
    view = await talk.office.store.run(memory.view, view_id, talk.place.chat)
    if view is None or "post" not in view:
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    post = view["post"]

    async def made(_: Preview) -> Made:
        stated = Stated(post["outlet"], post["published"], post["url"])
        raw = post["text"].encode("utf-8", "replace")
        take = partial(taking.document, talk.office.desk, raw, ".txt", post["source"], stated)
        return await _made(talk, take)

    await talk.once(made)


async def _made(talk: Talk, take: Callable[[], Taken]) -> Made:
    found = await asyncio.to_thread(take)
    read = [(r.article, r.passages, r.speakers) for r in found.read]
    return Made(render.taken(found.report, read, talk.language))


def _given(incoming: Incoming) -> dict[str, Any]:
    found = ((incoming.raw or {}).get("message") or {}).get("document")
    return found if isinstance(found, dict) else {}


def _has_document(incoming: Incoming) -> bool:
    return incoming.kind == "message" and bool(_given(incoming).get("file_id"))


def _is_link(incoming: Incoming) -> bool:
    return incoming.kind == "message" and not incoming.forwarded and bool(_LINK.fullmatch(incoming.text))


DOCUMENTS = Feature(takes=_has_document, taken=_document, admin=True)
LINKS = Feature(takes=_is_link, taken=_link)
POSTS = Feature(prefix="n", pressed=_post, admin=True)
