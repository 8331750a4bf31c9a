"""One round over the feeds that are due: what is new in each is read politely and taken in.

A feed is asked for what has changed since the last visit only. What fails is asked again later and later. A
kill at any moment costs no more than reading some pages again: what was taken in is known by its address and
its words, and what was not is new still.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from index import identity, leaving
from index.batches import Report
from index.errors import AddressRefused, FetchError, NotNow, SourceError, VerbatimError
from index.fetching import Fetched, Known
from index.reading.outcome import Reading, Refused
from index.reading.web import Web, feeds, kinds, spelled_out
from index.subscriptions.store import FARTHEST_S, Seen, Store, Subscription
from prompts import message

_LANGUAGE = "fr"
_AT_ONCE = 10  # articles between two commits
_TRIES = 8  # of an entry, over three days: a site may be down from Friday to Monday
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
        """Visit each feed that is due and return what came of it; `tell` is called whenever that has grown.

        Raises:
            ArchiveError: what was read cannot be kept.
        """
        done = Tally()
        for feed in self.store.due(int(self.clock())):
            if self.stopping.is_set():
                break
            for part in self._visit(feed):
                done += part
                if tell is not None:
                    tell(feed, done)
        return done

    def _visit(self, feed: Subscription) -> Iterator[Tally]:
        """Visit one feed; one that fails, in whatever way, holds up no other."""
        try:
            yield from self._visited(feed)
        except (NotNow, leaving.Left):
            return  # it is being stopped, and the feed is due still
        except SourceError as error:
            # The host alone: the addresses of feeds that are paid for have keys in them.
            _log.warning("feed of %s: %s", _host(feed.url), error)
            yield self._failed(feed, error)
        except VerbatimError:
            raise
        except Exception:
            _log.exception("feed of %s", _host(feed.url))
            yield self._failed(feed, SourceError(message("feeds.broken", _LANGUAGE)))

    def _visited(self, feed: Subscription) -> Iterator[Tally]:
        fetched, found = leaving.unless(self.stopping, lambda: self._asked(feed))
        seen = self.store.seen(feed.url)
        new, listed = self._new(feed, found, fetched.url, seen) if found else ([], [])
        new += self._waiting(seen, {one.key for one in new})
        whole = True
        for part, complete in self._read(feed, new):
            whole = whole and complete
            yield part
        now = int(self.clock())
        # With something left that was not asked for, the feed is asked for whole the next time.
        known = fetched.known if whole else Known()
        title = (found.title if found else None) or feed.title
        well = replace(feed, title=title, known=known, due=now + self.every, failures=0, error=None)
        self.store.visited(well, listed, now=now)
        yield Tally(feeds=1)

    def _failed(self, feed: Subscription, error: SourceError) -> Tally:
        now = int(self.clock())
        failed = replace(feed, error=str(error), failures=feed.failures + 1)
        self.store.visited(replace(failed, due=now + self._later(failed, error)), (), now=now)
        return Tally(feeds=1, failed=1)

    def _asked(self, feed: Subscription) -> tuple[Fetched, feeds.Feed | None]:
        """Return a feed, politely asked for, and what it says; None where nothing has changed (304)."""
        if not self.web.robots.allow(feed.url):
            raise AddressRefused(message("fetching.robots", _LANGUAGE))
        self.web.pace.wait(self.web.fetcher.guard.target(feed.url).host, self.web.robots.pause(feed.url))
        fetched = self.web.fetcher.fetch(feed.url, known=feed.known)
        if fetched.status == 304:
            return fetched, None
        if kinds.of(fetched.body, fetched.media_type) != "feed":
            raise FetchError(message("feeds.no_feed", _LANGUAGE))
        return fetched, feeds.read(fetched.body)

    def _new(
        self, feed: Subscription, found: feeds.Feed, within: str, seen: Mapping[str, Seen]
    ) -> tuple[list[_New], list[str]]:
        """Return the entries to read, the oldest first, and the keys of all that are listed.

        `within`: where the feed stands by now.
        """
        new: dict[str, _New] = {}
        listed = []
        for entry in found.entries:
            try:
                url = self.web.fetcher.guard.target(entry.url, within).url
            except SourceError as error:
                _log.info("feed of %s: an entry leads nowhere: %s", _host(feed.url), error)
                continue
            key, mark = identity.canonical_url(url), _mark(entry)
            listed.append(key)
            held = seen.get(key)
            if held is None or held.mark != mark:
                new.setdefault(key, _New(url, key, Seen(mark), entry))
            elif self._is_due(held):
                new.setdefault(key, _New(url, key, held, entry))
        return list(reversed(new.values())), listed

    def _waiting(self, seen: Mapping[str, Seen], new: Container[str]) -> list[_New]:
        """Return the entries to be tried again that the feed has not sent now: it lists the newest alone."""
        return [
            _New(url, key, held, feeds.Entry(url, "", held.published, None, ""))
            for key, held in seen.items()
            if key not in new and self._is_due(held)
            for url in (held.address or spelled_out(key),)
        ]

    def _is_due(self, held: Seen) -> bool:
        now = int(self.clock())
        return held.due is not None and not now < held.due <= now + FARTHEST_S

    def _read(self, feed: Subscription, new: Iterable[_New]) -> Iterator[tuple[Tally, bool]]:
        """Read entries and take them in, some at a time; tell of each lot whether all were asked for."""
        for some in _chunks(new):
            outcomes = [(one, found) for one in some if (found := self._outcome(one)) is not None]
            if not outcomes:
                yield Tally(), False
                continue
            report = self.take([outcome for _, outcome in outcomes])
            now = int(self.clock())
            met = {one.key: _met(one, outcome, now) for one, outcome in outcomes}
            self.store.met(feed.url, met, report.added + report.updated, now)
            yield Tally(0, 0, report.added, report.updated, report.failed), len(outcomes) == len(some)

    def _outcome(self, one: _New) -> Reading | Refused | None:
        """Read one entry; None where it was not asked for and is new still."""
        try:
            return leaving.unless(self.stopping, lambda: self.web.entered(one.url, one.entry))
        except (NotNow, leaving.Left):
            return None
        except SourceError as error:
            return Refused(one.url, str(error))
        except Exception:  # one page must never stop the others, whatever it holds
            _log.exception("page of %s", _host(one.url))
            return Refused(one.url, message("ingest.broken", _LANGUAGE))

    def _later(self, feed: Subscription, error: SourceError) -> int:
        """Return in how many seconds a feed that failed is asked again."""
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait = min(self.every * 2 ** min(feed.failures, 20), _LONGEST_WAIT)
        return int(max(wait, asked or 0, self.every))


def _host(url: str) -> str:
    return urlsplit(url).hostname or "?"


def _met(one: _New, outcome: Reading | Refused, now: int) -> Seen:
    if isinstance(outcome, Reading):
        return Seen(one.seen.mark)
    failures = one.seen.failures + 1
    wait = min(_FIRST_WAIT * 2 ** (failures - 1), _LONGEST_WAIT)
    due = now + wait if failures < _TRIES else None
    return Seen(one.seen.mark, failures, due, one.url, one.entry.published)


def _mark(entry: feeds.Entry) -> str:
    """Return what changes when a feed says something new of an article."""
    # Not by its content, in which counters and advertisements change at every visit.
    return identity.digest(entry.title, entry.published or "", entry.updated or "")


def _chunks(new: Iterable[_New]) -> Iterator[list[_New]]:
    rest = iter(new)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
