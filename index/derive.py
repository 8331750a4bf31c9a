"""Article -> what the archive keeps of it besides: the costly work on one article, without any store.

A pure function of its input, so that a pool of processes can run it.
"""

from __future__ import annotations

import traceback
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from index import copies, passages, statements
from index.errors import EmbeddingError
from index.ledger.speakers import naming
from index.news import Article, Passage, Span, Statement
from index.people.registry import Sighting
from index.statements import Proposal, Reading
from prompts import message

if TYPE_CHECKING:
    from index.embedding import Embedder

_LANGUAGE = "fr"
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of who said what, as one grammar reads it.

    Attributes:
        statements: those of the grammar, and those that a model proposed and the text bears out.
        terms: quoted words that are nobody's statement.
        sightings: who is named, with the roles given to them.
        words: `naming.words` of the text.
    """

    grammar: int
    statements: tuple[Statement, ...]
    terms: tuple[Span, ...]
    sightings: tuple[Sighting, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with its derived rows, ready to be written in one transaction.

    Attributes:
        raw: what came in, compressed with zlib.
        bands: `copies.bands` of the text.
        vectors: one a passage, as `packed`, or None where they are still to be made.
    """

    article: Article
    raw: bytes
    passages: tuple[Passage, ...]
    bands: tuple[int, ...]
    told: Told
    vectors: tuple[bytes, ...] | None = None


def entry(article: Article, raw: bytes, embedder: Embedder | None = None) -> Entry:
    """Derive all; the vectors only where an embedder is given. `article.id` is set."""
    cut = passages.split(article)
    return Entry(
        article=article,
        raw=zlib.compress(raw, 6),
        passages=tuple(cut),
        bands=tuple(copies.bands(article.text)),
        told=told(article),
        vectors=None if embedder is None else tuple(packed(embedder, [p.text for p in cut])),
    )


def entries(work: Sequence[tuple[Article, bytes]], embedder: Embedder | None = None) -> list[Entry | str]:
    """Return what `entry` gives for each (article, raw), or the traceback of what stopped it."""
    return [_safely(entry, *one, embedder) for one in work]


def packed(embedder: Embedder, texts: Sequence[str]) -> list[bytes]:
    """Return the vectors of texts as the archive keeps them: float16, little-endian.

    Raises:
        EmbeddingError: the embedder failed, or its vectors are not of the length it says.
    """
    made = embedder.documents(texts)
    if made.shape != (len(texts), embedder.dimensions):
        raise EmbeddingError(message("ingest.shape", _LANGUAGE, model=embedder.name))
    # float16 halves the archive; a cosine moves by less than 0.001, measured in tests/index/test_vectors.py.
    return [row.tobytes() for row in made.astype("<f2")]


def tellings(work: Sequence[tuple[Article, Sequence[Proposal]]]) -> list[Told | str]:
    """Return what `told` gives for each (article, proposals), or the traceback of what stopped it."""
    return [_safely(told, *one) for one in work]


def told(article: Article, proposals: Sequence[Proposal] = ()) -> Told:
    """Read who said what in an article; `proposals` are what models proposed for it."""
    if proposals:
        verified = statements.verify(article, proposals)
        return telling(article, verified.reading, verified.entered)
    return telling(article, statements.parse_article(article))


def telling(article: Article, reading: Reading, entered: Sequence[Statement] = ()) -> Told:
    """Return what an article tells as it was read, with the statements that entered beside the grammar's."""
    spoken = sorted([*reading.statements, *entered], key=lambda s: (s.content.start, s.content.end))
    named = {(e.name, e.type, role) for e in reading.entities for role in [r.text for r in e.roles] or [""]}
    named |= {(s.speaker, s.speaker_type, s.role) for s in spoken if s.speaker}
    return Told(
        grammar=statements.GRAMMAR,
        statements=tuple(spoken),
        terms=tuple(reading.terms),
        sightings=tuple(Sighting(article.id, *of, article.published) for of in sorted(named)),
        words=tuple(sorted(naming.words(article.text))),
    )


def _safely(function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | str:
    try:
        return function(*given, **named)
    except Exception:
        return traceback.format_exc()
