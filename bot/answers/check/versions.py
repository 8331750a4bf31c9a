"""What versions of articles have to do with a claim: words that a correction changed or took out."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.check import matching, wanted
from bot.answers.check.case import Case
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import pieces, words
from bot.answers.check.explaining import Explained
from bot.render import dates
from bot.render.layout import line
from index.ledger.asked import Told, Withdrawn
from index.ledger.hearing import Heard, Hearing
from prompts import message


def notes(found: Explained, hearing: Hearing) -> Iterator[str]:
    """Yield remarks: the evidence was changed by a correction, the claimed words stand in an old version."""
    language = found.language
    for one in found.told:
        change = one.revised
        if change is not None and change.before is not None:
            day = dates.words(change.at, language)
            yield message("check.revised", language, number=change.number, day=day, source=_source(one))
    if found.decision.word == "verbatim":
        return
    for gone, key in _gone(found, hearing):
        day = dates.words(gone.at, language)
        names = {"speaker": line(gone.statement.speaker)} if key == "withdrawn_voice" else {}
        yield message(f"check.{key}", language, number=gone.number, day=day, source=_source(gone), **names)


def _gone(found: Explained, hearing: Hearing) -> Iterator[tuple[Withdrawn, str]]:
    """Yield what earlier versions said of what is claimed, with the message that says how."""
    claim, voice = found.claim, found.voice
    if voice is None and not claim.quotes:
        return
    for gone in hearing.withdrawn(voice) if voice else hearing.withdrawn_words(claim.quotes):
        if _claimed(claim, gone):
            yield gone, "withdrawn" if gone.given_to is None else "withdrawn_voice"
        elif voice and found.decision.word != "in_substance" and _in_substance(claim, gone):
            yield gone, "withdrawn_sense"


def _claimed(claim: Claim, gone: Withdrawn) -> bool:
    """Tell whether the words of a claim stood, as they are claimed, in a statement that has gone."""
    printed = words(gone.statement.content.text)
    sought = claim.quotes or (claim.content,)
    return all(matching.exact(runs, printed) for quote in sought if (runs := pieces(quote)))


def _in_substance(claim: Claim, gone: Withdrawn) -> bool:
    """Tell whether a statement that has gone would have made the claim true by what it says."""
    if claim.quotes:
        return False
    held = [Heard(gone.statement, gone.article, gone.text)]
    content = wanted.read(claim, lambda stem: 1.0)
    return Case(claim, content, held, lambda: held).by_content().word == "in_substance"


def _source(one: Told | Withdrawn) -> str:
    return line(one.article.outlet or one.article.title or one.article.id)
