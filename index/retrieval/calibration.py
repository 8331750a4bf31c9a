"""How far to believe the vectors of a configured model, measured on the corpus that it is to search.

The corpus is asked some hundred questions made of itself (`rehearsal`), by words alone and with more and more
of the vectors. The vectors count only where they help beyond chance, and no more than they must: a model that
is weak, or weak on these articles, then changes no ranking and is asked nothing any more.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.retrieval import rehearsal
from index.retrieval.fusion import Calibration
from index.retrieval.rehearsal import Drawn, Rehearsal

if TYPE_CHECKING:
    from index.archive import Archive
    from index.embedding import Embedder, Matrix
    from index.ingest import Progress

METHOD = 1  # raise it where another weight may come out of the same corpus: it is then measured anew
_log = logging.getLogger(__name__)
_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_GROWN = 1.5  # times as many passages as when it was measured
_FEWEST = 20  # questions; fewer prove nothing
_ALIKE = 1e-9  # reciprocal ranks this far apart are one
_SURE = 3.0  # standard errors that the vectors must gain over words alone
_RANKED = 60  # passages of a ranking: as many as words alone have


def is_due(archive: Archive, embedder: Embedder) -> bool:
    """Say whether a model's vectors are complete and were not yet measured on the corpus as it is."""
    if not embedder.knows_meaning or archive.model != embedder.name:
        return False
    passages, known = archive.count_passages(), archive.calibration()
    if not passages or archive.count_waiting(embedder.name):
        return False
    current = known is not None and (known.model, known.method) == (embedder.name, METHOD)
    return known is None or not current or passages >= _GROWN * known.passages


def calibrate(archive: Archive, embedder: Embedder, *, progress: Progress | None = None) -> Calibration:
    """Measure how far to believe the vectors of a model, and keep it in the archive; some ten seconds.

    At most 600 texts are embedded. The same archive and model give the same weight.

    Raises:
        EmbeddingError: the endpoint failed; what was known before stays.
    """
    began = time.monotonic()
    drawn = rehearsal.draw(archive)
    weight, words, both = 0.0, 0.0, 0.0
    if len(drawn.asked) >= _FEWEST:
        ranks = _measured(archive, embedder, drawn, progress)
        weight = chosen(ranks, [question.kind for question in drawn.asked])
        words, both = (round(float(ranks[:, _WEIGHTS.index(w)].mean()), 4) for w in (0.0, weight))
    found = Calibration(
        embedder.name, weight, len(drawn.asked), archive.count_passages(), words, both, METHOD
    )
    archive.calibrate(found)
    _log.info("vectors weighed in %.1f s: %s", time.monotonic() - began, found)
    return found


def chosen(gains: NDArray[np.float64], kinds: Sequence[str]) -> float:
    """Return the weight to use of what each question (of a kind) gains (a row) by each weight (a column).

    Only weights by which no kind of question loses are thought of. Of these, none but 0 unless the best is
    surely better than that; else the least that the best is not surely better than (the rule of one standard
    error, here of the differences).
    """
    means = [gains[np.array([k == kind for k in kinds])].mean(axis=0) for kind in sorted(set(kinds))]
    harmless = [i for i in range(len(_WEIGHTS)) if all(mean[i] >= mean[0] - _ALIKE for mean in means)]
    best = max(harmless, key=lambda i: gains[:, i].mean())
    if not best or _lead(gains, best, 0) <= _SURE:
        return 0.0
    return next(_WEIGHTS[i] for i in harmless if i and (i == best or _lead(gains, best, i) <= 1))


def _lead(gains: NDArray[np.float64], better: int, other: int) -> float:
    """Return by how many standard errors one weight is better than another."""
    apart = gains[:, better] - gains[:, other]
    error = float(apart.std(ddof=1)) / len(apart) ** 0.5
    return float(apart.mean()) / error if error else 0.0


def _measured(
    archive: Archive, embedder: Embedder, drawn: Drawn, progress: Progress | None
) -> NDArray[np.float64]:
    """Return the reciprocal rank of each question's article (a row) by each weight (a column)."""
    matrix = _vectors(archive, embedder, drawn)
    prepared = _Prepared(embedder, [q.text for q in drawn.asked])
    ranks = []
    with (
        tempfile.TemporaryDirectory(prefix="verbatim-") as folder,
        Rehearsal(drawn.rows, matrix, Path(folder)) as rehearsed,
    ):
        searcher = rehearsed.searcher(prepared)
        for done, question in enumerate(drawn.asked, 1):
            rankings = searcher.rankings(question.text, _RANKED, _WEIGHTS)
            found = (rehearsed.articles(ranking) for ranking in rankings)
            ranks.append([_reciprocal(f, question.article_id, rehearsed.size) for f in found])
            if progress is not None:
                progress("weighing", done)
    return np.array(ranks)


def _vectors(archive: Archive, embedder: Embedder, drawn: Drawn) -> Matrix:
    """Return a row for each passage: the archive's, or a new one where a question was cut out."""
    known = archive.vectors_of(embedder.name, [r.id for r in drawn.rows if r.id not in drawn.cut])
    new = [row for row in drawn.rows if row.id not in known]
    made = dict(zip((r.id for r in new), embedder.documents([r.text for r in new]), strict=True))
    return np.stack([known[r.id] if r.id in known else made[r.id] for r in drawn.rows])


def _reciprocal(ranked: Sequence[str], wanted: str, articles: int) -> float:
    """Return the reciprocal rank of an article; if it is not ranked, what it has by chance among the rest.

    Otherwise anything shown would be better than nothing, and on few articles much better.
    """
    if wanted in ranked:
        return 1 / (ranked.index(wanted) + 1)
    rest = range(len(ranked) + 1, articles + 1)
    return sum(1 / rank for rank in rest) / len(rest)


class _Prepared:
    """An embedder that has asked for the vectors of all questions at once."""

    knows_meaning = True
    asks_nobody = True

    def __init__(self, embedder: Embedder, questions: Sequence[str]) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._made = dict(zip(questions, embedder.documents(questions), strict=True))

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors of questions."""
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Matrix:
        """Return the vector of a question."""
        made: Matrix = self._made[text]
        return made
