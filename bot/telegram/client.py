"""Everything that goes out to Telegram: tried again as Telegram asks, until it is done or cannot be.

429 waits as long as it says; 5xx, timeouts and a lost network wait longer each time. A refusal that would be
the same again ends in `Refused`. A text whose marks Telegram refuses goes out plain.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.render.telegram.message import Message, Offer
from bot.settings import Telegram
from bot.telegram.place import Place
from bot.telegram.transport import Transport

T = TypeVar("T")
_LONGEST_WAIT = 30.0  # seconds between two tries, unless Telegram asks for more
_DOWNLOAD = 60.0  # seconds
_log = logging.getLogger(__name__)


class Refused(Exception):
    """Telegram will never take this call: the chat is gone, the bot was put out, the message is too old."""


class Moved(Refused):
    """The group has become another chat, whose id this is."""

    def __init__(self, chat: int) -> None:
        super().__init__("moved")
        self.chat = chat


class Client:
    """Sends and edits messages; for one event loop."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._moved: dict[int, int] = {}

    async def send(self, place: Place, message: Message, *, reply_to: int = 0) -> int:
        """Send a message and return its number.

        Raises:
            Refused: nothing can be sent there.
        """

        async def call(text: str, mode: str | None) -> int:
            sent = await self.bot.send_message(
                self._chat(place),
                text,
                parse_mode=mode,
                message_thread_id=place.thread or None,
                reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True)
                if reply_to
                else None,
                reply_markup=_markup(message),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return sent.message_id

        try:
            return await self._marked(message, call)
        except Moved as moved:
            self._moved[place.chat] = moved.chat
            return await self._marked(message, call)

    async def edit(self, place: Place, number: int, message: Message) -> None:
        """Let a message of ours show something else; the same again is fine.

        Raises:
            Refused: the message is gone or cannot be changed.
        """

        async def call(text: str, mode: str | None) -> int:
            await self.bot.edit_message_text(
                text,
                chat_id=self._chat(place),
                message_id=number,
                parse_mode=mode,
                reply_markup=_markup(message),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return number

        try:
            await self._marked(message, call)
        except Refused as error:
            # The same edit was done before, and the message shows what it should.
            if "not modified" not in str(error).lower():
                raise

    async def preview(self, place: Place, number: int, message: Message) -> bool:
        """Edit once, whatever comes of it; tell whether previews may go on."""
        try:
            await self.bot.edit_message_text(
                message.html, chat_id=self._chat(place), message_id=number, parse_mode="HTML"
            )
        except TelegramError as error:
            return "not modified" in str(error)
        return True

    async def acknowledge(self, press: str, text: str = "") -> None:
        """Answer a pressed button, so that it stops turning; too late is no error."""
        with suppress(Refused):
            await self.again(lambda: self.bot.answer_callback_query(press, text=text[:200] or None))

    async def offer(self, query: str, offers: Sequence[Offer], *, private: str = "", cache: int = 0) -> None:
        """Answer an inline query, for its asker alone; `private` is on a button that opens the bot's chat.

        Raises:
            Refused: it came too late.
        """
        results = [
            InlineQueryResultArticle(
                one.id,
                one.title,
                InputTextMessageContent(
                    one.message.html, "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
                ),
                description=one.about,
            )
            for one in offers
        ]
        button = InlineQueryResultsButton(private[:64], start_parameter="inline") if private else None
        await self.again(
            lambda: self.bot.answer_inline_query(
                query, results, cache_time=cache, is_personal=True, button=button
            )
        )

    async def fetch(self, file: str, largest: int) -> bytes:
        """Return a file that somebody sent.

        Raises:
            Refused: it is gone, too large, or does not come within a minute.
        """
        try:
            async with asyncio.timeout(_DOWNLOAD):
                found = await self.again(lambda: self.bot.get_file(file))
                if (found.file_size or 0) > largest:
                    raise Refused("the file is too large")
                raw = bytes(await self.again(found.download_as_bytearray))
        except TimeoutError:
            raise Refused("the file does not come") from None
        if len(raw) > largest:
            raise Refused("the file is too large")
        return raw

    async def typing(self, place: Place) -> None:
        """Show that the bot writes; nobody minds if that fails."""
        with suppress(TelegramError):
            await self.bot.send_chat_action(
                self._chat(place), "typing", message_thread_id=place.thread or None
            )

    async def again(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what a call returns, after as many tries as it takes.

        Raises:
            Refused: Telegram will not take it.
        """
        wait = 0.5
        while True:
            try:
                return await call()
            except RetryAfter as error:
                await asyncio.sleep(_seconds(error) + 0.1)
            except ChatMigrated as error:
                raise Moved(error.new_chat_id) from error
            except (BadRequest, Forbidden) as error:
                raise Refused(error.message) from error
            except TelegramError as error:  # network, 5xx, an answer that is no JSON, a passing 401
                _log.warning("Telegram does not take a call, another try in %.1f s: %s", wait, _kind(error))
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    def _chat(self, place: Place) -> int:
        return self._moved.get(place.chat, place.chat)

    async def _marked(self, message: Message, call: Callable[[str, str | None], Awaitable[int]]) -> int:
        """Make a call with the text in HTML; plain where Telegram refuses the marks."""
        try:
            return await self.again(lambda: call(message.html, "HTML"))
        except Refused as error:
            reason = str(error).lower()
            if "parse entities" not in reason and "entities_too_long" not in reason:
                raise
            _log.error("Telegram refused the marks of a message, which was sent plain")
            return await self.again(lambda: call(message.plain, None))


def open_bot(settings: Telegram) -> Bot:
    """Return the vendor's client for the settings, not yet started."""
    # Updates are fetched as JSON on purpose, see `polling`.
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'")
    return Bot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=Transport(connections=128),
        get_updates_request=Transport(connections=2),
    )


def kind(error: Exception) -> str:
    """Return what went wrong in a word that holds no address and no text of anybody."""
    return _kind(error)


def _kind(error: Exception) -> str:
    return type(error.__cause__ or error).__name__


def _seconds(error: RetryAfter) -> float:
    given: Any = error.retry_after
    return float(given.total_seconds() if hasattr(given, "total_seconds") else given)


def _markup(message: Message) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(
                b.text,
                callback_data=b.data or None,
                url=b.url or None,
                switch_inline_query=b.inline or None,
            )
            for b in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None
