"""Long polling: updates are on the disk before the next call tells Telegram that they have come.

Another bot on the same token makes Telegram refuse both in turn (409). The one that has just started gives up
soon, the one that has run for a while much later, so that the second stops and not the first.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram.client import kind
from bot.telegram.store import StoreError
from index.errors import VerbatimError
from index.stages import happened
from prompts import message

_PATIENCE = 25  # seconds that Telegram holds a call open for updates to come
_LONGEST_WAIT = 30.0
YOUNG = 20.0  # seconds after the start
_CONFLICTS_YOUNG, _CONFLICTS_OLD = 3, 12  # in a row; the second is a minute at least
_REJECTIONS = 3  # in a row: a passing 401 is Telegram's fault, a lasting one means another token is needed
_log = logging.getLogger(__name__)

Take = Callable[[list[dict[str, Any]]], Coroutine[Any, Any, None]]


class Polling:
    """Asks Telegram for updates until it is cancelled."""

    def __init__(
        self, bot: Bot, take: Take, kinds: tuple[str, ...], language: str, young: float = YOUNG
    ) -> None:
        self._bot = bot
        self._take = take
        self._kinds = list(kinds)
        self._language = language
        self._young = young
        self._began = time.monotonic()
        self._in_a_row: dict[str, int] = {}

    async def run(self) -> None:
        """Fetch updates for ever.

        Raises:
            VerbatimError: another bot runs on this token, or the token is not taken any more.
        """
        offset, wait = 0, 1.0
        while True:
            try:
                updates = await self._updates(offset)
            except RetryAfter as error:
                given: Any = error.retry_after
                await asyncio.sleep(given.total_seconds() if hasattr(given, "total_seconds") else given)
            except TelegramError as error:
                self._judge(error)
                _log.warning("no updates, another try in %.0f s: %s", wait, kind(error))
                await asyncio.sleep(wait)
                wait = min(2 * wait, 5.0 if isinstance(error, Conflict) else _LONGEST_WAIT)
            else:
                wait = 1.0
                self._in_a_row.clear()
                happened("polled")
                offset = await self._taken(updates) or offset

    async def _taken(self, updates: list[dict[str, Any]]) -> int:
        """Keep updates; return the offset by which the next call tells Telegram so, 0 for none."""
        if not updates:
            return 0
        try:
            await self._take(updates)
        except StoreError as error:
            # They stay with Telegram, which sends them again.
            _log.error("updates cannot be kept, another try in %.0f s: %s", _LONGEST_WAIT, error)
            await asyncio.sleep(_LONGEST_WAIT)
            return 0
        return int(updates[-1]["update_id"]) + 1

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        asked: dict[str, Any] = {"timeout": _PATIENCE, "allowed_updates": self._kinds}
        if offset:
            asked["offset"] = offset
        # As JSON: what the vendor's classes do not know yet would otherwise fail a whole batch.
        found = await self._bot.do_api_request("getUpdates", api_kwargs=asked, read_timeout=_PATIENCE + 15.0)
        return list(found)

    def _judge(self, error: TelegramError) -> None:
        """Count errors in a row that may be there to stay.

        Raises:
            VerbatimError: there are too many of them.
        """
        name = type(error).__name__
        self._in_a_row = {name: self._in_a_row.get(name, 0) + 1}
        count = self._in_a_row[name]
        if isinstance(error, Conflict):
            young = time.monotonic() - self._began < self._young
            if count >= (_CONFLICTS_YOUNG if young else _CONFLICTS_OLD):
                raise VerbatimError(message("telegram.second", self._language)) from None
        if isinstance(error, InvalidToken | EndPointNotFound) and count >= _REJECTIONS:
            raise VerbatimError(message("telegram.bad_token", self._language)) from None
