"""`/preuve`: on what an answer or a verdict rests, and whether that holds; by its code or as a reply."""

from __future__ import annotations

import asyncio

from bot.render.telegram import receipt as render
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk


async def _prove(talk: Talk) -> None:
    given = " ".join(talk.incoming.text.split())
    if not given and talk.incoming.replied:
        given = await talk.office.store.run(memory.proof_of, talk.place.chat, talk.incoming.replied)
    elif not given and (last := await talk.office.store.run(memory.latest, talk.place)):
        given = last["id"]
    if given:
        await _show(talk, given)
    else:
        await talk.say("telegram.proof_what")


async def _pressed(talk: Talk) -> None:
    (given,) = talk.pressed(1)
    # The code of another chat's answer would do in /preuve; a button is for those who see it.
    known = await talk.office.store.run(memory.is_of_chat, given, talk.place.chat)
    await talk.acknowledge("" if known else "telegram.too_old")
    if known:
        await _show(talk, given)


async def _show(talk: Talk, given: str) -> None:
    """Show the receipt of an id as somebody typed it; whoever has the code of an answer may see its proof."""
    keeper = talk.office.keeper
    found = await asyncio.to_thread(keeper.find, given)
    if found is None:
        await talk.say("telegram.no_proof", id=given)
        return
    proof = await asyncio.to_thread(keeper.check, found)
    await talk.show(await asyncio.to_thread(render.receipt, proof, talk.language))


PROVING = Feature(
    commands=("preuve", "proof"), about="telegram.about_proof", run=_prove, prefix="v", pressed=_pressed
)
