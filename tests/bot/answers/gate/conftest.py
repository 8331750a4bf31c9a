"""The sample corpus in a real home, and its passages as hits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.answers.check.checker import Checker
from bot.answers.engine import Engine
from bot.answers.gate import Gate
from bot.answers.verdict import Verdict
from bot.answers.written.case import Guard, Scene
from bot.answers.written.proof import Proved, Refused, prove
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from index.ledger.asked import Asked, Covered, Said, Told
from index.lexicon import Lexicon
from index.news import Article, Hit
from index.retrieval import Searcher
from index.vectors import ExactVectors

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


class Opened:
    """The ledger as the engine opens it: anew in each thread."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said."""
        with Ledger.open(self.home) as ledger:
            return ledger.said(asked)

    def about(self, topic: str, article_ids: list[str]) -> list[Told]:
        """Return what anybody said on a topic."""
        with Ledger.open(self.home) as ledger:
            return ledger.about(topic, article_ids)

    def covering(self, article_id: str, start: int, end: int) -> Covered:
        """Return whose words stand in a part of an article."""
        with Ledger.open(self.home) as ledger:
            return ledger.covering(article_id, start, end)

    def check(self, claim: str, language: str) -> Verdict:
        """Return what becomes of a claim."""
        return Checker(lambda: Ledger.open(self.home)).check(claim, language)


@pytest.fixture(scope="session")
def engine(sample: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine over the sample, without a model."""
    embedder = HashedEmbedder()
    with Lexicon.open(tmp_path_factory.mktemp("lexicon"), write=True) as lexicon:
        ingest.catch_up(sample, [lexicon])
        searcher = Searcher(sample, lexicon, ExactVectors(sample, embedder.name), embedder)
        yield Engine(searcher, sample, telling=Opened(sample.home))


@pytest.fixture(scope="session")
def sample_telling(sample: Archive) -> Opened:
    """The ledger over the sample as an engine asks it."""
    return Opened(sample.home)


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
