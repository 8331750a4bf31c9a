"""The sample corpus in a real home, and its passages as hits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.answers.gate import Gate
from bot.answers.written.case import Guard, Scene
from bot.answers.written.proof import Proved, Refused, prove
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from index.news import Article, Hit

SAMPLE = Path(__file__).parents[3] / "sample"
Prove = Callable[..., Proved | Refused]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive of the sample corpus, closed at the end."""
    with Archive.open(tmp_path_factory.mktemp("sample"), create=True) as opened:
        ingest.add(opened, reading.read(str(SAMPLE / "articles")), HashedEmbedder())
        yield opened


@pytest.fixture(scope="session")
def ledger(sample: Archive) -> Iterator[Ledger]:
    """The ledger over it."""
    with Ledger.open(sample.home) as opened:
        yield opened


@pytest.fixture(scope="session")
def articles(sample: Archive) -> dict[str, list[Article]]:
    """The articles of each file of the sample."""
    found: dict[str, list[Article]] = {}
    for summary in sample.articles():
        whole = sample.article(summary.id)
        assert whole is not None
        found.setdefault(Path(summary.source).name.partition(":")[0], []).append(whole)
    return found


@pytest.fixture(scope="session")
def proved(sample: Archive, ledger: Ledger, articles: dict[str, list[Article]]) -> Prove:
    """Prove a sentence by the articles of a file, as it would be streamed."""

    def check(file: str, sentence: str, language: str = "fr", before: str = "") -> Proved | Refused:
        gate = Gate(sample.article, ledger.covering)
        hits = [hit_of(article) for article in articles[file]]
        return prove(sentence, hits, Guard(), Scene(language, before, gate.stored))

    return check


def hit_of(article: Article) -> Hit:
    """Return a whole article as one hit."""
    return Hit(
        article.id, article.id, 0, len(article.text), article.text, 1.0,
        article.title, article.outlet, article.published, article.url,
    )  # fmt: skip


def lines(name: str) -> Sequence[dict[str, str]]:
    """Return the lines of a JSON Lines file beside this one."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
