"""`feeds` keeps the list of the feeds that are followed; `watch` follows them."""

from __future__ import annotations

import time
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from prompts import message, reworded

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.settings import Settings
    from bot.watching import Standing, Tell, Watch
    from index.subscriptions import Subscription, Tally

app = typer.Typer(help="The feeds that `watch` follows: add, list, retry, remove.", no_args_is_help=True)


@app.command()
def add(
    addresses: Annotated[
        list[str], typer.Argument(metavar="URL...", help="Addresses of feeds, or of pages that name one.")
    ],
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Follow feeds from now on.

    Each is asked for once, to see that it is one; a site leads to its feed.
    """
    from index.errors import SourceError
    from index.reading import web
    from index.subscriptions import Store
    from index.subscriptions.finding import find

    chosen, failed = settings(home, language), False
    added: list[dict[str, Any]] = []
    with Store.open(chosen.news.home) as store:
        for address in addresses:
            try:
                url, title = find(web.open_web(), address)
            except SourceError as error:
                reason = reworded(str(error), chosen.language)
                output.complain(f"{address}\u00a0: {reason}")
                added.append({"url": address, "added": False, "error": reason})
                failed = True
                continue
            new = store.add(url, title, int(time.time()))
            added.append({"url": url, "title": title, "added": new})
            if not as_json:
                key = "feeds.added" if new else "feeds.known"
                output.show(_remark(message(key, chosen.language, title=title or url, url=url)))
    if as_json:
        output.document(added)
    if failed:
        raise typer.Exit(1)


@app.command("list")
def list_(home: Home = None, as_json: AsJson = False, language: Language = None) -> None:
    """List the feeds that are followed, with what came of each."""
    from bot.render import feeds

    chosen = settings(home, language)
    found = _followed(chosen)
    if as_json:
        output.document([_document(feed, chosen.language) for feed in found])
    else:
        output.show(feeds.listed(found, chosen.language))


@app.command()
def retry(
    addresses: Annotated[
        list[str] | None,
        typer.Argument(metavar="[URL]...", help="As `feeds list` shows them (default: all)."),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Try the pages again that could not be read, those given up too.

    `watch` asks for them at its next visit, which is due at once.
    """
    from index.reading.web import spelled_out
    from index.subscriptions import Store

    chosen = settings(home, language)
    pages, unknown = 0, list(addresses or ())
    if followed := _followed(chosen):
        with Store.open(chosen.news.home) as store:
            named = {address: store.like(spelled_out(address)) for address in unknown}
            unknown = [address for address, feed in named.items() if feed is None]
            found = {feed.url for feed in (named.values() if addresses else followed) if feed is not None}
            pages = sum(store.retry(url, int(time.time())) for url in sorted(found))
    if as_json:
        output.document({"pages": pages, "unknown": unknown})
    elif addresses is None or len(unknown) < len(addresses):
        key = "feeds.retried" if pages else "feeds.nothing_unread"
        output.show(_remark(message(key, chosen.language, **({"pages": pages} if pages else {}))))
    _refuse(unknown, chosen.language)


@app.command()
def remove(
    addresses: Annotated[list[str], typer.Argument(metavar="URL...", help="As `feeds list` shows them.")],
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Follow feeds no longer; the articles that came of them stay."""
    from index.reading.web import spelled_out
    from index.subscriptions import Store

    chosen, gone = settings(home, language), []
    with Store.open(chosen.news.home) as store:
        for address in addresses:
            found = store.like(spelled_out(address))
            if found is not None and store.remove(found.url):
                gone.append(address)
    unknown = [address for address in addresses if address not in gone]
    if as_json:
        output.document({"removed": gone, "unknown": unknown})
    else:
        output.show(_remark(message("feeds.removed", chosen.language, removed=len(gone))))
    _refuse(unknown, chosen.language)


def _refuse(unknown: list[str], language: str) -> None:
    """Say which addresses are of no feed that is followed, and end with a failure if there are any."""
    for address in unknown:
        output.complain(message("feeds.unknown", language, url=address))
    if unknown:
        raise typer.Exit(1)


def watch(
    once: Annotated[bool, typer.Option("--once", help="Visit the feeds that are due, and end.")] = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Follow the feeds until it is stopped.

    New articles are taken in as they come. With --json, each change is one line.
    """
    from bot import composition, observing
    from bot.following import following
    from bot.watching import Watch

    chosen = settings(home, language, service=not once)
    notice = output.noticer(chosen.language)
    with (
        composition.desk(chosen, lasting=True, create=True, notice=notice) as desk,
        observing.measured(chosen, desk.archive.stats),
        following(desk) as follow,
    ):
        watching = Watch(desk, follow, every=chosen.watch_every)
        if once:
            _tell_once(watching.once(), chosen, as_json)
        else:
            _until_stopped(watching, chosen, as_json)


def _until_stopped(watching: Watch, chosen: Settings, as_json: bool) -> None:
    import signal

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: watching.stopping.set())
    with _telling(chosen, as_json) as tell:
        watching.run(tell)
    if not as_json:
        output.notice(message("feeds.stopped", chosen.language))


def _telling(chosen: Settings, as_json: bool) -> AbstractContextManager[Tell]:
    """Return what tells how it stands: lines of JSON, or a line that renews itself on a terminal."""
    from bot.terminal.progress import standing

    if as_json:
        told: list[dict[str, Any]] = [{}]

        def print_change(now: Standing) -> None:
            row = {"feeds": now.feeds, "failing": now.failing, **_counts(now.done)}
            if row != told[0]:
                told[0] = row
                output.document(row)

        return nullcontext(print_change)
    return standing(lambda now: _line(now, chosen.language))


def _line(now: Standing, language: str) -> str:
    if not now.feeds:
        return message("feeds.none", language)
    due = datetime.fromtimestamp(now.next_due or 0).astimezone()
    values = {"feeds": now.feeds, "added": now.done.added, "updated": now.done.updated, "at": f"{due:%H:%M}"}
    text = message("feeds.standing", language, **values)
    return f"{text} {message('feeds.failing', language, failing=now.failing)}" if now.failing else text


def _tell_once(done: Tally, chosen: Settings, as_json: bool) -> None:
    if as_json:
        output.document(_counts(done))
    elif not done.feeds and not _followed(chosen):
        output.show(_remark(message("feeds.none", chosen.language)))
    else:
        output.show(_remark(message("feeds.once", chosen.language, **_counts(done))))


def _counts(done: Tally) -> dict[str, int]:
    return {
        "visited": done.feeds,
        "failed": done.failed,
        "added": done.added,
        "updated": done.updated,
        "refused": done.refused,
    }


def _document(feed: Subscription, language: str) -> dict[str, Any]:
    def moment(seconds: int | None) -> str | None:
        return None if seconds is None else datetime.fromtimestamp(seconds).astimezone().isoformat()

    return {
        "url": feed.url,
        "title": feed.title,
        "added": moment(feed.added),
        "visited": moment(feed.visited),
        "due": moment(feed.due),
        "articles": feed.articles,
        "failures": feed.failures,
        "error": feed.error and reworded(feed.error, language),
        "unread": [{"url": one.url, "failures": one.failures, "due": moment(one.due)} for one in feed.unread],
    }


def _followed(chosen: Settings) -> list[Subscription]:
    """Return the feeds that are followed; looking makes no file."""
    from index.subscriptions import FILE, Store

    if not (chosen.news.home / FILE).is_file():
        return []
    with Store.open(chosen.news.home) as store:
        return store.all()


def _remark(text: str) -> Any:
    from bot.render import lists

    return lists.remark(text)
