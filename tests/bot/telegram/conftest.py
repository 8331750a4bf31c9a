"""A home with the sample articles, and the bot as a process of its own beside a Bot API server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import composition
from bot.settings import Settings
from index import ingest, reading
from index import settings as news
from tests.bot.telegram.forked import Forked
from tests.telegram_api import BotApi

ROOT = Path(__file__).parents[3]
ADMIN = 1
ALLOWED = range(100, 200)  # persons
GROUP = -1001
Running = subprocess.Popen[str] | Forked
Start = Callable[..., Running]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that holds the sample articles; tests take copies of it."""
    home = tmp_path_factory.mktemp("filled") / "home"
    settings = Settings(news.Settings(home=home), "fr")
    with composition.desk(settings, lasting=False, create=True) as desk:
        ingest.add(desk.archive, reading.read(str(ROOT / "tests/sample/articles")), desk.embedder)
    with composition.desk(settings, lasting=False):
        return home


@pytest.fixture(scope="module")
def home(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of this module's own."""
    return Path(shutil.copytree(filled, tmp_path_factory.mktemp("home") / "home"))


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Run a Bot API server."""
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module")
def start(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Give a function that starts the bot beside a server; what still runs at the end is stopped.

    `whole`: as people start it, with Chroma; else over a passing desk, which starts much sooner.
    """
    running: list[Running] = []
    logs = tmp_path_factory.mktemp("logs")

    def begin(api: BotApi, *, whole: bool = False, **more: str) -> Running:
        environment = environment_of(api, home) | more
        if whole:
            command = [sys.executable, "-m", "bot", "telegram"]
            process: Running = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | environment,
                stderr=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                text=True,
            )
        else:
            process = Forked(environment, logs / f"{len(running)}.log")
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def environment_of(api: BotApi, home: Path) -> dict[str, str]:
    """Return the settings of a bot beside a server."""
    return {
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_ALLOWED": ",".join(map(str, [*ALLOWED, GROUP])),
        "TELEGRAM_ADMINS": str(ADMIN),
        "VERBATIM_HOME": str(home),
        "LOG_LEVEL": "INFO",
    }
