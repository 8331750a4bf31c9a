"""What is measured side by side: each takes articles in and ranks article ids for a question.

Peers are set up as their own documentation shows, with French where they offer it, and imported only when
they are measured.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.bench import rows

DEPTH = 30  # passages asked for; several may be of one article
_CITED = 3  # sources of a cited answer, as in llama-index's own example


class System(Protocol):
    """One way of searching articles."""

    def add(self, articles: Sequence[rows.Row]) -> None:
        """Take all articles in."""

    def search(self, question: str) -> list[str]:
        """Return the ids of articles, best first."""

    def answer(self, question: str) -> object:
        """Answer a question, None where the system only searches."""

    def close(self) -> None:
        """Let go of files and processes."""


class Verbatim:
    """This project: passages, statements, archive on disk, lexical index and Chroma, as the commands do."""

    def __init__(self, folder: Path, embedding: str | None) -> None:
        self._folder, self._stack = folder, ExitStack()
        self._desk: Any = None

    def add(self, articles: Sequence[rows.Row]) -> None:
        """Take all articles in, as `verbatim add` does."""
        from bot import composition
        from bot.settings import from_environment
        from index import ingest, reading

        source = rows.write(self._folder / "articles.jsonl", articles)
        settings = from_environment({"VERBATIM_HOME": str(self._folder / "home")}, None, None)
        self._desk = self._stack.enter_context(composition.desk(settings, lasting=True, create=True))
        ingest.add(self._desk.archive, reading.read(str(source)), self._desk.embedder)
        self._desk.follow()
        self._searcher, self._engine = self._desk.searcher(), self._desk.engine()

    def search(self, question: str) -> list[str]:
        """Return article ids, best first."""
        return _distinct(hit.article_id for hit in self._searcher.search(question, DEPTH))

    def answer(self, question: str) -> object:
        """Return the printed answer."""
        import asyncio

        return asyncio.run(self._engine.ask(question))

    def close(self) -> None:
        """Close the home."""
        self._stack.close()


class LlamaIndex:
    """llama-index by its tutorials: sentence splitter, Chroma, BM25 with French stemming, fusion by rank."""

    def __init__(self, folder: Path, embedding: str | None) -> None:
        self._folder, self._embedding = folder, embedding

    def add(self, articles: Sequence[rows.Row]) -> None:
        """Split, embed and index all articles."""
        import chromadb
        import Stemmer
        from llama_index.core import Document, StorageContext, VectorStoreIndex
        from llama_index.core.llms import MockLLM
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.query_engine import CitationQueryEngine
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever
        from llama_index.vector_stores.chroma import ChromaVectorStore

        documents = [Document(text=rows.text(a), metadata={"article": a["id"]}) for a in articles]
        for document in documents:  # an id is no word to search
            document.excluded_embed_metadata_keys = document.excluded_llm_metadata_keys = ["article"]
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        collection = chromadb.PersistentClient(path=str(self._folder / "chroma")).create_collection("press")
        storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
        index = VectorStoreIndex(nodes, storage_context=storage, embed_model=_embedding(self._embedding))
        most = min(DEPTH, len(nodes))
        words = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=most, stemmer=Stemmer.Stemmer("french"), language="fr"
        )
        model = MockLLM(max_tokens=64)
        sides = [index.as_retriever(similarity_top_k=most), words]
        self._fused, few = (
            QueryFusionRetriever(
                sides,
                llm=model,
                mode="reciprocal_rerank",  # type: ignore[arg-type]
                num_queries=1,  # more would ask a model for other wordings
                similarity_top_k=k,
                use_async=False,
            )
            for k in (most, _CITED)
        )
        self._cited = CitationQueryEngine.from_args(index, llm=model, retriever=few)

    def search(self, question: str) -> list[str]:
        """Return article ids, best first."""
        return _distinct(found.node.metadata["article"] for found in self._fused.retrieve(question))

    def answer(self, question: str) -> object:
        """Return what the engine makes of its sources; the model is a mock, so this times the rest alone."""
        return self._cited.query(question)

    def close(self) -> None:
        """Do nothing: Chroma lets go at the end of the process."""


class Bm25s:
    """bm25s over whole articles, with its French stop words and French stemming."""

    def __init__(self, folder: Path, embedding: str | None) -> None:
        import Stemmer

        self._stemmer = Stemmer.Stemmer("french")

    def add(self, articles: Sequence[rows.Row]) -> None:
        """Index all articles."""
        import bm25s

        self._ids = [a["id"] for a in articles]
        self._index = bm25s.BM25()
        self._index.index(self._tokens([rows.text(a) for a in articles]), show_progress=False)

    def search(self, question: str) -> list[str]:
        """Return article ids, best first."""
        most = min(DEPTH, len(self._ids))
        found, scores = self._index.retrieve(self._tokens([question]), k=most, show_progress=False)
        return [self._ids[i] for i, score in zip(found[0], scores[0], strict=True) if score > 0]

    def answer(self, question: str) -> object:
        """Return None: it only searches."""
        return None

    def close(self) -> None:
        """Do nothing: all of it is in memory."""

    def _tokens(self, texts: list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="fr", stemmer=self._stemmer, show_progress=False)


class Fts5:
    """SQLite FTS5 over whole articles, accents folded; it has no French stemmer."""

    def __init__(self, folder: Path, embedding: str | None) -> None:
        self._base = sqlite3.connect(folder / "fts.db")

    def add(self, articles: Sequence[rows.Row]) -> None:
        """Index all articles."""
        self._base.execute(
            "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')"
        )
        with self._base:
            self._base.executemany("INSERT INTO t VALUES (?, ?)", ((a["id"], rows.text(a)) for a in articles))

    def search(self, question: str) -> list[str]:
        """Return article ids, best first: any word of the question, by BM25."""
        words = "".join(c if c.isalnum() else " " for c in question).split()
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in words)
        sql = f"SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT {DEPTH}"
        return [row[0] for row in self._base.execute(sql, (asked,))]

    def answer(self, question: str) -> object:
        """Return None: it only searches."""
        return None

    def close(self) -> None:
        """Close the file."""
        self._base.close()


@dataclass(frozen=True, slots=True)
class Named:
    """A system by the name it has on the command line, and the one it has in the table."""

    title: str
    make: Callable[[Path, str | None], System]


SYSTEMS = {
    "verbatim": Named("verbatim", Verbatim),
    "llama-index": Named("llama-index: Chroma + BM25 (French), fused by rank", LlamaIndex),
    "bm25s": Named("bm25s, French stemming", Bm25s),
    "fts5": Named("SQLite FTS5", Fts5),
}


def _embedding(named: str | None) -> Any:
    """Return the embedding that MODULE:NAME makes; None: our own offline one, as llama-index sees it."""
    if named is None:
        from index.embedding import HashedEmbedder
        from index.embedding.llamaindex import VerbatimEmbedding

        return VerbatimEmbedding(HashedEmbedder())
    module, _, name = named.partition(":")
    return getattr(importlib.import_module(module), name)()


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
