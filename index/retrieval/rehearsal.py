"""A small copy of the corpus that is asked questions made of it: headlines and the beginnings of sentences.

People ask in the words of an article, or in others. Half of the questions are beginnings of sentences that
stand there: words find most of them, and vectors must not spoil that. The others, headlines and sentences,
are cut out first: the article has to be found by what else it says. Vectors do well on these even where they
know a subject and no more, which real questions do not forgive; so neither kind alone decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zlib import crc32

import numpy as np

from index import analysis
from index.changes import Batch, PassageRow
from index.lexicon import Lexicon
from index.retrieval.searcher import Searcher

if TYPE_CHECKING:
    from index.archive import Archive
    from index.embedding import Embedder, Matrix
    from index.news import Hit
    from index.retrieval.fusion import Calibration

_QUESTIONS = 300
_PASSAGES = 3000  # that are searched: as many as 1,000 articles of the press have
_SENTENCES = 3  # of a passage from which one can be cut out
_FEWEST, _MORE = 3, 4  # words of a question that carry meaning, and of how many lengths questions are
_END = re.compile(r"(?<=[.!?…»”\"])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the article that it was made of, and how: `headline`, `other_words`, `same_words`."""

    text: str
    article_id: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Passages to search, the ids of those that a question was cut out of, and the questions."""

    rows: tuple[PassageRow, ...]
    cut: frozenset[str]
    asked: tuple[Asked, ...]


class Rehearsal:
    """Passages of a sample of an archive, with a lexical index of their own in a folder."""

    def __init__(self, rows: Sequence[PassageRow], matrix: Matrix, folder: Path) -> None:
        self._ids = [row.id for row in rows]
        self._places = {name: i for i, name in enumerate(self._ids)}
        self._matrix = matrix
        self._article = {row.id: row.article_id for row in rows}
        self._lexicon = Lexicon.open(folder, write=True)
        self._lexicon.apply(Batch(1, tuple(rows), ()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._lexicon.close()

    def searcher(self, embedder: Embedder) -> Searcher:
        """Return the search over it, the same that questions of people take."""
        return Searcher(self, self._lexicon, self, embedder)

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(set(self._article.values()))

    def articles(self, ranking: Sequence[tuple[str, float]]) -> list[str]:
        """Return the articles of a ranking of passages, best first, each once."""
        return list(dict.fromkeys(self._article[i] for i, _ in ranking))

    def hits(self, scored: Sequence[tuple[str, float]]) -> list[Hit]:
        """Refuse: what is ranked here is counted and never shown."""
        raise NotImplementedError

    def calibration(self) -> Calibration | None:
        """Return None: that is what is being found out."""

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return the nearest passages by cosine."""
        cosines = self._matrix @ np.asarray(vector, np.float32)
        return [(self._ids[i], float(cosines[i])) for i in np.argsort(-cosines, kind="stable")[:k]]

    def scores(self, vector: Sequence[float], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the cosines of given passages."""
        places = [self._places[i] for i in passage_ids]
        cosines = self._matrix[places] @ np.asarray(vector, np.float32)
        return dict(zip(passage_ids, map(float, cosines), strict=True))


def draw(archive: Archive) -> Drawn:
    """Return a sample of an archive and what it is asked; always the same of the same articles."""
    lots = sorted(archive.originals(), key=_lot)
    each = min(len(_KINDS), -(-_QUESTIONS // (len(lots) or 1)))
    rows: list[PassageRow] = []
    cut: set[str] = set()
    asked: list[Asked] = []
    for article_id in lots:
        own = archive.rows_of(article_id)
        if rows and len(rows) + len(own) > _PASSAGES:
            break
        for _ in range(each if len(asked) < _QUESTIONS else 0):
            found = _made(own, len(asked))
            if found is None:
                break
            kind, question, left = found
            cut |= {new.id for old, new in zip(own, left, strict=True) if new.text != old.text}
            own = left
            asked.append(Asked(question, article_id, kind))
        rows += own
    return Drawn(tuple(rows), frozenset(cut), tuple(asked))


def _made(rows: list[PassageRow], turn: int) -> tuple[str, str, list[PassageRow]] | None:
    """Return the kind of a question, the question, and the passages that are left; the kinds take turns."""
    first = turn % len(_KINDS)
    for kind in _KINDS[first:] + _KINDS[:first]:
        if (made := kind(rows, turn)) is not None:
            return kind.__name__.strip("_"), *made
    return None


def _headline(rows: list[PassageRow], turn: int) -> _Made | None:
    """Return the headline of an article and its passages without it, where it says something."""
    title = rows[0].title if rows else None
    if not title or (question := _shortened(title)) is None:
        return None
    first = rows[0].text.removeprefix(title).lstrip()
    left = [replace(row, title=None) for row in rows]
    return (question, [replace(left[0], text=first), *left[1:]]) if first else None


def _other_words(rows: list[PassageRow], turn: int) -> _Made | None:
    """Return the beginning of a sentence of an article and its passages without that sentence."""
    for place, part in _sentences(rows, turn):
        if (question := _shortened(part)) is not None:
            left = list(rows)
            left[place] = replace(rows[place], text=rows[place].text.replace(part, " "))
            return question, left
    return None


def _same_words(rows: list[PassageRow], turn: int) -> _Made | None:
    """Return the beginning of a sentence of an article, which keeps it."""
    made = (question for _, part in _sentences(rows, turn) if (question := _shortened(part)) is not None)
    question = next(made, None)
    return None if question is None else (question, rows)


_Made = tuple[str, list[PassageRow]]
_KINDS = (_same_words, _headline, _same_words, _other_words)


def _sentences(rows: list[PassageRow], turn: int) -> list[tuple[int, str]]:
    """Return (row, sentence) of those that do not stand nearly alone, by lot, others first at each turn."""
    found = []
    for place, row in enumerate(rows):
        parts = _END.split(row.text)
        if len(parts) >= _SENTENCES:
            found += [(_lot(part), place, part) for part in parts]
    drawn = [(place, part) for _, place, part in sorted(found)]
    begin = turn % (len(drawn) or 1)
    return drawn[begin:] + drawn[:begin]


def _shortened(text: str) -> str | None:
    """Return the beginning of a text, with as many words as a question has; None where it has too few."""
    terms = analysis.content_terms(text)[: _FEWEST + _lot(text) % _MORE]
    return text[: terms[-1].end] if len(terms) >= _FEWEST else None


def _lot(text: str) -> int:
    return crc32(text.encode(errors="replace"))
