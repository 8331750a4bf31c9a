"""Vectors: the offline default is the same everywhere, an endpoint is checked before it is believed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import embedding
from index.embedding import HashedEmbedder
from index.embedding.endpoint import EndpointEmbedder
from index.errors import EmbeddingError
from tests.loopback import Rows, serving


def plain(texts: list[str]) -> object:
    """Answer as a good server does, with vectors that are not of length 1."""
    return {"data": [{"index": i, "embedding": [3.0, float(len(t))]} for i, t in enumerate(texts)]}


def test_the_default_is_the_same_on_every_machine() -> None:
    """Known numbers for a known text: neither the interpreter's hash nor its seed has a part."""
    vector = HashedEmbedder().query("La Valdorie ferme ses ports.")

    strong = {int(i): round(float(vector[i]), 3) for i in np.flatnonzero(np.abs(vector) > 0.35)}
    assert strong == {153: -0.358, 445: 0.358, 460: -0.501}


@given(st.lists(st.text(max_size=60), max_size=5))
def test_vectors_have_length_one(texts: list[str]) -> None:
    """One row a text, of length 1, or 0 for a text without a word; a batch changes nothing."""
    embedder = HashedEmbedder()

    rows = embedder.documents(texts)

    assert rows.shape == (len(texts), embedder.dimensions)
    assert rows.dtype == np.float32
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(row, embedder.query(text))
        assert np.linalg.norm(row) == pytest.approx(1.0, abs=1e-5) or not row.any()


@pytest.mark.parametrize(
    ("near", "far"),
    [
        pytest.param("La minstre Solvanne", "Le prix du blé", id="typos"),
        pytest.param("la ministre solvane", "Le prix du blé", id="case"),
        pytest.param("ministère de Solvane", "Le prix du blé", id="family of words"),
    ],
)
def test_near_words_have_near_vectors(near: str, far: str) -> None:
    """What stems miss is nearer than what has nothing in common."""
    embedder = HashedEmbedder()
    asked = embedder.query("La ministre Solvane")

    assert asked @ embedder.query(near) > 0.3 > asked @ embedder.query(far)


def test_a_year_is_not_nearly_another() -> None:
    """Figures have no neighbours."""
    embedder = HashedEmbedder()

    assert abs(float(embedder.query("2015") @ embedder.query("2016"))) < 0.01


def test_an_endpoint_gives_unit_vectors_in_batches() -> None:
    """Texts go out in batches, an empty one as a space; dimensions and name are the model's."""
    with serving(plain) as server:
        embedder = embedding.open(server.endpoint)
        rows = embedder.documents(["un", "", *["texte"] * 98])

        assert rows.shape == (100, 2)
        assert rows[0].tolist() == pytest.approx([3 / 13**0.5, 2 / 13**0.5])
        assert [len(batch) for batch in server.asked] == [64, 36]
        assert server.asked[0][1] == " "
        assert embedder.dimensions == 2
        assert (embedder.name, server.endpoint.url in embedder.name) == ("endpoint:vectors", False)


def test_a_failing_endpoint_is_asked_once_more() -> None:
    """One overloaded answer is forgiven."""
    with serving(503, plain) as server:
        assert embedding.open(server.endpoint).query("texte").shape == (2,)
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answers", "tries"),
    [
        pytest.param([500], 2, id="always failing"),
        pytest.param([401], 1, id="key refused"),
        pytest.param([None], 2, id="silent"),
        pytest.param([lambda _: b"<html>"], 1, id="no JSON"),
        pytest.param([lambda _: {"data": []}], 1, id="no vector"),
        pytest.param([lambda _: {"data": [{"index": 0, "embedding": []}]}], 1, id="empty vector"),
        pytest.param([lambda _: {"data": [{"index": 0, "embedding": [0.0, 0.0]}]}], 1, id="zero vector"),
        pytest.param([lambda _: {"data": [{"index": 0, "embedding": [float("nan")]}]}], 1, id="not a number"),
        pytest.param([lambda _: {"data": [{"index": 0, "embedding": ["x"]}]}], 1, id="not a figure"),
    ],
)
def test_a_bad_endpoint_is_one_clear_error(answers: list[Rows | int | None], tries: int) -> None:
    """Whatever goes wrong is an EmbeddingError that names the model and never the key or address."""
    with serving(*answers) as server:
        embedder = EndpointEmbedder(server.endpoint, timeout=0.3)
        with pytest.raises(EmbeddingError) as failure:
            embedder.query("texte")

        assert "vectors" in str(failure.value)
        assert "secret" not in str(failure.value)
        assert "127.0.0.1" not in str(failure.value)
        assert len(server.asked) == tries


def test_vectors_of_two_lengths_are_refused() -> None:
    """A model that changes its length midway is not believed."""

    def longer(texts: list[str]) -> object:
        return {"data": [{"index": i, "embedding": [1.0, 2.0, 3.0]} for i in range(len(texts))]}

    with serving(plain, longer) as server:
        embedder = embedding.open(server.endpoint)
        embedder.query("un")
        with pytest.raises(EmbeddingError):
            embedder.query("deux")


def test_an_unreachable_endpoint_is_one_clear_error() -> None:
    """Nobody listens there."""
    with serving(plain) as server:
        endpoint = server.endpoint
    with pytest.raises(EmbeddingError, match="vectors"):
        embedding.open(endpoint).query("texte")


def test_llama_index_sees_the_same_vectors() -> None:
    """The adapter is a BaseEmbedding and changes no number."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from index.embedding.llamaindex import VerbatimEmbedding

    ours = HashedEmbedder()
    shown = VerbatimEmbedding(ours)

    assert isinstance(shown, BaseEmbedding)
    assert shown.get_query_embedding("La Valdorie") == ours.query("La Valdorie").tolist()
    assert shown.get_text_embedding_batch(["a b", "Merrane"]) == ours.documents(["a b", "Merrane"]).tolist()
