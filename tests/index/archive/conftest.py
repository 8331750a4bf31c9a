"""Articles written into an archive without reading or embedding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from index.archive import Archive
from index.derive import entry
from index.news import Article


@pytest.fixture
def store() -> Callable[..., list[str]]:
    """Return a function that stores articles; with a model named, their vectors are ones."""

    def stored(archive: Archive, *articles: Article, model: str | None = None) -> list[str]:
        entries = [entry(article, b"raw " + article.text.encode()) for article in articles]
        if model:
            ones = np.ones(4, "<f2").tobytes()
            entries = [replace(e, vectors=(ones,) * len(e.passages)) for e in entries]
        return list(archive.store(entries, model))

    return stored
