"""What a claim is held against: the speaker's statements, and those of anybody that hold its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from index import analysis
from index.errors import ProjectionError
from index.ledger.hearing import Heard, Hearing, Voice

_T = TypeVar("_T")
_ALL = 1500  # statements of a speaker that are read whole; of more, those that the search finds
_EVERY, _SOME = 300, 60  # passages that hold every word, or the rarest


class Index(Protocol):
    """The lexical index, as far as it is needed."""

    @property
    def watermark(self) -> int: ...  # noqa: D102  # as in index.lexicon

    @property
    def passages(self) -> int: ...  # noqa: D102

    def holding(self, text: str, k: int) -> list[str]: ...  # noqa: D102

    def search(self, query: str, k: int) -> list[tuple[str, float]]: ...  # noqa: D102

    def frequency(self, stem: str) -> int: ...  # noqa: D102


@dataclass(slots=True)
class Material:
    """One state of the ledger with the words of the articles beside it.

    An index that has not reached the archive, or is damaged, is done without: the texts are read instead.
    """

    hearing: Hearing
    index: Index | None = None
    _counts: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Leave out an index that would miss something."""
        if self.index is not None:
            behind = self._asked(lambda: self.index.watermark if self.index else 0, 0)
            if behind != self.hearing.sequence():
                self.index = None

    def voices(self, voice: Voice, texts: Sequence[str]) -> list[Heard]:
        """Return the statements of a speaker, of one with very many those near the words of some texts."""
        if self.index is None or self.hearing.count_of(voice) <= _ALL:
            return self.hearing.of_voice(voice, None)
        return self.hearing.of_voice(voice, self.articles(texts))

    def anybody(self, texts: Sequence[str]) -> list[Heard]:
        """Return the statements, of whomever, that stand where words of some texts do."""
        if self.index is None:
            return self.hearing.in_articles(self._scanned(texts))
        return self.hearing.in_passages(self._passages(texts, _EVERY, _SOME))

    def articles(self, texts: Sequence[str]) -> list[int]:
        """Return the keys of the articles that hold words of some texts, those with every word first."""
        if self.index is None:
            return self._scanned(texts)
        return self.hearing.holding_passages(self._passages(texts, _EVERY, 5 * _EVERY))

    def _passages(self, texts: Sequence[str], every: int, some: int) -> list[str]:
        ids: list[str] = []
        for text in texts:
            ids += self._asked(lambda text=text: self.index.holding(text, every), [])  # type: ignore[misc,union-attr]
            ids += self._asked(lambda text=text: [i for i, _ in self.index.search(text, some)], [])  # type: ignore[misc,union-attr]
        return list(dict.fromkeys(ids))

    def rarity(self, stem: str) -> float:
        """Return what a word weighs: 0.5 to 1.5, the more the fewer passages have it."""
        if self.index is None:
            return 1.0
        index = self.index
        whole = self._asked(lambda: index.passages, 1)
        seen = self._asked(lambda: index.frequency(stem), 0)
        return 0.5 + min(1.0, math.log((whole + 1) / (seen + 1)) / math.log(whole + 2))

    def _scanned(self, texts: Sequence[str]) -> list[int]:
        found: dict[int, None] = {}
        for text in texts:
            words = sorted({t.word for t in analysis.content_terms(text)}, key=len)[-3:]
            # Two of the three longest words: one of them may be the one that was changed.
            for left in range(len(words)):
                kept = words[:left] + words[left + 1 :] if len(words) > 1 else words
                found |= dict.fromkeys(self.hearing.holding_words(kept))
        return list(found)

    def _asked(self, ask: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return ask()
        except ProjectionError:
            return otherwise
