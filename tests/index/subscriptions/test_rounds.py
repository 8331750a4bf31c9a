"""Following feeds: what is new is read once, what fails is asked for again, later and later."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from index.batches import Report
from index.errors import NotNow
from index.fetching import Pace, Silence
from index.reading import web
from index.reading.outcome import Reading, Refused
from index.subscriptions import FILE, Round, Store, Tally
from index.subscriptions.store import Seen, Unread
from tests.website import Page, WebSite, leading_to

EVERY, START = 900, 1_700_000_000
WORDS = (
    "La digue de Sarège tiendra tout l'hiver, a assuré mardi la mairesse de la commune devant les habitants "
    "réunis dans la salle des fêtes. Les travaux, commencés au printemps, ont coûté deux millions de talers."
)


def item(name: str, title: str = "", published: str = "Tue, 05 Mar 2024 08:00:00 GMT") -> str:
    """Return one entry of a feed."""
    said = f"<title>{title or name}</title><link>{{site}}/{name}</link><pubDate>{published}</pubDate>"
    return f"<item>{said}</item>"


def feed(*items: str, headers: dict[str, str] | None = None) -> Page:
    """Return a feed, the newest entry first."""
    body = f"<rss version='2.0'><channel><title>Journal de Sarège</title>{''.join(items)}</channel></rss>"
    return Page(body, "application/rss+xml", headers=headers or {})


def article(name: str) -> Page:
    """Return a page with an article of its own."""
    paragraphs = "".join(f"<p>{WORDS} Voici le volet {n} de {name}.</p>" for n in range(3))
    return Page(
        f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>{paragraphs}</article>"
    )


def dripping(media_type: str = "text/html") -> Page:
    """Return a page that comes byte by byte and never ends."""

    def script(handler: BaseHTTPRequestHandler, site: WebSite) -> None:
        head = f"HTTP/1.0 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode()
        site.stream(handler, b" ", 0.05, head)

    return Page(script=script)


class Desk:
    """A home whose clock the test sets, and what was taken into it."""

    def __init__(self, site: WebSite, store: Store) -> None:
        self.now = float(START)
        self.store = store
        self.taken: list[list[str]] = []
        self.published: dict[str, str | None] = {}
        self.stopping = threading.Event()
        fetcher = web.open_web(site.guard()).fetcher
        robots, silence = web.open_web(site.guard()).robots, Silence(clock=lambda: self.now)
        self.web = web.Web(fetcher, robots, pace=Pace(0.0), silence=silence)
        self.after: Callable[[], None] = lambda: None

    def take(self, outcomes: Sequence[Reading | Refused]) -> Report:
        """Count what comes as a desk would."""
        articles = [o.article for o in outcomes if isinstance(o, Reading)]
        read = [article.url or "" for article in articles]
        self.published |= {(a.url or "").rpartition("/")[2]: a.published for a in articles}
        self.taken.append([url.rpartition("/")[2] for url in read])
        self.after()
        return Report(added=len(read), failed=len(outcomes) - len(read))

    def round(self) -> Tally:
        """Run one round, as it is now."""
        self.told: list[Tally] = []
        made = Round(self.store, self.web, self.take, EVERY, lambda: self.now, self.stopping)
        return made.run(lambda _, tally: self.told.append(tally))

    def later(self, seconds: float = EVERY) -> Tally:
        """Run one round some time later."""
        self.now += seconds
        return self.round()


@pytest.fixture
def site() -> Iterator[WebSite]:
    """Return a site without pages."""
    with WebSite({}) as opened:
        yield opened


@pytest.fixture
def desk(site: WebSite, tmp_path: Path) -> Iterator[Desk]:
    """Return a home that follows the feed of the site."""
    with Store.open(tmp_path) as store:
        store.add(site.url("/flux"), None, START)
        yield Desk(site, store)


def test_what_is_new_is_read_once_and_the_oldest_first(site: WebSite, desk: Desk) -> None:
    """A second visit reads only what was not listed at the first; the feed's title is kept."""
    site.pages |= {"/flux": feed(item("b"), item("a")), "/a": article("a"), "/b": article("b")}
    assert desk.round() == Tally(feeds=1, added=2)
    site.pages |= {"/flux": feed(item("c"), item("b"), item("a")), "/c": article("c")}
    assert desk.later() == Tally(feeds=1, added=1)
    assert desk.taken == [["a", "b"], ["c"]]
    (kept,) = desk.store.all()
    assert (kept.title, kept.articles, kept.due) == ("Journal de Sarège", 3, START + 2 * EVERY)


def test_a_feed_that_has_not_changed_is_not_sent_again(site: WebSite, desk: Desk) -> None:
    """The second request names the version of the first, and the site's 304 ends the visit."""
    site.pages |= {"/flux": feed(item("a"), headers={"ETag": '"un"'}), "/a": article("a")}
    desk.round()
    site.pages["/flux"] = Page(status=304)
    assert desk.later() == Tally(feeds=1)
    asked = [h for path, h in zip(site.asked, site.headers, strict=True) if path == "/flux"]
    assert [h.get("if-none-match") for h in asked] == [None, '"un"']
    assert desk.store.all()[0].error is None


def test_nothing_is_asked_before_it_is_due(site: WebSite, desk: Desk) -> None:
    """Between two visits the site is left alone."""
    site.pages |= {"/flux": feed(item("a")), "/a": article("a")}
    desk.round()
    asked = len(site.asked)
    assert desk.later(EVERY - 1) == Tally()
    assert len(site.asked) == asked


def test_an_entry_that_its_feed_changes_is_read_again(site: WebSite, desk: Desk) -> None:
    """A new headline or moment is how a feed tells of a correction."""
    site.pages |= {"/flux": feed(item("a")), "/a": article("a")}
    desk.round()
    site.pages["/flux"] = feed(item("a", title="a, rectifié"))
    desk.later()
    assert desk.taken == [["a"], ["a"]]


def test_a_page_that_fails_is_asked_for_again(site: WebSite, desk: Desk) -> None:
    """An hour later, though the feed itself has not changed; after eight times, over days, no more."""
    site.pages |= {"/flux": feed(item("a")), "/a": Page(status=503)}
    assert desk.round() == Tally(feeds=1, refused=1)
    desk.later()
    assert site.asked.count("/a") == 1
    site.pages["/a"] = article("a")
    assert desk.later(3600).added == 1
    site.pages |= {"/flux": feed(item("b"), item("a")), "/b": Page(status=503)}
    desk.later()
    ((waiting,),) = (feed.unread for feed in desk.store.all())
    assert waiting == Unread(site.url("/b"), 1, int(desk.now) + 3600)
    begun = desk.now
    while desk.store.all()[0].unread[0].due is not None:
        desk.later()
    assert 3 * 86_400 < desk.now - begun < 4 * 86_400
    for _ in range(10):
        desk.later(86_400)
    assert site.asked.count("/b") == 8
    assert desk.store.all()[0].unread == (Unread(site.url("/b"), 8, None),)


@pytest.mark.parametrize("later", ["lists others", "has not changed", "fails"])
def test_a_page_is_asked_for_again_whatever_its_feed_lists_by_then(
    site: WebSite, desk: Desk, later: str
) -> None:
    """It lists the newest alone: what failed is asked for under the address that it told, and has its day."""
    listed = item("b?utm_source=flux", published="Tue, 05 Mar 2024 08:00:00 GMT")
    site.pages |= {"/flux": feed(listed, headers={"ETag": '"un"'}), "/b?utm_source=flux": Page(status=503)}
    desk.round()
    site.pages |= {"/b?utm_source=flux": article("b"), "/c": article("c")}
    other = {"lists others": feed(item("c")), "has not changed": Page(status=304), "fails": Page(status=500)}
    site.pages["/flux"] = other[later]

    desk.later(3600)

    assert site.asked.count("/b?utm_source=flux") == (1 if later == "fails" else 2)
    if later == "fails":  # the next visit that goes well reads it
        site.pages["/flux"] = Page(status=304)
        desk.later(2 * EVERY)
    assert (desk.published["b?utm_source=flux"] or "")[:10] == "2024-03-05"
    assert desk.store.all()[0].unread == ()


def test_pages_that_were_given_up_are_tried_anew_when_somebody_asks(site: WebSite, desk: Desk) -> None:
    """At once, though the feed is not due yet; and if it is in vain, for days again."""
    site.pages |= {"/flux": feed(item("a")), "/a": Page(status=403)}
    while not (unread := desk.store.all()[0].unread) or unread[0].due is not None:
        desk.later()
    asked = site.asked.count("/a")

    assert desk.store.retry(site.url("/flux"), int(desk.now)) == 1

    desk.round()
    assert site.asked.count("/a") == asked + 1
    assert desk.store.all()[0].unread == (Unread(site.url("/a"), 2, int(desk.now) + 7200),)
    site.pages["/a"] = article("a")
    assert desk.store.retry(site.url("/flux"), int(desk.now)) == 1
    assert desk.round().added == 1
    assert desk.store.retry(site.url("/flux"), int(desk.now)) == 0


def test_a_file_of_an_earlier_version_keeps_its_entries(site: WebSite, tmp_path: Path) -> None:
    """It gets what it lacks when it is opened; a page that it gave up is tried again too."""
    home = tmp_path / "old"
    with Store.open(home) as store:
        store.add(site.url("/flux"), None, START)
        store.met(site.url("/flux"), {"journal.example/a": Seen("m", 5)}, 0, START)
    with closing(sqlite3.connect(home / FILE)) as file, file:
        for name in ("address", "published"):
            file.execute(f"ALTER TABLE entries DROP COLUMN {name}")
    for _ in range(2):
        with Store.open(home) as store:
            assert store.seen(site.url("/flux"))["journal.example/a"].failures in (5, 1)
            assert store.retry(site.url("/flux"), START) == 1
            assert store.all()[0].unread == (Unread("journal.example/a", 1, START),)


@pytest.mark.parametrize(
    ("page", "waits"),
    [
        (Page(status=500), [2 * EVERY, 4 * EVERY, 8 * EVERY]),
        (Page(status=429, headers={"Retry-After": "7200"}), [7200, 7200, 7200]),
        (Page("<p>Ceci n'est pas un flux.</p>"), [2 * EVERY, 4 * EVERY, 8 * EVERY]),
    ],
    ids=["error", "asks to wait", "no feed"],
)
def test_a_feed_that_fails_is_asked_for_later_and_later(
    site: WebSite, desk: Desk, page: Page, waits: list[int]
) -> None:
    """At least as late as it asks, a day at most; the reason is kept until it goes well again."""
    site.pages |= {"/flux": page, "/a": article("a")}
    for wait in waits:
        assert desk.round() == Tally(feeds=1, failed=1)
        (kept,) = desk.store.all()
        assert (kept.due - desk.now, bool(kept.error)) == (wait, True)
        desk.now = kept.due
    site.pages["/flux"] = feed(item("a"))
    assert desk.round().added == 1
    assert desk.store.all()[0].error is None


def test_a_site_that_wants_no_reader_is_left_alone(site: WebSite, desk: Desk) -> None:
    """The site's robots.txt is asked for first, and obeyed for the feed itself."""
    site.pages |= {"/robots.txt": Page("User-agent: *\nDisallow: /", "text/plain"), "/flux": feed(item("a"))}
    assert desk.round() == Tally(feeds=1, failed=1)
    assert site.asked == ["/robots.txt"]


def test_one_feed_that_fails_holds_up_no_other(site: WebSite, desk: Desk) -> None:
    """Each is visited; what came of one is kept whatever becomes of the next."""
    site.pages |= {"/autre": feed(item("a")), "/a": article("a")}
    desk.store.add(site.url("/autre"), None, START)
    assert desk.round() == Tally(feeds=2, failed=1, added=1)


def test_stopped_in_the_middle_it_goes_on_where_it_was(site: WebSite, desk: Desk) -> None:
    """What was taken in is not asked for again; what was not is new still, though the feed is the same."""
    names = [f"n{n:02}" for n in range(25)]
    site.pages |= {f"/{name}": article(name) for name in names}
    site.pages["/flux"] = feed(*map(item, reversed(names)), headers={"ETag": '"un"'})
    desk.after = desk.stopping.set
    assert desk.round().added == 10
    desk.stopping.clear()
    desk.after = lambda: None
    assert desk.later().added == 15
    assert [name for some in desk.taken for name in some] == names


@pytest.mark.parametrize(
    ("answer", "asked"),
    [(Page(status=503), 3), (Page(status=429, headers={"Retry-After": "60"}), 1)],
    ids=["does not answer", "asks to wait"],
)
def test_a_site_that_cannot_answer_is_not_asked_for_all_that_it_lists(
    site: WebSite, desk: Desk, answer: Page, asked: int
) -> None:
    """It is left alone after three pages, or when it asks for that; what was not asked for is new still."""
    names = [f"n{n:02}" for n in range(25)]
    site.pages |= {f"/{name}": answer for name in names}
    site.pages["/flux"] = feed(*map(item, names))
    assert desk.round() == Tally(feeds=1, refused=asked)
    assert len([path for path in site.asked if path.startswith("/n")]) == asked
    assert len(desk.store.seen(site.url("/flux"))) == asked
    site.pages |= {f"/{name}": article(name) for name in names}
    assert desk.later().added == 25 - asked


def test_a_long_visit_tells_how_far_it_is(site: WebSite, desk: Desk) -> None:
    """A first visit of hundreds of pages takes many minutes, in which people want to see that it works."""
    names = [f"n{n:02}" for n in range(25)]
    site.pages |= {f"/{name}": article(name) for name in names}
    site.pages["/flux"] = feed(*map(item, names))
    desk.round()
    assert [(told.feeds, told.added) for told in desk.told] == [(0, 10), (0, 20), (0, 25), (1, 25)]


def test_a_clock_that_was_wrong_delays_nothing_for_long(site: WebSite, desk: Desk) -> None:
    """Set back by years, it does not leave feeds and entries waiting for years."""
    site.pages |= {"/flux": feed(item("a")), "/a": Page(status=503)}
    desk.later(10 * 365 * 86_400)
    site.pages["/a"] = article("a")
    assert desk.later(-10 * 365 * 86_400).added == 1


def test_links_are_read_from_where_a_feed_has_moved_to(site: WebSite, desk: Desk) -> None:
    """Its short addresses mean pages of the new place."""
    listed = "<item><title>a</title><link>a</link></item>"
    site.pages |= {"/flux": leading_to("/neuf/flux"), "/neuf/flux": feed(listed), "/neuf/a": article("a")}
    assert desk.round().added == 1


def test_a_feed_that_says_nothing_new_for_months_is_not_read_again(site: WebSite, desk: Desk) -> None:
    """Its entries are known as long as it lists them, however seldom it is sent whole."""
    site.pages |= {"/flux": feed(item("a"), headers={"ETag": '"un"'}), "/a": article("a")}
    desk.round()
    site.pages["/flux"] = Page(status=304)
    for _ in range(4):
        desk.later(40 * 86_400)
    site.pages |= {"/flux": feed(item("b"), item("a")), "/b": article("b")}
    assert desk.later().added == 1
    assert desk.taken == [["a"], ["b"]]


def test_what_a_feed_no_longer_lists_is_forgotten_in_time(site: WebSite, desk: Desk) -> None:
    """After months, so that the file does not grow for ever."""
    site.pages |= {"/flux": feed(item("a")), "/a": article("a"), "/b": article("b")}
    desk.round()
    site.pages["/flux"] = feed(item("b"))
    desk.later()
    assert len(desk.store.seen(site.url("/flux"))) == 2
    desk.later(91 * 86_400)
    assert len(desk.store.seen(site.url("/flux"))) == 1


def test_a_defect_of_ours_costs_one_feed_at_most(
    site: WebSite, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The others are visited, that one later; its entries are new still, and the log has no address."""
    site.pages |= {"/flux": feed(item("a")), "/autre": feed(item("b"))}
    site.pages |= {"/a": article("a"), "/b": article("b")}
    desk.store.add(site.url("/autre"), None, START - 1)

    def fail() -> None:
        desk.after = lambda: None
        raise RuntimeError

    desk.after = fail
    assert desk.round() == Tally(feeds=2, failed=1, added=1)
    assert (desk.store.all()[0].failures, desk.store.seen(site.url("/autre"))) == (1, {})
    assert "RuntimeError" in caplog.text
    assert "/autre" not in caplog.text
    assert desk.later(2 * EVERY).added == 1


def test_stopped_while_it_waits_for_its_turn_nothing_more_is_asked(site: WebSite, desk: Desk) -> None:
    """Neither is that a failure, of the feed or of its entries."""
    site.pages |= {"/flux": feed(item("b"), item("a")), "/a": article("a"), "/b": article("b")}

    def stop(seconds: float) -> None:
        raise NotNow

    desk.web = replace(desk.web, pace=Pace(30.0, sleep=stop))
    desk.round()
    assert site.asked == ["/robots.txt", "/flux"]
    assert desk.store.all()[0].failures == 0
    assert desk.store.seen(site.url("/flux")) == {}


@pytest.mark.parametrize("spelling", ["https://www.journal.example/flux/", "http://journal.example/flux"])
def test_a_feed_is_followed_once_however_it_is_written(desk: Desk, spelling: str) -> None:
    """Two spellings would take each article in twice."""
    assert desk.store.add("https://journal.example/flux", None, START)
    assert not desk.store.add(spelling, None, START)
    found = desk.store.like(spelling)
    assert found is not None
    assert found.url == "https://journal.example/flux"


def test_a_kill_loses_nothing(site: WebSite, desk: Desk, tmp_path: Path) -> None:
    """Killed before it was kept that articles were taken in, they are taken again: that changes nothing."""
    site.pages |= {"/flux": feed(item("a")), "/a": article("a")}

    def kill() -> None:
        raise KeyboardInterrupt

    desk.after = kill
    with pytest.raises(KeyboardInterrupt):
        desk.round()
    desk.after = lambda: None
    assert desk.round().added == 1
    assert desk.taken == [["a"], ["a"]]


def test_a_feed_that_is_removed_during_a_visit_stays_removed(site: WebSite, desk: Desk) -> None:
    """Another process may take it off the list at any moment."""
    site.pages |= {"/flux": feed(item("a")), "/a": article("a")}

    def remove() -> None:
        desk.store.remove(site.url("/flux"))

    desk.after = remove
    desk.round()
    assert desk.store.all() == []
    assert desk.store.seen(site.url("/flux")) == {}


def test_an_entry_that_leads_to_a_private_address_is_never_asked(
    tmp_path: Path, site: WebSite, desk: Desk
) -> None:
    """A hostile feed cannot make us ask what is not public."""
    hostile = "<item><title>x</title><link>http://169.254.169.254/latest</link></item>"
    site.pages |= {"/flux": feed(hostile, item("a")), "/a": article("a")}
    assert desk.round().added == 1
    assert sorted(set(site.asked)) == ["/a", "/flux", "/robots.txt"]


def test_when_the_next_visit_is_is_known(desk: Desk) -> None:
    """A new feed is due at once."""
    assert desk.store.next_due() == START


@pytest.mark.parametrize("slow", ["/robots.txt", "/flux", "/b"])
def test_whoever_stops_it_does_not_wait_for_a_site(site: WebSite, desk: Desk, slow: str) -> None:
    """What drips is left at once, and neither lost nor counted as failed: the next start reads it."""
    pages = {"/flux": feed(item("b"), item("a")), "/a": article("a"), "/b": article("b")}
    site.pages |= pages | {slow: dripping("application/rss+xml" if slow == "/flux" else "text/html")}
    thread = threading.Thread(target=desk.round)
    thread.start()
    while slow not in site.asked:
        time.sleep(0.01)
    begun = time.monotonic()
    desk.stopping.set()
    thread.join()
    assert time.monotonic() - begun < 2
    (kept,) = desk.store.all()
    assert (kept.error, kept.failures) == (None, 0)

    desk.stopping.clear()
    site.pages.pop("/robots.txt", None)
    site.pages |= pages
    desk.web = replace(desk.web, robots=web.open_web(site.guard()).robots)
    desk.later()
    assert sorted(name for some in desk.taken for name in some) == ["a", "b"]
