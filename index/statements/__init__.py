"""Who said what: an article to its statements (speaker, cue, content), by grammar and lexicon alone."""

from __future__ import annotations

from index.news import Article, Statement
from index.statements import language
from index.statements.draft import Reading
from index.statements.reader import parse

__all__ = ["GRAMMAR", "Reading", "parse_article", "read"]

# Raised with every change that reads an article otherwise: archives then say that they wait to be read again.
GRAMMAR = 3


def parse_article(article: Article) -> Reading:
    """Return the statements of an article and the quoted words that are nobody's.

    Never raises on any text.
    """
    lexicon = language.of(article.language)
    return parse(article, lexicon) if lexicon is not None else Reading([], [], [])


def read(article: Article) -> list[Statement]:
    """Return the statements of an article in reading order; none for a language that is not read yet."""
    return parse_article(article).statements
