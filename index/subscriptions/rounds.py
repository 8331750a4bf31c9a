"""One round over the feeds that are due: what is new in each is read politely and taken in.

A feed is asked for what has changed since the last visit only. What fails is asked again later and later. A
kill at any moment costs no more than reading some pages again: what was taken in is known by its address and
its words, and what was not is new still.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index import identity
from index.batches import Report
from index.errors import AddressRefused, FetchError, SourceError
from index.fetching import Known
from index.reading.outcome import Reading, Refused
from index.reading.web import Web, feeds, kinds
from index.subscriptions.store import Seen, Store, Subscription
from prompts import message

_LANGUAGE = "fr"
_AT_ONCE = 10  # articles between two commits
_TRIES = 5  # of an entry, over a day
_FIRST_WAIT, _LONGEST_WAIT = 3600, 86_400  # seconds, for entries and for feeds
_log = logging.getLogger(__name__)

Take = Callable[[Sequence[Reading | Refused]], Report]
"""Takes articles in, and says what became of them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one round, or several, came to: feeds visited, feeds that failed, articles."""

    feeds: int = 0
    failed: int = 0
    added: int = 0
    updated: int = 0
    refused: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of two."""
        names = ("feeds", "failed", "added", "updated", "refused")
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class _New:
    """An entry to be read: its address, what is kept of it, what the feed says."""

    url: str
    key: str
    seen: Seen
    entry: feeds.Entry


@dataclass(frozen=True, slots=True)
class Round:
    """Reads the feeds that are due.

    Attributes:
        every: seconds between two visits of a feed.
        clock: seconds since 1970.
        stopping: set when the round shall end; what was begun of it is finished or left as it was.
    """

    store: Store
    web: Web
    take: Take
    every: int
    clock: Callable[[], float]
    stopping: threading.Event

    def run(self, tell: Callable[[Subscription, Tally], None] | None = None) -> Tally:
        """Visit each feed that is due and return what came of it; `tell` is called after each.

        Raises:
            ArchiveError: what was read cannot be kept.
        """
        done = Tally()
        for feed in self.store.due(int(self.clock())):
            if self.stopping.is_set():
                break
            done += self._visit(feed)
            if tell is not None:
                tell(feed, done)
        return done

    def _visit(self, feed: Subscription) -> Tally:
        try:
            found, known = self._asked(feed)
        except SourceError as error:
            now = int(self.clock())
            _log.warning("feed %s: %s", feed.url, error)
            failed = replace(feed, error=str(error), failures=feed.failures + 1)
            self.store.visited(replace(failed, due=now + self._later(failed, error)), (), now=now)
            return Tally(feeds=1, failed=1)
        new, listed = self._new(feed, found) if found else ([], [])
        tally, whole = self._read(feed, new)
        now = int(self.clock())
        # With something left to read, the feed is asked for whole the next time.
        known = known if whole else Known()
        title = (found.title if found else None) or feed.title
        well = replace(feed, title=title, known=known, due=now + self.every, failures=0, error=None)
        self.store.visited(well, listed, now=now)
        return tally

    def _asked(self, feed: Subscription) -> tuple[feeds.Feed | None, Known]:
        """Return what a feed lists, None where that has not changed; politely asked for."""
        if not self.web.robots.allow(feed.url):
            raise AddressRefused(message("fetching.robots", _LANGUAGE))
        self.web.pace.wait(self.web.fetcher.guard.target(feed.url).host, self.web.robots.pause(feed.url))
        fetched = self.web.fetcher.fetch(feed.url, known=feed.known)
        if fetched.status == 304:
            return None, feed.known
        if kinds.of(fetched.body, fetched.media_type) != "feed":
            raise FetchError(message("feeds.no_feed", _LANGUAGE))
        return feeds.read(fetched.body), fetched.known

    def _new(self, feed: Subscription, found: feeds.Feed) -> tuple[list[_New], list[str]]:
        """Return the entries to read, the oldest first, and the keys of all that are listed."""
        seen, now = self.store.seen(feed.url), int(self.clock())
        new: dict[str, _New] = {}
        listed = []
        for entry in found.entries:
            try:
                url = self.web.fetcher.guard.target(entry.url, feed.url).url
            except SourceError as error:
                _log.info("feed %s: an entry leads nowhere: %s", feed.url, error)
                continue
            key, mark = identity.canonical_url(url), _mark(entry)
            listed.append(key)
            held = seen.get(key)
            if held is None or held.mark != mark:
                new.setdefault(key, _New(url, key, Seen(mark), entry))
            elif held.due is not None and held.due <= now:
                new.setdefault(key, _New(url, key, held, entry))
        return list(reversed(new.values())), listed

    def _read(self, feed: Subscription, new: Iterable[_New]) -> tuple[Tally, bool]:
        """Read entries and take them in, some at a time; tell whether nothing is left of them."""
        done, whole = Tally(feeds=1), True
        for some in _chunks(new):
            outcomes = [(one, self._outcome(one)) for one in some if not self.stopping.is_set()]
            whole = whole and len(outcomes) == len(some)
            report = self.take([outcome for _, outcome in outcomes])
            now = int(self.clock())
            met = {one.key: _met(one, outcome, now) for one, outcome in outcomes}
            self.store.met(feed.url, met, report.added + report.updated, now)
            whole = whole and all(seen.due is None for seen in met.values())
            done += Tally(0, 0, report.added, report.updated, report.failed)
        return done, whole

    def _outcome(self, one: _New) -> Reading | Refused:
        try:
            return self.web.entered(one.url, one.entry)
        except SourceError as error:
            return Refused(one.url, str(error))

    def _later(self, feed: Subscription, error: SourceError) -> int:
        """Return in how many seconds a feed that failed is asked again."""
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait = min(self.every * 2 ** min(feed.failures, 20), _LONGEST_WAIT)
        return int(max(wait, asked or 0, self.every))


def _met(one: _New, outcome: Reading | Refused, now: int) -> Seen:
    if isinstance(outcome, Reading):
        return Seen(one.seen.mark)
    failures = one.seen.failures + 1
    wait = min(_FIRST_WAIT * 2 ** (failures - 1), _LONGEST_WAIT)
    return Seen(one.seen.mark, failures, now + wait if failures < _TRIES else None)


def _mark(entry: feeds.Entry) -> str:
    """Return what changes when a feed says something new of an article."""
    # Not by its content, in which counters and advertisements change at every visit.
    return identity.digest(entry.title, entry.published or "", entry.updated or "")


def _chunks(new: Iterable[_New]) -> Iterator[list[_New]]:
    rest = iter(new)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
