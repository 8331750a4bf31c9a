"""One update being handled: what a handler reads, and the ways it answers.

`show` sends at once, for what costs nothing to send twice after a kill. `once` is for answers: whatever kills
the process, each is worked out until it is kept, and shown one time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.render.telegram import answer as render
from bot.render.telegram.message import Message
from bot.render.telegram.runs import Run, messages
from bot.telegram import journal, memory
from bot.telegram.client import Refused
from bot.telegram.incoming import Incoming
from bot.telegram.journal import Part, Reply, Waiting
from bot.telegram.office import Office
from bot.telegram.place import Place
from prompts import message

_TYPING = 4.5  # seconds; Telegram shows it for five
_PREVIEWS = 1.2  # seconds between two edits that show what a model has written so far

Preview = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Made:
    """What a handler made for `once`.

    Attributes:
        answer: kept for the conversation and for buttons, as JSON; None where it is no answer.
        proof: id of the receipt that proves what the messages show, "" for none.
    """

    messages: Sequence[Message]
    answer: memory.Document | None = None
    proof: str = ""


class Talk:
    """One update, with what the bot holds."""

    def __init__(self, office: Office, incoming: Incoming, waiting: Waiting) -> None:
        self.office = office
        self.incoming = incoming
        self.place = Place(incoming.chat, incoming.thread)
        self._waiting = waiting

    @property
    def language(self) -> str:
        """The language of this person: as chosen, else English for an English Telegram, else French."""
        chosen = self.office.languages.get(self.incoming.person)
        return chosen or ("en" if self.incoming.language.lower().startswith("en") else "fr")

    @property
    def asked(self) -> int:
        """When this was asked, in Unix seconds, however long it had to wait."""
        return self.incoming.asked or self._waiting.received

    @property
    def is_admin(self) -> bool:
        """Whether this person manages the bot."""
        return self.office.access.is_admin(self.incoming)

    def pressed(self, count: int) -> list[str]:
        """Return the values that a pressed button brings back after its prefix; "" for each missing."""
        return [*self.incoming.data.split(":")[1 : count + 1], *[""] * count][:count]

    async def say(self, key: str, **values: object) -> None:
        """Send a message of the catalogue."""
        await self.show(messages([Run(message(key, self.language, **values))]))

    async def show(self, shown: Sequence[Message]) -> None:
        """Send messages, in groups as a reply."""
        for one in shown:
            await self.office.client.send(self.place, one, reply_to=self._reply_to)

    async def turn_to(self, shown: Sequence[Message]) -> None:
        """Let the message whose button was pressed show something else."""
        if shown:
            await self.office.client.edit(self.place, self.incoming.message, shown[0])

    async def acknowledge(self, key: str = "", **values: object) -> None:
        """Answer the press, with a short message where a key is given."""
        text = message(key, self.language, **values) if key else ""
        await self.office.client.acknowledge(self.incoming.press, text)

    async def once(self, make: Callable[[Preview], Awaitable[Made]]) -> None:
        """Show what `make` returns, once whatever happens: hold a message, work, keep, then write it."""
        reply = self._waiting.reply
        typing = asyncio.create_task(self._typing()) if reply is None else None
        try:
            held = await self._held(0)
            if reply is None:
                reply = await self._made(make, held)
        finally:
            if typing is not None:
                typing.cancel()
        for number, part in enumerate(reply.messages):
            await self._write(number, part, held if number == 0 else await self._held(number), reply.answer)

    async def _made(self, make: Callable[[Preview], Awaitable[Made]], held: int) -> Reply:
        last = began = time.monotonic()
        going = True

        async def preview(shown: Message) -> None:
            nonlocal last, going
            if going and time.monotonic() - last >= _PREVIEWS:
                going = await self.office.client.preview(self.place, held, shown)
                last = time.monotonic()

        made = await make(preview)
        reply = Reply(tuple(made.messages), made.proof)
        await self.office.store.run(_keep, self._waiting.id, self.place, reply, made.answer)
        if last > began:  # the answer itself is an edit, too
            await asyncio.sleep(max(0.0, last + _PREVIEWS - time.monotonic()))
        return reply

    async def _held(self, part: int) -> int:
        """Return the number of the message that is to show a part; send it where there is none."""
        known = self._waiting.parts.get(part)
        if known is not None:
            return known.message
        sent = await self.office.client.send(
            self.place, render.working(self.language), reply_to=self._reply_to
        )
        await self.office.store.run(journal.hold, self._waiting.id, part, sent)
        self._waiting.parts[part] = Part(sent, written=False)
        return sent

    async def _write(self, part: int, shown: Message, held: int, answer_id: str) -> None:
        known = self._waiting.parts.get(part)
        if known is not None and known.written:
            return
        try:
            await self.office.client.edit(self.place, held, shown)
        except Refused:
            # Somebody deleted the message meanwhile: the answer gets one of its own.
            held = await self.office.client.send(self.place, shown, reply_to=self._reply_to)
        await self.office.store.run(_written, self._waiting.id, part, (self.place.chat, held, answer_id))

    async def _typing(self) -> None:
        while True:
            await self.office.client.typing(self.place)
            await asyncio.sleep(_TYPING)

    @property
    def _reply_to(self) -> int:
        private = self.incoming.private or self.incoming.kind != "message"
        return 0 if private else self.incoming.message


def _keep(
    connection: sqlite3.Connection,
    update: int,
    place: Place,
    reply: Reply,
    answer: memory.Document | None,
) -> None:
    journal.keep_reply(connection, update, reply)
    if answer is not None:
        memory.keep_answer(connection, place, answer)


def _written(connection: sqlite3.Connection, update: int, part: int, shown: tuple[int, int, str]) -> None:
    journal.written(connection, update, part)
    chat, held, answer_id = shown
    if answer_id:
        memory.shown(connection, chat, held, answer_id)
