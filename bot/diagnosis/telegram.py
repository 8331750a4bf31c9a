"""The Telegram bot of the settings: its name, what it sees in groups, how updates come to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.diagnosis.finding import Finding, Look
from bot.settings import Settings
from index.errors import VerbatimError
from prompts import message

if TYPE_CHECKING:
    from bot.telegram.presence import Presence


def examine(settings: Settings, look: Look) -> Iterator[Finding]:
    """Ask Telegram about the bot, where a token is set; the vendor's library is loaded only then."""
    language = settings.language
    if not settings.telegram.token:
        yield Finding("telegram", True, message("doctor.no_telegram", language))
        return
    from bot.telegram import presence, service

    try:
        service.check(settings)
        if look.quick:
            yield Finding("telegram", True, message("doctor.telegram_set", language))
            return
        found = asyncio.run(presence.of(settings, look.call))
    except VerbatimError as error:
        yield Finding("telegram", False, str(error))
        return
    key = "doctor.telegram_all" if found.sees_all else "doctor.telegram_private"
    yield Finding("telegram", True, message(key, language, name=found.name))
    yield _updates(found, settings)


def _updates(found: Presence, settings: Settings) -> Finding:
    """Compare how Telegram hands updates over with how the settings want them."""
    wanted, language = settings.telegram.webhook_url, settings.language
    shown = {"waiting": found.waiting}
    if found.webhook and not wanted:
        text = message("doctor.webhook_left", language, host=found.webhook, **shown)
        return Finding("telegram_updates", False, text)
    if wanted and found.webhook and not found.is_at(wanted):
        text = message("doctor.webhook_other", language, host=found.webhook, **shown)
        return Finding("telegram_updates", False, text)
    if found.failing:
        text = message("doctor.webhook_failing", language, reason=found.failing, **shown)
        return Finding("telegram_updates", False, text)
    key = "doctor.webhook" if wanted else "doctor.polling"
    return Finding("telegram_updates", True, message(key, language, **shown))
