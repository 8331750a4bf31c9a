"""The composition root: the only place that opens doors and builds the program from its settings.

    with composition.desk(settings, lasting=True) as desk:
        answer = await desk.engine().ask("...")

A lasting desk (chat, many questions at once, a bot) owns the home if nobody does: it opens Chroma through
llama-index, repairs and follows the archive. A passing one (one question) answers from the vendor-free core
beneath llama-index's retriever and query engine, with the archive's own vectors: the same answers, without
the 5 s that llama-index and Chroma take to import. It completes the lexical index only where that is behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot import weighing
from bot.settings import Settings
from index.errors import EmbeddingError, ProjectionError
from index.stages import stage

if TYPE_CHECKING:
    from bot.answers.check.checker import Checker
    from bot.answers.engine import Engine
    from bot.answers.receipts.keeping import Keeper, Run
    from index.archive import Archive
    from index.changes import Projection, Vectors
    from index.custody import Custody
    from index.embedding import Embedder
    from index.fetching import Guard, Pace
    from index.ingest import Progress
    from index.ledger import Ledger
    from index.lexicon import Lexicon
    from index.reading.web import Tell, Web
    from index.retrieval import Searcher
    from index.vectors import ChromaVectors, ExactVectors

LEXICON = "lexicon"  # folder of the home
_SMALL = 5000  # passages, of which all are compared in a millisecond
Notice = Callable[[str, dict[str, object]], None]
"""Called with the key and the values of a message for the person who waits."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open home: what questions and readings need.

    Attributes:
        custody: of the home; None where nothing is to be kept up to date.
        guard: which addresses may be read from the web, where that is not every public one.
    """

    settings: Settings
    archive: Archive
    embedder: Embedder
    lexicon: Lexicon
    vectors: Vectors
    custody: Custody | None = None
    guard: Guard | None = None

    def web(self, limit: int | None = None, tell: Tell | None = None, pace: Pace | None = None) -> Web:
        """Return what reads addresses; `limit` is how many articles of one feed or sitemap are read."""
        from index.reading import web

        return web.open_web(self.guard, limit=web.LIMIT if limit is None else limit, tell=tell, pace=pace)

    @property
    def projections(self) -> tuple[Projection, ...]:
        """The indexes that this process keeps up to date; none where another process owns the home."""
        return self.custody.projections if self.custody else ()

    def searcher(self) -> Searcher:
        """Return the search over this home."""
        from index.retrieval import Searcher

        return Searcher(self.archive, self.lexicon, self.vectors, self.embedder)

    def engine(self) -> Engine:
        """Return what answers questions, with the model of the settings if there is one."""
        from bot.answers.check.checker import Checker
        from bot.answers.engine import Engine
        from bot.telling import Opening
        from index import llm

        endpoint = self.settings.news.llm
        model = llm.open(endpoint) if endpoint else None
        opened = partial(ledger, self.settings)
        return Engine(
            self.searcher(),
            self.archive,
            model=model,
            language=self.settings.language,
            telling=Opening(opened, Checker(opened, self.lexicon)),
        )

    def load(self) -> None:
        """Load what the first question or change would otherwise wait for: llama-index and Chroma, 4 s."""
        from index.vectors import ChromaVectors

        with stage("warm_up"):
            self.searcher().search("verbatim", 1)
            if isinstance(self.vectors, ChromaVectors):
                self.vectors.load()

    def follow(self, progress: Progress | None = None, notice: Notice | None = None) -> None:
        """Bring the indexes of this process up to date with the archive; free when they are.

        Where the owner of the home has ended, a lasting desk becomes it. A Chroma server that fails is told
        by `notice`, if there is one, and followed later.

        Raises:
            ProjectionError: an index failed.
        """
        from index import ingest

        if self.custody:
            self.custody.claim()
        if not self.projections:
            return
        try:
            ingest.catch_up(self.archive, self.projections, progress=progress)
        except ProjectionError as error:
            searchable = self.lexicon.watermark == self.archive.sequence()
            if notice is None or not self.settings.news.chroma_url or not searchable:
                raise
            notice("terminal.vectors_later", {"reason": error})


@contextmanager
def archive(settings: Settings, *, create: bool = False) -> Iterator[Archive]:
    """Open the archive alone, which is enough to list, show and count articles.

    Raises:
        ArchiveError: there is none (unless `create`), or it cannot be read.
    """
    from index.archive import Archive

    with Archive.open(settings.news.home, create=create) as opened:
        yield opened


@contextmanager
def ledger(settings: Settings) -> Iterator[Ledger]:
    """Open the statement ledger for reading, which loads nothing but the standard library.

    Raises:
        ArchiveError: there is none, or it cannot be read.
    """
    from index.ledger import Ledger

    with Ledger.open(settings.news.home) as opened:
        yield opened


def checker(settings: Settings) -> Checker:
    """Return what checks claims; the lexical index helps where it is there, and nothing is lost where not."""
    from bot.answers.check.checker import Checker
    from index.lexicon import Lexicon

    # Not `Lexicon.open`: its reading of a little of everything costs 50 ms, and damage is met when asked.
    index = Lexicon(settings.news.home / LEXICON, write=False)
    endpoint = settings.news.llm
    model = None
    if endpoint:
        from index import llm

        model = llm.open(endpoint)
    return Checker(lambda: ledger(settings), index, model=model, language=settings.language)


def keeper(settings: Settings) -> Keeper:
    """Return what keeps the receipts of answers and verdicts, and finds and checks them."""
    from bot.answers.receipts.keeping import Keeper

    return Keeper(settings.news.home, _model_name(settings))


@contextmanager
def keeping_many(settings: Settings, notice: Notice) -> Iterator[Run]:
    """Keep the receipts of a file of questions or claims; say at the end where some could not be kept."""
    from bot.answers.receipts.keeping import Run

    run = Run(settings.news.home, _model_name(settings))
    try:
        yield run
    finally:
        run.close()
        if run.failed is not None:
            notice("receipt.some_not_kept", {"reason": run.failed})


def _model_name(settings: Settings) -> str | None:
    return settings.news.llm.model if settings.news.llm else None


@contextmanager
def desk(
    settings: Settings,
    *,
    lasting: bool,
    create: bool = False,
    notice: Notice | None = None,
    progress: Progress | None = None,
) -> Iterator[Desk]:
    """Open a home for questions (`lasting`: for many of them, or for taking articles in).

    Raises:
        ArchiveError: there is no archive (unless `create`), or it cannot be read.
        ProjectionError: an index failed.
    """
    from index.custody import Custody, Index
    from index.owner import try_own
    from index.vectors import ChromaVectors

    notice = notice or (lambda key, values: None)
    with ExitStack() as stack:
        opened = stack.enter_context(archive(settings, create=create))
        embedder = embedder_of(settings)
        behind = _behind(settings, opened, embedder)
        lock = try_own(settings.news.home) if lasting or behind else None
        custody = stack.enter_context(Custody(settings.news.home, lock))
        if lock is not None:
            _complete_vectors(opened, embedder, notice, progress)
        lexicon, vectors = _indexes(settings, opened, embedder.name, owner=lock is not None, lasting=lasting)
        stack.enter_context(lexicon)
        followed: list[Index] = [lexicon]
        if isinstance(vectors, ChromaVectors):
            stack.enter_context(vectors)
            followed.append(vectors)  # of a server too, one process writes
        custody.keep(followed)
        keeps = custody if lasting or lock else None
        opening = Desk(settings, opened, embedder, lexicon, vectors, keeps)
        now = opened.sequence()
        if any(p.watermark != now for p in opening.projections):
            notice("terminal.following", {})
            opening.follow(progress, notice)
        weighing.weigh(opening, progress, notice)
        yield opening


def embedder_of(settings: Settings) -> Embedder:
    """Return what turns texts into vectors: the endpoint of the settings, or the embedded default."""
    from index import embedding

    if settings.news.embedding is None:
        return embedding.HashedEmbedder()
    return embedding.open(settings.news.embedding)


def _behind(settings: Settings, archive: Archive, embedder: Embedder) -> bool:
    """Tell whether a kill, another process or new settings left something to complete."""
    from index.lexicon import Lexicon

    if archive.count_waiting(embedder.name):
        return True
    try:
        with Lexicon.open(settings.news.home / LEXICON, write=False) as lexicon:
            return lexicon.watermark != archive.sequence()
    except ProjectionError:
        return True


def _complete_vectors(
    archive: Archive, embedder: Embedder, notice: Notice, progress: Progress | None
) -> None:
    from index.ingest import reembed

    waiting = archive.count_waiting(embedder.name)
    if waiting:
        notice("terminal.reembedding", {"waiting": waiting, "model": embedder.name})
        try:
            reembed(archive, embedder, progress=progress)
        except EmbeddingError as error:
            # Articles can still be taken in and out; a question fails by itself, with the same reason.
            notice("terminal.not_embedded", {"reason": error})


def _indexes(
    settings: Settings, archive: Archive, model: str, *, owner: bool, lasting: bool
) -> tuple[Lexicon, ChromaVectors | ExactVectors]:
    from index.lexicon import Lexicon
    from index.vectors import ChromaVectors, ExactVectors

    lexicon = Lexicon.open(settings.news.home / LEXICON, write=owner)
    url = settings.news.chroma_url
    if lasting and (owner or url):
        small = 0 if url else _SMALL
        return lexicon, ChromaVectors(archive, model, url=url, write=owner, small=small)
    return lexicon, ExactVectors(archive, model)
