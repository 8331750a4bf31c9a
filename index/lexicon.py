"""DOOR tantivy: BM25 over the terms of `analysis`, a projection of the archive.

Passages are indexed as their stems, one field for the body and one for the headline, so that index and query
share one analysis and no text of a user is ever query syntax. One process writes (the owner), any other reads
and follows. The watermark is a document of its own, so that it is committed with the batch or not at all.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import tantivy

from index import analysis
from index.changes import Batch, PassageRow
from index.errors import ProjectionError

_log = logging.getLogger(__name__)
_MARK = "watermark"  # id of the document that holds the watermark; passage ids are hexadecimal
_HEAP = 64_000_000  # bytes of the writer's buffer
_MOST_TERMS = 64  # of a query; the rarest are kept
TITLE = 0.4  # weight of the headline's BM25 beside the body's, measured by tests/eval/fit_retrieval.py


class Lexicon:
    """The lexical index of one folder; `Lexicon.open` makes it."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder = folder
        self._write = write
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._seen = (0, 0)  # what meta.json looked like when it was last read
        self._analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()

    @classmethod
    def open(cls, folder: Path, *, write: bool) -> Self:
        """Open the index of a folder; only the owner of the home may write.

        A damaged index is emptied when `write` (its watermark is then 0 and the archive is replayed), and
        raises ProjectionError otherwise. A folder without an index reads as an empty one until its owner
        has made it.
        """
        lexicon = cls(folder, write=write)
        try:
            lexicon._probe()
        except ProjectionError:
            if not write:
                raise
            _log.warning("the lexical index is damaged and is built anew from the archive")
            lexicon.clear()
        return lexicon

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wait for segments being merged and let the writer's lock go."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def clear(self) -> None:
        """Throw the index away and begin an empty one, watermark 0."""
        self._writer = None
        self._index = None
        shutil.rmtree(self._folder, ignore_errors=True)
        with _ours():
            self._open()

    @property
    def watermark(self) -> int:
        """The archive sequence number reached; 0 of an empty index."""
        searcher = self._searcher()
        return 0 if searcher is None else _mark(searcher)

    @property
    def passages(self) -> int:
        """How many passages are indexed."""
        searcher = self._searcher()
        return 0 if searcher is None else max(0, searcher.num_docs - (_mark(searcher) > 0))

    def apply(self, batch: Batch) -> None:
        """Take in one batch and its sequence number in one commit; the same batch again changes nothing."""
        if not self._write:
            raise ProjectionError("the lexical index is open for reading only")
        with _ours():
            writer = self._open_writer()
            for gone in (*batch.removed, *(row.id for row in batch.added), _MARK):
                writer.delete_documents_by_term("id", gone)
            for row in batch.added:
                writer.add_document(_document(row))
            mark = tantivy.Document()
            mark.add_text("id", _MARK)
            mark.add_unsigned("sequence", max(batch.sequence, self.watermark))
            writer.add_document(mark)
            writer.commit()

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, BM25 > 0) for the words of a query, best first."""
        return self.weighted({t.stem: 1.0 for t in analysis.content_terms(query)}, k)

    def weighted(self, stems: dict[str, float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, BM25 > 0) for weighted stems, best first; the 64 rarest count."""
        searcher = self._searcher()
        if searcher is None or not stems or k < 1:
            return []
        with _ours():
            known = {s: n for s in stems if (n := _frequency(searcher, s))}
            kept = sorted(known, key=lambda s: known[s])[:_MOST_TERMS]
            found = searcher.search(self._query(kept, stems), k, count=False).hits
            return [(searcher.doc(at).get_first("id") or "", score) for score, at in found if score > 0]

    def frequency(self, stem: str) -> int:
        """Return in how many passages a stem stands, headline or body."""
        searcher = self._searcher()
        return 0 if searcher is None else _frequency(searcher, stem)

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """Return the stems of the bodies that begin so, each with its number of passages."""
        searcher = self._searcher()
        if searcher is None:
            return []
        with _ours():
            return searcher.terms_with_prefix("body", prefix)

    def _query(self, stems: Sequence[str], weights: dict[str, float]) -> tantivy.Query:
        parts = []
        for stem in stems:
            for field, boost in (("body", 1.0), ("title", TITLE)):
                term = tantivy.Query.term_query(_SCHEMA, field, stem, "freq")
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost * weights[stem])))
        return tantivy.Query.boolean_query(parts)

    def _searcher(self) -> tantivy.Searcher | None:
        """Return a reader of the last commit, also of another process; None where there is no index yet."""
        with _ours():
            try:
                state = (self._folder / "meta.json").stat()
            except FileNotFoundError:
                return None
            if self._index is None:
                self._open()
            assert self._index is not None
            if self._seen != (seen := (state.st_mtime_ns, state.st_ino)):
                self._index.reload()
                self._seen = seen
            return self._index.searcher()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_SCHEMA, path=str(self._folder), reuse=True)
        self._index.config_reader("manual")
        self._index.register_tokenizer("stems", self._analyser)
        self._seen = (0, 0)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._index is None:
            self._open()
        if self._writer is None:
            assert self._index is not None
            self._writer = self._index.writer(_HEAP, num_threads=1)
        return self._writer

    def _probe(self) -> None:
        """Read a little of everything, so that damage shows at opening and not under a question."""
        searcher = self._searcher()
        if searcher is None:
            return
        with _ours():
            found = searcher.search(tantivy.Query.all_query(), 10).hits
            some = [searcher.doc(at) for _, at in found]
            if len(some) < min(10, searcher.num_docs) or (found and not _mark(searcher)):
                raise ProjectionError("the lexical index is damaged: rebuild it from the archive")
            searcher.terms_with_prefix("body", "", limit=1)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("sequence", stored=True)
    builder.add_text_field("title", tokenizer_name="stems", index_option="freq")
    builder.add_text_field("body", tokenizer_name="stems", index_option="freq")
    return builder.build()


_SCHEMA = _schema()


def _document(row: PassageRow) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", row.id)
    document.add_text("title", _stems(row.title or ""))
    document.add_text("body", _stems(row.text))
    return document


def _stems(text: str) -> str:
    return " ".join(t.stem for t in analysis.terms(text))


def _frequency(searcher: tantivy.Searcher, stem: str) -> int:
    return max(searcher.doc_freq("body", stem), searcher.doc_freq("title", stem))


def _mark(searcher: tantivy.Searcher) -> int:
    found = searcher.search(tantivy.Query.term_query(_SCHEMA, "id", _MARK, "basic"), 1).hits
    return int(searcher.doc(found[0][1]).get_first("sequence") or 0) if found else 0


@contextmanager
def _ours() -> Iterator[None]:
    """Turn what tantivy raises, panics of its Rust side too, into ProjectionError."""
    try:
        yield
    except (ValueError, OSError, SystemError) as error:
        raise ProjectionError(f"the lexical index failed ({error}): rebuild it from the archive") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ProjectionError("the lexical index is damaged: rebuild it from the archive") from error
