"""An address to its articles: a page to one, a feed or a sitemap to those it lists, within a limit.

What an address is, is decided by what stands there. A page that somebody names is asked for as a browser
would; pages that a feed or sitemap lists are asked for politely: by the site's robots.txt and with a pause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urlsplit

from index import identity
from index.errors import AddressRefused, FetchError, SourceError
from index.fetching import Fetched, Fetcher, Guard, Pace, Robots, Silence
from index.news import Article
from index.reading import forms
from index.reading.outcome import Reading, Refused
from index.reading.pages import webpage
from index.reading.web import feeds, kinds, sitemaps
from prompts import message

LIMIT = 50
"""How many articles of one feed or sitemap are read unless more are asked for."""

_LANGUAGE = "fr"
_SINGLE = (".txt", ".md", ".pdf", ".docx", ".eml")  # documents of one article each
_DOCUMENTS = (*_SINGLE[2:], ".epub", ".zip")
_MOST_SITEMAPS = 20  # of an index
_LEAST_CONTENT = 400  # characters; a shorter one is a summary

Outcomes = Iterator[Reading | Refused]
Listed = Sequence[tuple[str, feeds.Entry | None]]
Tell = Callable[[int, int], None]
"""Called with how many articles of a feed or sitemap are read, of how many."""


def open_web(
    guard: Guard | None = None, *, limit: int = LIMIT, tell: Tell | None = None, pace: Pace | None = None
) -> Web:
    """Return a reader of the web."""
    fetcher = Fetcher(guard)
    return Web(fetcher, Robots(fetcher), pace or Pace(), limit=limit, tell=tell)


@dataclass(frozen=True, slots=True)
class Web:
    """Reads addresses; nothing is raised and nothing is lost.

    Attributes:
        limit: how many articles of one feed or sitemap are read.
    """

    fetcher: Fetcher
    robots: Robots
    pace: Pace = field(default_factory=Pace)
    limit: int = LIMIT
    tell: Tell | None = None
    silence: Silence = field(default_factory=Silence)

    def read(self, source: str) -> Outcomes:
        """Yield what stands at an address, as somebody typed it ("www.journal.fr/a", "feed:...")."""
        try:
            fetched = self.fetcher.fetch(spelled_out(source), largest=self._largest)
            yield from self._of_kind(fetched, source)
        except SourceError as error:
            yield Refused(source, str(error))

    def feed(self, feed: feeds.Feed, within: str) -> Outcomes:
        """Yield the articles that a feed lists; `within` is the feed's own address."""
        yield from self._listed([(entry.url, entry) for entry in feed.entries], within)

    def page(self, url: str) -> Reading:
        """Return the article of a page that a feed or sitemap lists, politely asked for.

        Raises:
            NotNow: its site does not answer, or asks for time.
            SourceError: the site does not want it read, or it cannot be.
        """
        host = self.fetcher.guard.target(url).host
        self.silence.check(host)
        if not self.robots.allow(url):
            raise AddressRefused(message("fetching.robots", _LANGUAGE))
        self.pace.wait(host, self.robots.pause(url))
        try:
            fetched = self.fetcher.fetch(url)
        except FetchError as error:
            self.silence.failed(host, error)
            raise
        self.silence.answered(host)
        if kinds.of(fetched.body, fetched.media_type) != "page":
            raise FetchError(message("fetching.no_page", _LANGUAGE), status=200)
        return _reading(fetched, url)

    def _of_kind(self, fetched: Fetched, source: str) -> Outcomes:
        kind = kinds.of(fetched.body, fetched.media_type)
        if kind == "page":
            yield _reading(fetched, source)
        elif kind == "feed":
            yield from self.feed(feeds.read(fetched.body), fetched.url)
        elif kind == "sitemap":
            yield from self._mapped(fetched)
        else:
            yield from _document(fetched, source)

    def _largest(self, media_type: str) -> int:
        form = forms.of_type(media_type)
        return forms.FORMS[form].largest if form in _DOCUMENTS else self.fetcher.limits.largest

    def _mapped(self, fetched: Fetched) -> Outcomes:
        """Yield the pages that a sitemap lists, or those of the sitemaps that it lists, newest first."""
        first = sitemaps.read(fetched.body)
        found = list(first.places)
        if first.is_index:
            found = []
            for link in list(dict.fromkeys(place.url for place in first.places))[:_MOST_SITEMAPS]:
                try:
                    found += self._inner(link, fetched.url)
                except SourceError as error:
                    yield Refused(link, str(error))
                if len(found) >= self.limit:
                    break
            found.sort(key=lambda place: place.changed or "", reverse=True)
        yield from self._listed([(place.url, None) for place in found], fetched.url)

    def _inner(self, link: str, within: str) -> tuple[sitemaps.Place, ...]:
        target = self.fetcher.guard.target(link, within)
        self.pace.wait(target.host, self.robots.pause(target.url))
        inner = sitemaps.read(self.fetcher.fetch(target.url).body)
        return () if inner.is_index else inner.places

    def _listed(self, listed: Listed, within: str) -> Outcomes:
        if not listed:
            yield Refused(within, message("fetching.empty", _LANGUAGE))
        seen: set[str] = set()
        for link, entry in listed:
            if len(seen) >= self.limit:
                return
            url = link
            try:
                url = self.fetcher.guard.target(link, within).url
                if identity.canonical_url(url) not in seen:
                    yield self.entered(url, entry)
            except SourceError as error:
                yield Refused(url, str(error))
            seen.add(identity.canonical_url(url))
            if self.tell is not None:
                self.tell(len(seen), min(len(listed), self.limit))

    def entered(self, url: str, entry: feeds.Entry | None) -> Reading:
        """Return the article of a listed page, or of what the feed itself says where the page fails.

        Raises:
            SourceError: neither can be read.
        """
        try:
            reading = self.page(url)
        except SourceError:
            if entry is None or len(entry.content) < _LEAST_CONTENT:
                raise
            raw = f"<article><h1>{escape(entry.title)}</h1>{entry.content}</article>".encode(
                "utf-8", "replace"
            )
            reading = Reading(webpage.article(raw, "utf-8", url, url), raw, False)
        return replace(reading, article=_filled(reading.article, entry)) if entry else reading


def spelled_out(source: str) -> str:
    """Return an address as it is asked for: "www.journal.fr/a" and "feed:..." are ways to write one."""
    bare = re.sub(r"^feed:(?://)?", "", source.strip(), flags=re.IGNORECASE)
    return bare if "://" in bare else f"https://{bare.lstrip('/')}"


def _reading(fetched: Fetched, source: str) -> Reading:
    article = webpage.article(fetched.body, fetched.charset, fetched.url, source)
    return Reading(article, fetched.body, False)


def _document(fetched: Fetched, source: str) -> Outcomes:
    """Yield what a document holds that stands at an address; its type, then its name say what it is."""
    form = forms.of_type(fetched.media_type) or forms.of_name(urlsplit(fetched.url).path)
    if not form:
        raise FetchError(message("fetching.no_page", _LANGUAGE), status=200)
    for outcome in forms.read(form, fetched.body, source):
        if isinstance(outcome, Reading) and form in _SINGLE:
            url = webpage.canonical(outcome.article.url, fetched.url)
            yield replace(outcome, article=replace(outcome.article, url=url))
        else:
            yield outcome


def _filled(article: Article, entry: feeds.Entry) -> Article:
    """Return an article with the date that only its feed says.

    Its author stays the page's: feeds put mailboxes and desks there.
    """
    return replace(article, published=article.published or entry.published)
