"""Where updates come from: Telegram is asked for them, or posts them, as the settings say."""

from __future__ import annotations

import asyncio

from bot.telegram import webhook
from bot.telegram.features import table
from bot.telegram.office import Office
from bot.telegram.polling import Polling, Take


async def receive(office: Office, take: Take, young: float) -> None:
    """Hand updates to `take` until cancelled; a bot not older than `young` seconds gives way to another.

    Raises:
        VerbatimError: another bot runs on this token, or the token is not taken any more.
    """
    ours, client = office.settings.telegram, office.client
    address = ours.webhook_url
    if address is None:
        # A webhook that is still set would refuse polling; what waits there is kept.
        await client.again(lambda: client.bot.delete_webhook(drop_pending_updates=False))
        await Polling(client.bot, take, table.UPDATES, office.settings.language, young).run()
        return
    with webhook.listening(address, int(ours.webhook_port), ours.webhook_secret, take):
        await client.again(
            lambda: client.bot.set_webhook(
                address, secret_token=ours.webhook_secret, allowed_updates=table.UPDATES
            )
        )
        await asyncio.Event().wait()
