"""The archive as the rest of the program sees it: one object, whose every method is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine

from index.archive import connection as sqlite
from index.archive import proposing, reads, recognition, replay, settling, told, writes
from index.changes import Batch, PassageRow
from index.derive import Entry, Told
from index.ledger.stored.connection import FACTS, FILE
from index.news import Article, Hit, Passage, Scanned
from index.retrieval.fusion import Calibration
from index.statements import GRAMMAR, Proposal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Archive:
    """All articles and what was derived from them; safe to use from several threads and processes.

    Raises:
        ArchiveError: from any method, with a text for people; ArchiveBusy when another process keeps writing.
    """

    def __init__(self, engine: Engine, home: Path) -> None:
        self.home = home
        self._engine = engine
        self._path = home / FILE

    @classmethod
    def open(cls, home: Path, *, create: bool = False, patience: float = 30.0) -> Self:
        """Open the archive of a home; `create` makes the folder and the file where there are none.

        `patience` is how many seconds a writer waits for another one before ArchiveBusy.
        """
        return cls(sqlite.open_engine(home / FILE, create=create, patience=patience), home)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is in it.

    def article(self, article_id: str) -> Article | None:
        """Return one article with its text."""
        with self._reading() as connection:
            return reads.one(connection, article_id)

    def summaries(self) -> list[Article]:
        """Return every article with an empty text, in the order they came in."""
        with self._reading() as connection:
            return reads.summaries(connection)

    def articles(self) -> Iterator[Article]:
        """Yield every article with its text, in the order they came in."""
        with self._reading() as connection:
            yield from reads.everything(connection)

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of one article, in order."""
        with self._reading() as connection:
            return reads.passages_of(connection, article_id)

    def rows_of(self, article_id: str) -> list[PassageRow]:
        """Return the passages of one article as an index takes them in, in order."""
        with self._reading() as connection:
            return replay.rows_of(connection, article_id)

    def count_passages(self) -> int:
        """Return how many passages there are."""
        with self._reading() as connection:
            return reads.count_passages(connection)

    def originals(self) -> list[str]:
        """Return the ids of all articles that are no copy of another."""
        with self._reading() as connection:
            return reads.originals(connection)

    def hits(self, scored: Sequence[tuple[str, float]]) -> list[Hit]:
        """Return the passages of the given (id, score), in that order; an id that has left is passed over."""
        with self._reading() as connection:
            return reads.hits(connection, scored)

    def scanned(self) -> Scanned:
        """Return how many articles are searched, and from which day to which."""
        with self._reading() as connection:
            return reads.scanned(connection)

    def stats(self) -> reads.Stats:
        """Count what is in the archive."""
        with self._reading() as connection:
            return reads.stats(connection, self._path.stat().st_size)

    @property
    def name(self) -> str:
        """The archive's own id, made when it was created."""
        with self._reading() as connection:
            return reads.name(connection)

    # What projections follow.

    def sequence(self) -> int:
        """Return the number of the last change; it grows with every change that a projection must see."""
        with self._reading() as connection:
            return reads.sequence(connection)

    def changes(self, since: int, limit: int = 1000) -> Iterator[Batch]:
        """Yield the changes after `since`, at most `limit` articles a batch."""
        while found := self._batch(since, limit):
            yield found
            since = found.sequence

    def vectors_of(self, model: str, passage_ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors that a model made of the given passages, by id."""
        with self._reading() as connection:
            return replay.vectors_of(connection, model, passage_ids)

    def vectors(self, model: str) -> tuple[list[str], NDArray[np.float16]]:
        """Return the ids of all passages that have a vector of a model, and the vectors, one a row."""
        with self._reading() as connection:
            return replay.all_vectors(connection, model)

    # What takes articles in and out.

    def recognise(self, read: Sequence[tuple[Article, bool]]) -> list[recognition.Recognised]:
        """Give each (article, whether its source gave the id) its id; say whether it is known as it is."""
        with self._reading() as connection:
            return recognition.recognise(connection, read)

    def store(self, entries: Sequence[Entry], model: str | None = None) -> list[writes.Outcome]:
        """Write articles with all their derived rows, all or none; `model` names what made the vectors."""
        with self._writing() as connection:
            return writes.store(connection, entries, model)

    def remove(self, article_ids: Iterable[str]) -> list[str]:
        """Take articles out wholly; return the ids that were there."""
        with self._writing() as connection:
            gone = writes.remove(connection, article_ids)
        if gone:
            with sqlite.explained(self._path):
                sqlite.checkpoint(self._engine)
        return gone

    # Who said what.

    def settle(self) -> None:
        """Name one speaker a person over all articles, free when nothing has changed since the last time.

        Until then the statements of an article have the names that it gives itself. Holders of offices come
        from our table and from the file `offices.tsv` of the home.
        """
        facts = self.home / FACTS
        with self._reading() as connection:
            if settling.is_settled(connection, facts):
                return
            found = settling.compute(connection, facts)
        # Another process that has changed articles meanwhile settles them itself.
        with self._writing() as connection:
            settling.write(connection, found)

    def count_unread(self) -> int:
        """Return how many articles no grammar or another one has read."""
        with self._reading() as connection:
            return told.count_unread(connection, GRAMMAR)

    def unread(self, after: int, limit: int) -> list[tuple[int, Article]]:
        """Return (key, article) of articles that wait to be read, at most `limit`, those after a key."""
        with self._reading() as connection:
            keys = told.unread(connection, GRAMMAR, after, limit)
            return list(zip(keys, reads.some(connection, keys), strict=True))

    def tell(self, read: Mapping[str, Told]) -> None:
        """Keep what articles tell, by article id, in place of what they told; unknown ids are passed over."""
        with self._writing() as connection:
            for article_id, what in read.items():
                writes.tell(connection, article_id, what)

    # What models proposed.

    def count_unproposed(self, by: str) -> int:
        """Return how many articles `by` (a model with its prompt) was not asked about, copies left out."""
        with self._reading() as connection:
            return proposing.count_waiting(connection, by)

    def unproposed(self, by: str, after: int, limit: int) -> list[tuple[int, Article]]:
        """Return (key, article) of such articles, at most `limit`, those after a key."""
        with self._reading() as connection:
            keys = proposing.waiting(connection, by, after, limit)
            return list(zip(keys, reads.some(connection, keys), strict=True))

    def proposals(self, article_ids: Iterable[str], by: str | None = None) -> dict[str, tuple[Proposal, ...]]:
        """Return what was proposed (by one) for articles, by id; those never asked about are left out."""
        with self._reading() as connection:
            return proposing.held(connection, article_ids, by)

    def propose(self, article: Article, by: str, proposals: Sequence[Proposal], what: Told | None) -> None:
        """Keep what was proposed for an article and what it tells with that, unless its text has changed.

        `what` is None where nothing enters: then no speaker needs to be made anew.
        """
        with self._writing() as connection:
            if proposing.keep(connection, article, by, proposals) and what is not None:
                writes.tell(connection, article.id, what)

    # Embeddings.

    @property
    def model(self) -> str | None:
        """The name of the embedding model in use; queries compare vectors of this one only."""
        with self._reading() as connection:
            return reads.model(connection)

    def waiting(self, model: str, limit: int = 1000) -> list[PassageRow]:
        """Return passages that have no vector of a model yet, at most `limit`."""
        with self._reading() as connection:
            return replay.waiting(connection, model, limit)

    def count_waiting(self, model: str) -> int:
        """Return how many passages have no vector of a model yet."""
        with self._reading() as connection:
            return replay.count_waiting(connection, model)

    def embed(self, model: str, made: dict[str, bytes]) -> None:
        """Keep float16 vectors of passages, by passage id."""
        with self._writing() as connection:
            writes.embed(connection, model, made)

    def calibration(self) -> Calibration | None:
        """Return how far the vectors of a model are believed, as it was last measured; None before."""
        with self._reading() as connection:
            return reads.calibration(connection)

    def calibrate(self, found: Calibration) -> None:
        """Keep how far the vectors of a model are believed, in place of what was known."""
        with self._writing() as connection:
            writes.calibrate(connection, found)

    def adopt(self, model: str) -> None:
        """Make a model the one in use and drop the vectors of every other."""
        with self._writing() as connection:
            writes.adopt(connection, model)

    def _batch(self, since: int, limit: int) -> Batch | None:
        with self._reading() as connection:
            return replay.batch(connection, since, limit)

    def _reading(self) -> AbstractContextManager[Connection]:
        return sqlite.reading(self._engine, self._path)

    def _writing(self) -> AbstractContextManager[Connection]:
        return sqlite.writing(self._engine, self._path)
