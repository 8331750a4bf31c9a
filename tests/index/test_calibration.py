"""A model's vectors count as far as they help on the corpus itself, and a bad model changes no ranking."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from index import analysis, embedding, ingest
from index.archive import Archive
from index.errors import EmbeddingError
from index.lexicon import Lexicon
from index.reading.outcome import Reading
from index.retrieval import Searcher, calibration, fusion
from index.vectors import ExactVectors
from tests.loopback import Rows, VectorServer, serving

Read = Callable[..., Reading]
SUBJECTS, SENTENCES, WORDS = 24, 9, 6


def words(number: int) -> Iterator[str]:
    """Yield words of no language, each once; all of one number are of one subject."""
    lots = random.Random(number)
    while True:
        yield "".join(lots.choice("bdfgklmprstvz") + lots.choice("aiou") for _ in range(4))


VOCABULARY = {n: [w for w, _ in zip(words(n), range(80), strict=False)] for n in range(SUBJECTS)}
SUBJECT = {analysis.fold(w): n for n, own in VOCABULARY.items() for w in own}


def articles(read: Read, count: int = SUBJECTS) -> list[Reading]:
    """Return articles that say nothing twice: a word of a subject stands once in its article."""
    made = []
    for n in range(count):
        lines = [VOCABULARY[n][at * WORDS : (at + 1) * WORDS] for at in range(SENTENCES + 1)]
        title, *body = (" ".join(line).capitalize() for line in lines)
        text = "\n\n".join(f"{a}. {b}. {c}." for a, b, c in zip(*[iter(body)] * 3, strict=True))
        made.append(read(text, id=f"a{n}", title=title))
    return made


def answering(vector: Callable[[str], list[float]]) -> Rows:
    """Return an endpoint that gives each text its vector."""
    return lambda texts: {"data": [{"index": i, "embedding": vector(t)} for i, t in enumerate(texts)]}


def by_subject(text: str) -> list[float]:
    """Return the vector of a model that knows which words mean the same."""
    counts = np.full(SUBJECTS, 0.01)
    for term in analysis.terms(text):
        counts[SUBJECT.get(term.word, 0)] += term.word in SUBJECT
    return [float(c) for c in counts]


def by_lot(text: str) -> list[float]:
    """Return the vector of a model that knows nothing: another direction for every text."""
    lots = random.Random(crc32(text.encode()))
    return [lots.gauss(0, 1) for _ in range(16)]


def constant(text: str) -> list[float]:
    """Return one vector for all texts."""
    return [1.0, 2.0, 3.0]


def filled(archive: Archive, read: Read, server: VectorServer, count: int = SUBJECTS) -> embedding.Embedder:
    """Take the articles in with the vectors of a server."""
    embedder = embedding.open(server.endpoint)
    ingest.add(archive, articles(read, count), embedder)
    return embedder


@pytest.fixture
def lexicon(tmp_path: Path) -> Iterator[Lexicon]:
    """Give an empty lexical index."""
    with Lexicon.open(tmp_path / "lexicon", write=True) as opened:
        yield opened


def rightly(searcher: Searcher) -> int:
    """Return for how many subjects words that no article prints find its article first."""
    first = {n: searcher.search(" ".join(own[70:76]))[:1] for n, own in VOCABULARY.items()}
    return sum(hit.article_id == f"a{n}" for n, hits in first.items() for hit in hits)


class NoModel:
    """A model that is asked for nothing."""

    name, dimensions, knows_meaning, asks_nobody = "none", 3, True, False

    def documents(self, texts: Any) -> Any:
        """Fail."""
        raise AssertionError

    query = documents


@pytest.mark.parametrize("vector", [by_lot, constant], ids=["random", "constant"])
def test_a_bad_model_changes_no_ranking_and_is_asked_no_more(
    archive: Archive, read: Read, lexicon: Lexicon, vector: Callable[[str], list[float]]
) -> None:
    """Vectors that do not help weigh 0: hits and scores are those of words alone, without a request."""
    with serving(answering(vector)) as server:
        embedder = filled(archive, read, server)
        ingest.catch_up(archive, [lexicon])
        found = calibration.calibrate(archive, embedder)
        asked = len(server.asked)
        searcher = Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)
        alone = Searcher(archive, lexicon, ExactVectors(archive, "none"), NoModel())

        for own in VOCABULARY.values():
            query = " ".join(own[3:9])
            assert searcher.search(query)
            assert searcher.search(query) == alone.search(query)
        assert (found.weight, found.words, len(server.asked)) == (0, found.both, asked)
        assert found.questions > 60


def test_a_good_model_finds_what_words_do_not(archive: Archive, read: Read, lexicon: Lexicon) -> None:
    """Vectors that help weigh something, spoil nothing, and lead to an article that shares no word."""
    with serving(answering(by_subject)) as server:
        embedder = filled(archive, read, server)
        ingest.catch_up(archive, [lexicon])
        searcher = Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)
        assert rightly(searcher) < 6

        found = calibration.calibrate(archive, embedder)

        assert found.weight > 0
        assert found.both > found.words
        assert rightly(searcher) > 20
        for n, own in VOCABULARY.items():
            assert searcher.search(" ".join(own[12:18]))[0].article_id == f"a{n}"
        assert calibration.calibrate(archive, embedder) == found == archive.calibration()


@pytest.mark.parametrize(
    "nonsense",
    [
        pytest.param(answering(lambda _: [float("nan")] * SUBJECTS), id="not-a-number"),
        pytest.param(answering(constant), id="another-length"),
        pytest.param(lambda _: b"<html>", id="no-vectors"),
        pytest.param(500, id="down"),
    ],
)
def test_a_model_that_fails_keeps_what_was_measured(
    archive: Archive, read: Read, nonsense: Rows | int
) -> None:
    """An endpoint that turns bad under the measuring is one clear error, and nothing is overwritten."""
    with serving(answering(by_subject)) as server:
        known = calibration.calibrate(archive, filled(archive, read, server))
        good = len(server.asked)
    with serving(*[answering(by_subject)] * 1, nonsense) as server:
        embedder = embedding.open(server.endpoint)
        embedder.query("longueur")
        with pytest.raises(EmbeddingError):
            calibration.calibrate(archive, embedder)

    assert good
    assert archive.calibration() == known


def test_what_is_not_measured_does_not_count(archive: Archive, read: Read, lexicon: Lexicon) -> None:
    """Until the vectors of this very model were measured, words alone are searched."""
    with serving(answering(by_subject)) as server:
        embedder = filled(archive, read, server)
        ingest.catch_up(archive, [lexicon])
        searcher = Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)
        asked = len(server.asked)
        other = fusion.Calibration("endpoint:other", 0.5, 300, 72, 0.4, 0.6, calibration.METHOD)
        archive.calibrate(other)

        assert rightly(searcher) < 6
        assert len(server.asked) == asked


def test_measuring_is_due_once_and_after_growth(archive: Archive, read: Read) -> None:
    """A new model, half as many passages again or another method: measured anew; nothing else."""
    with serving(answering(by_subject)) as server:
        embedder = filled(archive, read, server, 10)
        assert calibration.is_due(archive, embedder)
        found = calibration.calibrate(archive, embedder)
        assert not calibration.is_due(archive, embedder)

        archive.calibrate(fusion.Calibration("endpoint:vectors", 0.2, 30, found.passages, 0, 0, -1))
        assert calibration.is_due(archive, embedder)
        archive.calibrate(found)
        filled(archive, read, server, 12)
        assert not calibration.is_due(archive, embedder)
        filled(archive, read, server, 16)
        assert calibration.is_due(archive, embedder)
        assert not calibration.is_due(archive, embedding.HashedEmbedder())


def test_a_few_articles_prove_nothing(archive: Archive, read: Read) -> None:
    """Where fewer than twenty questions can be made, the vectors do not count and nothing is asked for."""
    with serving(answering(by_subject)) as server:
        embedder = filled(archive, read, server, 3)
        asked = len(server.asked)

        found = calibration.calibrate(archive, embedder)

        assert (found.weight, len(server.asked)) == (0, asked)
        assert not calibration.is_due(archive, embedder)


def column(*means: float, noise: float = 0.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what 400 questions gain by each weight, on average as given."""
    lots = np.random.default_rng(1).normal(0, noise, (400, len(means)))
    return np.array(means) + lots - lots.mean(axis=0)


@pytest.mark.parametrize(
    ("gains", "weight"),
    [
        pytest.param(column(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5), 0, id="all-alike"),
        pytest.param(column(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, noise=0.1), 0, id="worse-and-worse"),
        pytest.param(column(0.5, 0.505, 0.5, 0.4, 0.3, 0.2, 0.1, 0, noise=0.2), 0, id="better-by-chance"),
        pytest.param(column(0.5, 0.6, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, noise=0.1), 0.2, id="best-in-between"),
        pytest.param(column(0.5, 0.6, 0.699, 0.7, 0.7, 0.701, 0.6, 0.5, noise=0.1), 0.2, id="least-of-best"),
    ],
)
def test_the_least_weight_that_surely_helps_is_chosen(gains: Any, weight: float) -> None:
    """0 unless something is better beyond chance, then the least that is as good as the best."""
    assert calibration.chosen(gains, ["same_words"] * len(gains)) == weight


def test_what_spoils_one_kind_of_question_is_not_chosen() -> None:
    """A great gain on some questions does not pay for a loss on others."""
    words, subjects = (
        column(0.9, 0.9, 0.89, 0.8, 0.7, 0.6, 0.5, 0.4),
        column(0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    )
    kinds = ["same_words"] * len(words) + ["other_words"] * len(subjects)

    assert calibration.chosen(np.concatenate([words, subjects]), kinds) == 0.1


@pytest.mark.parametrize(
    ("evidence", "cosines", "weight", "order"),
    [
        pytest.param([0.9, 0.5, 0.1], [0.1, 0.2, 0.3], 0.0, [0, 1, 2], id="no-weight"),
        pytest.param([0.9, 0.5, 0.1], [0.1, 0.2, 0.3], 0.7, [2, 1, 0], id="vectors-win"),
        pytest.param([0.9, 0.5, 0.1], [0.5, 0.5, 0.5], 0.7, [0, 1, 2], id="alike"),
        pytest.param([0.0, 0.0, 0.0], [0.7, 0.9, 0.8], 0.1, [1, 2, 0], id="no-evidence"),
        pytest.param([0.5, 0.5, 0.5], [0.9, None, 0.1], 0.3, [0, 1, 2], id="without-a-vector"),
        pytest.param([0.9, 0.5, 0.1], [None, None, None], 0.7, [0, 1, 2], id="no-vectors"),
    ],
)
def test_scores_are_fused_by_weight(
    evidence: list[float], cosines: list[float | None], weight: float, order: list[int]
) -> None:
    """A cosine counts by how far it stands out among those of the question; scores stay within (0, 1]."""
    scores = fusion.fused(evidence, cosines, weight)

    assert sorted(range(3), key=lambda i: -scores[i]) == order
    assert all(0 <= s <= 1 for s in scores)
    assert scores == evidence or all(s > 0 for s in scores)
