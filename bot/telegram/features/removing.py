"""`/retirer ID`, for administrators: an article leaves the archive, once that is confirmed."""

from __future__ import annotations

import asyncio

from bot.render.telegram import taken as render
from bot.render.telegram.runs import Run, messages
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk
from prompts import message


async def _remove(talk: Talk) -> None:
    given = talk.incoming.text.strip()
    if not given:
        await talk.say("removing.which")
        return
    article = await asyncio.to_thread(talk.office.desk.archive.article, given)
    if article is None:
        await talk.say("removing.unknown", id=given[:100])
        return
    view = await talk.office.store.run(memory.keep_view, talk.place.chat, {"remove": article.id})
    await talk.show(render.removal(article, view, talk.language))


async def _pressed(talk: Talk) -> None:
    view_id, word = talk.pressed(2)
    view = await talk.office.store.run(memory.view, view_id, talk.place.chat)
    if view is None or "remove" not in view:
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    key = "removing.kept"
    if word == "yes":
        gone = await asyncio.to_thread(talk.office.desk.archive.remove, [view["remove"]])
        key = "removing.done" if gone else "removing.gone"
    await talk.turn_to(messages([Run(message(key, talk.language, id=view["remove"]))]))


REMOVING = Feature(
    commands=("retirer", "remove"),
    about="removing.about",
    run=_remove,
    prefix="r",
    pressed=_pressed,
    admin=True,
)
