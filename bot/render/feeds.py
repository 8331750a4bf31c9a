"""The feeds that are followed as a rich renderable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render import dates, terminal
from bot.render.layout import Paragraph, line, unbroken
from index.subscriptions import Subscription
from prompts import message, reworded

_MOST = 10  # addresses of a feed's entries; --json has all


def listed(feeds: Sequence[Subscription], language: str) -> RenderableType:
    """Return the feeds, each with its address, what came of it, and why its last visit failed."""
    if not feeds:
        return Paragraph(Text(message("feeds.none", language)))
    parts: list[RenderableType] = []
    for feed in feeds:
        parts.append(Paragraph(Text(line(feed.title or feed.url), terminal.HEADING)))
        parts.append(unbroken(feed.url, indent=2, style=terminal.FAINT))
        parts.append(Paragraph(Text(_state(feed, language)), indent=2))
        parts += _unread(feed, language)
    return Group(*parts)


def _state(feed: Subscription, language: str) -> str:
    if feed.error is not None:
        values = {"reason": line(reworded(feed.error, language)), "at": _moment(feed.due, language)}
        return message("feeds.state_failed", language, **values)
    if feed.visited is None:
        return message("feeds.state_new", language)
    return message("feeds.state", language, articles=feed.articles, at=_moment(feed.visited, language))


def _unread(feed: Subscription, language: str) -> Iterator[RenderableType]:
    """Yield how many entries could not be read, and the addresses of those that are tried no more."""
    given_up = [entry for entry in feed.unread if entry.due is None]
    if waiting := len(feed.unread) - len(given_up):
        yield Paragraph(Text(message("feeds.waiting", language, entries=waiting)), indent=2)
    if given_up:
        yield Paragraph(Text(message("feeds.given_up", language, entries=len(given_up))), indent=2)
    for entry in given_up[:_MOST]:
        yield unbroken(entry.url, indent=4, style=terminal.FAINT)


def _moment(seconds: int, language: str) -> str:
    return dates.moment(datetime.fromtimestamp(seconds).isoformat(timespec="minutes"), language)
