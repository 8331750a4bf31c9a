"""While a desk is open, its indexes follow within seconds what other processes take into the archive."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot import weighing
from bot.composition import Desk
from index.errors import VerbatimError

_PATIENCE = 3.0  # seconds
INTERVAL = 2.0  # seconds; looking costs one count in SQLite
_log = logging.getLogger(__name__)


@contextmanager
def following(desk: Desk, interval: float = INTERVAL) -> Iterator[Callable[[], None]]:
    """Follow the archive in a thread, and give a function that follows at once, before a question.

    The thread first loads what the first question would otherwise wait for. An index that fails is logged and
    tried again; the function never raises.
    """
    stopped, one = threading.Event(), threading.Lock()
    told = ""

    def follow() -> None:
        nonlocal told
        try:
            with one:
                desk.follow()
            told = ""
        except VerbatimError as error:
            if told != str(error):  # not again every two seconds
                _log.warning("the indexes do not follow the archive: %s", error)
            told = str(error)

    def run() -> None:
        # What fails here fails again under the first question, which says so.
        with suppress(VerbatimError):
            desk.load()
        weighed = -1
        while not stopped.wait(interval):
            follow()
            # Beside the questions, which go on by the weight that is known; once after each change.
            with suppress(VerbatimError):
                if weighed != (now := desk.archive.sequence()):
                    weighed = now
                    weighing.weigh(desk)

    thread = threading.Thread(target=run, name="following", daemon=True)
    thread.start()
    try:
        yield follow
    finally:
        stopped.set()
        # Closing Chroma while it opens would leave it to be probed by the next command; but a server of
        # vectors that does not answer is not waited for.
        thread.join(_PATIENCE)
