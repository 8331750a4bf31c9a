"""The same words in several outlets: one statement with several witnesses.

Two statements of one speaker are one when the words inside their quotation marks are the same, or one's stand
whole in the other's, within a few days. A wire copy and its original are one independent source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import NamedTuple

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


class Report(NamedTuple):
    """What of a statement tells whether another is the same: `speaker` is "" for nobody, `day` an ISO date.

    `words`: those inside the quotation marks, as `words_of` gives them.
    """

    speaker: str
    polarity: str
    mood: str
    day: str | None
    words: tuple[str, ...]


def group(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Witnessed]:
    """Group the reports of the same words, in order of their first statement's date and place.

    Statements of nobody, without quotation marks or of fewer than four content words are each alone. The
    order of the input does not matter.
    """
    ordered = in_order(statements, articles)
    groups = same([_report(s, articles) for s in ordered])
    return [witnessed([ordered[at] for at in places], articles) for places in groups]


def in_order(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Statement]:
    """Return reports, the earliest first."""
    return sorted(statements, key=lambda s: (_day(s, articles) or "", s.article_id, s.content.start, s.id))


def same(reports: Sequence[Report]) -> list[list[int]]:
    """Return the places of the reports of the same words, each place in one group, the groups in order."""
    groups: dict[int, list[int]] = defaultdict(list)
    for at, root in enumerate(_roots(reports)):
        groups[root].append(at)
    return list(groups.values())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(_WORD.findall(fold(text)))


def _roots(reports: Sequence[Report]) -> list[int]:
    """Return for each report the place of one of those that are the same."""
    parent = list(range(len(reports)))
    for one, other in _pairs(reports):
        if _same(reports[one], reports[other]) and _within(reports[one].words, reports[other].words):
            parent[_root(parent, other)] = _root(parent, one)
    return [_root(parent, at) for at in range(len(reports))]


def _report(statement: Statement, articles: Mapping[str, Article]) -> Report:
    named = speaker_key(statement.speaker, statement.speaker_type) if statement.speaker else ""
    quoted = " ".join(span.text for span in statement.fragments)
    return Report(named, statement.polarity, statement.mood, _day(statement, articles), words_of(quoted))


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _pairs(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """Return the pairs of one speaker that share four content words in a row."""
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        content = [w for w in report.words if w not in _stopwords()]
        if not report.speaker or len(content) < CONTENT_WORDS:
            continue
        for at in range(len(content) - CONTENT_WORDS + 1):
            shared[(report.speaker, *content[at : at + CONTENT_WORDS])].append(index)
    several = [group for group in shared.values() if len(group) > 1]
    return {(min(a, b), max(a, b)) for group in several for a in group for b in group if a != b}


def _same(one: Report, other: Report) -> bool:
    """Tell whether two statements may be one: same sense of the cue, a few days apart at most."""
    if one.polarity != other.polarity or one.mood != other.mood:
        return False
    if not one.day or not other.day:
        return one.day == other.day
    try:
        return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) <= DAYS
    except ValueError:
        return one.day == other.day


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the shorter words stand whole and in order in the longer, each run of them unbroken."""
    short, long = sorted((one, other), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _day(statement: Statement, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(statement.article_id)
    day = statement.said_on or (article.published if article else None)
    return day[:10] if day else None


@cache
def _stopwords() -> frozenset[str]:
    text = resources.files("index").joinpath("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for line in lines(text) for word in line.split())


def witnessed(statements: Sequence[Statement], articles: Mapping[str, Article]) -> Witnessed:
    """Return reports of the same words, the earliest first, as one statement."""
    ids = tuple(dict.fromkeys(s.article_id for s in statements))
    origins = {(articles[i].original or i) if i in articles else i for i in ids}
    return Witnessed(tuple(statements), ids, len(origins))
