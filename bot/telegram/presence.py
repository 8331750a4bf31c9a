"""What Telegram knows of the bot: its name, its rights in groups, its webhook."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.settings import Settings
from bot.telegram.client import open_bot
from index.errors import VerbatimError
from prompts import message

_RECENT = 3600.0  # seconds; an older failure of a delivery is past


@dataclass(frozen=True, slots=True)
class Presence:
    """The bot as Telegram sees it.

    Attributes:
        sees_all: its privacy mode is off, so that it reads everything in groups.
        webhook: the host that updates are posted to, "" while the bot asks for them.
        failing: what Telegram says of a delivery that failed in the last hour, "" if none.
    """

    name: str
    sees_all: bool
    webhook: str
    waiting: int
    failing: str
    _address: str = field(repr=False, default="")

    def is_at(self, address: str) -> bool:
        """Whether updates are posted to this address."""
        return self._address == address


async def of(settings: Settings, patience: float) -> Presence:
    """Ask Telegram, within so many seconds.

    Raises:
        VerbatimError: it cannot be reached or refuses the token; the text holds no token.
    """
    language = settings.language
    bot = open_bot(settings.telegram)
    try:
        async with asyncio.timeout(patience), bot:
            told = await bot.get_webhook_info()
    except (InvalidToken, EndPointNotFound):
        raise VerbatimError(message("telegram.bad_token", language)) from None
    except (TelegramError, TimeoutError):
        raise VerbatimError(message("telegram.unreachable", language)) from None
    finally:
        await bot.shutdown()
    failed = told.last_error_date and time.time() - told.last_error_date.timestamp() < _RECENT
    return Presence(
        name=bot.bot.username or "",
        sees_all=bool(bot.bot.can_read_all_group_messages),
        # The path of an address may be a secret.
        webhook=urlsplit(told.url).netloc.rpartition("@")[2] if told.url else "",
        waiting=told.pending_update_count,
        failing=(told.last_error_message or "") if failed else "",
        _address=told.url or "",
    )
