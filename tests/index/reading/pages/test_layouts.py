"""The main text, title, date and byline of pages as the French-language press lays them out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import reading
from index.news import Article
from index.reading import Reading
from index.reading.web import open_web
from tests.index.reading.pages import layouts
from tests.website import Page, WebSite

LEAST = 0.95


@pytest.fixture(scope="module")
def articles() -> Iterator[dict[str, Article]]:
    """Return the article of each layout, as the fetcher and the reader make it."""
    with WebSite({}) as site:
        for name in layouts.NAMES:
            page = layouts.layout(name, site.url("")).html
            charset = "iso-8859-1" if name == "old_tables" else "utf-8"
            raw = page.replace("’", "'").encode(charset) if name == "old_tables" else page.encode()
            site.pages[f"/{name}"] = Page(raw, "text/html")
        web = open_web(site.guard())
        found = {}
        for name in layouts.NAMES:
            (outcome,) = reading.read(site.url(f"/{name}"), web)
            assert isinstance(outcome, Reading), outcome
            assert outcome.article.source == outcome.article.url == site.url(f"/{name}")
            found[name] = outcome.article
        yield found


@pytest.mark.parametrize("name", layouts.NAMES)
def test_the_main_text_is_found_whole_and_alone(articles: dict[str, Article], name: str) -> None:
    """Token F1 of the stored text against what the layout prints of the article."""
    assert layouts.token_f1(articles[name].text, layouts.layout(name).text) >= LEAST


def test_paragraphs_stay_apart_and_in_order(articles: dict[str, Article]) -> None:
    """What the article says is stored as printed, one paragraph each: statements are read from that."""
    for name in ("json_ld", "open_graph", "wordpress", "cookie_banner", "hidden"):
        paragraphs = articles[name].text.split("\n\n")
        places = [paragraphs.index(p) for p in layouts.layout(name).text.split("\n\n")]
        headings = layouts.headings(name)
        assert sorted(places[: len(places) - headings]) == places[: len(places) - headings]


def test_titles_and_dates_are_right(articles: dict[str, Article]) -> None:
    """Both are right on every layout; the date to the day at least."""
    wrong = [
        name
        for name, article in articles.items()
        if straight(article.title) != straight(layouts.layout(name).title)
        or (article.published or "")[:10] != layouts.layout(name).published[:10]
    ]
    assert wrong == []


def test_bylines_are_right_where_a_page_states_one(articles: dict[str, Article]) -> None:
    """No byline is invented, and at most one is missed: a name before a date may be a place."""
    told = {name: (a.author, layouts.layout(name).author) for name, a in articles.items()}
    assert not [name for name, (found, printed) in told.items() if found and found != printed]
    assert len([name for name, (found, printed) in told.items() if found != printed]) <= 1


def straight(title: str | None) -> str:
    """Return a title with straight apostrophes, as the old page has them."""
    return (title or "").replace("’", "'")
