"""What a sentence denies, gives as sure or calls somebody, held against print: further checks of `proof`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.answers.printed import identity
from bot.answers.questions import mentions, pronouns
from bot.answers.questions.words import sense
from bot.answers.written import amounts, claims, orders, polarity
from bot.answers.written.attribution import across, stems
from bot.answers.written.case import Case
from bot.answers.written.lexicon import words
from index.analysis import content_terms, terms
from index.news import Statement

_BREAK = re.compile(r"[.!?;:,«»“”\"()\n]")
_FACT = 0.6  # share of an unsure statement's words that make a sentence its repetition


def negations_are_kept(case: Case) -> bool:
    """No word of a sentence is denied that print does not deny, and none said that print only denies."""
    printed = " ".join(case.near)
    own = claims.outside(case.sentence)
    if case.across:
        spoken = any(c.polarity not in ("asserts", "denies") for c in case.claims)
        return spoken or polarity.is_negated(printed) or not polarity.is_negated(own)
    if polarity.is_contrary(own, printed):
        return False
    cues = {t.stem for claim in case.claims for t in terms(claim.cue)}  # of these `polarity_is_kept` decides
    mine, theirs = polarity.negated(own) - cues, polarity.negated(printed) - cues
    said, told = polarity.affirmed(own) - cues, polarity.affirmed(printed)
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
    return not (polarity.sure(own) & theirs) - polarity.sure(printed, past=bool(case.claims))


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


_DONE = re.compile(
    r"\b(?:ai|as|a|ont|avait|avaient|est|sont|était|étaient|sera|seront|aura|auront)\s+(?:(?:été|pas|aussi|déjà)\s+)*"
    r"(?P<verb>[^\W\d_]{3,}(?:é|ée|és|ées|i|ie|is|ies|it|u|ue|us|ues|ert|erte))\b"
)
_AFTER = 3  # words between a figure and what it counts


def verbs_are_printed(case: Case) -> bool:
    """What somebody has done is printed, and not only asked; verbs of speech are for `attribution`."""
    if case.across:
        return True
    glue = sense("saying") | words("neutral") | {t.word for claim in case.claims for t in terms(claim.cue)}
    own = claims.outside(case.sentence)
    done = {t for match in _DONE.finditer(own) for t in content_terms(match["verb"])}
    return all(t.word in glue or t.stem in stems(case.asserted) for t in done)


def figures_count_the_same(case: Case) -> bool:
    """A figure counts in a sentence what it counts in print: 1 140 ill are not 1 140 dead."""
    if case.across:
        return True
    printed: dict[str, set[str]] = {}
    for hit in case.hits:
        for figure, counted in _counted(orders.blank(hit.text)):
            printed.setdefault(figure, set()).update(counted)
    for figure, counted in _counted(claims.outside(case.sentence)):
        known = printed.get(figure)
        if known and counted and not set(counted[:1]) & known:
            return False
    return True


def _counted(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each written figure with the stems of the content words right after it."""
    found = terms(text)
    content = {t.start for t in content_terms(text)}
    for i, term in enumerate(found):
        if not term.word[:1].isdigit():
            continue
        counted = []
        for before, after in itertools.pairwise(found[i : i + _AFTER + 1]):
            if _BREAK.search(text, before.end, after.start) or text[after.start].isupper():
                break
            if after.start in content and not amounts.counts(after.word):
                counted.append(after.stem)
        yield term.stem, counted
