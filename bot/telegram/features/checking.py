"""`/verif QUI a dit QUOI`: the verdict on a quotation, with the statements that show it."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.render.telegram import verdict as render
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Made, Preview, Talk


async def check(talk: Talk, claim: str) -> None:
    """Show the verdict on a claim; it has a receipt like an answer."""
    await talk.once(partial(_checked, talk, claim))


async def _checked(talk: Talk, claim: str, preview: Preview) -> Made:
    found = await asyncio.to_thread(talk.office.checker.check, claim, talk.language)
    await talk.office.prove(found)
    view = ""
    if found.evidence and found.evidence[0].statement.speaker:
        listed = {"speaker": found.evidence[0].statement.speaker, "topic": None}
        view = await talk.office.store.run(memory.keep_view, talk.place.chat, listed)
    return Made(render.verdict(found, view, talk.language), proof=found.id)


async def _check(talk: Talk) -> None:
    claim = talk.incoming.text or talk.incoming.replied_text
    if not claim.strip():
        await talk.say("telegram.check_what")
        return
    await check(talk, claim)


CHECKING = Feature(commands=("verif", "check"), about="telegram.about_check", run=_check)
