"""The bot as `verbatim telegram` runs it, over a passing desk: without Chroma it starts much sooner."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path

from bot import composition, observing
from bot.following import following
from bot.telegram import polling, service
from bot.terminal.options import settings
from index.errors import VerbatimError
from index.fetching import Guard

_LOOK = 0.005  # seconds between two looks


async def _watched(serving: Coroutine[None, None, None]) -> list[float]:
    """Run the bot and return how long its loop was held up, at each of many looks.

    Seconds of processor count, of all threads: what other processes take from this one is not its fault.
    """
    lags: list[float] = []

    async def look() -> None:
        while True:
            began = time.process_time()
            await asyncio.sleep(_LOOK)
            lags.append(time.process_time() - began - _LOOK)

    looking = asyncio.create_task(look())
    await serving
    looking.cancel()
    return lags


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
            lags = asyncio.run(_watched(service.serve(chosen, open_to_us, young=young)))
            if file := os.environ.get("BOT_LAGS"):
                Path(file).write_text(json.dumps(lags))
    except VerbatimError as error:
        sys.exit(f"verbatim: {error}")
