"""Looks every two seconds what other processes took in, and tells those who follow it, a message a place.

An article that was taken in is new once: when the archive rests, or after half a minute of taking in.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection, Sequence
from functools import partial

from bot.following import INTERVAL
from bot.render.telegram import alerts as render
from bot.render.telegram.message import Message
from bot.render.telegram.runs import Run, messages
from bot.telegram.alerts import follows, news
from bot.telegram.alerts.follows import Follow
from bot.telegram.alerts.news import Alert, Waiting
from bot.telegram.client import Refused, kind
from bot.telegram.incoming import Incoming
from bot.telegram.office import Office
from index.ledger import Ledger
from index.ledger.asked import Asked, Told
from index.people import names
from index.stages import happened

_PATIENCE = 30.0  # seconds of taking in
_FEW = 500  # articles
_HOUR = 8  # of the daily message, local time
_log = logging.getLogger(__name__)


async def tell(office: Office) -> None:
    """Tell what is new until cancelled; what is on its way stands in the store."""
    rest = _Rest()
    sending: dict[int, asyncio.Task[None]] = {}
    try:
        while True:
            sequence = await asyncio.to_thread(office.desk.archive.sequence)
            if rest.at(sequence):
                await _look(office, sequence)
            for waiting in (await office.store.run(news.due, int(time.time()))).values():
                await _write(office, waiting)
            for chat, found in (await office.store.run(news.alerts)).items():
                # A chat that has to wait holds up no other.
                if chat not in sending or sending[chat].done():
                    sending[chat] = asyncio.create_task(_send(office, chat, found))
            await asyncio.sleep(INTERVAL)
    finally:
        for task in sending.values():
            task.cancel()
        await asyncio.gather(*sending.values(), return_exceptions=True)


class _Rest:
    """Tells when an archive that changes has come to rest, or has not for too long."""

    def __init__(self) -> None:
        self._last, self._read, self._since = -1, -1, 0.0

    def at(self, sequence: int) -> bool:
        """Tell whether to read up to a change now."""
        now = time.monotonic()
        if sequence == self._read:
            self._last, self._since = sequence, now
            return False
        if self._last not in (sequence, -1) and now - self._since < _PATIENCE:
            self._last = sequence
            return False
        self._last = self._read = sequence
        self._since = now
        return True


def next_digest(now: float) -> int:
    """Return when the next daily message is due, in seconds as `time.time`."""
    day = time.localtime(now)
    today = time.mktime((day.tm_year, day.tm_mon, day.tm_mday, _HOUR, 0, 0, 0, 0, -1))
    if today > now:
        return int(today)
    return int(time.mktime((day.tm_year, day.tm_mon, day.tm_mday + 1, _HOUR, 0, 0, 0, 0, -1)))


async def _look(office: Office, sequence: int) -> None:
    """Let what is new wait for those who follow it."""
    archive = office.desk.archive
    name = await asyncio.to_thread(lambda: archive.name)
    reached = await office.store.run(news.mark, name)
    new: dict[int, set[str]] = {}
    if reached is not None and reached < sequence:
        await asyncio.to_thread(archive.settle)
        heard = await office.ledger(lambda ledger: _heard(ledger, ledger.added(reached, sequence)))
        for follow in await office.store.run(follows.every):
            if not _may_speak(follow, heard):
                continue
            since = max(reached, follow.since)
            found = await office.ledger(partial(_articles, follow=follow, since=since, until=sequence))
            if found:
                new[follow.id] = found
    if reached != sequence:
        await office.store.run(news.wait, name, sequence, new, next_digest(time.time()))


def _heard(ledger: Ledger, fresh: Sequence[str]) -> frozenset[str] | None:
    """Return the words of the names that speak in articles; None for too many articles to look at each."""
    if len(fresh) > _FEW:
        return None
    speaking = {s.speaker for article in fresh for s, _ in ledger.statements(article)}
    return frozenset(token for name in speaking for token in names.tokens(name))


def _may_speak(follow: Follow, heard: frozenset[str] | None) -> bool:
    """Tell whether it is worth reading all that somebody said, which of a president takes a second."""
    # Who holds an office is not told by its words.
    return heard is None or follow.office or bool(heard.intersection(names.tokens(follow.speaker)))


def _articles(ledger: Ledger, follow: Follow, since: int, until: int) -> set[str]:
    """Return which articles taken in between two changes hold what a follow is to be told."""
    fresh = set(ledger.added(since, until))
    return {a.id for told in _new(ledger, follow, fresh) for _, a in told.witnesses} if fresh else set()


def _new(ledger: Ledger, follow: Follow, fresh: Collection[str]) -> list[Told]:
    """Return what a follow is to be told of articles; words that an older one has are not new."""
    found = ledger.said(Asked(follow.speaker, follow.topic or None)).told
    return [t for t in found if t.on_topic and all(a.id in fresh for _, a in t.witnesses)]


async def _write(office: Office, waiting: Waiting) -> None:
    """Put on its way what is new for one place; whoever may not ask any more gets nothing."""
    allowed = [(f, articles) for f, articles in waiting if _may_ask(office, f)]
    place = waiting[0][0].place
    known = await office.store.run(news.told, place)

    def sections(ledger: Ledger) -> list[render.Section]:
        told, found = set(known), []
        for follow, articles in allowed:
            fresh = [t for t in _new(ledger, follow, articles) if not told & {s.id for s, _ in t.witnesses}]
            told |= {s.id for t in fresh for s, _ in t.witnesses}
            if fresh:
                found.append(render.Section(follow.id, follow.speaker, follow.topic, tuple(fresh)))
        return found

    found = await office.ledger(sections)
    language = waiting[0][0].language
    shown: list[Message] = await asyncio.to_thread(render.alert, found, language) if found else []
    told = {s.id for section in found for t in section.told for s, _ in t.witnesses}
    await office.store.run(news.write, waiting, render.headline(found, language), shown, told)


def _may_ask(office: Office, follow: Follow) -> bool:
    at = follow.place
    return office.access.may_ask(
        Incoming(0, "other", at.chat, at.thread, person=follow.person, human=follow.human)
    )


async def _send(office: Office, chat: int, found: list[Alert]) -> None:
    for alert in found:
        try:
            number = alert.number
            if not number:
                (headline,) = messages([Run(alert.headline)])
                number = await office.client.send(alert.place, headline)
                await office.store.run(news.hold, alert.id, number)
            await _fill(office, alert, number)
            happened("alert_sent")
        except Refused as error:
            _log.info("no alert can be shown in chat %s: %s", chat, error)
            if kind(error) == "Forbidden" or "chat not found" in str(error).lower():
                await office.store.run(follows.end_all, chat)
                return
        await office.store.run(news.done, alert.id)


async def _fill(office: Office, alert: Alert, number: int) -> None:
    try:
        await office.client.edit(alert.place, number, alert.message)
    except Refused as error:
        if kind(error) == "Forbidden":
            raise
        # Somebody deleted the headline meanwhile.
        await office.client.send(alert.place, alert.message)
