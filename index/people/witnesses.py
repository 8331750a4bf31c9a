"""The same words in several outlets: one statement with several witnesses.

Two statements of one speaker are one when the words inside their quotation marks are the same, or one's stand
whole in the other's, within a few days. A wire copy and its original are one independent source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from index.news import Article, Statement
from index.people.registry import speaker_key
from index.people.tables import fold, lines

# Days between two reports of the same words, and the content words below which the same words are chance.
DAYS = 4
CONTENT_WORDS = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One statement with all who report it.

    Attributes:
        statements: the earliest report first; its words are the longest only by chance.
        articles: ids of the articles, in the same order, each once.
        sources: how many of them are independent: copies of one dispatch count once.
    """

    statements: tuple[Statement, ...]
    articles: tuple[str, ...]
    sources: int


def group(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Witnessed]:
    """Group the reports of the same words, in order of their first statement's date and place.

    Statements of nobody, without quotation marks or of fewer than four content words are each alone. The
    order of the input does not matter.
    """
    ordered = sorted(statements, key=lambda s: (_day(s, articles) or "", s.article_id, s.content.start, s.id))
    words = [_words(s) for s in ordered]
    parent = list(range(len(ordered)))
    for one, other in _pairs(ordered, words):
        if _same(ordered[one], ordered[other], articles) and _within(words[one], words[other]):
            parent[_root(parent, other)] = _root(parent, one)
    groups: dict[int, list[Statement]] = defaultdict(list)
    for index, statement in enumerate(ordered):
        groups[_root(parent, index)].append(statement)
    return [_witnessed(found, articles) for found in groups.values()]


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _pairs(statements: list[Statement], words: list[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Return the pairs of one speaker that share four content words in a row."""
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        content = [w for w in words[index] if w not in _stopwords()]
        if not statement.speaker or len(content) < CONTENT_WORDS:
            continue
        speaker = speaker_key(statement.speaker, statement.speaker_type)
        for at in range(len(content) - CONTENT_WORDS + 1):
            shared[(speaker, *content[at : at + CONTENT_WORDS])].append(index)
    return {(min(a, b), max(a, b)) for group in shared.values() for a in group for b in group if a != b}


def _same(one: Statement, other: Statement, articles: Mapping[str, Article]) -> bool:
    """Tell whether two statements may be one: same sense of the cue, a few days apart at most."""
    if one.polarity != other.polarity or one.mood != other.mood:
        return False
    first, second = _day(one, articles), _day(other, articles)
    if not first or not second:
        return first == second
    try:
        return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= DAYS
    except ValueError:
        return first == second


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the shorter words stand whole and in order in the longer, each run of them unbroken."""
    short, long = sorted((one, other), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _words(statement: Statement) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(" ".join(span.text for span in statement.fragments))))


def _day(statement: Statement, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(statement.article_id)
    day = statement.said_on or (article.published if article else None)
    return day[:10] if day else None


@cache
def _stopwords() -> frozenset[str]:
    text = resources.files("index").joinpath("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for line in lines(text) for word in line.split())


def _witnessed(statements: list[Statement], articles: Mapping[str, Article]) -> Witnessed:
    ids = tuple(dict.fromkeys(s.article_id for s in statements))
    origins = {(articles[i].original or i) if i in articles else i for i in ids}
    return Witnessed(tuple(statements), ids, len(origins))
