"""`/verif QUI a dit QUOI`: the verdict on a quotation, with the statements that show it.

As a reply to a message (a forwarded one: see `forwarding`), a line for each quotation and each named
speaker in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.answers.check import in_text
from bot.answers.verdict import Verdict
from bot.render.telegram import verdict as render
from bot.render.telegram.message import Button
from bot.render.telegram.runs import Run, messages
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.incoming import Incoming
from bot.telegram.talk import Made, Preview, Talk
from prompts import message

Rows = Sequence[Sequence[Button]]


async def check(talk: Talk, claim: str) -> None:
    """Show the verdict on a claim; it has a receipt like an answer."""
    await talk.once(partial(_checked, talk, claim))


async def _checked(talk: Talk, claim: str, preview: Preview) -> Made:
    found = await talk.office.checker.judged(claim, talk.language)
    await talk.office.prove(found)
    view = ""
    if found.evidence and found.evidence[0].statement.speaker:
        listed = {"speaker": found.evidence[0].statement.speaker, "topic": None}
        view = await talk.office.store.run(memory.keep_view, talk.place.chat, listed)
    return Made(render.verdict(found, view, talk.language), proof=found.id)


async def check_message(talk: Talk, text: str, more: Rows = ()) -> None:
    """Show a line a claim of a message, with a button for its card; `more` are rows of buttons below."""
    found = await asyncio.to_thread(in_text.read, text)
    if found:
        await talk.once(partial(_lines, talk, found, more))
        return
    await talk.show(messages([Run(message("check.nothing_in_message", talk.language))], more))


async def _lines(talk: Talk, found: Sequence[str], more: Rows, preview: Preview) -> Made:
    def verdicts() -> list[Verdict]:
        return [talk.office.checker.check(claim, talk.language) for claim in found]

    checked = await asyncio.to_thread(verdicts)
    view = await talk.office.store.run(memory.keep_view, talk.place.chat, {"claims": list(found)})
    return Made(render.lines(checked, view, talk.language, more))


async def _check(talk: Talk) -> None:
    incoming = talk.incoming
    if incoming.text.strip():
        await check(talk, incoming.text)
    elif text := replied(incoming).strip():
        await check_message(talk, text)
    else:
        await talk.say("telegram.check_what")


def replied(incoming: Incoming) -> str:
    """Return what a message replies to: the part that its writer marked, else all of it."""
    written = (incoming.raw or {}).get("message") or {}
    marked = (written.get("quote") or {}).get("text")
    return str(marked or incoming.replied_text)


async def _card(talk: Talk) -> None:
    """Show the whole verdict on one line, as the articles are now."""
    view_id, number = talk.pressed(2)
    view = await talk.office.store.run(memory.view, view_id, talk.place.chat)
    found = view.get("claims", []) if view else []
    if not number.isdecimal() or not 1 <= int(number) <= len(found):
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    await check(talk, found[int(number) - 1])


CHECKING = Feature(
    commands=("verif", "check"), about="telegram.about_check", run=_check, prefix="c", pressed=_card
)
