"""Addresses to articles: pages, feeds, sitemaps and documents of a site, through the real fetcher."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.fetching import Fetcher, Limits, Pace, Robots
from index.news import Article
from index.reading import Reading, Refused
from index.reading.pages import webpage
from index.reading.web import Web
from tests.index.reading.pages import layouts
from tests.website import Page, WebSite, leading_to

NAMES = ("json_ld", "open_graph", "time_element", "paywall")
WORDS = (
    "« Le viaduc {n} rouvrira lundi », a déclaré la maire Solène Artaud devant les habitants de Vaubrune. "
)


def page(n: int, head: str = "") -> Page:
    """Return a short page of its own."""
    body = f"<h1>Le viaduc {n} rouvre</h1><p>{WORDS.format(n=n)}</p><p>{'Il a été fermé. ' * 3}</p>"
    return Page(f"<html><head>{head}</head><body><article>{body}</article></body></html>")


def item(path: str, more: str = "") -> str:
    """Return an entry of an RSS feed."""
    return f"<item><title>Titre</title><link>{{site}}{path}</link>{more}</item>"


def rss(*items: str) -> Page:
    """Return an RSS feed."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="c"><channel><title>F</title>'
    )
    return Page(f"{head}{''.join(items)}</channel></rss>", "application/rss+xml")


def sitemap(*places: tuple[str, str], kind: str = "urlset") -> Page:
    """Return a sitemap of (path, date)."""
    inner = "url" if kind == "urlset" else "sitemap"
    listed = "".join(
        f"<{inner}><loc>{{site}}{path}</loc><lastmod>{date}</lastmod></{inner}>" for path, date in places
    )
    return Page(f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{kind}>', "text/xml")


@pytest.fixture
def site() -> Iterator[WebSite]:
    """Run a site with ten pages, /1 to /10."""
    with WebSite({f"/{n}": page(n) for n in range(1, 11)}) as running:
        yield running


def web(site: WebSite, limit: int = 50, pace: Pace | None = None) -> Web:
    """Return a reader that may read the site."""
    fetcher = Fetcher(site.guard(), Limits(seconds=5))
    return Web(fetcher, Robots(fetcher), pace or Pace(0), limit)


def read(site: WebSite, path: str, limit: int = 50) -> list[Reading | Refused]:
    """Return what an address of the site gives."""
    return list(reading.read(site.url(path), web(site, limit)))


def articles(site: WebSite, path: str, limit: int = 50) -> list[Article]:
    """Return the articles at an address where nothing is refused."""
    outcomes = read(site, path, limit)
    assert [o for o in outcomes if isinstance(o, Refused)] == []
    return [o.article for o in outcomes if isinstance(o, Reading)]


def paths(site: WebSite) -> list[str]:
    """Return the pages that were asked for, without the site's rules."""
    return [path for path in site.asked if path != "/robots.txt"]


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>'
    '<entry><title>A</title><link rel="alternate" href="{site}/1"/>'
    "<updated>2026-11-20T10:00:00Z</updated></entry>"
    '<entry><title>B</title><link href="/2"/><published>2026-11-19T10:00:00+02:00</published></entry></feed>'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="x"><title>F</title></channel>'
    '<item rdf:about="1"><title>A</title><link>{site}/1</link></item>'
    '<item rdf:about="2"><title>B</title><link>{site}/2</link></item></rdf:RDF>'
)


@pytest.mark.parametrize(
    "feed",
    [
        rss(item("/1"), item("/2")),
        Page(ATOM, "application/atom+xml"),
        Page(RDF, "text/xml"),
        Page(
            f"\ufeff  <!-- a --><?x y?>\n{rss(item('/1'), item('/2')).body}".replace("<?xml", "<?x"),
            "text/html",
        ),
        sitemap(("/1", "2026-11-20"), ("/2", "2026-11-19")),
        Page(
            gzip.compress(b"<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset>"),
            "application/gzip",
        ),
    ],
    ids=["rss", "atom", "rdf", "called a page", "sitemap", "packed sitemap"],
)
def test_what_a_feed_or_sitemap_lists_is_read(site: WebSite, feed: Page) -> None:
    """What it is, is decided by its content; each page is fetched, and is an article of its own address."""
    site.pages["/list"] = feed
    found = articles(site, "/list")
    assert [a.url for a in found] == [a.source for a in found] == [site.url("/1"), site.url("/2")]
    assert (
        found[0].text
        == f"Le viaduc 1 rouvre\n\n{WORDS.format(n=1).strip()}\n\n{('Il a été fermé. ' * 3).strip()}"
    )


def test_a_feed_dates_a_page_that_states_no_date(site: WebSite) -> None:
    """The page's own word wins; the name of the site stands for a medium that is not named."""
    site.pages["/2"] = page(
        2, '<meta name="author" content="Ada Brun"><meta name="date" content="2026-11-01">'
    )
    more = "<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate><author>Léa Fontvieille</author>"
    site.pages["/feed"] = rss(item("/1", more), item("/2", more))
    first, second = articles(site, "/feed")
    assert (first.published, first.author) == ("2026-11-20T09:00:00+00:00", None)
    assert (second.published, second.author) == ("2026-11-01", "Ada Brun")
    assert first.outlet == "127.0.0.1"


def test_pages_that_fail_are_told_and_the_others_go_on(site: WebSite) -> None:
    """Each has its reason; an address that may not be asked is none that is asked."""
    links = ("/1", "/gone", "/2")
    foreign = "<item><link>http://10.0.0.1/a</link></item><item><link>ftp://journal.example/a</link></item>"
    picture = Page(b"\x89PNG", "image/png")
    site.pages |= {"/feed": rss(*map(item, links), foreign, item("/png"), item("/3")), "/png": picture}
    outcomes = read(site, "/feed")
    told = {o.source: o.reason for o in outcomes if isinstance(o, Refused)}
    assert set(told) == {site.url("/gone"), "http://10.0.0.1/a", "ftp://journal.example/a", site.url("/png")}
    assert "404" in told[site.url("/gone")]
    assert [o.article.url for o in outcomes if isinstance(o, Reading)] == [
        site.url(f"/{n}") for n in (1, 2, 3)
    ]


def test_what_a_feed_holds_itself_stands_in_for_a_page_that_fails(site: WebSite) -> None:
    """Only where it is the whole article, and read like a page: what is hidden in it stays out."""
    whole = f"<p>{WORDS.format(n=77) * 5}</p><p style='display:none'>Caché.</p><script>x</script>"
    full = f"<content:encoded>{escape(whole)}</content:encoded>"
    short = "<content:encoded>Un résumé.</content:encoded>"
    site.pages["/feed"] = rss(item("/gone", full), item("/away", short), item("/1", full))
    kept, refused, fetched = read(site, "/feed")
    assert isinstance(kept, Reading)
    assert kept.article.text == f"Titre\n\n{(WORDS.format(n=77) * 5).strip()}"
    assert kept.article.url == site.url("/gone")
    assert isinstance(refused, Refused)
    assert isinstance(fetched, Reading)
    assert "viaduc 1 " in fetched.article.text


def test_a_limit_keeps_the_newest(site: WebSite) -> None:
    """A sitemap lists a whole site: what changed last is read first, and no more is asked for."""
    site.pages["/map"] = sitemap(*((f"/{n}", f"2026-11-{n:02}") for n in range(1, 11)))
    assert [a.url for a in articles(site, "/map", limit=3)] == [site.url(f"/{n}") for n in (10, 9, 8)]
    assert paths(site) == ["/map", "/10", "/9", "/8"]


def test_an_index_of_sitemaps_is_followed_once(site: WebSite) -> None:
    """The newest sitemap first, until there are enough pages; an index in an index is not followed."""
    index = sitemap(
        ("/old", "2024-01-01"), ("/new", "2026-11-20"), ("/index", "2026-11-21"), kind="sitemapindex"
    )
    site.pages |= {
        "/index": index,
        "/new": sitemap(("/1", "2026-11-20"), ("/2", "2026-11-19")),
        "/old": sitemap(("/3", "2024-01-01")),
    }
    assert len(articles(site, "/index", limit=2)) == 2
    assert "/old" not in site.asked
    assert [a.url for a in articles(site, "/index")] == [site.url(f"/{n}") for n in (1, 2, 3)]
    assert site.asked.count("/index") == 4  # twice by us, twice as listed, and no further


def test_a_sitemap_that_fails_does_not_stop_the_others(site: WebSite) -> None:
    """It is told with its reason, and each sitemap of an index is asked for once."""
    listed = [("/gone", "2026-11-21"), ("/gone", "2026-11-20"), ("/new", "2026-11-19")]
    site.pages |= {"/index": sitemap(*listed, kind="sitemapindex"), "/new": sitemap(("/1", "2026-11-20"))}
    refused, found = read(site, "/index")
    assert isinstance(refused, Refused)
    assert isinstance(found, Reading)
    assert site.asked.count("/gone") == 1


def test_a_site_that_does_not_answer_is_left_alone(site: WebSite) -> None:
    """After three times in a row, or when it asks for that; a missing page is an answer."""
    site.pages["/busy"] = Page(status=503)
    busy = [f"/busy?{n}" for n in range(6)]
    site.pages |= {path: Page(status=503) for path in busy}
    links = ["/busy?0", "/gone", "/busy?1", "/1", "/busy?2", "/busy?3", "/busy?4", "/busy?5", "/2"]
    site.pages["/feed"] = rss(*map(item, links))
    outcomes = read(site, "/feed")
    assert len(outcomes) == len(links)
    assert paths(site) == ["/feed", *links[:7]]
    assert "3 fois" in outcomes[-1].reason


def test_a_list_of_addresses_that_are_never_asked_ends_at_the_limit(site: WebSite) -> None:
    """What is refused counts too."""
    places = "".join(f"<url><loc>http://10.0.0.1/{n}</loc></url>" for n in range(5_000))
    site.pages["/map"] = Page(f"<urlset>{places}</urlset>", "text/xml")
    assert len(read(site, "/map", limit=20)) == 20


def test_news_sitemaps_say_when_an_article_came_out(site: WebSite) -> None:
    """The date of publication orders them, not that of the last change."""
    news = "".join(
        f"<url><loc>{{site}}/{n}</loc><n:news><n:publication_date>2026-11-{n:02}T08:00:00+01:00</n:publication_date>"
        f"<n:title>T</n:title></n:news></url>"
        for n in (1, 3, 2)
    )
    site.pages["/news"] = Page(f'<urlset xmlns="s" xmlns:n="news">{news}</urlset>', "application/xml")
    assert [a.url for a in articles(site, "/news")] == [site.url(f"/{n}") for n in (3, 2, 1)]


def test_listed_pages_are_asked_for_politely(site: WebSite) -> None:
    """By robots.txt, with a pause between two pages of one host; a page that somebody names is just read."""
    slept: list[float] = []
    site.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /2\nCrawl-delay: 3", "text/plain")
    site.pages["/feed"] = rss(item("/1"), item("/2"), item("/3"), item("/4"))
    reader = web(site, pace=Pace(1.0, clock=lambda: 0.0, sleep=slept.append))
    outcomes = list(reader.read(site.url("/feed")))
    assert [o.reason for o in outcomes if isinstance(o, Refused)] != []
    assert paths(site) == ["/feed", "/1", "/3", "/4"]
    assert slept == [3.0, 6.0]
    assert isinstance(next(reader.read(site.url("/2"))), Reading)


def test_one_page_under_two_addresses_is_one_article(site: WebSite, tmp_path: Path) -> None:
    """By the address that the page gives as its own; whoever lists it, and however often."""
    head = '<link rel="canonical" href="{site}/1">'
    site.pages |= {"/1": page(1, head), "/1?utm_source=x": page(1, head), "/amp/1": page(1, head)}
    site.pages["/feed"] = rss(item("/1?utm_source=x"), item("/1"), item("/amp/1"), item("/2"))
    with Archive.open(tmp_path, create=True) as archive:
        first = ingest.add(archive, reading.read(site.url("/feed"), web(site)), HashedEmbedder())
        again = ingest.add(archive, reading.read(site.url("/feed"), web(site)), HashedEmbedder())
        assert (first.added, first.updated, first.failed) == (2, 0, 0)
        assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
        assert {a.url for a in archive.summaries()} == {site.url("/1"), site.url("/2")}


@pytest.mark.parametrize(
    ("stated", "asked", "address"),
    [
        ("https://www.journal.example/a", "https://journal.example/a?x=1", "https://www.journal.example/a"),
        ("https://journal.example/a", "https://amp.journal.example/a", "https://journal.example/a"),
        ("https://autre.example/a", "https://journal.example/b", "https://journal.example/b"),
        (
            "https://journal.example.pirate.example/a",
            "https://journal.example/b",
            "https://journal.example/b",
        ),
        ("https://journal.example/", "https://journal.example/b", "https://journal.example/b"),
        ("https://journal.example/", "https://journal.example/", "https://journal.example/"),
        ("https://[", "https://journal.example/b", "https://journal.example/b"),
        (None, "https://journal.example/b", "https://journal.example/b"),
    ],
)
def test_a_page_speaks_for_its_own_site_only(stated: str | None, asked: str, address: str) -> None:
    """Else a page could take the place of another site's article, or of all of its own site's."""
    assert webpage.canonical(stated, asked) == address


def test_redirects_end_at_the_articles_address(site: WebSite) -> None:
    """A shortened link is not where an article lives; where it came from is still told."""
    site.pages["/court"] = leading_to("/1", 301)
    (found,) = articles(site, "/court")
    assert (found.url, found.source) == (site.url("/1"), site.url("/court"))


@pytest.mark.parametrize(
    ("charset", "media_type", "head"),
    [
        ("iso-8859-15", "text/html; charset=ISO-8859-15", ""),
        ("cp1252", "text/html", "<meta charset=iso-8859-1>"),
        (
            "cp1252",
            "text/html; charset=utf-8",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        ),
        ("cp1252", "text/html; charset=punycode", "<meta charset=unicode_escape>"),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-16", "text/html", ""),
        ("utf-8-sig", "text/html; charset=utf-16", ""),
    ],
)
def test_a_page_is_read_in_its_character_set(site: WebSite, charset: str, media_type: str, head: str) -> None:
    """By its mark, the server's word, the page's word; nothing that Python calls an encoding besides."""
    words = "L’œuvre coûte 3 € à Vaubrune" if charset != "iso-8859-15" else "L'œuvre coûte 3 € à Vaubrune"
    text = "La mairie se tait sur cette œuvre. " * 5
    html = f"<head>{head}</head><article><h1>{words}</h1><p>{text}</p></article>"
    site.pages["/a"] = Page(html.encode(charset), media_type)
    assert articles(site, "/a")[0].title == words


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (Page(b"\x89PNG\r\n", "image/png"), "ni un flux"),
        (Page('{"a": 1}', "application/json"), "ni un flux"),
        (
            Page("<html><body><div id=app></div><noscript>Activez JavaScript</noscript></body></html>"),
            "navigateur",
        ),
        (Page(""), "navigateur"),
        (Page(b"%PDF-1.7 broken", "application/pdf"), ""),
        (rss(), "annoncé"),
        (Page("<urlset/>", "text/xml"), "annoncé"),
        (Page("<rss><channel>", "text/xml"), ""),
        (Page("<urlset><url>", "text/xml"), "illisible"),
    ],
    ids=[
        "picture",
        "json",
        "empty app",
        "nothing",
        "broken pdf",
        "empty feed",
        "empty map",
        "cut feed",
        "cut map",
    ],
)
def test_what_holds_no_article_is_told(site: WebSite, found: Page, word: str) -> None:
    """One line of reason, never an empty article."""
    site.pages["/a"] = found
    (outcome,) = read(site, "/a")
    assert isinstance(outcome, Refused)
    assert outcome.source == site.url("/a")
    assert word in outcome.reason


def test_a_page_longer_than_any_article_is_refused(site: WebSite) -> None:
    """To read who said what in it would take longer than reading the page."""
    paragraph = f"<p>{'Le viaduc rouvrira. ' * 100}</p>"
    site.pages["/a"] = Page(f"<article><h1>Débats</h1>{paragraph * 300}</article>")
    (outcome,) = read(site, "/a")
    assert isinstance(outcome, Refused)
    assert "plus longue" in outcome.reason


def test_a_document_at_an_address_is_read_by_its_type(site: WebSite) -> None:
    """Its address is the article's, whatever the document says of other sites."""
    text = f"Le viaduc rouvre\n\n{WORDS.format(n=5)}\n\nSource : https://autre.example/article"
    site.pages["/note"] = Page(text, "text/plain")
    (found,) = articles(site, "/note")
    assert found.title == "Le viaduc rouvre"
    assert (found.url, found.source) == (site.url("/note"), site.url("/note"))


def test_dates_in_addresses_are_read_where_pages_state_none(site: WebSite) -> None:
    """The day in a path such as /2026/11/05/ is when it came out."""
    site.pages["/2026/11/05/viaduc"] = page(5)
    assert articles(site, "/2026/11/05/viaduc")[0].published == "2026-11-05"


@pytest.mark.parametrize("typed", ["feed:{}", "feed://{}", " {} "])
def test_an_address_is_understood_as_people_write_it(site: WebSite, typed: str) -> None:
    """Feed addresses have schemes of their own; what they mean is http."""
    site.pages["/feed"] = rss(item("/1"))
    address = (
        typed.format(site.url("/feed"))
        if "//" not in typed
        else site.url("/feed").replace("http:", "feed:http:")
    )
    assert isinstance(next(reading.read(address.strip(), web(site))), Reading)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a", "ftp://journal.example/a", "www.localhost/a", "feed:x"]
)
def test_a_reader_without_leave_asks_for_nothing_private(address: str) -> None:
    """The guard of people's own readers is closed; the reason is for them."""
    (outcome,) = reading.read(address, Web(Fetcher(), Robots(Fetcher())))
    assert isinstance(outcome, Refused)
    assert outcome.source == address
    assert len(outcome.reason) > 20


def test_layouts_are_the_same_saved_and_fetched(site: WebSite, tmp_path: Path) -> None:
    """One reader for both: the same page gives the same words."""
    for name in NAMES:
        html = layouts.layout(name, site.url("")).html
        site.pages[f"/{name}"] = Page(html)
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
        (saved,) = reading.read(str(tmp_path / f"{name}.html"))
        assert isinstance(saved, Reading)
        assert saved.article.text == articles(site, f"/{name}")[0].text
