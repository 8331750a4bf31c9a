"""DOOR tantivy: BM25 over the terms of `analysis`, a projection of the archive.

Passages are indexed as terms, so that index and query share one analysis and no text of a user is ever query
syntax. One process writes (the owner), any other reads and follows. The watermark is a document of its own,
so that it is committed with its batch or not at all.

Fields: `body` the stems of the passage, `title` those of the headline, `article` the first letters of every
word of the whole article: a headline or a question often speaks of more than one passage holds.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import tantivy

from index import analysis, mirror
from index.analysis import Term, family
from index.changes import Batch, PassageRow
from index.errors import ProjectionError
from prompts import message

_log = logging.getLogger(__name__)
_MARK = "watermark"  # id of the document that holds the watermark; passage ids are hexadecimal
_LANGUAGE = "fr"  # of the messages of errors
_HEAP = 64_000_000  # bytes of the writer's buffer
_MOST_TERMS = 64  # of a query; the rarest are kept
# Weights of the fields' BM25. Recall@1 / @10 of PIAF and of interrogative headlines: body and title alone
# 0.687 / 0.896 and 0.386 / 0.717, with the articles' stems 0.696 / 0.897 and 0.453 / 0.748, with the first
# six letters of their words 0.700 / 0.902 and 0.476 / 0.776 (four and five letters: less).
_FIELDS = (("body", 1.0), ("title", 0.8), ("article", 1.5))


class Entry(NamedTuple):
    """A passage as the index knows it: folded words in order, those of its headline, its article and day.

    `first` says that the article begins with it; `published` is "" where the day is not known.
    """

    article_id: str
    published: str
    first: bool
    words: list[str]
    title: list[str]


class Lexicon:
    """The lexical index of one folder; `Lexicon.open` makes it."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder = folder
        self.writes = write
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
            with _ours():
                writer.wait_merging_threads()

    def clear(self) -> None:
        """Throw the index away and begin an empty one, watermark 0."""
        self._writer = self._index = None
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
        if not self.writes:
            raise ProjectionError(message("lexicon.reading", _LANGUAGE))
        sequence = max(batch.sequence, self.watermark)
        with _ours():
            writer = self._open_writer()
            for gone in (*batch.removed, *(row.id for row in batch.added), _MARK):
                writer.delete_documents_by_term("id", gone)
            for document in _documents(batch.added):
                writer.add_document(document)
            writer.add_document(tantivy.Document(id=_MARK, sequence=sequence))
            writer.commit()

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, BM25 > 0) for the words of a query, best first."""
        return self.weighted(dict.fromkeys(analysis.content_terms(query), 1.0), k)

    def weighted(self, sought: Mapping[Term, float], k: int) -> list[tuple[str, float]]:
        """Return at most k (passage id, BM25 > 0) for weighted terms, best first; the 64 rarest count."""
        searcher = self._searcher()
        if searcher is None or not sought or k < 1:
            return []
        weights = {(term.stem, term.word): weight for term, weight in sought.items() if weight > 0}
        with _ours():
            kept = sorted(weights, key=lambda pair: searcher.doc_freq("body", pair[0]))[:_MOST_TERMS]
            query = _query([(stem, word, weights[stem, word]) for stem, word in kept])
            found = searcher.search(query, k, count=False).hits
            return [(searcher.doc(at).get_first("id") or "", score) for score, at in found if score > 0]

    def holding(self, text: str, k: int) -> list[str]:
        """Return the ids of at most k passages that hold every word of a text, best first."""
        searcher, stems = self._searcher(), dict.fromkeys(t.stem for t in analysis.terms(text))
        if searcher is None or not stems:
            return []
        with _ours():
            every = [tantivy.Query.term_query(_SCHEMA, "body", stem, "freq") for stem in stems]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in every])
            found = searcher.search(query, k, count=False).hits
            return [searcher.doc(at).get_first("id") or "" for _, at in found]

    def entries(self, passage_ids: Sequence[str]) -> dict[str, Entry]:
        """Return what is indexed of the given passages, by id."""
        searcher = self._searcher()
        if searcher is None or not passage_ids:
            return {}
        with _ours():
            query = tantivy.Query.term_set_query(_SCHEMA, "id", list(passage_ids))
            found = searcher.search(query, len(passage_ids), count=False).hits
            return dict(_entry(searcher.doc(at)) for _, at in found)

    def frequency(self, stem: str) -> int:
        """Return in how many passages a stem stands, or under how many headlines if that is more."""
        searcher = self._searcher()
        if searcher is None:
            return 0
        with _ours():
            return max(searcher.doc_freq("body", stem), searcher.doc_freq("title", stem))

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """Return the stems of the bodies that begin so, each with its number of passages."""
        searcher = self._searcher()
        if searcher is None:
            return []
        with _ours():
            return searcher.terms_with_prefix("body", prefix)

    def _searcher(self) -> tantivy.Searcher | None:
        """Return a reader of the last commit, also of another process; None where there is no index yet."""
        with _ours():
            try:
                state = (self._folder / "meta.json").stat()
            except FileNotFoundError:
                return None
            index = self._index or self._open()
            if self._seen != (seen := (state.st_mtime_ns, state.st_ino)):
                mirror.writable(self._folder)
                index.reload()
                self._seen = seen
            return index.searcher()

    def _open(self) -> tantivy.Index:
        self._index = tantivy.Index(_SCHEMA, path=str(mirror.writable(self._folder)), reuse=True)
        self._index.config_reader("manual")
        self._index.register_tokenizer("terms", self._analyser)
        self._seen = (0, 0)
        return self._index

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = (self._index or self._open()).writer(_HEAP, num_threads=1)
            # After a kill two things of tantivy 0.27 stand in the way (both seen, test_crash.py): a file of
            # deletions that was never committed keeps its name taken (FileAlreadyExists), and the first
            # deletion of a new writer may be passed over. So those files go, and idle deletions come first.
            self._writer.garbage_collect_files()
            for _ in range(3):
                self._writer.delete_documents_by_term("id", "")
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
                raise ProjectionError(message("lexicon.damaged", _LANGUAGE))
            searcher.terms_with_prefix("body", "", limit=1)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("sequence", stored=True)
    for field, _ in _FIELDS:
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


_SCHEMA = _schema()


def _documents(rows: Sequence[PassageRow]) -> Iterator[tantivy.Document]:
    read = [analysis.forms(row.text) for row in rows]
    articles: dict[str, list[str]] = {}
    for row, forms in zip(rows, read, strict=True):
        articles.setdefault(row.article_id, []).extend([family(word) for _, word in forms])
    begun: set[str] = set()  # the rows of one article stand in its order, all in one batch
    for row, forms in zip(rows, read, strict=True):
        title = analysis.forms(row.title or "")
        yield tantivy.Document(
            id=row.id,
            body=" ".join([stem for stem, _ in forms]),
            title=" ".join([stem for stem, _ in title]),
            article=" ".join(articles[row.article_id]),
            stored="\n".join(
                (
                    row.article_id,
                    row.published or "",
                    "" if row.article_id in begun else "first",
                    " ".join([word for _, word in forms]),
                    " ".join([word for _, word in title]),
                )
            ).encode(),
        )
        begun.add(row.article_id)


def _entry(document: tantivy.Document) -> tuple[str, Entry]:
    article, day, first, words, title = (
        bytes(document.get_first("stored") or b"\n\n\n\n").decode().split("\n")
    )
    return document.get_first("id") or "", Entry(article, day, bool(first), words.split(), title.split())


def _query(sought: Sequence[tuple[str, str, float]]) -> tantivy.Query:
    parts = []
    for stem, word, weight in sought:
        for field, boost in _FIELDS:
            value = family(word) if field == "article" else stem
            term = tantivy.Query.term_query(_SCHEMA, field, value, "freq")
            parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost * weight)))
    return tantivy.Query.boolean_query(parts)


def _mark(searcher: tantivy.Searcher) -> int:
    found = searcher.search(tantivy.Query.term_query(_SCHEMA, "id", _MARK, "basic"), 1).hits
    return int(searcher.doc(found[0][1]).get_first("sequence") or 0) if found else 0


@contextmanager
def _ours() -> Iterator[None]:
    """Turn what tantivy raises, panics of its Rust side too, into ProjectionError."""
    try:
        yield
    except (ValueError, OSError, SystemError) as error:
        raise ProjectionError(message("lexicon.failed", _LANGUAGE, reason=error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ProjectionError(message("lexicon.damaged", _LANGUAGE)) from error
