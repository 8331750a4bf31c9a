"""Following the feeds of a home for as long as somebody wants: by `watch`, or beside the Telegram bot."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from bot.composition import Desk
from index import leaving
from index.batches import Report
from index.embedding import Embedder, Matrix
from index.errors import ArchiveBusy, EmbeddingError, NotNow, VerbatimError
from index.fetching import Pace
from index.owner import holder, try_own
from index.reading.outcome import Reading, Refused
from index.subscriptions import LOCK, Round, Store, Subscription, Tally
from prompts import message

_LOOK = 2.0  # seconds: feeds that another process adds or removes are seen within them
_AGAIN = 60.0  # seconds until feeds are followed again that could not be
_AFRESH = 6 * 3600  # seconds after which the sites' rules are read again
_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the following stands: feeds followed, articles so far, the next visit (seconds since 1970)."""

    feeds: int
    failing: int
    done: Tally
    next_due: int | None


Tell = Callable[[Standing], None]


class Watch:
    """Follows the feeds of an open home; `follow` brings its indexes up to date after new articles."""

    def __init__(
        self, desk: Desk, follow: Callable[[], None], *, every: int, clock: Callable[[], float] = time.time
    ) -> None:
        self._desk = desk
        self._follow = follow
        self._every = every
        self._clock = clock
        self._done = Tally()
        self.stopping = threading.Event()

    def once(self) -> Tally:
        """Visit every feed that is due, and return.

        Raises:
            ArchiveBusy: another process follows the feeds of this home.
            ArchiveError: what was read cannot be kept.
        """
        with self._alone() as store:
            return self._round(store).run()

    def run(self, tell: Tell) -> None:
        """Follow until `stopping` is set; `tell` is called whenever something may have changed.

        Raises:
            As `once`.
        """
        with self._alone() as store:
            begun, round_ = self._clock(), self._round(store)

            def told(_: Subscription, tally: Tally) -> None:
                tell(self._standing(store, self._done + tally))

            while not self.stopping.is_set():
                if self._clock() - begun >= _AFRESH:
                    begun, round_ = self._clock(), self._round(store)
                self._done += round_.run(told)
                tell(self._standing(store, self._done))
                self.stopping.wait(_LOOK)

    def _round(self, store: Store) -> Round:
        # Whoever stops it does not wait for a site's turn.
        web = self._desk.web(pace=Pace(sleep=self._wait))
        return Round(store, web, self._take, self._every, self._clock, self.stopping)

    def _wait(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise NotNow(message("feeds.stopped", self._desk.settings.language))

    def _take(self, outcomes: Sequence[Reading | Refused]) -> Report:
        from index import ingest

        embedder = self._desk.embedder
        if not embedder.asks_nobody:
            embedder = _Leaving(embedder, self.stopping)
        report = ingest.add(self._desk.archive, outcomes, embedder)
        for error in report.errors:
            _log.info("not taken in: %s", error.reason)
            _log.debug("not taken in: %s: %s", error.source, error.reason)
        self._follow()
        return report

    def _standing(self, store: Store, done: Tally) -> Standing:
        feeds = store.all()
        return Standing(len(feeds), sum(1 for f in feeds if f.error), done, store.next_due())

    @contextmanager
    def _alone(self) -> Iterator[Store]:
        home, language = self._desk.archive.home, self._desk.settings.language
        lock = try_own(home, LOCK)
        if lock is None:
            raise ArchiveBusy(message("feeds.busy", language, pid=holder(home, LOCK) or "?"))
        with lock, Store.open(home) as store:
            yield store


@dataclass(frozen=True, slots=True)
class _Leaving:
    """An endpoint that is not waited for when the following stops; articles are kept, vectors come later."""

    behind: Embedder
    stopping: threading.Event
    asks_nobody = False

    @property
    def name(self) -> str:
        return self.behind.name

    @property
    def dimensions(self) -> int:
        return self._unless(lambda: self.behind.dimensions)

    @property
    def knows_meaning(self) -> bool:
        return self.behind.knows_meaning

    def documents(self, texts: Sequence[str]) -> Matrix:
        return self._unless(lambda: self.behind.documents(texts))

    def query(self, text: str) -> Matrix:
        return self._unless(lambda: self.behind.query(text))

    def _unless(self, work: Callable[[], T]) -> T:
        try:
            return leaving.unless(self.stopping, work)
        except leaving.Left:
            raise EmbeddingError(message("feeds.left", "fr")) from None


@contextmanager
def watching(desk: Desk, follow: Callable[[], None]) -> Iterator[None]:
    """Follow the feeds in a thread; what fails is logged, and tried again a minute later."""
    watch = Watch(desk, follow, every=desk.settings.watch_every)
    last = Tally()

    def told(standing: Standing) -> None:
        nonlocal last
        if standing.done != last:
            last = standing.done
            _log.info("feeds: %d, articles added: %d, changed: %d", standing.feeds, last.added, last.updated)

    def run() -> None:
        while not watch.stopping.is_set():
            try:
                watch.run(told)
            except VerbatimError as error:
                _log.warning("feeds are not followed: %s", error)
            except Exception:  # nobody sees a thread end
                _log.exception("feeds are not followed")
            watch.stopping.wait(_AGAIN)

    thread = threading.Thread(target=run, name="watching", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watch.stopping.set()
        thread.join()
