"""One update from the journal to its end: who may, how much, which feature, and what goes wrong."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial

from bot.render.telegram.runs import Run, messages
from bot.telegram import journal, memory
from bot.telegram.client import Refused, kind
from bot.telegram.features import quoting, starting
from bot.telegram.features.feature import Feature, Handler, find
from bot.telegram.features.table import TABLE
from bot.telegram.incoming import Incoming, read
from bot.telegram.journal import Waiting
from bot.telegram.office import Office
from bot.telegram.talk import Made, Preview, Talk
from index.errors import VerbatimError
from index.stages import note, stage
from prompts import message

_log = logging.getLogger(__name__)


async def handle(office: Office, update_id: int) -> None:
    """Handle an update of the journal; whatever comes of it, it is done after that.

    Only being stopped leaves it to the next start.
    """
    waiting = await office.store.run(journal.begin, update_id)
    if waiting is None:
        return
    talk = Talk(office, read(json.loads(waiting.body), office.me, office.name), waiting)
    with stage("update") as at:
        at.note(update=update_id, kind=talk.incoming.kind)
        await _taken_up(talk, waiting)


async def _taken_up(talk: Talk, waiting: Waiting) -> None:
    office, update_id = talk.office, talk.incoming.update
    try:
        if waiting.hopeless:
            note("update", outcome="given_up")
            _log.error("update %s was tried %s times and is given up", update_id, waiting.tries - 1)
            await _apologise(talk, secrets.token_hex(4))
        else:
            await _guarded(talk, partial(_handled, talk))
    except Refused as error:
        note("update", outcome="unsendable")
        _log.info("nothing can be sent to chat %s: %s", talk.place.chat, error)
    await office.store.run(journal.done, update_id)


async def _handled(talk: Talk) -> None:
    incoming = talk.incoming
    moved = _moved(incoming)
    if moved:
        await talk.office.store.run(memory.move, incoming.chat, moved)
        return
    if incoming.kind == "other" or not incoming.addressed or not incoming.person:
        return
    found = find(TABLE, incoming)
    if found is None and not incoming.private and incoming.kind == "message":
        return  # a command of another bot
    if await _turned_away(talk, found):
        return
    if found is None:
        await talk.acknowledge() if incoming.press else await talk.say("telegram.unknown")
        return
    if found[0].commands:
        note("update", command=found[0].commands[0])
    await found[1](talk)


async def _turned_away(talk: Talk, found: tuple[Feature, Handler] | None) -> bool:
    """Tell whether somebody may not, or not now; they are told so."""
    office, incoming = talk.office, talk.incoming
    ruling = office.limits.ask(incoming.person, talk.asked)
    allowed = office.access.may_ask(incoming) or (ruling == "free" and await starting.enter(talk))
    if not allowed:
        note("update", outcome="refused")
        _log.info("refused: %s in chat %s", incoming.person, incoming.chat)
        if ruling == "free":
            await _tell(talk, "telegram.refused", id=incoming.person)
        return True
    if found is not None and found[0].admin and not talk.is_admin:
        await _tell(talk, "telegram.admins_only")
        return True
    if ruling != "free":
        note("update", outcome="limited")
        if ruling != "silent":
            _log.info("over the limit: %s", incoming.person)
            await _tell(
                talk, f"telegram.limit_{ruling}", seconds=office.limits.wait(incoming.person, talk.asked)
            )
        elif incoming.press:
            await talk.acknowledge()
        return True
    return False


async def _tell(talk: Talk, key: str, **values: object) -> None:
    if talk.incoming.press:
        await talk.acknowledge(key, **values)
    elif talk.incoming.kind == "inline":
        await quoting.closed(talk)
    elif talk.incoming.kind == "message":
        await talk.say(key, **values)


async def _guarded(talk: Talk, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work; a defect or a failure is told with an id, under which the log has the rest."""
    try:
        await work()
    except Refused:
        raise
    except Exception as error:
        reference = secrets.token_hex(4)
        # Texts of errors of ours are for people and hold no text of theirs; others may hold anything.
        told = str(error) if isinstance(error, VerbatimError) else kind(error)
        note("update", outcome="error")
        _log.error("update %s failed [%s]: %s", talk.incoming.update, reference, told)
        _log.debug("where [%s] came from", reference, exc_info=error)
        await _apologise(talk, reference)


async def _apologise(talk: Talk, reference: str) -> None:
    if talk.incoming.press:
        await talk.acknowledge("telegram.failed", reference=reference)
    text = message("telegram.failed", talk.language, reference=reference)

    async def made(_: Preview) -> Made:
        return Made(messages([Run(text)]))

    if talk.incoming.chat:
        await talk.once(made)


def _moved(incoming: Incoming) -> int:
    """Return the chat that a group has become, 0 for none."""
    return int(((incoming.raw or {}).get("message") or {}).get("migrate_to_chat_id", 0))
