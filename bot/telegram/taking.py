"""A document or a post into the archive, and what was read of it; blocking, for a thread.

What a sender calls a file chooses its reader and is forgotten; no file is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot import composition
from bot.composition import Desk
from index import ingest, reading
from index.batches import Report
from index.news import Article
from index.reading import Reading, Refused, forms

LARGEST = 20 * (1 << 20)  # bytes; Telegram hands out no larger file
_SHOWN = 5  # articles and reasons
_MOST_LISTED = 20  # pages of one feed or sitemap


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a post beside its text; it fills what the text does not say."""

    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """One article as the archive has it now, with who speaks in it and how often."""

    article: Article
    passages: int
    speakers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a source: the counts, and the first of its articles."""

    report: Report
    read: tuple[Read, ...]


def document(desk: Desk, raw: bytes, form: str, source: str, stated: Stated | None = None) -> Taken:
    """Take in the articles of a document of one of the forms; `source` is where it came from."""
    return _taken(desk, [_completed(one, stated or Stated()) for one in forms.read(form, raw, source)])


def address(desk: Desk, link: str) -> Taken:
    """Take in what stands at an address; of a feed or sitemap only the newest, for somebody waits."""
    return _taken(desk, reading.read(link, desk.web(_MOST_LISTED)))


def _completed(found: Reading | Refused, stated: Stated) -> Reading | Refused:
    if isinstance(found, Refused):
        return found
    article = found.article
    named = replace(
        article,
        outlet=article.outlet or stated.outlet,
        published=article.published or stated.published,
        url=article.url or stated.url,
    )
    return replace(found, article=named)


def _taken(desk: Desk, found: Iterable[Reading | Refused]) -> Taken:
    found = list(found)
    report = ingest.add(desk.archive, found, desk.embedder)
    first = [(r.article, r.given_id) for r in found if isinstance(r, Reading)][:_SHOWN]
    ids = dict.fromkeys(known.article.id for known in desk.archive.recognise(first))
    read = tuple(one for id_ in ids if (one := _read(desk, id_)) is not None)
    return Taken(replace(report, errors=report.errors[:_SHOWN]), read)


def _read(desk: Desk, article_id: str) -> Read | None:
    article = desk.archive.article(article_id)
    if article is None:
        return None
    with composition.ledger(desk.settings) as ledger:
        said = Counter(s.speaker for s, _ in ledger.statements(article_id) if s.speaker)
    return Read(article, len(desk.archive.passages(article_id)), tuple(said.most_common(10)))
