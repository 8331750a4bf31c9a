"""Statements to hold a claim against: those of a speaker, those of the articles that a search found."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from index.ledger.asked import Told, Withdrawn
from index.ledger.said import counting, telling
from index.ledger.speakers import denominator, finding, meaning
from index.ledger.speakers.meaning import Holding
from index.ledger.stored.gathering import gather
from index.ledger.versions import past
from index.news import Article, Scanned, Statement
from index.people.finding import Match

_T = TypeVar("_T")
_CHUNK = 500  # values of one query; SQLite of old takes 999
_WRITTEN = 200  # statements whose surfaces are looked at
_SURFACES = "SELECT speaker_surface FROM statements WHERE who = ? LIMIT ?"
_MOST_MEANT = 8  # of those whom an ambiguous name may mean
_IN_PASSAGES = (
    'passages g JOIN statements s ON s.article = g.article AND s.start < g."end" AND s."end" > g.start'
)
_BY_SPEAKER = "s.confidence >= ? AND s.speaker_type != 'anonymous' AND s.who = ?"
_ACCENTED = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}


class Heard(NamedTuple):
    """One statement with its article, and the article's text."""

    statement: Statement
    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a name or an office means.

    Attributes:
        name: the canonical name, or the query where it names nobody, several, or an office.
        ambiguous: whom it may mean, where that is not one; their statements are all looked at.
        nearest: whom it may have meant, where it names nobody.
        learned: what is known of an office are days on which articles give it; statements of other days are
            looked at too.
        guessed: the name was taken for one that is spelt a little otherwise.
    """

    name: str
    holdings: tuple[Holding, ...] = ()
    ambiguous: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()
    others: tuple[str, ...] = ()
    office: bool = False
    learned: bool = False
    guessed: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The speakers, each once."""
        return tuple(dict.fromkeys(h.key for h in self.holdings))


class Hearing:
    """One state of the archive, to hold a claim against; `facts` is a file of offices beside ours."""

    def __init__(self, connection: sqlite3.Connection, facts: Path | None = None) -> None:
        self._connection = connection
        self._facts = facts

    def voice(self, query: str) -> Voice:
        """Return whom a query means."""
        connection = self._connection
        matches = finding.find(connection, query)
        meant = telling.meant(connection, query, matches, self._facts)
        guessed = bool(matches) and matches[0].how == "typo"
        if meant.ambiguous:
            known = meant.ambiguous
            if known[0].how != "role":  # holders of an office come as articles give it to them
                known = tuple(sorted(known, key=lambda m: -m.speaker.articles))
            holdings = tuple(meaning.held(m) for m in known[:_MOST_MEANT])
            return Voice(query, holdings, ambiguous=meant.ambiguous, guessed=guessed)
        if not meant.holdings:
            return Voice(query, nearest=tuple(matches))
        keys = {h.key for h in meant.holdings}
        name = telling.name(connection, keys.pop()) if len(keys) == 1 else query
        return Voice(
            name,
            meant.holdings,
            others=meant.others,
            office=meant.office,
            learned=meant.learned,
            guessed=guessed,
        )

    def of_voice(self, voice: Voice, articles: Sequence[int] | None) -> list[Heard]:
        """Return what somebody said (in some articles, by key), in office where one was asked for."""
        found = []
        for holding in voice.holdings:
            for heard in _heard(self._connection, _BY_SPEAKER, (telling.FLOOR, holding.key), articles):
                day = telling.day_of(heard.statement, heard.article)
                if voice.learned or telling.between(day, holding.since, holding.until):
                    found.append(heard)
        return found

    def in_articles(self, articles: Sequence[int]) -> list[Heard]:
        """Return what anybody said in some articles, by key; somebody who cannot be named too."""
        return list(_heard(self._connection, "s.confidence >= ?", (telling.FLOOR,), articles))

    def in_passages(self, passage_ids: Sequence[str]) -> list[Heard]:
        """Return what anybody said in some passages, in part or whole; somebody who cannot be named too."""
        found: dict[str, Heard] = {}
        for chunk in _chunks(passage_ids):
            marks = ", ".join("?" * len(chunk))
            where, values = f"g.id IN ({marks}) AND s.confidence >= ?", (*chunk, telling.FLOOR)
            for one in gather(self._connection, where, values, source=_IN_PASSAGES):
                found.setdefault(one[0].id, Heard(*one))
        return list(found.values())

    def surfaces(self, voice: Voice) -> tuple[str, ...]:
        """Return some of the ways articles write somebody beside what he said."""
        found: dict[str, None] = {}
        for key in voice.keys:
            found |= dict.fromkeys(row[0] for row in self._connection.execute(_SURFACES, (key, _WRITTEN)))
        return tuple(found)

    def count(self, voice: Voice) -> int:
        """Return how many statements somebody has that `of_voice` reads, the same words counted once."""
        return counting.count(self._connection, (_any_day(h) if voice.learned else h for h in voice.holdings))

    def count_of(self, voice: Voice) -> int:
        """Return about how much there is to read of somebody."""
        return sum(telling.count(self._connection, key) for key in voice.keys)

    def holding_passages(self, passage_ids: Sequence[str]) -> list[int]:
        """Return the keys of the articles of some passages, in their order."""
        found: dict[str, int] = {}
        for chunk in _chunks(passage_ids):
            marks = ", ".join("?" * len(chunk))
            sql = f"SELECT id, article FROM passages WHERE id IN ({marks})"  # noqa: S608  # marks of ours
            found |= {row[0]: row[1] for row in self._connection.execute(sql, tuple(chunk))}
        return list(dict.fromkeys(found[i] for i in passage_ids if i in found))

    def holding_words(self, words: Sequence[str]) -> list[int]:
        """Return the keys of the articles that have all of some folded words; slow, it reads every text."""
        patterns = [re.compile(rf"(?<!\w){_any_accent(word)}", re.IGNORECASE) for word in words]
        sql = "SELECT key, text FROM articles ORDER BY key"
        return [row[0] for row in self._connection.execute(sql) if all(p.search(row[1]) for p in patterns)]

    def sequence(self) -> int:
        """Return the number of the archive's last change, which an index must have reached to be used."""
        return int(self._connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0])

    def scanned(self, voice: Voice | None, statements: int) -> Scanned:
        """Return what was searched, for a voice or in all; `statements` is how many the voice has."""
        if voice is None:
            return denominator.everything(self._connection)
        if voice.keys:
            return denominator.searched(self._connection, voice.keys, statements)
        return denominator.unknown(self._connection, voice.name)

    def told(self, heard: Sequence[Heard]) -> list[Told]:
        """Return statements with their witnesses, each once, the earliest first."""
        return past.marked(self._connection, telling.grouped(heard))

    def withdrawn(self, voice: Voice) -> list[Withdrawn]:
        """Return what somebody had said in earlier versions of articles alone."""
        keys = voice.keys or past.keys_of(self._connection, voice.name)
        return past.withdrawn(self._connection, keys, telling.FLOOR)

    def withdrawn_words(self, said: Sequence[str]) -> list[Withdrawn]:
        """Return what anybody had said, with some words, in earlier versions of articles alone."""
        return past.withdrawn_words(self._connection, said, telling.FLOOR)


def _any_day(holding: Holding) -> Holding:
    return replace(holding, since=None, until=None)


def _heard(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...], articles: Sequence[int] | None
) -> Iterator[Heard]:
    if articles is None:
        yield from (Heard(*one) for one in gather(connection, where, values))
        return
    for chunk in _chunks(articles):
        marks = ", ".join("?" * len(chunk))
        found = gather(connection, f"{where} AND s.article IN ({marks})", (*values, *chunk))
        yield from (Heard(*one) for one in found)


def _chunks(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))


def _any_accent(word: str) -> str:
    return "".join(f"[{_ACCENTED[c]}]" if c in _ACCENTED else re.escape(c) for c in word)
