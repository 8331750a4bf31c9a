"""What a site asks of its readers is done: robots.txt, and a pause between two requests."""

from __future__ import annotations

import pytest

from index.fetching import Fetcher, Limits, Pace, Robots
from tests.website import Page, WebSite

RULES = """
User-agent: *
Disallow: /abonnes/
Crawl-delay: 7

User-agent: Verbatim
Disallow: /*.pdf$
Crawl-delay: 900
"""


@pytest.mark.parametrize(
    ("page", "path", "allowed"),
    [
        (Page(RULES), "/abonnes/a", True),
        (Page(RULES), "/a.pdf", False),
        (Page("User-agent: *\nDisallow: /abonnes/"), "/abonnes/a", False),
        (Page("User-agent: *\nDisallow: /"), "/a", False),
        (Page(status=404), "/a", True),
        (Page(status=403), "/a", True),
        (Page(status=500), "/a", False),
        (Page(status=429), "/a", False),
        (Page(b"\xff\xfe\x00" * 1000), "/a", True),
        (Page("x" * 600_000), "/a", False),
    ],
)
def test_robots_rules_are_followed(page: Page, path: str, allowed: bool) -> None:
    """Ours if there are any, else those for all; none allows all, and what cannot be had allows nothing."""
    with WebSite({"/robots.txt": page}) as site:
        robots = Robots(Fetcher(site.guard(), Limits(seconds=1)))
        assert robots.allow(site.url(path)) == allowed


def test_a_site_is_asked_for_its_rules_once() -> None:
    """A stated pause is kept, up to half a minute."""
    with WebSite({"/robots.txt": Page(RULES)}) as site:
        robots = Robots(Fetcher(site.guard(), Limits(seconds=1)))
        assert robots.pause(site.url("/a")) == 30.0
        assert robots.allow(site.url("/b"))
        assert site.asked == ["/robots.txt"]


def test_rules_are_asked_for_again_in_time() -> None:
    """After a day; after ten minutes where there were none to be had, so that an outage ends."""
    now = [0.0]
    with WebSite({"/robots.txt": Page(status=503)}) as site:
        robots = Robots(Fetcher(site.guard(), Limits(seconds=1)), clock=lambda: now[0])
        assert not robots.allow(site.url("/a"))
        site.pages["/robots.txt"] = Page("User-agent: *\nDisallow:")
        now[0] += 599
        assert not robots.allow(site.url("/a"))
        now[0] += 1
        assert robots.allow(site.url("/a"))
        site.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /")
        now[0] += 86_399
        assert robots.allow(site.url("/a"))
        now[0] += 1
        assert not robots.allow(site.url("/a"))


def test_two_requests_to_one_host_are_apart() -> None:
    """Other hosts do not wait for it; a longer pause wins."""
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(1.0, clock=lambda: now[0], sleep=sleep)
    pace.wait("a")
    pace.wait("b")
    assert slept == []
    pace.wait("a", 5.0)
    pace.wait("a")
    assert slept == [1.0, 5.0]
    now[0] += 60
    pace.wait("a")
    assert slept == [1.0, 5.0]
