"""Slices of stored articles, ready to be cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.answers.answer import Citation
from bot.answers.printed import sentences
from index.analysis import content_terms
from index.news import Article, Hit

_SAME = 0.8  # share of content words in common above which two slices say the same, as wire copies do


@dataclass(frozen=True, slots=True)
class Slice:
    """Words of one article: `text == article.text[start:end]`, with where they were printed."""

    article_id: str
    start: int
    end: int
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    original: str | None

    @classmethod
    def of_hit(cls, hit: Hit, start: int, end: int) -> Self:
        """Cut from a passage; offsets count in the article. A dateline at the start is left out."""
        start += sentences.dateline(hit.text[start - hit.start : end - hit.start])
        text = hit.text[start - hit.start : end - hit.start]
        return cls(
            hit.article_id, start, end, text, hit.title, hit.outlet, hit.published, hit.url, hit.original
        )

    @classmethod
    def of_article(cls, article: Article, start: int, end: int) -> Self:
        """Cut from an article; a dateline at the start is left out."""
        start += sentences.dateline(article.text[start:end])
        return cls(
            article.id,
            start,
            end,
            article.text[start:end],
            article.title,
            article.outlet,
            article.published,
            article.url,
            article.original,
        )

    def citation(self, n: int) -> Citation:
        """Return the slice as the citation number `n`."""
        return Citation(
            n,
            self.article_id,
            self.start,
            self.end,
            self.text,
            self.title,
            self.outlet,
            self.published,
            self.url,
        )

    @property
    def source(self) -> str:
        """The article, or the one that it copies: two copies of a dispatch are one source."""
        return self.original or self.article_id

    def repeats(self, other: Slice) -> bool:
        """Tell whether this slice overlaps another or says nearly the same words."""
        if self.article_id == other.article_id and self.start < other.end and other.start < self.end:
            return True
        mine, theirs = ({t.stem for t in content_terms(s.text)} for s in (self, other))
        return len(mine & theirs) >= _SAME * max(1, min(len(mine), len(theirs)))

    def joined(self, other: Slice, hit: Hit) -> Slice | None:
        """Return both slices of a passage as one, None where they do not follow each other on a line."""
        first, last = sorted((self, other), key=lambda s: s.start)
        between = hit.text[first.end - hit.start : max(first.end, last.start) - hit.start]
        if self.article_id != other.article_id or between.strip(" ") or len(between) > 1:
            return None
        return Slice.of_hit(hit, first.start, max(first.end, last.end))
