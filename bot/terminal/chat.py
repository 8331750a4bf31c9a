"""`chat`: a conversation in the terminal, or with a script on stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.terminal import output
from bot.terminal.options import Home, Language, settings
from prompts import message

if TYPE_CHECKING:
    from index.news import Scanned

_PROMPT = "› "


def chat(home: Home = None, language: Language = None) -> None:
    """Hold a conversation: questions, follow-ups, proofs.

    /help shows its commands.
    """
    from bot import composition
    from bot.following import following
    from bot.render import lists
    from bot.terminal.conversation import Conversation

    chosen = settings(home, language)
    notice = output.noticer(chosen.language)
    with composition.desk(chosen, lasting=True, notice=notice) as desk, following(desk) as follow:
        output.show(lists.remark(_welcome(desk.archive.scanned(), chosen.language)))
        keeper = composition.keeper(chosen)
        talk = Conversation(desk.engine(), desk.archive.article, chosen.language, follow, keeper)
        with suppress(KeyboardInterrupt):
            talk.run(_typed() if sys.stdin.isatty() else _scripted())
        output.show(lists.remark(message("chat.bye", chosen.language)))


def _welcome(scanned: Scanned, language: str) -> str:
    from bot.render.dates import words

    period = ""
    if scanned.since and scanned.until:
        since, until = (words(day.isoformat(), language) for day in (scanned.since, scanned.until))
        period = message("chat.period", language, since=since, until=until)
    return message("chat.welcome", language, articles=scanned.articles, period=period)


def _typed() -> Iterator[str]:
    """Yield what is typed at the prompt, with line editing and the history of this conversation."""
    with suppress(ImportError):
        import readline  # noqa: F401  # importing it is what gives input() its line editing
    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            print()
            return


def _scripted() -> Iterator[str]:
    """Yield the lines of stdin, each printed as if typed: the output reads as a conversation."""
    for line in sys.stdin:
        print(f"{_PROMPT}{line.rstrip()}")
        yield line
