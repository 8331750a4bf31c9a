"""The bot as `verbatim telegram` runs it, over a passing desk: without Chroma it starts much sooner."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace

from bot import composition, observing
from bot.following import following
from bot.telegram import polling, service
from bot.terminal.options import settings
from index.errors import VerbatimError
from index.fetching import Guard


def main() -> None:
    """Run the bot by the settings of the environment."""
    chosen = settings(None, service=True)
    service.check(chosen)
    young = float(os.environ.get("BOT_YOUNG", polling.YOUNG))
    try:
        with (
            composition.desk(chosen, lasting=False) as desk,
            observing.measured(chosen, desk.archive.stats),
            following(desk),
        ):
            # Links of the tests lead to a site on this machine.
            open_to_us = replace(desk, guard=Guard(loopback=True))
            asyncio.run(service.serve(chosen, open_to_us, young=young))
    except VerbatimError as error:
        sys.exit(f"verbatim: {error}")
