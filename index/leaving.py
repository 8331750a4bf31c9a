"""Work that is left as it stands when whoever waits for it has to go."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_LOOK = 0.1  # seconds between two looks at whether it is time to go


class Left(Exception):
    """The work was left; it may still go on for a while, and nobody hears of what it comes to."""


def unless(stopping: threading.Event, work: Callable[[], T]) -> T:
    """Return what some work returns, or raise what it raises.

    A daemon thread does it: a name that is not resolved, a page that drips and a server that does not answer
    hold up nobody who has to go. It must not write anything that others read.

    Raises:
        Left: `stopping` was set before it ended.
    """
    done, found, failed = threading.Event(), list[T](), list[BaseException]()

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # it is raised where it was waited for
            failed.append(error)
        finally:
            done.set()

    if stopping.is_set():
        raise Left
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="leaving", daemon=True).start()
    while not done.wait(_LOOK):
        if stopping.is_set():
            raise Left
    if failed:
        raise failed[0]
    return found[0]
