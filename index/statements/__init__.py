"""Who said what: an article to its statements (speaker, cue, content), by grammar and lexicon alone."""

from __future__ import annotations

from collections.abc import Sequence

from index.news import Article, Statement
from index.statements import language
from index.statements.draft import Reading
from index.statements.proposal import Proposal, Reason, Verified
from index.statements.reader import parse
from index.statements.verifier import Verifier

__all__ = [
    "GRAMMAR",
    "Proposal",
    "Reading",
    "Reason",
    "Verified",
    "parse_article",
    "read",
    "verify",
]

# Raised with every change that reads an article otherwise: archives then say that they wait to be read again.
GRAMMAR = 9


def parse_article(article: Article) -> Reading:
    """Return the statements of an article and the quoted words that are nobody's.

    Never raises on any text.
    """
    lexicon = language.of(article.language)
    return parse(article, lexicon) if lexicon is not None else Reading([], [], [])


def read(article: Article) -> list[Statement]:
    """Return the statements of an article in reading order; none for a language that is not read yet."""
    return parse_article(article).statements


def verify(article: Article, proposals: Sequence[Proposal]) -> Verified:
    """Return the statements of an article and which proposals of a model the text bears out; never raises."""
    lexicon = language.of(article.language)
    if lexicon is None:
        return Verified(Reading([], [], []), refused=tuple((p, "language") for p in proposals))
    verifier = Verifier(article, lexicon)
    return verifier.verify(verifier.read(), proposals)
