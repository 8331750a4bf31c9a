"""Invented articles, a home to keep them in, and a small deterministic embedder."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.archive import Archive, settling
from index.ledger.stored.connection import FACTS
from index.news import Article
from index.reading.outcome import Reading

Write = Callable[..., Article]


class LetterEmbedder:
    """Counts words in 64 numbers by their hash: deterministic, and near texts have near vectors."""

    dimensions = 64
    knows_meaning = asks_nobody = False

    def __init__(self, name: str = "letters-64") -> None:
        self.name = name
        self.asked = 0

    def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text."""
        self.asked += len(texts)
        return np.stack([self.query(text) for text in texts]) if texts else np.zeros((0, 64), np.float32)

    def query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text."""
        counts = np.zeros(64, np.float32)
        for word in text.casefold().split():
            counts[zlib.crc32(f"{self.name}{word}".encode()) % 64] += 1
        return counts / (np.linalg.norm(counts) or 1)


def left_to_settle(archive: Archive) -> list[object]:
    """Return what settling everything would still change."""
    with archive._reading() as connection:
        change = settling.compute(connection, archive.home / FACTS, whole=True).change
    rows = [(table.name, gone, new) for table, gone, new in change.rows if gone or new]
    return [*rows, *change.who.items()]


@pytest.fixture
def embedder() -> LetterEmbedder:
    """Return a small embedder."""
    return LetterEmbedder()


@pytest.fixture
def other_embedder() -> LetterEmbedder:
    """Return one whose vectors differ."""
    return LetterEmbedder("other-64")


@pytest.fixture
def write() -> Write:
    """Return a maker of articles; all that matters to a test is given by it."""

    def made(text: str = "La Valdorie ferme ses ports.", **fields: object) -> Article:
        place = f"/presse/{zlib.crc32(text.encode(errors='replace'))}.txt"
        return Article(**{"id": "", "text": text, "source": place} | fields)  # type: ignore[arg-type]  # fields of Article

    return made


@pytest.fixture
def read(write: Write) -> Callable[..., Reading]:
    """Return a maker of readings; an `id` counts as given by the source."""

    def made(text: str = "La Valdorie ferme ses ports.", **fields: object) -> Reading:
        article = write(text, **fields)
        return Reading(article, json.dumps({"text": text}).encode(), given_id=bool(article.id))

    return made


@pytest.fixture
def dispatches() -> Callable[[int], str]:
    """Return a maker of texts that share no four words: the n-th dispatch, three paragraphs long."""

    def made(number: int) -> str:
        words = [f"{stem}{number}x{n}" for n in range(12) for stem in ("navire", "accord", "ville", "juge")]
        return "\n\n".join(" ".join(words[at : at + 16]).capitalize() + "." for at in (0, 16, 32))

    return made


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an empty archive."""
    with Archive.open(tmp_path / "home", create=True) as opened:
        yield opened
