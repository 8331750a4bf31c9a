"""The bot as `verbatim telegram` runs it, over a passing desk: without Chroma it starts in two seconds."""

from __future__ import annotations

import asyncio
import sys

from bot import composition, observing
from bot.following import following
from bot.telegram import service
from bot.terminal.options import settings
from index.errors import VerbatimError

if __name__ == "__main__":
    chosen = settings(None, service=True)
    service.check(chosen)
    try:
        with (
            composition.desk(chosen, lasting=False) as desk,
            observing.measured(chosen, desk.archive.stats),
            following(desk),
        ):
            asyncio.run(service.serve(chosen, desk))
    except VerbatimError as error:
        sys.exit(f"verbatim: {error}")
