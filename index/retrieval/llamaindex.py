"""DOOR llama_index: the search as a llama-index retriever, for its query engines, evaluators and agents.

Importing it costs 4 s: nothing that the command line starts with may do so.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.news import Hit


class Searching(Protocol):
    """The part of `Searcher` that is shown to llama-index."""

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return at most k hits, best first."""


class Retriever(BaseRetriever):
    """Gives at most k passages of a query as nodes, best first.

    A node's id is the passage's, its text a verbatim slice of the article; its metadata says which article
    and where in it (`start`, `end` in the article's text). Metadata is kept out of embeddings and prompts.
    """

    def __init__(self, searcher: Searching, k: int = 10) -> None:
        super().__init__()
        self._searcher = searcher
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit) for hit in self._searcher.search(query_bundle.query_str, self._k)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(hit: Hit) -> NodeWithScore:
    metadata = {
        "article_id": hit.article_id,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
        "url": hit.url,
        "start": hit.start,
        "end": hit.end,
        "speaker": hit.speaker,
    }
    hidden = list(metadata)
    node = TextNode(
        id_=hit.passage_id,
        text=hit.text,
        metadata=metadata,
        start_char_idx=hit.start,
        end_char_idx=hit.end,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )
    return NodeWithScore(node=node, score=hit.score)
