"""What versions of articles have to do with a claim: words that a correction changed or took out."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.check import matching
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import pieces, words
from bot.answers.check.explaining import Explained
from bot.render import dates
from bot.render.layout import line
from index.ledger.asked import Told, Withdrawn
from index.ledger.hearing import Hearing
from prompts import message


def notes(found: Explained, hearing: Hearing) -> Iterator[str]:
    """Yield remarks: the evidence was changed by a correction, the claimed words stand in an old version."""
    language = found.language
    for one in found.told:
        change = one.revised
        if change is not None and change.before is not None:
            day = dates.words(change.at, language)
            yield message("check.revised", language, number=change.number, day=day, source=_source(one))
    if found.voice is None or found.decision.word == "verbatim":
        return
    for gone in hearing.withdrawn(found.voice):
        if _claimed(found.claim, gone):
            day = dates.words(gone.at, language)
            yield message("check.withdrawn", language, number=gone.number, day=day, source=_source(gone))


def _claimed(claim: Claim, gone: Withdrawn) -> bool:
    """Tell whether the words of a claim stood, as they are claimed, in a statement that has gone."""
    printed = words(gone.statement.content.text)
    sought = claim.quotes or (claim.content,)
    return all(matching.exact(runs, printed) for quote in sought if (runs := pieces(quote)))


def _source(one: Told | Withdrawn) -> str:
    return line(one.article.outlet or one.article.title or one.article.id)
