"""`telegram` runs the bot; `feedback` prints what people thought of its answers."""

from __future__ import annotations

from bot.terminal import output
from bot.terminal.options import Home, Language, settings


def telegram(home: Home = None, language: Language = None) -> None:
    """Run the Telegram bot until it is stopped."""
    import asyncio

    chosen = settings(home, language, service=True)
    from bot.telegram import service

    service.check(chosen)
    asyncio.run(service.reach(chosen))
    from contextlib import nullcontext, suppress

    from bot import composition, observing
    from bot.following import following
    from bot.watching import watching
    from index.errors import VerbatimError

    notice = output.noticer(chosen.language)
    with (
        composition.desk(chosen, lasting=True, create=True, notice=notice) as desk,
        observing.measured(chosen, desk.archive.stats),
        following(desk) as follow,
        watching(desk, follow) if chosen.telegram.watch else nullcontext(),
    ):
        # Loading holds everything else up: better before the first question than under it.
        with suppress(VerbatimError):  # it fails again under a question, which says so
            desk.load()
        asyncio.run(service.serve(chosen, desk))


def feedback(home: Home = None, language: Language = None) -> None:
    """Print what people thought of the bot's answers.

    One JSON object a line, as `eval` takes them.
    """
    from bot.telegram import memory
    from bot.telegram.store import FILE, Store

    chosen = settings(home, language)
    if not (chosen.news.home / FILE).is_file():
        return
    with Store.open(chosen.news.home) as store:
        for item in memory.judged(store.connection):
            output.document(item)
