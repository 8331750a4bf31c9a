"""A home with the sample corpus, and what checks claims against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answers.check.checker import Checker
from bot.answers.verdict import Verdict
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from index.lexicon import Lexicon

SAMPLE = Path(__file__).parents[3] / "sample" / "articles"
Check = Callable[..., Verdict]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an archive with the sample corpus and its lexical index."""
    folder = tmp_path_factory.mktemp("sample")
    with Archive.open(folder, create=True) as archive:
        ingest.add(archive, reading.read(str(SAMPLE)), HashedEmbedder())
        with Lexicon.open(folder / "lexicon", write=True) as lexicon:
            ingest.catch_up(archive, [lexicon])
        yield folder


@pytest.fixture(scope="session")
def check(home: Path) -> Check:
    """Check one claim against the sample corpus."""
    return Checker(lambda: Ledger.open(home), Lexicon(home / "lexicon", write=False)).check
