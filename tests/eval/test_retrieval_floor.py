"""Floors of the search on the sample corpus. They only rise: lower one only with the reason beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import ingest
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.lexicon import Lexicon
from index.reading import read
from index.retrieval import Searcher
from index.vectors import ExactVectors

SAMPLE = Path(__file__).parents[1] / "sample"
ASKED: list[dict[str, Any]] = [
    q for q in json.loads((SAMPLE / "questions.json").read_text(encoding="utf-8"))["questions"] if q["docs"]
]
AT_ONE, AT_THREE = 0.98, 1.0  # 67 and 68 of 68


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Return the sample corpus in an archive."""
    with Archive.open(tmp_path_factory.mktemp("home"), create=True) as archive:
        ingest.add(archive, read(str(SAMPLE / "articles")), HashedEmbedder())
        yield archive


@pytest.fixture(scope="module")
def articles(archive: Archive) -> dict[str, str]:
    """Return the file of each article, by id."""
    return {a.id: re.sub(r":\d+$", "", Path(a.source).name) for a in archive.summaries()}


@pytest.fixture(scope="module")
def searcher(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Return a searcher over the sample corpus."""
    embedder = HashedEmbedder()
    with Lexicon.open(tmp_path_factory.mktemp("lexicon"), write=True) as lexicon:
        ingest.catch_up(archive, [lexicon])
        yield Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)


@pytest.fixture(scope="module")
def ranked(searcher: Searcher) -> list[list[str]]:
    """Return, for each question, the ids of the articles found, best first."""
    return [list(dict.fromkeys(h.article_id for h in searcher.search(q["question"], 30))) for q in ASKED]


@pytest.fixture(scope="module")
def right(articles: dict[str, str]) -> list[set[str]]:
    """Return, for each question, the ids of the articles that answer it."""
    return [{i for i, name in articles.items() if name in q["docs"]} for q in ASKED]


@pytest.mark.parametrize(("first", "floor"), [(1, AT_ONE), (3, AT_THREE)])
def test_the_article_that_answers_is_among_the_first(
    ranked: list[list[str]], right: list[set[str]], first: int, floor: float
) -> None:
    """The share of answerable questions with a right article among the first does not sink."""
    found = sum(bool(set(ids[:first]) & wanted) for ids, wanted in zip(ranked, right, strict=True))

    assert found / len(ASKED) >= floor
