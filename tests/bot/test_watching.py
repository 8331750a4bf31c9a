"""Following the feeds of a home, as `watch` and the Telegram bot do."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import composition
from bot.composition import Desk
from bot.settings import from_environment
from bot.watching import Standing, Watch, watching
from index import ingest
from index.embedding import Matrix
from index.errors import ArchiveBusy
from index.owner import try_own
from index.subscriptions import LOCK, Store
from tests.website import Page, WebSite

FEED = """<rss version='2.0'><channel><title>Journal de Sarège</title>
<item><title>La digue</title><link>{site}/digue</link></item></channel></rss>"""
ARTICLE = """<html><head><title>La digue tiendra</title></head><body><article><h1>La digue tiendra</h1>
<p>« La digue de Sarège tiendra tout l'hiver », a assuré mardi Héloïse Marlo, mairesse de la commune, devant
les habitants réunis dans la salle des fêtes.</p><p>Les travaux, commencés au printemps, ont coûté deux
millions de talers, dont la moitié a été payée par le canton de la Basse-Sarvoise.</p></article></body>"""


@pytest.fixture
def site() -> Iterator[WebSite]:
    """Return a site with a feed of one article."""
    pages = {"/flux": Page(FEED, "application/rss+xml"), "/digue": Page(ARTICLE)}
    with WebSite(pages) as opened:
        yield opened


@pytest.fixture
def desk(site: WebSite, tmp_path: Path) -> Iterator[Desk]:
    """Return an empty home that follows it, and may ask this machine."""
    settings = from_environment({"VERBATIM_HOME": str(tmp_path)})
    with Store.open(tmp_path) as store:
        store.add(site.url("/flux"), None, int(time.time()))
    with composition.desk(settings, lasting=True, create=True) as opened:
        yield replace(opened, guard=site.guard())


def test_what_a_feed_lists_can_be_searched_at_once(desk: Desk) -> None:
    """The articles are in the archive, their statements read, the indexes level."""
    done = Watch(desk, desk.follow, every=900).once()
    assert (done.feeds, done.added) == (1, 1)
    assert "tiendra tout l'hiver" in desk.searcher().search("digue de Sarège", 1)[0].text
    with composition.ledger(desk.settings) as ledger:
        assert [s.name for s in ledger.speakers()] == ["Héloïse Marlo"]


def test_feeds_that_are_added_meanwhile_are_followed_within_seconds(site: WebSite, desk: Desk) -> None:
    """Another process adds one while this one waits; stopping does not wait for the next visit."""
    watch, told = Watch(desk, desk.follow, every=900), list[Standing]()
    thread = threading.Thread(target=watch.run, args=(told.append,))
    thread.start()
    try:
        _until(lambda: bool(told) and told[-1].done.added == 1)
        second = FEED.replace("/digue", "/digue-2")
        site.pages |= {"/autre": Page(second, "application/rss+xml")}
        site.pages["/digue-2"] = Page(ARTICLE.replace("tiendra", "cédera").replace("millions", "milliards"))
        with Store.open(desk.archive.home) as store:
            store.add(site.url("/autre"), None, int(time.time()))
        _until(lambda: told[-1].done.added == 2)
    finally:
        begun = time.monotonic()
        watch.stopping.set()
        thread.join()
    assert time.monotonic() - begun < 2
    assert (told[-1].feeds, told[-1].failing) == (2, 0)


class Silent:
    """An embedder that never answers before the test lets it."""

    name, dimensions, knows_meaning, asks_nobody = "silent", 2, True, False

    def __init__(self) -> None:
        self.asked, self.free = threading.Event(), threading.Event()

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return nothing for a long time, then rows of ones."""
        self.asked.set()
        self.free.wait(30)
        return np.ones((len(texts), 2), np.float32)

    def query(self, text: str) -> Matrix:
        """Return a row as `documents` does."""
        row: Matrix = self.documents([text])[0]
        return row


def test_a_model_that_does_not_answer_holds_up_no_stop(desk: Desk) -> None:
    """The article that was read is kept, known, and given its vectors by the next start."""
    slow = Silent()
    watch = Watch(replace(desk, embedder=slow), lambda: None, every=900)
    thread = threading.Thread(target=watch.run, args=(lambda _: None,))
    thread.start()
    assert slow.asked.wait(20)
    begun = time.monotonic()
    watch.stopping.set()
    thread.join()
    assert time.monotonic() - begun < 3
    assert desk.archive.scanned().articles == 1
    slow.free.set()
    assert ingest.reembed(desk.archive, slow) > 0


def test_one_process_follows_a_home(desk: Desk) -> None:
    """A second one would ask every site twice: it says who does, and ends."""
    lock = try_own(desk.archive.home, LOCK)
    assert lock is not None
    with lock, pytest.raises(ArchiveBusy, match=r"\d+"):
        Watch(desk, desk.follow, every=900).once()


def test_the_bot_follows_beside_its_work(desk: Desk) -> None:
    """It runs in a thread, and ends with the block."""
    with watching(desk, desk.follow):
        _until(lambda: desk.archive.scanned().articles == 1)
    assert "watching" not in {thread.name for thread in threading.enumerate()}


def test_a_defect_does_not_end_the_following_unseen(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees a thread end: the reason is logged, and it goes on."""
    monkeypatch.setattr("bot.watching._AGAIN", 0.05)
    rest = ["defect"]

    def follow() -> None:
        if rest:
            raise RuntimeError(rest.pop())
        desk.follow()

    broken = replace(desk, settings=replace(desk.settings, watch_every=0))
    with watching(broken, follow):
        _until(lambda: not rest)
        _until(lambda: "digue" in str(desk.searcher().search("digue", 1)))
    assert "RuntimeError: defect" in caplog.text


def test_a_home_that_cannot_be_read_does_not_end_it_either(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised outside of a visit is logged, and tried again."""
    monkeypatch.setattr("bot.watching._AGAIN", 0.05)
    wrong = replace(desk, guard="no guard")  # type: ignore[arg-type]
    with watching(wrong, desk.follow):
        _until(lambda: caplog.text.count("AttributeError") > 0)


def _until(holds: object) -> None:
    assert callable(holds)
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
