"""The bot as `verbatim telegram` runs it, over a passing desk: without Chroma it starts in two seconds."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from bot import composition, observing
from bot.following import following
from bot.telegram import service
from bot.terminal.options import settings
from index.errors import VerbatimError
from index.fetching import Guard

if __name__ == "__main__":
    chosen = settings(None, service=True)
    service.check(chosen)
    try:
        with (
            composition.desk(chosen, lasting=False) as desk,
            observing.measured(chosen, desk.archive.stats),
            following(desk),
        ):
            # Links of the tests lead to a site on this machine.
            asyncio.run(service.serve(chosen, replace(desk, guard=Guard(loopback=True))))
    except VerbatimError as error:
        sys.exit(f"verbatim: {error}")
