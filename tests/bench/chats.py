#!/usr/bin/env python3
"""Let many chats ask the bot at once; print how long they waited, and what a question costs the processors.

    python tests/bench/chats.py [--chats 50] [--questions 10] [--home HOME] [--json]
    python tests/bench/chats.py --queued 10000    so many messages at once, while somebody else asks

The bot runs as people start it, in a process of its own; the Bot API server and those who ask are in this
one. A chat asks its next question once the last is answered. Without a home, one is made of the sample
articles. The machine should have nothing else to do; the load stands below the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.evaluation.figures import hundredth  # noqa: E402
from tests.bench.speed import COMMAND, machine  # noqa: E402
from tests.telegram_api import BotApi  # noqa: E402

FIRST = 1000  # number of the first chat
FLOODING = 10  # chats whose messages are queued; each is over its limit after 60
LONG = "Et encore ? " * 250  # a message of three thousand characters
WARMING = 8  # questions of the first chat before the clock starts: Chroma is opened under the first of them
LATEST = 300.0  # seconds after which what is not answered counts as lost


class Crowd(BotApi):
    """A Bot API server whose chats ask again as soon as they are answered.

    Attributes:
        waited: seconds from each question to its answer.
    """

    def __init__(self, questions: list[str]) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._questions = questions
        self._left: dict[int, int] = {}
        self._since: dict[int, float] = {}

    def ask(self, chats: range, each: int) -> None:
        """Let every chat ask so many questions, and return when all are answered or it takes too long."""
        self.waited, self._left = [], dict.fromkeys(chats, each)
        for chat in chats:
            self._next(chat)
        until = time.monotonic() + LATEST
        with self.changed:
            while any(self._left.values()) and time.monotonic() < until:
                self.changed.wait(0.5)

    def _next(self, chat: int) -> None:
        self._since[chat] = time.monotonic()
        self.write(self._questions[(7 * chat + self._left[chat]) % len(self._questions)], chat)

    def _done(self, bot: str, method: str, given: dict[str, str]) -> tuple[int, bytes]:
        """Do a call, and see whether it has answered a question."""
        reply = super()._done(bot, method, given)
        chat = int(given.get("chat_id", 0))
        shows = method in ("sendMessage", "editMessageText") and "⏳" not in given["text"]
        if shows and self._left.get(chat):
            with self.changed:
                self.waited.append(time.monotonic() - self._since[chat])
                self._left[chat] -= 1
            if self._left[chat]:
                self._next(chat)
        return reply


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--questions", type=int, default=10, help="of each chat; 60 a minute are answered")
    parser.add_argument("--home", type=Path, help="a home with articles; telegram.db in it is written")
    parser.add_argument("--queued", type=int, metavar="N", help="measure with so many messages at once")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        if given.home is None:
            _call("add", str(ROOT / "tests/sample/articles"), "--home", str(home))
        found = flood(home, given.queued) if given.queued else measure(home, given.chats, given.questions)
    print(json.dumps(found) if given.json else report(found))


def flood(home: Path, queued: int) -> dict[str, float]:
    """Queue messages of some chats at once while one more asks; what is left of them must come to nothing."""
    other = FIRST + FLOODING
    with Crowd(_questions()) as api, _bot(api, home, range(FIRST, other + 1)) as bot:
        api.ask(range(FIRST, FIRST + 1), WARMING)
        before, start = _resident(bot.pid), time.monotonic()
        for number in range(queued):
            api.write(LONG, FIRST + number % FLOODING)
        asking = threading.Thread(target=api.ask, args=(range(other, other + 1), 6))
        asking.start()
        peak, left = before, queued
        while (left or api.waiting() or asking.is_alive()) and time.monotonic() - start < LATEST:
            time.sleep(0.2)
            peak, left = max(peak, _resident(bot.pid)), _left(home / "telegram.db")
        return {
            "queued": queued,
            "left": left + api.waiting(),
            "seconds": time.monotonic() - start,
            "memory MB": peak - before,
            "answered": len(api.waited),
            "longest": max(api.waited),
        }


def measure(home: Path, chats: int, each: int) -> dict[str, float]:
    """Run the bot over a home and return every figure by name."""
    all_ = range(FIRST, FIRST + chats)
    with Crowd(_questions()) as api, _bot(api, home, all_) as bot:
        api.ask(range(FIRST, FIRST + 1), WARMING)
        before, start = _spent(bot.pid), time.monotonic()
        api.ask(all_, each)
        seconds, spent = time.monotonic() - start, _spent(bot.pid) - before
        count = len(api.waited)
        return {
            "asked": chats * each,
            "answered": count,
            "p50": hundredth(api.waited, 50),
            "p95": hundredth(api.waited, 95),
            "longest": max(api.waited),
            "seconds": seconds,
            "processor ms": 1000 * spent / count,
        }


def report(found: dict[str, float]) -> str:
    """Return the figures in words, and what they were measured on."""
    if "queued" in found:
        return (
            f"{found['queued']:.0f} messages at once, {found['left']:.0f} left "
            f"after {found['seconds']:.0f} s, {found['memory MB']:.0f} MB more; "
            f"{found['answered']:.0f} of 6 questions of another answered, "
            f"the longest in {found['longest']:.1f} s\n{machine()}"
        )
    return (
        f"{found['answered']:.0f} of {found['asked']:.0f} questions answered in {found['seconds']:.1f} s: "
        f"p50 {found['p50']:.2f} s, p95 {found['p95']:.2f} s, longest {found['longest']:.2f} s; "
        f"{found['processor ms']:.1f} ms of processor a question\n{machine()}"
    )


@contextmanager
def _bot(api: BotApi, home: Path, chats: range) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot until the end of the block; it must then stop in peace."""
    environment: dict[str, Any] = os.environ | {
        "TELEGRAM_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_ALLOWED": ",".join(map(str, chats)),
    }
    with subprocess.Popen(
        [*COMMAND, "telegram", "--home", str(home)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    ) as bot:
        try:
            api.wait_for(lambda: any(method == "getUpdates" for method, _ in api.calls), 60)
            yield bot
        finally:
            bot.terminate()


def _call(*words: str) -> None:
    subprocess.run([*COMMAND, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _questions() -> list[str]:
    sample = json.loads((ROOT / "tests/sample/questions.json").read_text(encoding="utf-8"))
    return [q["question"] for q in sample["questions"]]


def _left(journal: Path) -> int:
    """Return how many updates of a journal are not done."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as opened:
        found: int = opened.execute("SELECT count(body) FROM updates").fetchone()[0]
        return found


def _resident(pid: int) -> float:
    """Return the memory of a process in MB, 0 where /proc does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except OSError:
        return 0.0


def _spent(pid: int) -> float:
    """Return the seconds of processor that a process has spent, 0 where /proc does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
