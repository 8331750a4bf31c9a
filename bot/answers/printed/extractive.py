"""The answer made of printed sentences alone: one to five, each a verbatim slice with its citation.

Exact by construction: nothing is shown that does not stand in an article. Where the articles do not hold the
answer it says so, with what was searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import prompts
from bot.answers.answer import Citation, Line, Proposal
from bot.answers.gate import wording
from bot.answers.printed import figures, identity, judgement, leaders, refusal, voices
from bot.answers.printed.evidence import FEATURES, Sentence
from bot.answers.printed.findings import Findings
from bot.answers.printed.slices import Slice
from bot.answers.questions import mentions
from bot.answers.questions.question import Question
from bot.render import dates
from index.news import Scanned

_MOST = 5  # sentences
_WHO = 2  # sentences on who somebody is: one an office
_CHARACTERS = 900  # of an answer; the first sentence is shown whole whatever its length
# The least chance to hold the answer of a further sentence, and of each hundred characters: right beside a
# sentence that is shown, and elsewhere. With 0.03 a hundred characters everywhere PIAF shows as many answers
# in a little less, among sentences that have nothing to do with the rest.
_BESIDE, _APART = (0.02, 0.01), (0.04, 0.03)
_AS_NEAR = 0.6  # of the question's words that the best sentence and its neighbours cover
_WINDOW = FEATURES.index("window")
_LONGEST_LEAD = 260  # characters of a sentence shown before one that begins with a pronoun
_PRONOUN = re.compile(
    r"(?:Il|Elle|Ils|Elles|Celui-ci|Celle-ci|Ce dernier|Cette dernière|Ceux-ci|Ces derniers)\b"
)


def compose(findings: Findings, scanned: Scanned, language: str) -> Proposal:
    """Return the answer that the findings hold, or the refusal that says why there is none."""
    reason = refusal.reason(findings)
    if reason:
        return refusal.refuse(findings, scanned, language, reason)
    question = findings.question
    chosen = voices.words_asked_for(findings) if question.kind == "said" else []
    if question.kind == "said" and not chosen and (question.own_words or _held_by_somebody(findings)):
        return refusal.refuse(findings, scanned, language, "no_words")
    chosen = chosen or _identity(findings) or _leader(findings)
    disagreeing = figures.disagreement(findings) if not chosen else None
    if disagreeing:
        return _answer(question, disagreeing, scanned, language, lead=f"answer.differing_{question.kind}")
    return _answer(question, chosen or _best(findings), scanned, language)


def _held_by_somebody(findings: Findings) -> bool:
    """Tell whether the ledger knows who holds the office asked about: others' words are then no answer."""
    account = findings.account
    return account is not None and account.form == "words" and account.said.office and bool(account.said.told)


def _identity(findings: Findings) -> list[Slice]:
    """Return the sentence with the newest office of the person asked about, and one of another office."""
    name = findings.question.speaker if findings.question.kind == "who_is" else None
    if not name:
        return []
    stated = [
        (roles, r.sentence) for r in findings.ranked if (roles := identity.roles(name, r.sentence.span.text))
    ]
    # "La maire, Mme Kerl" says less than the sentence with the whole name.
    stated.sort(
        key=lambda pair: (mentions.whole(name, pair[1].span.text), (pair[1].hit.published or "")[:10]),
        reverse=True,
    )
    chosen: list[Slice] = []
    known: set[str] = set()
    for roles, sentence in stated:
        if len(chosen) < _WHO and not known & roles:
            chosen.append(_slice(sentence, findings))
            known |= roles
    return chosen


def _leader(findings: Findings) -> list[Slice]:
    """Return the sentence that names the leader of the body asked about."""
    body = leaders.body(findings.question)
    found = leaders.chosen(body, findings.ranked) if body else None
    return [_slice(found.sentence, findings)] if found else []


def _best(findings: Findings) -> list[Slice]:
    """Return the best sentence and what adds to it; what stands beside it, with it."""
    best = findings.ranked[0].sentence
    shown, chosen = [best], [_slice(best, findings)]
    for other, chance in zip(findings.ranked[1:], judgement.chances(findings.ranked)[1:], strict=True):
        sentence = other.sentence
        if len(shown) == _MOST or sum(len(c.text) for c in chosen) > _CHARACTERS:
            break
        if sentence.features[_WINDOW] < _AS_NEAR * best.features[_WINDOW]:
            continue
        beside = any(s.hit is sentence.hit and abs(s.place - sentence.place) == 1 for s in shown)
        candidate = _slice(sentence, findings)
        if _is_worth_reading(sentence, chance, candidate, beside) and _added(chosen, candidate, sentence):
            shown.append(sentence)
    return chosen


def _is_worth_reading(sentence: Sentence, chance: float, candidate: Slice, beside: bool) -> bool:
    least, by_length = _BESIDE if beside else _APART
    near = beside or bool(sentence.matched)
    return near and chance >= max(least, by_length * len(candidate.text) / 100)


def _added(chosen: list[Slice], candidate: Slice, sentence: Sentence) -> bool:
    """Add a slice to those chosen, or to the one that it stands beside; not if it is too long or no news."""
    if sum(len(c.text) for c in chosen) + len(candidate.text) > _CHARACTERS:
        return False
    if any(candidate.repeats(c) for c in chosen):
        return False
    for at, one in enumerate(chosen):
        whole = one.joined(candidate, sentence.hit)
        # What the gate would not let through must not take with it what it stands beside.
        if whole and wording.may_be_printed(whole.text):
            chosen[at] = whole
            return True
    chosen.append(candidate)
    return True


def _slice(sentence: Sentence, findings: Findings) -> Slice:
    """Return a sentence, with the one before it when its pronoun and the question need that one."""
    hit, start = sentence.hit, sentence.span.start
    if _PRONOUN.match(sentence.span.text):
        for other in findings.ranked:
            before = other.sentence
            if before.hit is hit and before.place == sentence.place - 1 and before.matched - sentence.matched:
                start = before.span.start if len(before.span.text) <= _LONGEST_LEAD else start
    return Slice.of_hit(hit, start, sentence.span.end)


def _answer(
    question: Question, slices: Sequence[Slice], scanned: Scanned, language: str, lead: str = ""
) -> Proposal:
    citations = tuple(s.citation(n) for n, s in enumerate(slices, 1))
    lines = [Line(f"– {origin(c, language)}" if lead else "", numbers=(c.n,)) for c in citations]
    if lead:
        lines.insert(0, Line(prompts.message(lead, language)))
    return Proposal(question.text, language, tuple(lines), scanned, citations)


def origin(citation: Citation, language: str) -> str:
    """Return who printed it and when, to stand before printed words."""
    known = [
        part
        for part in (citation.outlet or citation.title, dates.words(citation.published, language))
        if part
    ]
    return prompts.message("answer.origin", language, origin=", ".join(known)) if known else ""
