"""The bot in processes of its own, forked from one that has everything loaded: they start in no time.

Only code is loaded once; all that the bot opens, it opens in its own process, which is killed and stopped as
any other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

# What the bot loads, at the latest under its first question.
_LOADED = [
    "tests.bot.telegram.bot_child",
    "bot.answers.check.checker",
    "bot.answers.engine",
    "bot.answers.questions.history",
    "bot.answers.receipts.keeping",
    "bot.telling",
    "index.archive",
    "index.embedding",
    "index.ingest",
    "index.ledger",
    "index.lexicon",
    "index.owner",
    "index.retrieval.searcher",
    "index.vectors",
    "numpy",
]


class Forked:
    """A bot with some settings more in its environment; its log goes to a file. Behaves as a `Popen` does."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_LOADED)
        self._log = log
        self._process = context.Process(target=_run, args=(environment, log))
        self._process.start()

    @property
    def returncode(self) -> int | None:
        """How it ended, None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, once it has."""
        self._process.join(timeout)
        assert self._process.exitcode is not None, f"it runs after {timeout} s"
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[None, str]:
        """Return what it has written to its log, once it has ended."""
        self.wait(timeout)
        return None, self._log.read_text(encoding="utf-8")

    def send_signal(self, number: int) -> None:
        """Send a signal, if it runs."""
        if self._process.is_alive() and self._process.pid:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to stop."""
        self.send_signal(signal.SIGTERM)


def _run(environment: dict[str, str], log: Path) -> None:
    os.environ.update(environment)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    from tests.bot.telegram import bot_child

    bot_child.main()
