"""The engine is a llama-index query engine."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers.engine import Engine
from bot.answers.llamaindex import VerbatimQueryEngine
from index.archive import Archive


@pytest.fixture(scope="module")
def query_engine(engine: Engine) -> VerbatimQueryEngine:
    """The engine as llama-index sees it."""
    return VerbatimQueryEngine(engine)


def test_a_response_has_its_sources(query_engine: VerbatimQueryEngine, archive: Archive) -> None:
    """Source nodes are verbatim slices that say where they were printed, best first."""
    response = query_engine.query("Qui a dessiné le toit du musée de Brumes ?")

    assert "Ilse Varenne" in str(response)
    assert response.source_nodes
    for found in response.source_nodes:
        where = found.node.metadata
        article = archive.article(where["article_id"])
        assert article is not None
        assert article.text[where["start"] : where["end"]] == found.node.get_content()
    scores = [n.score or 0 for n in response.source_nodes]
    assert scores == sorted(scores, reverse=True)


def test_a_refusal_is_a_response_without_sources(query_engine: VerbatimQueryEngine) -> None:
    """Why nothing is answered stands in the metadata."""
    response = query_engine.query("Qui est Norbert Lassalle ?")

    assert response.metadata is not None
    assert response.metadata["abstained"]
    assert not response.source_nodes


def test_it_works_where_a_loop_runs(query_engine: VerbatimQueryEngine) -> None:
    """In a notebook or an agent a loop runs already; both ways of asking work there."""

    async def inside() -> tuple[str, str]:
        question = "Qui a dessiné le toit du musée de Brumes ?"
        return str(query_engine.query(question)), str(await query_engine.aquery(question))

    synchronous, asynchronous = asyncio.run(inside())

    assert synchronous == asynchronous
