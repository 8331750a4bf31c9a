"""What a sentence denies, gives as sure or calls somebody, held against print: further checks of `proof`."""

from __future__ import annotations

from bot.answers.printed import identity
from bot.answers.questions import mentions, pronouns
from bot.answers.written import claims, polarity
from bot.answers.written.attribution import across, stems
from bot.answers.written.case import Case
from index.analysis import content_terms, terms
from index.news import Statement

_FACT = 0.6  # share of an unsure statement's words that make a sentence its repetition


def negations_are_kept(case: Case) -> bool:
    """No word of a sentence is denied that print does not deny, and none said that print only denies."""
    printed = " ".join(case.near)
    own = claims.outside(case.sentence)
    if case.across:
        spoken = any(c.polarity not in ("asserts", "denies") for c in case.claims)
        return spoken or polarity.is_negated(printed) or not polarity.is_negated(own)
    cues = {t.stem for claim in case.claims for t in terms(claim.cue)}  # of these `polarity_is_kept` decides
    mine, theirs = polarity.negated(own) - cues, polarity.negated(printed) - cues
    said, told = polarity.plain(own, mine) - cues, polarity.plain(printed, theirs)
    return not (mine & told) - theirs and not (said & theirs) - told


def doubts_are_kept(case: Case) -> bool:
    """What print gives in the conditional is not told as certain, but what was to come may be reported."""
    own = claims.outside(case.sentence)
    printed = " ".join(case.near)
    theirs = polarity.unsure(printed, past=bool(case.claims))
    if case.across:
        return bool(case.claims) or not theirs or polarity.is_unsure(own)
    if not case.claims and polarity.is_unsure(own):
        return True
    return not (polarity.plain(own, polarity.unsure(own)) & theirs) - polarity.plain(printed, theirs)


def is_no_fact(case: Case) -> bool:
    """What was denied, not denied, not said or only announced is not told as a fact."""
    if case.claims:
        return True
    mine = {t.stem for t in content_terms(case.sentence)}
    for statement in case.told:
        if (statement.polarity, statement.mood) == ("asserts", "indicative"):
            continue
        held = {t.stem for t in content_terms(statement.content.text)}
        if case.across:
            near = any(
                s.span.start < statement.content.end and statement.content.start < s.span.end
                for s in case.supports
            )
            if near and across(case, case.sentence, statement) >= 2:
                return False
        elif (
            held
            and len(held & mine) >= _FACT * min(len(held), len(mine))
            and not _told_else(case, mine, statement)
        ):
            return False
    return True


def _told_else(case: Case, mine: set[str], statement: Statement) -> bool:
    """Tell whether print says a sentence's words outside an unsure statement too."""
    others = (s.span for s in case.supports)
    rest = [o.text for o in others if o.end <= statement.content.start or statement.content.end <= o.start]
    return any(len(mine & stems(text)) >= _FACT * len(mine) for text in rest)


def offices_are_printed(case: Case) -> bool:
    """An office that a sentence gives to somebody is one that the articles give to that person."""
    own = claims.outside(case.sentence)
    if case.across:
        return True
    written = {t.word for t in claims.names(own)}
    for name in pronouns.people(own):
        if not written & set(mentions.parts(name)):
            continue
        stated = identity.roles(name, own)
        known: set[str] = set()
        for line in case.speakers.text.split("\n"):
            known |= identity.roles(name, line)
        for statement in case.speakers.statements:
            if statement.speaker and mentions.same_person(name, statement.speaker):
                known |= stems(f"{statement.role} {statement.speaker_surface}")
        if stated and not stated <= known:
            return False
    return True
