"""The stored articles and statements that an answer is held against, each read once for one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.answers.answer import Citation
from index import statements
from index.ledger.asked import Covered
from index.news import Article, Hit
from index.statements.speakers import turns

Covering = Callable[[str, int, int], Covered]
"""`Ledger.covering`."""


@dataclass(slots=True)
class Stored:
    """What the archive and the ledger hold; without a ledger an article is read for its statements."""

    find: Callable[[str], Article | None]
    ledger: Covering | None = None
    _articles: dict[str, Article | None] = field(default_factory=dict)
    _read: dict[str, Covered] = field(default_factory=dict)

    def article(self, article_id: str) -> Article | None:
        """Return a stored article with its text."""
        if article_id not in self._articles:
            self._articles[article_id] = self.find(article_id)
        return self._articles[article_id]

    def citation(self, citation: Citation) -> Citation | None:
        """Return a citation with origin and speaker as stored, None unless its words stand where it says."""
        article = self.article(citation.article_id)
        start, end = citation.start, citation.end
        if article is None or not 0 <= start < end or article.text[start:end] != citation.text:
            return None
        return replace(
            citation,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            url=article.url,
            speaker=turns.speaking(self._covered(article.id).statements, start),
        )

    def hit(self, hit: Hit) -> Hit | None:
        """Return a hit with origin and speaker as stored, None unless its words stand where it says."""
        article = self.article(hit.article_id)
        if article is None or article.text[hit.start : hit.end] != hit.text:
            return None
        return replace(
            hit,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            url=article.url,
            speaker=turns.speaking(self._covered(article.id).statements, hit.start),
        )

    def covering(self, hit: Hit) -> Covered:
        """Return whose words stand in the article of a hit, and which quoted words are nobody's.

        The whole article counts: who else speaks in it decides what "le ministre" may mean.
        """
        return self._covered(hit.article_id)

    def _covered(self, article_id: str) -> Covered:
        found = self._read.get(article_id)
        if found is None:
            article = self.article(article_id)
            if article is None:
                found = Covered()
            elif self.ledger is not None:
                found = self.ledger(article.id, 0, len(article.text))
            else:
                reading = statements.parse_article(article)
                found = Covered(tuple(reading.statements), tuple(reading.terms))
            self._read[article_id] = found
        return found

    def text(self, hit: Hit) -> str:
        """Return the text of the article of a hit."""
        article = self.article(hit.article_id)
        return article.text if article else ""
