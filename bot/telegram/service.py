"""The bot from start to end: what it opens, what it says in the log, and how it stops."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import json
import logging
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot import composition
from bot.composition import Desk
from bot.settings import Settings
from bot.telegram import access, journal, polling
from bot.telegram.client import Client, Refused, open_bot
from bot.telegram.dispatch import Dispatch
from bot.telegram.features import table
from bot.telegram.features.state import state
from bot.telegram.handling import handle
from bot.telegram.incoming import lane
from bot.telegram.limits import Limits
from bot.telegram.office import Office
from bot.telegram.receiving import receive
from bot.telegram.store import Store
from bot.telegram.together import Together
from index.errors import UsageError, VerbatimError
from prompts import LANGUAGES, message

LOCK = "telegram.lock"  # file of the home
_GRACE = 6.0  # seconds that answers at work get when the bot is stopped; the journal has the rest
_SWITCH, _THREADS = 0.0002, 2  # seconds; threads that search, read and check
_AGAIN = 60.0  # seconds
_TRIES = 3  # of the first call
_log = logging.getLogger(__name__)


def check(settings: Settings) -> None:
    """Look at the settings before anything is opened.

    Raises:
        UsageError: one is missing or wrong; its text says what to do.
    """
    ours, language = settings.telegram, settings.language
    if not ours.token:
        raise UsageError(message("telegram.no_token", language))
    access.Access.of(ours, set(), language)
    if ours.webhook_url:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", ours.webhook_secret):
            raise UsageError(message("telegram.no_secret", language))
        if not re.fullmatch(r"\d{1,5}", ours.webhook_port):
            raise UsageError(message("telegram.no_port", language, given=ours.webhook_port))


async def reach(settings: Settings) -> None:
    """Call Telegram once, before anything that takes longer.

    Raises:
        VerbatimError: it cannot be reached, or refuses the token.
    """
    async with _bot(settings):
        pass


async def serve(settings: Settings, desk: Desk, *, young: float = polling.YOUNG) -> None:
    """Run the bot over an open home until SIGTERM or SIGINT.

    `young`: for so many seconds it gives way to another bot on its token, later the other must.

    Raises:
        VerbatimError: Telegram cannot be reached or refuses the token, or another bot uses it.
    """
    loop = asyncio.get_running_loop()
    # Searching threads give way to the loop at once, and are few: else each of its calls waits for them.
    sys.setswitchinterval(_SWITCH)
    # What is loaded by now stays: looking through it for garbage again and again stops everything for 0.1 s.
    gc.collect()
    gc.freeze()
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="telegram"))
    with _alone(settings), Store.open(settings.news.home) as store:
        async with _bot(settings) as bot:
            await _run(await _office(settings, desk, bot, store), young)


async def _run(office: Office, young: float) -> None:
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    dispatch = Dispatch(partial(handle, office))
    dispatch.add(await office.store.run(journal.waiting))

    async def take(updates: list[dict[str, Any]]) -> None:
        received = [(u["update_id"], lane(u), json.dumps(u)) for u in updates]
        dispatch.add(await office.store.run(journal.take, received))

    receiving = asyncio.create_task(receive(office, take, young))
    beside = [_announce, *(f.background for f in table.TABLE if f.background)]
    running = [receiving, *(asyncio.create_task(_beside(office, work)) for work in beside)]
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({receiving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    _log.info("stopping")
    for task in (*running, stopped):
        task.cancel()
    ended = await asyncio.gather(*running, return_exceptions=True)
    await dispatch.stop(_GRACE)
    office.proofs.close()
    if isinstance(ended[0], Exception):
        raise ended[0]


async def _beside(office: Office, work: Callable[[Office], Awaitable[None]]) -> None:
    """Run what a feature does by itself, again a minute after it has failed."""
    while True:
        try:
            await work(office)
            return
        except Exception as error:
            _log.error("what runs beside the bot failed: %s", type(error).__name__)
            _log.debug("where it came from", exc_info=error)
            await asyncio.sleep(_AGAIN)


async def _office(settings: Settings, desk: Desk, bot: Bot, store: Store) -> Office:
    await store.run(journal.prune)
    let_in = access.Access.of(settings.telegram, await store.run(access.invited), settings.language)
    if let_in.nobody:
        _log.warning("%s", message("telegram.nobody", settings.language))
    languages = await store.run(access.languages)
    client = Client(bot)
    engine = desk.engine()
    keeper = composition.keeper(settings)
    return Office(
        settings,
        desk,
        engine,
        client,
        store,
        let_in,
        Limits(),
        bot.bot.id,
        bot.bot.username or "",
        composition.checker(settings),
        keeper,
        Together(keeper.keep_all, "telegram-receipts"),
        languages,
    )


async def _announce(office: Office) -> None:
    """Say in the log what runs, and give Telegram the menus of commands."""
    now = await state(office)
    _log.info(
        "verbatim %s as @%s: %s articles, model %s, %s, %s updates waiting",
        now["version"], office.name, now["articles"], now["model"] or "-", now["mode"], now["waiting"],
    )  # fmt: skip
    for code in LANGUAGES:
        commands = [BotCommand(name, about) for name, about in table.menu(code, admin=False)]
        with suppress(Refused):
            await office.client.again(
                partial(office.client.bot.set_my_commands, commands, language_code=code)
            )
            if code == LANGUAGES[0]:  # for every language that has no menu of its own
                await office.client.again(partial(office.client.bot.set_my_commands, commands))


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[Bot]:
    """Open the vendor's client; it is known to work when this begins."""
    language = settings.language
    for tried in range(_TRIES):
        bot = open_bot(settings.telegram)
        try:
            await bot.initialize()
            break
        except (InvalidToken, EndPointNotFound):
            await bot.shutdown()
            raise VerbatimError(message("telegram.bad_token", language)) from None
        except TelegramError:
            await bot.shutdown()
            if tried == _TRIES - 1:
                raise VerbatimError(message("telegram.unreachable", language)) from None
            await asyncio.sleep(1 + tried)
    try:
        yield bot
    finally:
        await bot.shutdown()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Hold the lock of this home's bot.

    Raises:
        VerbatimError: another process holds it.
    """
    descriptor = os.open(Path(settings.news.home) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise VerbatimError(message("telegram.second", settings.language)) from None
    try:
        yield
    finally:
        os.close(descriptor)
