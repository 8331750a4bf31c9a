"""The feed that an address means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.errors import SourceError
from index.reading import web
from index.subscriptions.finding import find
from tests.website import Page, WebSite

FEED = "<rss version='2.0'><channel><title>Journal de Sarège</title></channel></rss>"


@pytest.fixture
def site() -> Iterator[WebSite]:
    """Return a site with a feed, which no page names yet."""
    with WebSite({"/flux": Page(FEED, "application/rss+xml")}) as opened:
        yield opened


def test_the_address_of_a_feed_is_that_feed(site: WebSite) -> None:
    """Its title is what it calls itself."""
    assert find(web.open_web(site.guard()), site.url("/flux")) == (site.url("/flux"), "Journal de Sarège")


def test_a_page_that_names_its_feed_leads_there(site: WebSite) -> None:
    """People know the address of a journal, not that of its feed."""
    link = '<link rel="Alternate home" type="application/RSS+xml" href="flux">'
    site.pages["/"] = Page(f"<html><head>{link}</head><body>La une</body></html>")
    assert find(web.open_web(site.guard()), site.url("/"))[0] == site.url("/flux")


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/flux">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="/">',
        '<link rel="alternate" hreflang="en" href="/flux">',
    ],
    ids=["names none", "a private address", "a script", "itself", "another language"],
)
def test_a_page_without_a_feed_is_refused(site: WebSite, head: str) -> None:
    """So is one that leads where nobody may go."""
    site.pages["/"] = Page(f"<html><head>{head}</head><body>La une</body></html>")
    with pytest.raises(SourceError):
        find(web.open_web(site.guard()), site.url("/"))
