"""Whose words a sentence gives to whom, and how, held against the ledger: the checks of `proof` on speech.

What a sentence says that somebody said must be a recorded statement of that person, with its polarity, its
mood and its act. Where the record does not bear a sentence out the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from bot.answers.questions import mentions, pronouns
from bot.answers.questions.words import sense
from bot.answers.written import amounts, claims, polarity
from bot.answers.written.case import Case
from bot.answers.written.lexicon import acts, words
from bot.answers.written.speech import Claim
from index.analysis import content_terms, terms
from index.news import Statement
from index.retrieval import translation

_ALIKE = 0.5  # share of the content stems of a reported clause that the recorded words must hold
_CLEARLY = 0.2  # by so much the words of another may fit better
_LONG = 20  # words of a statement of which a part alone may deny
_CLAUSE = re.compile(r"[.,;:!?…«»“”\"()\n]")
_THIRD = re.compile(r"\b(?:il|elle|ils|elles|he|she|they)\b", re.IGNORECASE)


def is_recorded(case: Case) -> bool:
    """Whatever somebody is said to have said is a recorded statement of somebody."""
    return all(_recorded(case, claim) for claim in _own(case))


def speaker_is_kept(case: Case) -> bool:
    """The record gives it to the same speaker, whether by name, office or pronoun."""
    return all(_kept(case, claim, _fits) for claim in _own(case))


def polarity_is_kept(case: Case) -> bool:
    """Said is said, denied denied, not denied not denied."""
    return all(_kept(case, claim, _fits, _same_polarity) for claim in _own(case))


def mood_is_kept(case: Case) -> bool:
    """What is only reported to have been said, or is yet to be said, is not told as said."""
    return all(_kept(case, claim, _fits, _same_polarity, _same_mood) for claim in _own(case))


def act_is_kept(case: Case) -> bool:
    """What was demanded was not promised: a verb that says more than "said" is of the recorded kind."""
    return all(_kept(case, claim, _fits, _same_polarity, _same_mood, _same_act) for claim in _own(case))


def _own(case: Case) -> list[Claim]:
    """Return the claims without those of a relay that is named beside the recorded speaker."""
    return [
        c for c in case.claims if not (c.name and any(_relays(case, c, o) for o in case.claims if o is not c))
    ]


def _relays(case: Case, claim: Claim, other: Claim) -> bool:
    relayed = [s for part in _recorded(case, other) for s in part if s.relay and _fits(case, other, s)]
    return any(
        claims.find(s.relay or "", claim.name) or claims.find(claim.name, s.relay or "") for s in relayed
    )


def _recorded(case: Case, claim: Claim) -> list[list[Statement]]:
    """Return, for each part of a claim, the statements that may be it; none at all if a part has none."""
    if claim.fragments:
        parts = [
            [s for s in case.told if any(_quotes(f, words.text) for words in s.fragments)]
            for f in claim.fragments
        ]
    else:
        parts = [_reported(case, claim)]
    return parts if all(parts) else []


def _kept(case: Case, claim: Claim, *tests: Callable[[Case, Claim, Statement], bool]) -> bool:
    parts = _recorded(case, claim)
    return bool(parts) and all(any(all(t(case, claim, s) for t in tests) for s in part) for part in parts)


def _quotes(fragment: str, words: str) -> bool:
    """Tell whether recorded words hold a fragment, not as what somebody else says within them."""
    place = claims.find(fragment.rstrip(" \u00a0\u202f.,"), words)
    if place is None:
        return False
    return not any(q.start <= place[0] and place[1] <= q.end for q in claims.quotations(words))


def _reported(case: Case, claim: Claim) -> list[Statement]:
    """Return the statements whose words a reported clause tells best."""
    weigh = across if case.across else _alike
    figures = amounts.read(claim.content, case.language)
    scores = [
        (weigh(case, claim.content, s), s)
        for s in case.told
        if not figures or figures <= amounts.read(case.printed(s), claims.language(case.printed(s)))
    ]
    best = max((score for score, _ in scores), default=0.0)
    least = max(_ALIKE, best - _CLEARLY) if not case.across else best
    return [s for score, s in scores if score and score >= least]


def _alike(case: Case, clause: str, statement: Statement) -> float:
    told = {t.stem for t in content_terms(clause)}
    return len(told & stems(statement.content.text)) / len(told) if told else 0.0


def across(case: Case, clause: str, statement: Statement) -> float:
    """Return how many words of an English clause a French statement holds, names and figures as such."""
    french = translation.french(clause)
    held = terms(statement.content.text)
    printed = {t.stem for t in held}
    found = 0
    for term in content_terms(clause):
        own = french.get(term.start, ())
        found += any(t.stem in printed for t in own) or any(case.same(term.word, t.word) for t in held)
    return float(found)


def _fits(case: Case, claim: Claim, statement: Statement) -> bool:
    return case.speakers.fits(claim, statement)


def _same_polarity(case: Case, claim: Claim, statement: Statement) -> bool:
    # "n'a pas exclu" asserts something, but neither what "a exclu" does nor what "a dit" does.
    denied = polarity.is_negated(statement.cue)
    same = bool(stems(claim.cue) & {t.stem for t in content_terms(statement.cue)})
    if (same or (denied and statement.polarity == "asserts")) and denied != polarity.is_negated(claim.cue):
        return False
    if claim.polarity == statement.polarity:
        inside = statement.content.text
        if claim.fragments or claim.polarity != "asserts" or len(terms(inside)) > _LONG:
            return True
        return not case.across or polarity.is_negated(claim.content) == polarity.is_negated(inside)
    # "dément avoir menti" is "affirme ne pas avoir menti".
    return (
        (claim.polarity, statement.polarity) == ("asserts", "denies")
        and polarity.is_negated(claim.content)
        and not polarity.is_negated(statement.content.text)
    )


def _same_mood(case: Case, claim: Claim, statement: Statement) -> bool:
    return claim.mood == statement.mood


def _same_act(case: Case, claim: Claim, statement: Statement) -> bool:
    if claim.polarity != "asserts":
        return True
    mine, theirs = (_acts(cue) for cue in (claim.cue, statement.cue))
    if mine & theirs or {t.stem for t in content_terms(claim.cue)} & stems(statement.cue):
        return True
    if {t.word for t in terms(statement.cue)} & words("refusals"):
        return False
    if _is_quotation(claim) and {t.word for t in terms(claim.cue)} & words("tones"):
        return True
    printed = stems(" ".join(case.near))
    return not mine and (
        _only_says(claim.cue) or (not theirs and any(t.stem in printed for t in content_terms(claim.cue)))
    )


def _acts(cue: str) -> set[int]:
    found = {t.word for t in terms(cue)}
    return {number for number, group in enumerate(acts()) if group & found}


def _only_says(cue: str) -> bool:
    said = sense("saying") | words("neutral") | {"according"}
    return any(t.word in said for t in terms(cue)) or not content_terms(cue)


def _is_quotation(claim: Claim) -> bool:
    """Tell whether quoted words are all that a claim gives to its speaker."""
    return bool(claim.fragments) and stems(claim.content) <= stems(" ".join(claim.fragments))


@lru_cache(maxsize=4096)  # the statements of an article are held against each sentence
def stems(text: str) -> frozenset[str]:
    """Return the stems of a text."""
    return frozenset(t.stem for t in terms(text))


def loose_quotations_have_no_other_mouth(case: Case) -> bool:
    """Words between marks that no verb gives to anybody stand beside their speaker's name, or nobody's."""
    given = [f for claim in case.claims for f in claim.fragments]
    outside = claims.outside(case.sentence)
    people = pronouns.people(outside)
    for quotation in claims.quotations(case.sentence):
        if any(claims.find(quotation.text, f) for f in given):
            continue
        owners = [s for s in case.told if any(_quotes(quotation.text, f.text) for f in s.fragments)]
        if owners and not any(_may_stand(s, outside, people) for s in owners):
            return False
        if not owners and (case.claims or _is_reported(quotation.text, case)):
            return False
    return True


def _may_stand(statement: Statement, outside: str, people: list[str]) -> bool:
    if not people:
        return not _THIRD.search(outside)
    speaker = statement.speaker
    return bool(speaker) and all(mentions.same_person(name, speaker) for name in people)


def _is_reported(fragment: str, case: Case) -> bool:
    """Tell whether words that print has without marks are somebody's reported words."""
    quoted = [t for hit in case.hits for t in case.scene.record.covering(hit).terms]
    if any(claims.find(fragment, t.text) for t in quoted):
        return False
    return any(claims.find(fragment, s.content.text) for s in case.told)


def nothing_is_cut_off(case: Case) -> bool:
    """A quotation keeps the negation before it and the question mark after it."""
    for quotation in claims.quotations(case.sentence):
        for statement in case.told:
            for words_ in statement.fragments:
                place = claims.find(quotation.text, words_.text)
                if place and not _is_whole(words_.text, *place):
                    return False
    return True


def _is_whole(text: str, start: int, end: int) -> bool:
    clause = _CLAUSE.split(text[:start])[-1]
    if {t.word for t in terms(clause)} & words("negations") or re.search(r"\bn[’']$", clause.rstrip()):
        return False
    rest = re.split(r"(?<=[.!?…])\s", text[end:])[0].rstrip()
    return not rest.endswith("?")
