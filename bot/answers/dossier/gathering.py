"""What the ledger holds for a dossier: the statements in order, and how many stay out for which reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answers.dossier.dossier import Draft, Reason, Wanted
from bot.answers.printed import bearers
from index.ledger.asked import Asked, Said, Told
from index.ledger.said.telling import between
from index.ledger.said.unproved import Unproved
from index.ledger.versions.editions import Corpus
from index.news import Article
from index.people.finding import Match


class Telling(Protocol):
    """The part of a ledger that a dossier needs."""

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said."""

    def unproved(self, asked: Asked) -> Unproved:
        """Count what may be a speaker's and is not shown as such."""

    def printed(self, since: str | None, until: str | None) -> int:
        """Count the articles printed in some days."""

    def corpus(self) -> Corpus:
        """Return the state of the archive."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """The name is not that of one voice: whom it may mean, or whose names are near."""

    ambiguous: tuple[Match, ...]
    nearest: tuple[Match, ...]


def gather(wanted: Wanted, ledger: Telling, article: Callable[[str], Article | None]) -> Draft | Nobody:
    """Return what may stand in a dossier; `article` gives a stored article with its text by its id."""
    asked = Asked(wanted.speaker, wanted.topic, wanted.since, wanted.until)
    found = ledger.said(Asked(wanted.speaker, wanted.topic))
    if found.ambiguous or found.nearest:
        return Nobody(found.ambiguous, found.nearest)
    left_out: Counter[Reason] = Counter()
    kept = []
    for told in found.told:
        reason = _beside(told, wanted)
        if reason is None:
            kept.append(told)
        else:
            left_out[reason] += 1
    sure = _surely(kept, article)
    left_out["namesake"] += len(kept) - len(sure)
    gone = [w for w in found.withdrawn if between(w.day, wanted.since, wanted.until)]
    left_out["withdrawn"] += len(gone)
    unproved = ledger.unproved(asked)
    left_out += Counter[Reason](
        {"unsure": unproved.unsure, "anonymous": unproved.anonymous, "unnamed": unproved.unnamed}
    )
    dated = bool(wanted.since or wanted.until)
    return Draft(
        wanted,
        found.speaker,
        tuple(sorted(sure, key=lambda t: (t.day or "9999", t.article.id, t.statement.content.start))),
        found.scanned,
        dict(left_out),
        ledger.corpus(),
        found.others,
        found.office,
        ledger.printed(wanted.since, wanted.until) if dated else None,
    )


def _beside(told: Told, wanted: Wanted) -> Reason | None:
    """Return why a statement is not asked for, or None."""
    if not told.on_topic:
        return "other_topic"
    if between(told.day, wanted.since, wanted.until):
        return None
    return "other_days" if told.day else "undated"


def _surely(told: Sequence[Told], article: Callable[[str], Article | None]) -> list[Told]:
    """Return the statements without those that may be a namesake's, as answers leave them out."""
    stored = {i: article(i) for i in dict.fromkeys(t.article.id for t in told)}
    texts = {i: found.text for i, found in stored.items() if found}
    every = list(texts.values())
    return [t for t in told if bearers.surely(t.statement, texts.get(t.article.id, ""), every)]
