"""Progress on stderr: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from bot.terminal import output
from prompts import message

if TYPE_CHECKING:
    from rich.progress import TaskID

_Of = TypeVar("_Of")
Tell = Callable[[str, int], None]
_LABELS = {
    "articles": "terminal.adding",
    "pages": "terminal.fetching",
    "vectors": "terminal.vectors",
    "weighing": "terminal.weighing",
    "indexes": "terminal.indexes",
    "statements": "terminal.statements",
    "proposals": "terminal.proposals",
    "items": "eval.progress",
}


@contextmanager
def bar(language: str, totals: dict[str, int] | None = None) -> Iterator[Tell]:
    """Give a function to be told (phase, how many done); each phase has a bar of its own.

    `totals` holds how many there are of a phase where that is known, about; the bar never passes it.
    """
    if not sys.stderr.isatty():
        yield lambda phase, done: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=output.console(stderr=True), transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(phase: str, done: int) -> None:
            known = (totals or {}).get(phase)
            if phase not in tasks:
                tasks[phase] = shown.add_task(message(_LABELS[phase], language), total=known)
            total = max(known, done) if known else None
            shown.update(tasks[phase], completed=done, total=total)

        yield tell


@contextmanager
def standing(line: Callable[[_Of], str]) -> Iterator[Callable[[_Of], None]]:
    """Give a function to be told how something stands: one line that renews itself on a terminal.

    Elsewhere a line is printed whenever it is another one.
    """
    last = ""
    if not sys.stderr.isatty():

        def printed(now: _Of) -> None:
            nonlocal last
            if (text := line(now)) != last:
                last = text
                output.notice(text)

        yield printed
        return
    from rich.text import Text

    with output.console(stderr=True).status("") as shown:
        yield lambda now: shown.update(Text(line(now)))
