"""Pages, feeds and sitemaps made to cost minutes or gigabytes: each ends in time, and the others go in."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from index import reading
from index.fetching import Fetcher, Limits, Pace, Robots
from index.reading import Reading, Refused
from index.reading.web import Web
from tests.website import Page, WebSite, leading_to, packed

MEGABYTE = 1 << 20
PROMISED = 10.0  # seconds for all that one address leads to, the bomb included
GOOD = Page(
    f"<article><h1>Le viaduc rouvre</h1><p>{'La maire se réjouit de la réouverture. ' * 8}</p></article>"
)
LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LOL}]>'
BLOWUP = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
MANY = "&a;" * 50_000
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def full(piece: str, size: int = 4_900_000) -> str:
    """Return the piece again and again, up to a size."""
    return piece * (size // len(piece))


def endless(piece: bytes, head: str = "text/html", pause: float = 0.0) -> Page:
    """Return a page that never ends."""

    def script(handler: BaseHTTPRequestHandler, site: WebSite) -> None:
        site.stream(handler, piece, pause, f"HTTP/1.1 200 OK\r\nContent-Type: {head}\r\n\r\n".encode())

    return Page(script=script)


def wrapped(middle: str, root: str = "rss") -> str:
    """Return a feed around some entries."""
    return f'<{root} version="2.0"><channel><title>F</title>{middle}</channel></{root}>'


PAGES = {
    "packed zeros": packed(bytes(200 * MEGABYTE)),
    "packed tags": packed(b"<div>" * (20 * MEGABYTE)),
    "deflated zeros": Page(zlib.compress(bytes(100 * MEGABYTE)), headers={"Content-Encoding": "deflate"}),
    "endless": endless(b"<p>encore et encore</p>" * 100),
    "dripping": endless(b"<p>", pause=0.1),
    "30,000 attributes": Page("<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">x"),
    "300,000 attributes": Page("<p " + " ".join(f"a{n}" for n in range(300_000)) + ">x"),
    "entities": Page(full("&lt;&eacute;&notanentity;")),
    "nested": Page(full("<div>")),
    "nested spans": Page("<span>" * 190 + full("<i>x", 2_000_000)),
    "formatting": Page(full("<b><p>")),
    "tables": Page(full("<table><tr><td>", 1_000_000)),
    "huge paragraph": Page(f"<article><p>{full('mot ')}</p></article>"),
    "many paragraphs": Page(f"<article>{full('<p>Un mot.</p>', 2_500_000)}</article>"),
    "json-ld": Page(f'<script type="application/ld+json">{"[" * 1_000_000}</script><p>x'),
    "styles": Page(full("<p style='display:none;;;;;;;;;;'>x", 3_000_000)),
    "headings beside": Page(f"<article>{full('<div><h2>À lire aussi</h2>', 2_000_000)}"),
    "too large": Page(b"x" * (6 * MEGABYTE)),
    "a loop": leading_to("/bomb"),
}
LISTS = {
    "feed: laughs": Page(f"{LAUGHS}{wrapped('<item><title>&l9;</title></item>')}", "text/xml"),
    "feed: blow-up": Page(f"{BLOWUP}{wrapped(f'<item><title>{MANY}</title></item>')}", "text/xml"),
    "feed: outside": Page(
        f"{OUTSIDE}{wrapped('<item><title>&a;</title><link>/a</link></item>')}", "text/xml"
    ),
    "feed: nested": Page(wrapped(full("<item>")), "text/xml"),
    "feed: attributes": Page(
        wrapped("<item " + " ".join(f"a{n}='1'" for n in range(6_000)) + "/>"), "text/xml"
    ),
    "feed: broken": Page(full("<rss><channel><item><title>x<![CDATA[", 4_000_000), "text/xml"),
    "feed: tags in content": Page(
        wrapped(f"<item><link>/x</link><description>{full('&lt;b', 1_000_000)}</description></item>")
    ),
    "feed: packed": Page(
        gzip.compress(b"<rss>" + bytes(100 * MEGABYTE)), headers={"Content-Encoding": "gzip"}
    ),
    "map: laughs": Page(f"{LAUGHS}<urlset><url><loc>&l9;</loc></url></urlset>", "text/xml"),
    "map: blow-up": Page(f"{BLOWUP}<urlset><url><loc>{MANY}</loc></url></urlset>", "text/xml"),
    "map: outside": Page(f"{OUTSIDE}<urlset><url><loc>&a;</loc></url></urlset>", "text/xml"),
    "map: packed": Page(gzip.compress(b"<urlset>" + b"<url>" * (40 * MEGABYTE)), "application/gzip"),
    "map: nested": Page("<urlset>" + full("<url>", 2_000_000), "text/xml"),
    "map: of itself": Page(
        "<sitemapindex>" + "<sitemap><loc>/bomb</loc></sitemap>" * 5_000 + "</sitemapindex>"
    ),
    "head: comments": Page("<!-- -->" * 500 + "<!" + "<!doctype a [" * 200, "text/xml"),
}


@pytest.fixture
def site() -> Iterator[WebSite]:
    """Run a site with good pages."""
    with WebSite({"/a": GOOD, "/b": GOOD}) as running:
        yield running


def web(site: WebSite) -> Web:
    """Return a reader that may read the site, with little patience."""
    fetcher = Fetcher(site.guard(), Limits(seconds=1.5))
    return Web(fetcher, Robots(fetcher), Pace(0))


def timed(site: WebSite, path: str) -> list[Reading | Refused]:
    """Return what an address gives, once it is sure that time and memory were kept to."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    outcomes = list(reading.read(site.url(path), web(site)))
    assert time.monotonic() - start < PROMISED
    # What the child may take is its own limit; this process keeps little more than the page.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 200 * MEGABYTE
    return outcomes


@pytest.mark.parametrize("bomb", PAGES)
def test_a_page_ends_in_time_and_the_others_are_taken_in(site: WebSite, bomb: str) -> None:
    """A feed lists it between two good pages."""
    entries = "".join(f"<item><link>{{site}}{path}</link></item>" for path in ("/a", "/bomb", "/b"))
    site.pages |= {"/bomb": PAGES[bomb], "/feed": Page(wrapped(entries), "text/xml")}
    outcomes = timed(site, "/feed")
    assert [type(o) for o in outcomes if "bomb" not in _source(o)] == [Reading, Reading]
    assert len(outcomes) == 3


@pytest.mark.parametrize("bomb", LISTS)
def test_a_list_ends_in_time(site: WebSite, bomb: str) -> None:
    """A feed or sitemap is refused, or gives what it lists; what comes after it is read."""
    site.pages["/bomb"] = LISTS[bomb]
    for outcome in timed(site, "/bomb"):
        assert isinstance(outcome, Refused)
        assert "root:" not in outcome.reason
    assert isinstance(timed(site, "/a")[0], Reading)


def _source(outcome: Reading | Refused) -> str:
    return outcome.article.source if isinstance(outcome, Reading) else outcome.source
