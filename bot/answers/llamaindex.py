"""DOOR llama_index: the engine as a llama-index query engine, for its evaluators, agents and tracing.

Importing it costs 4 s: nothing that the command line starts with may do so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from bot.answers.answer import Answer, Citation
from bot.answers.engine import Engine

T = TypeVar("T")


class VerbatimQueryEngine(BaseQueryEngine):
    """`engine.query("...")` returns a Response: the answer's text, its citations as source nodes.

    A refusal is a Response without source nodes whose metadata says why (`abstained`, `reason`). Each node's
    text is a verbatim slice of its article; its metadata says which and where (`start`, `end` in the
    article's text).
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(callback_manager=None)
        self._engine = engine

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return _response(_run(self._engine.ask(query_bundle.query_str)))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return _response(await self._engine.ask(query_bundle.query_str))

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end, from a thread of its own where a loop already runs (notebooks, agents)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def _response(answer: Answer) -> Response:
    metadata = {
        "id": answer.id,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "mode": answer.mode,
        "language": answer.language,
        "articles_searched": answer.scanned.articles,
    }
    return Response(response=answer.text, source_nodes=_nodes(answer.citations), metadata=metadata)


def _nodes(citations: Sequence[Citation]) -> list[NodeWithScore]:
    nodes = []
    for citation in citations:
        metadata = {
            "n": citation.n,
            "article_id": citation.article_id,
            "title": citation.title,
            "outlet": citation.outlet,
            "published": citation.published,
            "url": citation.url,
            "start": citation.start,
            "end": citation.end,
            "speaker": citation.speaker,
        }
        identity = f"{citation.article_id}:{citation.start}:{citation.end}"
        # Citations come best first and have no score of their own.
        node = TextNode(id_=identity, text=citation.text, metadata=metadata)
        nodes.append(NodeWithScore(node=node, score=1.0 / citation.n))
    return nodes
